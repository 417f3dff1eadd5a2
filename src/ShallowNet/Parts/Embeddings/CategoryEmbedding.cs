using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>See <see cref="Embedding.Category"/>. The parameters are the numbers of the first value, then those of the second, and so on.</summary>
internal sealed record CategoryEmbedding(int Values, int Numbers, double Deviation) : InputEmbedding
{
    /// <summary>The embedding in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("EmbedCategories", """
        // Each x is a code, and becomes the numbers of its category; what is no code becomes zeros.
        private static void EmbedCategories(ReadOnlySpan<real> tables, ReadOnlySpan<real> x, Span<real> y, int values)
        {
            int size = y.Length / x.Length;
            for (int i = 0; i < x.Length; i++)
            {
                Span<real> numbers = y.Slice(i * size, size);
                numbers.Clear();
                if (x[i] >= 0 && x[i] < values && (int)x[i] == x[i])
                {
                    tables.Slice((i * values + (int)x[i]) * size, size).CopyTo(numbers);
                }
            }
        }
        """);

    /// <summary>An embedding of any size that memory allows, such as that of a mean of networks, which has the numbers of all of them.</summary>
    /// <exception cref="ArgumentException">A number is out of range, or there would be more of them than an array holds.</exception>
    public static CategoryEmbedding Of(int values, int size, double deviation)
    {
        Require.Within(1, Embedding.MostValues, values, nameof(values));
        Require.AtLeast(1, size, nameof(size));
        return (long)values * size <= Array.MaxLength ? new CategoryEmbedding(values, size, Require.Positive(deviation, nameof(deviation))) : throw new ArgumentException(
            Invariant($"A category must have at most {Array.MaxLength} numbers, but {values} values with {size} each have {(long)values * size}."), nameof(size));
    }

    public override int Size => Numbers;

    public override int ParameterCount => Values * Numbers;

    public override string Text => Invariant($"category({Values}, {Numbers}, {Require.Text(Deviation)})");

    public override void Draw(NumPyRandom random, Span<double> numbers)
    {
        foreach (ref double number in numbers)
        {
            number = Deviation * random.Randn();
        }
    }

    public override BoundEmbedding<T> Bind<T>() => new Bound<T>(Values);

    public override string WriteOnnx<T>(OnnxNodes nodes, string input, string name, ReadOnlySpan<T> parameters, int count)
    {
        // Rows of 0 and 1, of which an unknown code has no 1, times the tables.
        double[] codes = [.. Enumerable.Range(0, Values).Select(code => (double)code)];
        string isCode = nodes.Node("Equal", $"{name}IsCode", Unsqueezed(nodes, input, name), nodes.Vector<double>($"{name}Codes", codes, "Codes"));
        string oneHot = nodes.Node("Unsqueeze", $"{name}Row", nodes.Node("Cast", $"{name}OneHot", [isCode], OnnxAttribute.Of("to", 1)), nodes.Integers("axis2", 2));
        Matrix<T> tables = ColumnMajor.Create<T>(Numbers, count * Values);
        parameters.CopyTo(ColumnMajor.Array(tables));
        string rows = nodes.Matrix($"{name}Tables", ColumnMajor.Of(tables.Transpose(), name), "Embeddings");
        string shaped = nodes.Node("Reshape", $"{name}Shaped", rows, nodes.Integers($"{name}Shape", count, Values, Numbers));
        return Flattened(nodes, nodes.Node("MatMul", $"{name}Numbers", oneHot, shaped), name, count);
    }

    public override void WriteCSharp<T>(CSharpBody body, string name, string parameters, string x, string y) =>
        body.Call(CSharp, parameters, x, y, Require.Text(Values));

    private sealed class Bound<T>(int values) : BoundEmbedding<T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public override void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run) =>
            CategoryKernels.Forward(parameters, A, E, in run, values);

        public override void SumGradients(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> sums, in EmbeddedRun run) =>
            CategoryKernels.SumGradients(A, dE, sums, in run, values);

        /// <summary>The answer does not follow a code smoothly: 0.</summary>
        public override void BackToInput(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run)
        {
            for (int s = 0; s < A.Length / run.Inputs; s++)
            {
                dA.Slice(run.Place(0, s), run.Count).Clear();
            }
        }
    }
}
