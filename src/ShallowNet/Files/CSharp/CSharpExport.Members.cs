using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>The members that only the class of a classifier has, and the self-test, which every class has.</content>
internal sealed partial class CSharpExport<T>
{
    /// <summary>The number of samples in the self-test.</summary>
    private const int TestSamples = 8;

    private void AddClassCount()
    {
        if (Classes is not null)
        {
            Member($"/// <summary>The number of classes.</summary>\npublic const int Classes = {Text(Classes.Names.Length)};");
        }
    }

    private void AddClassMembers()
    {
        if (Classes is null)
        {
            return;
        }

        bool isBinary = Classes.AreExclusive && network.Outputs == 1;
        string body = isBinary
            ? $"Predict(x, probabilities.Slice(1));\n    probabilities[0] = {CSharpText.Literal(T.One)} - probabilities[1];"
            : "Predict(x, probabilities);";
        Member($$"""
            /// <summary>The probability of every class for one sample.</summary>
            /// <param name="x">The inputs, {{Text(network.Inputs)}} finite numbers.</param>
            /// <param name="probabilities">Receives the probabilities, {{Require.Count(Classes.Names.Length, "element")}}, in the order of <see cref="ClassName"/>.</param>
            /// <exception cref="global::System.ArgumentException">x or the probabilities have the wrong length, or x has an element that is not finite.</exception>
            public static void PredictProbability(ReadOnlySpan<{{Real}}> x, Span<{{Real}}> probabilities)
            {
                if (probabilities.Length != Classes)
                {
                    throw new global::System.ArgumentException(
                        $"probabilities must have {{Text(Classes.Names.Length)}} elements (one for each class), but has {probabilities.Length}.", nameof(probabilities));
                }

                {{body}}
            }
            """);
        (string declare, string giveBack) = DeclareSpan("probabilities", Classes.Names.Length);
        Member(Classes.AreExclusive ? PredictClass(declare, giveBack) : PredictClasses(declare, giveBack));
        AddNames("The name of a class.", "string", "ClassName", Classes.Names);
        if (Classes.LabelType is { } type)
        {
            AddNames("The label of a class.", type, "ClassLabel", Classes.Labels);
        }
    }

    /// <summary>What the class of a sample, or of a row, is.</summary>
    private string SummaryOfClass(string what) => Threshold is { } threshold
        ? $"The number of the class of one {what}: 1 where the probability of that is at least {CSharpText.Literal(threshold.Least<T>())}, and otherwise 0." : $"The number of the most probable class of one {what}.";

    private string PredictClass(string declare, string giveBack) => $$"""
        /// <summary>{{SummaryOfClass("sample")}}</summary>
        /// <param name="x">The inputs, {{Text(network.Inputs)}} finite numbers.</param>
        /// <returns>The number, from 0 on; <see cref="ClassName"/> gives the name.</returns>
        /// <exception cref="global::System.ArgumentException">x has the wrong length, or an element that is not finite.</exception>
        public static int PredictClass(ReadOnlySpan<{{Real}}> x)
        {
            {{Indented(declare)}}
            PredictProbability(x, probabilities);
            {{Indented(BestClass)}}{{Indented(giveBack)}}

            return best;
        }
        """;

    private string BestClass => Threshold is { } threshold ? $"int best = probabilities[1] >= {CSharpText.Literal(threshold.Least<T>())} ? 1 : 0;" : """
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        """;

    private string PredictClasses(string declare, string giveBack) => $$"""
        /// <summary>The classes of one sample: those whose probability is greater than 0.5.</summary>
        /// <param name="x">The inputs, {{Text(network.Inputs)}} finite numbers.</param>
        /// <param name="isOf">Receives for each class whether the sample is of it, {{Require.Count(network.Outputs, "element")}}, in the order of <see cref="ClassName"/>.</param>
        /// <exception cref="global::System.ArgumentException">x or isOf has the wrong length, or x has an element that is not finite.</exception>
        public static void PredictClasses(ReadOnlySpan<{{Real}}> x, Span<bool> isOf)
        {
            if (isOf.Length != Classes)
            {
                throw new global::System.ArgumentException(
                    $"isOf must have {{Text(network.Outputs)}} elements (one for each class), but has {isOf.Length}.", nameof(isOf));
            }

            {{Indented(declare)}}
            PredictProbability(x, probabilities);
            for (int i = 0; i < probabilities.Length; i++)
            {
                isOf[i] = probabilities[i] > {{CSharpText.Literal(T.CreateTruncating(0.5))}};
            }{{Indented(giveBack)}}
        }
        """;

    /// <summary>Adds a method that gives the literal of a class by the number of the class.</summary>
    private void AddNames(string summary, string type, string name, string[] literals)
    {
        StringBuilder arms = new();
        for (int i = 0; i < literals.Length; i++)
        {
            arms.Append($"    {Text(i)} => {literals[i]},\n");
        }

        Member($$"""
            /// <summary>{{summary}}</summary>
            /// <param name="number">The number of the class, from 0 on.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">There is no such class.</exception>
            public static {{type}} {{name}}(int number) => number switch
            {
            {{arms}}    _ => throw new global::System.ArgumentOutOfRangeException(
                    nameof(number), $"number must be at least 0 and at most {{Text(literals.Length - 1)}}, but is {number}."),
            };
            """);
    }

    private void AddSelfTest()
    {
        (T[] inputs, T[] outputs) = TestVectors();
        statements.Constant<T>("testInputs", inputs);
        statements.Constant<T>("testOutputs", outputs);
        (string declare, string giveBack) = DeclareSpan("yHat", network.Outputs);
        string rows = AddTestRows();
        string summary = $"{Text(TestSamples)} samples{(rows.Length > 0 ? $" and {Text(CSharpTestRows.Count)} rows" : "")}";
        Member($$"""
            /// <summary>Whether this machine's answers to {{summary}} have the same bits as those of the machine that exported this source.</summary>
            public static bool SelfTest()
            {
                {{Indented(declare)}}
                bool passed = true;
                for (int j = 0; j < {{Text(TestSamples)}}; j++)
                {
                    Predict(testInputs.Slice(j * Inputs, Inputs), yHat);
                    {{Indented(Indented(Compare("testOutputs")))}}
                }{{Indented(rows)}}{{Indented(giveBack)}}

                return passed;
            }
            """);
    }

    /// <summary>The statements that compare the bits of an answer with those of answer j in a list.</summary>
    private static string Compare(string answers)
    {
        string bits = $"global::System.BitConverter.{(typeof(T) == typeof(double) ? "DoubleToInt64Bits" : "SingleToInt32Bits")}";
        return $$"""
            for (int i = 0; i < yHat.Length; i++)
            {
                {{Real}} expected = {{answers}}[j * Outputs + i];
                passed &= {{bits}}(yHat[i]) == {{bits}}(expected) || ({{Real}}.IsNaN(yHat[i]) && {{Real}}.IsNaN(expected));
            }
            """;
    }

    /// <summary>
    /// The samples of the self-test and the library's answers to them. The samples are drawn from the standard normal distribution, and scaled
    /// back to the units of the features where there is a scaler of the inputs.
    /// </summary>
    private (T[] Inputs, T[] Outputs) TestVectors()
    {
        Matrix<T> X = new NumPyRandom(1).Randn<T>(network.Inputs, TestSamples);
        T[] inputs = [.. ColumnMajor.Span(InputScaler?.Inverse(X) ?? X)], outputs = new T[network.Outputs * TestSamples], scaled = new T[network.Inputs];
        for (int j = 0; j < TestSamples; j++)
        {
            Span<T> x = inputs.AsSpan(j * network.Inputs, network.Inputs), yHat = outputs.AsSpan(j * network.Outputs, network.Outputs);
            x.CopyTo(scaled);
            InputScaler?.Transform<T>(x, scaled);
            network.Predict(scaled, yHat);
            OutputScaler?.Inverse<T>(yHat, yHat);
        }

        return (inputs, outputs);
    }
}
