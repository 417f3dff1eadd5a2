using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The kernels of embeddings against their formulas, between other rows of A and E that must stay as they are.</summary>
public abstract partial class KernelTests<T>
{
    [Fact]
    public void PeriodicKernels_AllSizes_AreTheirFormulas()
    {
        foreach ((int size, int frequencies) in (IEnumerable<(int, int)>)[(2, 1), (2, 16), (3, 5), (4, 16), (5, 3), (8, 7)])
        {
            int length = PeriodicKernels.Length(size, frequencies);
            foreach (int samples in (int[])[1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 130])
            {
                EmbeddedRun run = new(Inputs: 4, Rows: 2 * size + 3, First: 1, Count: 2, FirstRow: 2, size);
                (double[] p, double[] A, double[] dE) = (Rounded(Random(2 * length, 1)), Rounded(Random(4 * samples, 2)), Rounded(Random(run.Rows * samples, 3)));
                (double[] E, double[] sums, double[] dA) = (new double[dE.Length], new double[p.Length], new double[A.Length]);
                for (int s = 0; s < samples; s++)
                {
                    for (int i = 0; i < 2; i++)
                    {
                        Periodic(p.AsSpan(i * length, length), sums.AsSpan(i * length, length), A[run.Place(i, s)], E.AsSpan(run.RowPlace(i, s), size), dE.AsSpan(run.RowPlace(i, s), size), out dA[run.Place(i, s)]);
                    }
                }

                CheckRun(run, E, dA, e => PeriodicKernels.Forward(In(p), In(A), e, in run, frequencies), d => PeriodicKernels.BackToInput(In(p), In(A), In(dE), d, in run, frequencies), 60);
                Guarded<T> actual = new(p.Length);
                PeriodicKernels.SumGradients(In(p), In(A), In(dE), actual.Span, in run, frequencies);
                Close(actual.Values, sums, 40 * (1 + samples));
            }
        }
    }

    [Fact]
    public void PiecewiseAndCategoryKernels_AllSizes_AreTheirFormulas()
    {
        foreach (int size in (int[])[1, 2, 3, 7, 8, 9, 15, 16, 17, 33])
        {
            const int Samples = 9;
            EmbeddedRun run = new(Inputs: 4, Rows: 2 * size + 3, First: 1, Count: 2, FirstRow: 2, size);
            (double[] A, double[] dE) = (Rounded(Random(4 * Samples, 2)), Rounded(Random(run.Rows * Samples, 3)));
            double[] edges = [.. Enumerable.Range(0, size + 1).Select(t => -0.75 + t * 0.125)];
            (double[] E, double[] dA) = (new double[dE.Length], new double[A.Length]);
            Pairs(run, Samples, (i, s) =>
            {
                for (int t = 0; t < size; t++)
                {
                    double share = (A[run.Place(i, s)] - edges[t]) * 8, limited = Math.Clamp(share, t == 0 ? -1e9 : 0, t == size - 1 ? 1e9 : 1);
                    E[run.RowPlace(i, s) + t] = limited;
                    dA[run.Place(i, s)] += share == limited ? 8 * dE[run.RowPlace(i, s) + t] : 0;
                }
            });
            BoundEmbedding<T> bound = new PiecewiseLinearEmbedding(edges).Bind<T>();
            CheckRun(run, E, dA, e => bound.Forward([], In(A), e, run), d => bound.BackToInput([], In(A), In(dE), d, run), 8);

            double[] codes = [.. Enumerable.Range(0, A.Length).Select(k => k % 5 - 1.0)], tables = Rounded(Random(2 * 3 * size, 5)), sums = new double[tables.Length];
            Array.Clear(E);
            Pairs(run, Samples, (i, s) =>
            {
                int code = (int)codes[run.Place(i, s)];
                for (int k = 0; k < size && code is >= 0 and < 3; k++)
                {
                    E[run.RowPlace(i, s) + k] = tables[(i * 3 + code) * size + k];
                    sums[(i * 3 + code) * size + k] += dE[run.RowPlace(i, s) + k];
                }
            });
            bound = new CategoryEmbedding(3, size, 1).Bind<T>();
            CheckRun(run, E, new double[A.Length], e => bound.Forward(In(tables), In(codes), e, run), d => bound.BackToInput(In(tables), In(codes), In(dE), d, run), 0);
            Guarded<T> actual = new(tables.Length);
            bound.SumGradients(In(tables), In(codes), In(dE), actual.Span, run);
            Close(actual.Values, sums, 8);
        }
    }

    [Fact]
    public void PeriodicKernels_ASampleAnywhere_HasTheSameBits()
    {
        EmbeddedRun run = new(Inputs: 3, Rows: 9, First: 0, Count: 2, FirstRow: 1, Size: 4);
        double[] p = Random(2 * PeriodicKernels.Length(4, 16), 1), A = Random(3 * 150, 2, scale: 5);
        Guarded<T> whole = new(9 * 150), alone = new(9);
        PeriodicKernels.Forward(In(p), In(A), whole.Span, in run, 16);
        for (int s = 0; s < 150; s++)
        {
            PeriodicKernels.Forward(In(p), In(A[(3 * s)..(3 * s + 3)]), alone.Span, in run, 16);
            alone.Values[1..].Should().Equal(whole.Values[(9 * s + 1)..(9 * s + 9)]);
        }
    }

    private static void Pairs(EmbeddedRun run, int samples, Action<int, int> visit)
    {
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < run.Count; i++)
            {
                visit(i, s);
            }
        }
    }

    private delegate void SpanAction(Span<T> destination);

    /// <summary>Compares E and dA, in which what is not the run's must still be what it was.</summary>
    private static void CheckRun(EmbeddedRun run, double[] E, double[] dA, SpanAction forward, SpanAction back, double roundings)
    {
        Guarded<T> actualE = new([.. Enumerable.Repeat(0.5, E.Length)]), actualdA = new([.. Enumerable.Repeat(0.5, dA.Length)]);
        forward(actualE.Span);
        back(actualdA.Span);
        Close(actualE.Values, [.. E.Select((e, k) => k % run.Rows >= run.FirstRow && k % run.Rows < run.FirstRow + run.Count * run.Size ? e : 0.5)], roundings);
        Close(actualdA.Values, [.. dA.Select((d, k) => k % run.Inputs >= run.First && k % run.Inputs < run.First + run.Count ? d : 0.5)], 4 * roundings);
    }

    /// <summary>e = (x, V cos(2πux + c) + δ), adds what the sample has of the derivatives to the sums, and dx.</summary>
    private static void Periodic(ReadOnlySpan<double> p, Span<double> sums, double x, Span<double> e, ReadOnlySpan<double> de, out double dx)
    {
        int rows = e.Length - 1, frequencies = (p.Length - rows) / (rows + 2);
        (e[0], dx) = (x, de[0]);
        p[^rows..].CopyTo(e[1..]);
        for (int f = 0; f < frequencies; f++)
        {
            double angle = 2 * Math.PI * p[f] * x + p[frequencies + f], dWave = 0;
            for (int k = 0; k < rows; k++)
            {
                e[1 + k] += p[(k + 2) * frequencies + f] * Math.Cos(angle);
                sums[(k + 2) * frequencies + f] += de[1 + k] * Math.Cos(angle);
                dWave += p[(k + 2) * frequencies + f] * de[1 + k];
            }

            double dAngle = -Math.Sin(angle) * dWave;
            sums[f] += dAngle * 2 * Math.PI * x;
            sums[frequencies + f] += dAngle;
            dx += dAngle * 2 * Math.PI * p[f];
        }

        for (int k = 0; k < rows; k++)
        {
            sums[sums.Length - rows + k] += de[1 + k];
        }
    }
}
