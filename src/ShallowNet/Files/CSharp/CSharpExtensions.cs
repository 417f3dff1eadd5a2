using System.Numerics;

namespace ShallowNet;

// RS0026 warns of two methods of one name with optional parameters, because a call could fit both. Here none can: nothing is both a network and a model.
#pragma warning disable RS0026

/// <summary>Export of networks and models as C# source that needs neither this library nor any other.</summary>
public static class CSharpExtensions
{
    /// <param name="network">The network.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>
        /// The network as the source of one static C# class that needs neither this library nor any other: for a program on a device, in a
        /// game, or compiled ahead of time.
        /// </summary>
        /// <remarks>
        /// The class has the constants <c>Inputs</c> and <c>Outputs</c>, <c>Predict(ReadOnlySpan&lt;T&gt; x, Span&lt;T&gt; yHat)</c> with the
        /// same bits as <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/> for every input (where one answers NaN, so does the other,
        /// perhaps with other bits), and <c>SelfTest()</c>, which compares the answers to eight samples with those computed here. Calls after the
        /// first allocate nothing. It compiles as C# 12 or later for .NET 8 or later. The text has all parameters, and is meant for small
        /// networks: about 12 characters for each in float, 22 in double.
        /// </remarks>
        /// <param name="className">The name of the class: a C# identifier, neither a keyword nor of lower-case letters alone.</param>
        /// <param name="namespaceName">The class's namespace; null for none.</param>
        /// <returns>The text of a C# file, with the same line ends on every machine.</returns>
        /// <exception cref="ArgumentNullException">The name is null.</exception>
        /// <exception cref="ArgumentException">
        /// The class's name is not as above, or a name used inside the class; or the namespace is not of identifiers with dots between them.
        /// </exception>
        /// <exception cref="InvalidOperationException">A parameter or running average is not finite, or a variance is negative.</exception>
        /// <exception cref="NotSupportedException">There are more than 1,000,000 parameters, or an activation is not one of the library's.</exception>
        public string ExportCSharp(string className, string? namespaceName = null) =>
            new CSharpExport<T>(Require.NotNull(network)).Write(className, namespaceName);
    }

    /// <param name="model">The model.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>The model as the source of one static C# class that needs neither this library nor any other, its scalers included.</summary>
        /// <remarks>
        /// The class has the members that <see cref="ExportCSharp{T}(Network{T}, string, string)"/> names. Its <c>Predict</c> takes samples that
        /// are not scaled yet, as the model does, and gives the answers of a regressor's <c>Predict</c>, or of a classifier's network. The class
        /// of a classifier also has <c>Classes</c>, the number of classes; <c>PredictProbability(x, probabilities)</c>; <c>PredictClass(x)</c>,
        /// which gives the number of the class, by the model's threshold where it has one, or, where a sample can be of several, <c>PredictClasses(x, isOf)</c>; <c>ClassName(number)</c>;
        /// and, where the labels are int or bool, <c>ClassLabel(number)</c>. All answers have the same bits as here.
        /// <para>
        /// The class of a table's model takes rows, too, with a parameter for each column that tells something, <c>double?</c>, <c>string?</c>,
        /// <c>bool?</c> or <c>DateTime?</c>, named after the column in camelCase: a regressor's <c>Predict(age, plan, …)</c> returns the number, or,
        /// where there are several, <c>Predict(age, plan, …, yHat)</c> writes them; and a classifier has <c>PredictProbability(age, plan, …, probabilities)</c> and
        /// <c>PredictClass(age, plan, …)</c>, or <c>PredictClasses(age, plan, …, isOf)</c>. What is no letter or digit is
        /// left out of the name, and where two would be the same, or are used inside, a number follows. <c>SelfTest()</c> compares the answers to six rows, too,
        /// with gaps and values that are not known.
        /// </para>
        /// </remarks>
        /// <param name="className">The name of the class: a C# identifier, neither a keyword nor of lower-case letters alone.</param>
        /// <param name="namespaceName">The class's namespace; null for none.</param>
        /// <returns>The text of a C# file, with the same line ends on every machine.</returns>
        /// <exception cref="ArgumentNullException">The name is null.</exception>
        /// <exception cref="ArgumentException">
        /// The class's name is not as above, or a name used inside the class; or the namespace is not of identifiers with dots between them.
        /// </exception>
        /// <exception cref="InvalidOperationException">The model has seen no data yet, or a parameter or running average is not finite, or a variance negative.</exception>
        /// <exception cref="NotSupportedException">
        /// There are more than 1,000,000 parameters, or more than 2,000 values of a column, the rare ones not counted, or an activation is not one of the library's.
        /// </exception>
        public string ExportCSharp(string className, string? namespaceName = null)
        {
            Require.NotNull(model).CheckNoCurves("A class");
            return new CSharpExport<T>(model.Network)
            {
                InputScaler = model.InputScaler,
                OutputScaler = model.OutputScaler,
                Encoder = model.Encoder,
                Threshold = model.Decision,
                Classes = model.ClassesOfOutputs is { } classes ? CSharpClasses.Of(classes, model.HasOneClassPerSample) : null,
            }.Write(className, namespaceName);
        }
    }
}
