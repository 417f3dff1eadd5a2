using System.Numerics;

namespace ShallowNet;

// Two methods of one name have optional parameters, which RS0026 warns of; but no value is both a network and a model, so no call can mean both.
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
        /// same bits as <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/> for every input (a NaN is a NaN), and <c>SelfTest()</c>, which
        /// compares the answers to eight samples with those computed here. A warm call allocates nothing. It compiles as C# 12 or later for
        /// .NET 8 or later. The parameters stand in the text, which is meant for small networks: about 12 characters for each in float, 22 in
        /// double.
        /// </remarks>
        /// <param name="className">The name of the class: a C# identifier, neither a keyword nor of lower-case letters alone.</param>
        /// <param name="namespaceName">The class's namespace; null for none.</param>
        /// <returns>The text of a C# file, with the same line ends on every machine.</returns>
        /// <exception cref="ArgumentNullException">The name is null.</exception>
        /// <exception cref="ArgumentException">The name is not as above, or used inside the class, or the namespace is none.</exception>
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
        /// The class has what <see cref="ExportCSharp{T}(Network{T}, string, string)"/> says; its <c>Predict</c> takes samples as the model does,
        /// and gives what a regressor's <c>Predict</c>, or a classifier's network, answers. That of a classifier also has <c>Classes</c>,
        /// <c>PredictProbability(x, probabilities)</c>, <c>ClassName(number)</c>, <c>ClassLabel(number)</c> where the labels are int or bool, and
        /// <c>PredictClass(x)</c>, the number of the class, or, with many labels for a sample, <c>PredictClasses(x, isOf)</c>. All with the
        /// same bits as here.
        /// </remarks>
        /// <param name="className">The name of the class: a C# identifier, neither a keyword nor of lower-case letters alone.</param>
        /// <param name="namespaceName">The class's namespace; null for none.</param>
        /// <returns>The text of a C# file, with the same line ends on every machine.</returns>
        /// <exception cref="ArgumentNullException">The name is null.</exception>
        /// <exception cref="ArgumentException">The name is not as above, or used inside the class, or the namespace is none.</exception>
        /// <exception cref="InvalidOperationException">The model has seen no data yet, or a parameter or running average is not finite, or a variance negative.</exception>
        /// <exception cref="NotSupportedException">There are more than 1,000,000 parameters, or an activation is not one of the library's.</exception>
        public string ExportCSharp(string className, string? namespaceName = null) => new CSharpExport<T>(Require.NotNull(model).Network)
        {
            InputScaler = model.InputScaler,
            OutputScaler = model.OutputScaler,
            Classes = model.ClassesOfOutputs is { } classes ? CSharpClasses.Of(classes, model.HasOneClassPerSample) : null,
        }.Write(className, namespaceName);
    }
}
