using System.Numerics;
using System.Runtime.Intrinsics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>See <see cref="Embedding.PiecewiseLinear(IReadOnlyList{double})"/>.</summary>
internal sealed record PiecewiseLinearEmbedding : InputEmbedding
{
    /// <summary>By how much edges must rise, so that 1 divided by it is finite in float.</summary>
    public const double SmallestWidth = 1e-30;

    /// <summary>Checks and keeps the edges.</summary>
    public PiecewiseLinearEmbedding(IReadOnlyList<double> edges)
    {
        Edges = ValueList.Of(Require.NotNull(edges));
        if (Edges.Count is < 2 or > Embedding.LargestSize + 1)
        {
            throw new ArgumentException(Invariant($"edges must be from 2 to {Embedding.LargestSize + 1}, but are {Edges.Count}."), nameof(edges));
        }

        for (int t = 0; t < Edges.Count; t++)
        {
            if (!float.IsFinite((float)Edges[t]))
            {
                throw new ArgumentException(Invariant($"edges must be finite in float, but edges[{t}] is {Require.Text(Edges[t])}."), nameof(edges));
            }

            if (t > 0 && !(Edges[t] - Edges[t - 1] >= SmallestWidth))
            {
                throw new ArgumentException(
                    Invariant($"edges must rise by at least {SmallestWidth}, but edges[{t}] is {Require.Text(Edges[t])} after {Require.Text(Edges[t - 1])}."), nameof(edges));
            }
        }
    }

    /// <summary>The embedding in exported C# source.</summary>
    public static CSharpFunction CSharp { get; } = new("EmbedPiecewise", """
        // Each x becomes how far it is through each bin, from 0 to 1; the first bin has no lower end, and the last no upper end.
        private static void EmbedPiecewise(ReadOnlySpan<real> starts, ReadOnlySpan<real> inverses, ReadOnlySpan<real> x, Span<real> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                for (int t = 0; t < starts.Length; t++)
                {
                    real e = (x[i] - starts[t]) * inverses[t];
                    e = t > 0 && e < 0.0d ? 0.0d : e;
                    y[i * starts.Length + t] = t < starts.Length - 1 && e > 1.0d ? 1.0d : e;
                }
            }
        }
        """);

    /// <summary>b[0] to b[T].</summary>
    public ValueList<double> Edges { get; }

    public override int Size => Edges.Count - 1;

    public override string Text => Invariant($"piecewise linear({Size})");

    private double[] Starts => [.. Edges.Take(Size)];

    private double[] Inverses => [.. Edges.Zip(Edges.Skip(1), (below, above) => 1 / (above - below))];

    /// <summary>The edges of so many bins, at quantiles of numbers as NumPy's <c>quantile</c> has them; equal ones once.</summary>
    public static double[] Quantiles(double[] numbers, int bins)
    {
        Array.Sort(numbers);
        List<double> edges = [];
        for (int t = 0; t <= bins; t++)
        {
            // The samples below the quantile, and what is over of the next.
            (long below, long rest) = Math.DivRem((long)t * (numbers.Length - 1), bins);
            double edge = numbers[below];
            edge = rest == 0 ? edge : edge + (numbers[below + 1] - edge) * ((double)rest / bins);
            if (edges.Count == 0 || edge - edges[^1] >= SmallestWidth)
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    public override BoundEmbedding<T> Bind<T>() => new Bound<T>(
        Padded<T>(Starts), Padded<T>(Inverses), Padded<T>(Enumerable.Range(0, Size).Select(t => t == 0 ? double.NegativeInfinity : 0)),
        Padded<T>(Enumerable.Range(1, Size).Select(t => t == Size ? double.PositiveInfinity : 1)));

    public override string WriteOnnx<T>(OnnxNodes nodes, string input, string name, ReadOnlySpan<T> parameters, int count)
    {
        string difference = nodes.Node("Sub", $"{name}Differences", Unsqueezed(nodes, input, name), nodes.Vector<double>($"{name}Starts", Starts, "Edges"));
        string all = nodes.Node("Mul", $"{name}Shares", difference, nodes.Vector<double>($"{name}Inverses", Inverses, "Inverses of widths"));
        float[] lowest = [.. Enumerable.Range(0, Size).Select(t => t == 0 ? float.MinValue : 0)], highest = [.. Enumerable.Range(1, Size).Select(t => t == Size ? float.MaxValue : 1)];
        string above = nodes.Node("Max", $"{name}Above", all, nodes.Vector<float>($"{name}Lowest", lowest, "Limits"));
        return Flattened(nodes, nodes.Node("Min", $"{name}Limited", above, nodes.Vector<float>($"{name}Highest", highest, "Limits")), name, count);
    }

    public override void WriteCSharp<T>(CSharpBody body, string name, string parameters, string x, string y) => body.Call(
        CSharp, body.Constant<T>($"{name}Starts", Array.ConvertAll(Starts, T.CreateTruncating)), body.Constant<T>($"{name}Inverses", Array.ConvertAll(Inverses, T.CreateTruncating)), x, y);

    /// <summary>Numbers in a precision, with zeros up to a whole vector.</summary>
    private static T[] Padded<T>(IEnumerable<double> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<T> padded = [.. numbers.Select(T.CreateTruncating)];
        while (padded.Count % Vector512<T>.Count != 0)
        {
            padded.Add(T.Zero);
        }

        return [.. padded];
    }

    private sealed class Bound<T>(T[] starts, T[] inverses, T[] lowest, T[] highest) : BoundEmbedding<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private Bins<T> Bins => new(starts, inverses, lowest, highest);

        public override void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, Span<T> E, in EmbeddedRun run) => PiecewiseKernels.Forward(Bins, A, E, in run);

        public override void BackToInput(ReadOnlySpan<T> parameters, ReadOnlySpan<T> A, ReadOnlySpan<T> dE, Span<T> dA, in EmbeddedRun run) =>
            PiecewiseKernels.BackToInput(Bins, A, dE, dA, in run);
    }
}
