using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The kernels of batch normalization, dropout, weights, penalties and clipping.</summary>
public abstract partial class KernelTests<T>
{
    private const double Variation = 0.1;
    private static readonly string[] Weightings = ["none", "some 0", "all 0"];

    [Fact]
    public void NormalizationForward_AllSizes_IsItsFormula()
    {
        foreach ((int rows, int m, string weighting) in Batches())
        {
            (double[] Z, double[] γ, double[] β, double[] w) = (Random(rows * m, 1), Random(rows, 2), Random(rows, 3), Weights(weighting, m));
            NaiveLayers.Normalized expected = NaiveLayers.Normalize(Rounded(Z), Rounded(w), Rounded(γ), Rounded(β), Variation);
            Guarded<T> mean = new(rows), variance = new(rows), inverse = new(rows), N = new(rows * m), C = new(rows * m);
            Normalization.Forward(
                In(Z),
                new()
                {
                    Weights = In(w),
                    γ = In(γ),
                    β = In(β),
                    ε = Variation,
                    Mean = mean.Span,
                    Variance = variance.Span,
                    Inverse = inverse.Span,
                    N = N.Span,
                },
                C.Span);
            Close(mean.Values, expected.Mean, 8);
            Close(variance.Values, expected.Variance, 8);
            Close(inverse.Values, expected.Inverse, 16);
            Close(N.Values, expected.N, 32);
            Close(C.Values, expected.C, 64);

            // What prediction does with the same mean and variance has the same bits.
            Guarded<T> applied = new(Z);
            Normalization.Apply(applied.Span, mean.Span, variance.Span, In(γ), In(β), Variation);
            applied.Values.Should().Equal(C.Values);
        }
    }

    [Fact]
    public void NormalizationBackward_AllSizes_IsTheChainRuleThroughMeanAndVariance()
    {
        foreach ((int rows, int m, string weighting) in Batches())
        {
            (double[] Z, double[] γ, double[] d, double[] w) = (Random(rows * m, 1), Random(rows, 2), Random(rows * m, 4), Weights(weighting, m));
            (double[] dZ, double[] dγ, double[] dβ) = NaiveLayers.NormalizeBack(Rounded(d), Rounded(Z), Rounded(w), Rounded(γ), Variation);
            NaiveLayers.Normalized forward = NaiveLayers.Normalize(Rounded(Z), Rounded(w), Rounded(γ), new double[rows], Variation);
            Guarded<T> actual = new(d), actualγ = new(rows), actualβ = new(rows), inverse = new(forward.Inverse), N = new(forward.N);
            Normalization.Backward(
                actual.Span,
                new()
                {
                    Weights = In(w),
                    γ = In(γ),
                    β = default,
                    ε = Variation,
                    Mean = default,
                    Variance = default,
                    Inverse = inverse.Span,
                    N = N.Span,
                },
                actualγ.Span,
                actualβ.Span);
            Close(actualγ.Values, dγ, 32);
            Close(actualβ.Values, dβ, 8);
            Close(actual.Values, dZ, 64);
        }
    }

    [Fact]
    public void RunningAverage_AllSizes_IsItsFormula()
    {
        foreach (int size in Sizes)
        {
            (double[] x, double[] r) = (Random(size, 1), Random(size, 2));
            Guarded<T> average = new(r);
            Normalization.Average(In(x), average.Span, 0.25);
            Close(average.Values, [.. Rounded(r).Zip(Rounded(x), (old, next) => 0.75 * old + 0.25 * next)], 4);
            average = new(r);
            Normalization.Average(In(x), average.Span, 1);
            average.Values.Should().Equal(Rounded(x));
        }
    }

    [Fact]
    public void Mixing_AllSizes_IsItsFormulas()
    {
        foreach (int rows in Sizes)
        {
            foreach (int m in (int[])[1, 2, 7])
            {
                (double[] Z, double[] G, double[] d, double[] α) = (Random(rows * m, 1), Random(rows * m, 2), Random(rows * m, 3), Random(rows, 4));
                (double[] z, double[] g, double[] dA, double[] a) = (Rounded(Z), Rounded(G), Rounded(d), Rounded(α));
                Guarded<T> mixed = new(rows * m), inPlace = new(G), scaled = new(d), sum = new(d), product = new(d), one = new(rows * m);
                Mixing.Forward(In(Z), In(G), In(α), mixed.Span);
                Close(mixed.Values, [.. z.Select((x, k) => (1 - a[k % rows]) * x + a[k % rows] * g[k])], 8);
                Mixing.Forward(In(Z), inPlace.Span, In(α), inPlace.Span);
                inPlace.Values.Should().Equal(mixed.Values);
                Mixing.Forward(In(Z), In(G), In([.. Enumerable.Repeat(1.0, rows)]), one.Span);
                one.Values.Should().Equal(g);
                Mixing.ScaleByShare(In(α), scaled.Span);
                Close(scaled.Values, [.. dA.Select((x, k) => a[k % rows] * x)], 4);
                Mixing.AddRest(In(G), In(α), sum.Span);
                Close(sum.Values, [.. dA.Select((x, k) => x + (1 - a[k % rows]) * g[k])], 8);
                Mixing.MultiplyByDifference(In(G), In(Z), product.Span);
                Close(product.Values, [.. dA.Select((x, k) => x * (g[k] - z[k]))], 8);
            }
        }
    }

    [Fact]
    public void PenaltyGradient_AllSizes_IsAddedAndHasNoSlopeAtZero()
    {
        foreach (int size in Sizes)
        {
            (double[] W, double[] dW) = (Random(size, 1), Random(size, 2));
            W[size / 2] = size % 2 == 0 ? 0.0 : -0.0;
            Guarded<T> actual = new(dW);
            Penalties.AddGradient(In(W), actual.Span, l2: 0.3, l1: 0.2);
            Close(actual.Values, [.. Rounded(W).Zip(Rounded(dW), (w, d) => d + 0.3 * w + 0.2 * Math.Sign(w))], 4);
            actual.Values[size / 2].Should().Be(Rounded(dW)[size / 2]);
        }
    }

    [Fact]
    public void Clip_AllSizes_LimitsBothSidesAndLeavesNaN()
    {
        foreach (int size in Sizes)
        {
            double[] g = Random(size, 1);
            g[size - 1] = double.NaN;
            if (size > 3)
            {
                (g[0], g[1], g[2]) = (double.PositiveInfinity, double.NegativeInfinity, 0.5);
            }

            Guarded<T> actual = new(g);
            Penalties.Clip(actual.Span, 0.5);
            actual.Values.Should().Equal(Rounded(g).Select(v => Math.Clamp(v, -0.5, 0.5)));
        }
    }

    [Fact]
    public void Masks_AnyPartOfAny_IsItsFormula()
    {
        foreach ((ulong key, int layer, double p) in new[] { (0UL, 1, 0.5), (0xFEDCBA9876543210, 2, 0.2), (ulong.MaxValue, 7, 0.9), (12345UL, 1, 1e-12) })
        {
            double kept = Rounded([1 / (1 - p)])[0];
            double[] expected = [.. Enumerable.Range(0, 300).Select(i => NaiveLayers.MaskBits(i, key, layer) < Math.Floor(p * 4294967296) ? 0.0 : kept)];
            foreach (int size in Sizes)
            {
                foreach (int first in (int[])[0, 1, 15, 16, 17, 100, 235])
                {
                    Guarded<T> mask = new(size);
                    Masks.Draw(mask.Span, first, key, layer, p);
                    mask.Values.Should().Equal(expected[first..(first + size)]);
                }
            }
        }
    }

    [Fact]
    public void LayerKernels_AnElementAnywhere_HasTheSameBits()
    {
        Same((w, g) => Penalties.AddGradient(w, g, l2: 0.1, l1: 0.2));
        Same((x, g) => Penalties.Clip(g, 0.5));
        Same((x, r) => Normalization.Average(x, r, 0.1));
        Same((x, y) => Arithmetic.Multiply(x, y, y));
        Same((x, y) => Arithmetic.Add(x, y, y));
        Same((x, y) => Rows.ScaleColumns(x, x, y));
        Same((x, y) => Mixing.Forward(x, x, x, y));
        Same((x, y) => Mixing.AddRest(x, x, y));
    }

    /// <summary>Rows, samples, and weights of the samples.</summary>
    private static IEnumerable<(int Rows, int Samples, string Weights)> Batches() =>
        from rows in Sizes from m in (int[])[1, 2, 3, 7, 8, 9, 33] from weights in Weightings select (rows, m, weights);

    private static double[] Weights(string weighting, int m) => weighting switch
    {
        "none" => [],
        "all 0" => new double[m],
        _ => [.. Enumerable.Range(0, m).Select(j => j % 3 * 0.75 + (m < 3 ? 0.5 : 0))],
    };
}
