using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The steps of the optimizers; those of the others are tested through the optimizers.</summary>
public abstract partial class KernelTests<T>
{
    [Fact]
    public void Limit_AllSizes_BringsNumbersBetweenTheirBoundsAndKeepsNaN()
    {
        foreach (int size in Sizes)
        {
            double[] p = Random(size, 1), lower = [.. Enumerable.Range(0, size).Select(i => i % 3 == 0 ? 0 : double.NegativeInfinity)], upper = [.. Enumerable.Range(0, size).Select(i => i % 3 == 1 ? 0 : double.PositiveInfinity)];
            p[0] = double.NaN;
            Guarded<T> P = new(p);
            UpdateKernels.Limit<T>(P.Span, In(lower), In(upper));
            double.IsNaN(P.Values[0]).Should().BeTrue();
            P.Values[1..].Should().Equal([.. new Guarded<T>([.. p.Select((x, i) => i % 3 == 0 ? Math.Max(x, 0) : i % 3 == 1 ? Math.Min(x, 0) : x)]).Values[1..]]);
        }
    }

    [Fact]
    public void OptimizerSteps_AllSizes_AreTheirFormulas()
    {
        foreach (int size in Sizes)
        {
            double[] p = Random(size, 1), g = Random(size, 2), v = Random(size, 3), s = Array.ConvertAll(Random(size, 4), Math.Abs);
            Guarded<T> P = new(p);
            UpdateKernels.GradientDescent<T>(In(g), P.Span, 0.1);
            Close(P.Values, [.. p.Zip(g, (x, d) => x - 0.1 * d)], 4);

            (P, Guarded<T> V) = (new(p), new(v));
            UpdateKernels.Momentum(In(g), V.Span, P.Span, 0.1, 0.9);
            double[] velocity = [.. v.Zip(g, (x, d) => 0.9 * x + d)];
            Close(V.Values, velocity, 4);
            Close(P.Values, [.. p.Zip(velocity, (x, d) => x - 0.1 * d)], 4);

            (P, Guarded<T> S) = (new(p), new(s));
            UpdateKernels.RMSprop(In(g), S.Span, P.Span, 0.1, 0.9, 1e-8);
            double[] squares = [.. s.Zip(g, (x, d) => 0.9 * x + 0.1 * d * d)];
            Close(S.Values, squares, 4);
            Close(P.Values, [.. p.Zip(g.Zip(squares), (x, d) => x - 0.1 * d.First / (Math.Sqrt(d.Second) + 1e-8))], 8);

            (P, V, S) = (new(p), new(v), new(s));
            UpdateKernels.Adam(In(g), V.Span, S.Span, P.Span, new AdamStep(0.1, 0.9, 0.99, 1e-8, 3));
            double[] means = [.. v.Zip(g, (x, d) => 0.9 * x + 0.1 * d)];
            squares = [.. s.Zip(g, (x, d) => 0.99 * x + 0.01 * d * d)];
            Close(V.Values, means, 4);
            Close(S.Values, squares, 4);
            Close(P.Values, [.. p.Zip(means.Zip(squares), (x, d) =>
                x - 0.1 * d.First / (1 - Math.Pow(0.9, 3)) / (Math.Sqrt(d.Second / (1 - Math.Pow(0.99, 3))) + 1e-8))], 16);
        }
    }
}
