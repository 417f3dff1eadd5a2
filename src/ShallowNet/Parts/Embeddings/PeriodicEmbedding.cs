using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>See <see cref="Embedding.Periodic"/>. The parameters are u, c, the rows of V one after another, and δ.</summary>
internal sealed record PeriodicEmbedding(int Numbers, int Frequencies, double Deviation) : InputEmbedding
{
    /// <summary>The embedding in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("EmbedPeriodic", $$"""
        // Each x becomes x and V·cos(2π·u·x + c) + δ. The angles are counted in half-turns.
        private static void EmbedPeriodic(ReadOnlySpan<real> parameters, ReadOnlySpan<real> x, Span<real> y, int frequencies)
        {
            int size = y.Length / x.Length, length = parameters.Length / x.Length;
            for (int i = 0; i < x.Length; i++)
            {
                ReadOnlySpan<real> own = parameters.Slice(i * length, length);
                Span<real> numbers = y.Slice(i * size, size);
                numbers[0] = x[i];
                own.Slice(length - size + 1).CopyTo(numbers.Slice(1));
                for (int f = 0; f < frequencies; f++)
                {
                    real wave = CosPi(MathR.FusedMultiplyAdd(own[f] + own[f], x[i], own[frequencies + f] * {{CSharpFunction.Number(PeriodicKernels.HalfTurn)}}));
                    for (int k = 1; k < size; k++)
                    {
                        numbers[k] = MathR.FusedMultiplyAdd(own[(k + 1) * frequencies + f], wave, numbers[k]);
                    }
                }
            }
        }
        """);

    public override int Size => Numbers;

    public override int ParameterCount => PeriodicKernels.Length(Numbers, Frequencies);

    public override int Evaluations => Frequencies;

    public override string Text => $"periodic({Require.Text(Numbers)}, {Require.Text(Frequencies)}, {Require.Text(Deviation)})";

    public override void Draw(NumPyRandom random, Span<double> numbers)
    {
        double bound = 1 / Math.Sqrt(Frequencies);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i < Frequencies ? Deviation * random.Randn() : i < 2 * Frequencies ? random.Uniform(-Math.PI, Math.PI) : random.Uniform(-bound, bound);
        }
    }

    public override BoundEmbedding<T> Bind<T>() => new Bound<T>(Frequencies);

    public override string WriteOnnx<T>(OnnxNodes nodes, string input, string name, ReadOnlySpan<T> parameters, int count)
    {
        // In double, so that 2πu is rounded to float once.
        int rows = Numbers - 1, length = ParameterCount;
        Matrix<double> rates = ColumnMajor.Create<double>(count, Frequencies), phases = ColumnMajor.Create<double>(count, Frequencies);
        Matrix<double> V = ColumnMajor.Create<double>(count * Frequencies, rows), offsets = ColumnMajor.Create<double>(count, rows);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> own = parameters.Slice(i * length, length);
            for (int f = 0; f < Frequencies; f++)
            {
                (rates[i, f], phases[i, f]) = (2 * Math.PI * double.CreateTruncating(own[f]), double.CreateTruncating(own[Frequencies + f]));
                for (int k = 0; k < rows; k++)
                {
                    V[i * Frequencies + f, k] = double.CreateTruncating(own[(k + 2) * Frequencies + f]);
                    offsets[i, k] = double.CreateTruncating(own[length - rows + k]);
                }
            }
        }

        string each = Unsqueezed(nodes, input, name), products = nodes.Node("Mul", $"{name}Products", each, nodes.Matrix($"{name}Rates", rates, "Embeddings"));
        string waves = nodes.Node("Cos", $"{name}Waves", nodes.Node("Add", $"{name}Angles", products, nodes.Matrix($"{name}Phases", phases, "Embeddings")));
        string shaped = nodes.Node("Reshape", $"{name}Shaped", nodes.Matrix($"{name}V", V, "Embeddings"), nodes.Integers($"{name}Shape", count, Frequencies, rows));
        string mixed = nodes.Node("MatMul", $"{name}Mixed", nodes.Node("Unsqueeze", $"{name}Row", waves, nodes.Integers("axis2", 2)), shaped);
        string moved = nodes.Node("Add", $"{name}Moved", nodes.Node("Squeeze", $"{name}Squeezed", mixed, nodes.Integers("axis2", 2)), nodes.Matrix($"{name}Offsets", offsets, "Embeddings"));
        return Flattened(nodes, nodes.Node("Concat", $"{name}All", [each, moved], OnnxAttribute.Of("axis", 2)), name, count);
    }

    public override void WriteCSharp<T>(CSharpBody body, string name, string parameters, string x, string y) =>
        body.Call(CSharp, parameters, x, y, Require.Text(Frequencies));

    private sealed class Bound<T>(int frequencies) : BoundEmbedding<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run) =>
            PeriodicKernels.Forward(parameters, A, E, in run, frequencies);

        public override void SumGradients(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> sums, in EmbeddedRun run) =>
            PeriodicKernels.SumGradients(parameters, A, dE, sums, in run, frequencies);

        public override void BackToInput(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run) =>
            PeriodicKernels.BackToInput(parameters, A, dE, dA, in run, frequencies);
    }
}
