using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

public sealed class KernelsInDouble : KernelTests<double>;

public sealed class KernelsInFloat : KernelTests<float>;

/// <summary>Every kernel against its slow twin, over sizes around the vector widths, with guard values.</summary>
public abstract partial class KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 17), 31, 32, 33, 63, 64, 65];
    private static readonly int[] Few = Instructions.AreLeftOut ? [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17] : [.. Enumerable.Range(1, 17)];
    private static readonly double Epsilon = typeof(T) == typeof(double) ? 2.2e-16 : 1.2e-7;

    [Fact]
    public void Affine_AllSizes_IsWAPlusB()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] W, double[] A, double[] b) = (Random(units * inputs, 1), Random(inputs * samples, 2), Random(units, 3));
            Guarded<T> Z = new(units * samples);
            Products.Affine<T>(In(W), In(b), In(A), Z.Span, new(units, inputs, samples));
            Close(Z.Values, Naive.Product(W, A, b, 1, units, inputs, samples), inputs + 1);
        }
    }

    [Fact]
    public void WeightGradient_AllSizes_IsTheMeanOfDZATransposed()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] dZ, double[] A) = (Random(units * samples, 1), Random(inputs * samples, 2));
            Guarded<T> dW = new(units * inputs);
            Products.WeightGradient(In(dZ), In(A), dW.Span, new(units, inputs, samples), new(IsFirst: true, T.One / T.CreateTruncating(samples)));
            Close(dW.Values, Naive.Product(dZ, Naive.Transpose(A, inputs, samples), null, 1.0 / samples, units, samples, inputs), 2);
        }
    }

    [Fact]
    public void Gradients_OfALaterChunk_AreAddedToWhatIsThereAndScaled()
    {
        foreach ((int units, int inputs, int samples) in Shapes().Where(shape => shape.Samples % 4 == 1))
        {
            (double[] dZ, double[] A) = (Random(units * samples, 1), Random(inputs * samples, 2));
            (double[] before, double[] biasesBefore) = (Random(units * inputs, 3), Random(units, 4));
            (Guarded<T> dW, Guarded<T> db) = (new(before), new(biasesBefore));
            T scale = T.One / T.CreateTruncating(samples);
            Products.WeightGradient(In(dZ), In(A), dW.Span, new(units, inputs, samples), new(IsFirst: false, scale));
            Products.BiasGradient(In(dZ), db.Span, new(units, Inputs: 1, samples), new(IsFirst: false, scale));
            double[] product = Naive.Product(dZ, Naive.Transpose(A, inputs, samples), null, 1, units, samples, inputs);
            double[] sum = Naive.Product(dZ, [.. Enumerable.Repeat(1.0, samples)], null, 1, units, samples, 1);
            Close(dW.Values, [.. before.Zip(product, (w, p) => (w + p) / samples)], 2);
            Close(db.Values, [.. biasesBefore.Zip(sum, (b, s) => (b + s) / samples)], 2);
        }
    }

    [Fact]
    public void BiasGradient_AllSizes_IsTheMeanOfDZ()
    {
        foreach ((int units, _, int samples) in Shapes())
        {
            double[] dZ = Random(units * samples, 1);
            Guarded<T> db = new(units);
            Products.BiasGradient(In(dZ), db.Span, new(units, Inputs: 1, samples), new(IsFirst: true, T.One / T.CreateTruncating(samples)));
            double[] ones = [.. Enumerable.Repeat(1.0, samples)];
            Close(db.Values, Naive.Product(dZ, ones, null, 1.0 / samples, units, samples, 1), 2);
        }
    }

    [Fact]
    public void BackThroughWeights_AllSizes_IsWTransposedDZ()
    {
        foreach ((int units, int inputs, int samples) in Shapes())
        {
            (double[] W, double[] dZ) = (Random(units * inputs, 1), Random(units * samples, 2));
            Guarded<T> dA = new(inputs * samples);
            Products.BackThroughWeights<T>(In(W), In(dZ), dA.Span, new(units, inputs, samples));
            Close(dA.Values, Naive.Product(Naive.Transpose(W, units, inputs), dZ, null, 1, inputs, units, samples), units + 1);
        }
    }

    [Fact]
    public void ElementWiseActivations_AllSizes_AreTheirFormulas()
    {
        foreach (int size in Sizes)
        {
            double[] z = Random(size, size, scale: 3);
            Unary(z, (x, y) => ActivationKernels.Sigmoid(x, y), Naive.Sigmoid);
            Unary(z, (x, y) => ActivationKernels.Tanh(x, y), Math.Tanh);
            Unary(z, (x, y) => ActivationKernels.ReLU(x, y), v => Math.Max(v, 0));
            Unary(z, (x, y) => ActivationKernels.LeakyReLU(x, y, slope: 0.25), v => v > 0 ? v : 0.25 * v);
        }
    }

    [Fact]
    public void ActivationDerivatives_AllSizes_MultiplyInPlace()
    {
        foreach (int size in Sizes)
        {
            double[] z = Random(size, size, scale: 3), a = Array.ConvertAll(z, Math.Tanh), p = Array.ConvertAll(z, Naive.Sigmoid);
            InPlace(a, size, (x, d) => ActivationKernels.TanhBackward(x, d), (x, d) => d * (1 - x * x));
            InPlace(p, size, (x, d) => ActivationKernels.SigmoidBackward(x, d), (x, d) => d * x * (1 - x));
            InPlace(z, size, (x, d) => ActivationKernels.ReLUBackward(x, d), (x, d) => x > 0 ? d : 0);
            InPlace(z, size, (x, d) => ActivationKernels.LeakyReLUBackward(x, d, slope: 0.25), (x, d) => x > 0 ? d : 0.25 * d);
        }
    }

    [Fact]
    public void Softmax_AllSizes_IsItsFormulaInEveryColumn()
    {
        foreach (int rows in Sizes)
        {
            double[] z = Random(rows * 3, rows, scale: 3), d = Random(rows * 3, rows + 1);
            Guarded<T> A = new(rows * 3), dZ = new(d);
            ActivationKernels.Softmax<T>(In(z), A.Span, rows);
            double[] expected = [.. z.Chunk(rows).SelectMany(Naive.Softmax)];
            Close(A.Values, expected, 8);
            ActivationKernels.SoftmaxBackward<T>(In(expected), dZ.Span, rows);
            Close(dZ.Values, [.. expected.Chunk(rows).Zip(d.Chunk(rows)).SelectMany(
                c => c.First.Zip(c.Second, (a, da) => a * (da - c.First.Zip(c.Second, (p, q) => p * q).Sum())))], 8);
        }
    }

    [Fact]
    public void Softmax_OfLargeZ_IsFinite()
    {
        double[] z = [.. Enumerable.Range(-20, 33).Select(v => 100.0 * v)], one = new double[z.Length];
        one[^2] = 1;
        foreach (double[] column in (double[][])[z, [.. z.Reverse()]])
        {
            Guarded<T> A = new(z.Length), loss = new(1);
            ActivationKernels.Softmax<T>(In(column), A.Span, z.Length);
            Close(A.Values, Naive.Softmax(column), 8);
            LossKernels.CategoricalFromZ<T>(In(column), In(one), loss.Span);
            Close(loss.Values, [Naive.LogSumExp(column) - column[^2]], 8);
        }
    }

    private const int Samples = 5;

    [Fact]
    public void Losses_AllSizes_AreTheirFormulas()
    {
        foreach (int rows in (int[])[.. Sizes, 255, 256, 257, 600])
        {
            double[] z = Random(rows * Samples, 1, scale: 3), a = Array.ConvertAll(z, Naive.Sigmoid);
            double[] y = Array.ConvertAll(Random(rows * Samples, 2), v => v > 0.5 ? 1.0 : v > 0 ? v : 0.0);
            PerSample(z, y, (p, q, l) => LossKernels.CrossEntropyFromZ(p, q, l), c => c.Z.Zip(c.Y, (v, t) => Naive.Softplus(v) - v * t).Sum());
            PerSample(a, y, (p, q, l) => LossKernels.CrossEntropyFromA(p, q, l), c => c.Z.Zip(c.Y, (p, t) => -Entropy(t, p) - Entropy(1 - t, 1 - p)).Sum());
            PerSample(z, y, (p, q, l) => LossKernels.SquaredError(p, q, l), c => c.Z.Zip(c.Y, (v, t) => 0.5 * (v - t) * (v - t)).Sum());
            PerSample(z, y, (p, q, l) => LossKernels.CategoricalFromZ(p, q, l), Categorical);
            PerSample(a, y, (p, q, l) => LossKernels.CategoricalFromA(p, q, l), c => c.Z.Zip(c.Y, (p, t) => -Entropy(t, p)).Sum());
            Binary(a, y, (p, q, d) => Arithmetic.Subtract(p, q, d), (p, t) => p - t);
            Binary(a, y, (p, q, d) => LossKernels.CrossEntropySlope(p, q, d), (p, t) => (1 - t) / (1 - p) - t / p);
            Binary(a, y, (p, q, d) => LossKernels.CategoricalSlope(p, q, d), (p, t) => -t / p);
        }

        static double Categorical((double[] Z, double[] Y) column)
        {
            double logSum = Naive.LogSumExp(column.Z);
            return column.Z.Zip(column.Y, (v, t) => t * (logSum - v)).Sum();
        }

        static double Entropy(double p, double q) => p == 0 ? 0 : p * Math.Log(q);

        static void PerSample(double[] p, double[] y, LossKernel kernel, Func<(double[] Z, double[] Y), double> formula)
        {
            Guarded<T> losses = new(Samples);
            kernel(In(p), In(y), losses.Span);
            int rows = p.Length / Samples;
            Close(losses.Values, [.. Rounded(p).Chunk(rows).Zip(Rounded(y).Chunk(rows), (c, t) => formula((c, t)))], 16);
        }
    }

    [Theory]
    [InlineData(2, 3000)]
    [InlineData(600, 20)]
    [InlineData(5000, 3)]
    public void Losses_OfMoreElementsThanAreTakenAtOnce_AreTheirFormulas(int rows, int samples)
    {
        (double[] a, double[] y) = (Random(rows * samples, 1), Random(rows * samples, 2));
        Guarded<T> losses = new(samples);
        LossKernels.SquaredError(In(a), In(y), losses.Span);
        Close(losses.Values, [.. Rounded(a).Chunk(rows).Zip(Rounded(y).Chunk(rows), (c, t) => c.Zip(t, (v, u) => 0.5 * (v - u) * (v - u)).Sum())], rows);
    }

    [Fact]
    public void Sum_AllSizes_AddsInDouble()
    {
        foreach (int size in Sizes)
        {
            double[] values = Rounded(Random(size, size));
            Sums.Of(In(values)).Should().BeApproximately(values.Sum(), 1e-14);
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

    [Fact]
    public void IndexOfNotFinite_AnyPlace_IsFound()
    {
        double largest = typeof(T) == typeof(double) ? double.MaxValue : float.MaxValue;
        foreach (int size in Sizes)
        {
            Scan.IndexOfNotFinite(In(Random(size, 1))).Should().Be(-1);
            Scan.IndexOfNotFinite(In([.. Enumerable.Repeat(largest, size)])).Should().Be(-1);
            for (int i = 0; i < size; i++)
            {
                foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
                {
                    double[] values = Random(size, 1);
                    values[i] = bad;
                    Scan.IndexOfNotFinite(In(values)).Should().Be(i);
                }
            }
        }
    }

    [Fact]
    public void ElementWiseKernels_AnElementAnywhere_HasTheSameBits()
    {
        Same((x, y) => ActivationKernels.Sigmoid(x, y));
        Same((x, y) => ActivationKernels.Tanh(x, y));
        Same((x, y) => ActivationKernels.ReLU(x, y));
        Same((x, y) => ActivationKernels.LeakyReLU(x, y, slope: 0.1));
        Same((x, d) => ActivationKernels.SigmoidBackward(x, d));
        Same((x, d) => ActivationKernels.TanhBackward(x, d));
        Same((x, d) => ActivationKernels.LeakyReLUBackward(x, d, slope: 0.1));
        Same((x, l) => LossKernels.CrossEntropyFromZ(x, x, l));
        Same((x, l) => LossKernels.SquaredError(x, x, l));
        Same((g, p) => UpdateKernels.GradientDescent(g, p, 0.1));
        Same((g, p) => UpdateKernels.Adam(g, new T[g.Length], new T[g.Length], p, new AdamStep(0.1, 0.9, 0.99, 1e-8, 1)));
    }

    [Fact]
    public void Kernels_SpansThatDoNotFit_AreRefused()
    {
        T[] five = new T[5], six = new T[6];
        Refused(() => ActivationKernels.Tanh<T>(six, five), "The spans must have the same number of elements, but have 6 and 5.");
        Refused(() => ActivationKernels.TanhBackward<T>(six, five), "The spans must have the same number of elements, but have 6 and 5.");
        Refused(() => ActivationKernels.Softmax<T>(six, six, 4), "The spans must have the same number of elements, in whole columns of 4, but have 6 and 6.");
        Refused(() => ActivationKernels.Softmax<T>(six, five, 1), "*but have 6 and 5.");
        Refused(() => ActivationKernels.SoftmaxBackward<T>(six, six, 0), "*in whole columns of 0, but have 6 and 6.");
        Refused(() => LossKernels.SquaredError<T>(six, six, five), "Outputs and labels must have the same number of elements, a whole number for each loss, but have 6 and 6 for 5 losses.");
        Refused(() => LossKernels.CategoricalFromZ<T>(six, five, five), "*but have 6 and 5 for 5 losses.");
        Refused(() => LossKernels.CategoricalFromZ<T>(six, six, []), "*but have 6 and 6 for 0 losses.");
        Refused(() => UpdateKernels.GradientDescent<T>(five, six, 1), "*but have 6 and 5.");
        Refused(() => UpdateKernels.Adam<T>(six, six, five, six, new AdamStep(1, 0.9, 0.9, 1, 1)), "*but have 5 and 6.");
        Refused(() => UpdateKernels.Rprop<T>(six, five, five, five, new RpropRule(1, 1, 1, 1)), "*but have 6 and 5.");
        Refused(() => UpdateKernels.Rprop<T>(five, five, six, six, new RpropRule(1, 1, 1, 1)), "*but have 5 and 6.");
        Refused(() => new Adam().Step<T>(six, five, six, 1, 1), "*");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    private delegate void UnaryKernel(ReadOnlySpan<T> x, Span<T> y);

    private delegate void LossKernel(ReadOnlySpan<T> p, ReadOnlySpan<T> y, Span<T> destination);

    /// <summary>All small shapes, and some around the sizes of tiles, panels, blocks and chunks.</summary>
    private static IEnumerable<(int Units, int Inputs, int Samples)> Shapes() =>
        (from a in Few from b in Few from c in Few select (a, b, c))
        .Concat(from a in (int[])[1, 3, 4, 23, 24, 25, 47, 48, 49, 65, 97, 129] from b in (int[])[1, 8, 9, 65] from c in (int[])[1, 3, 4, 31, 129] select (a, b, c))
        .Concat(from a in (int[])[1, 4, 49] from c in (int[])[255, 256, 257, 511, 512, 513] select (a, 10, c));

    private static void Same(UnaryKernel kernel)
    {
        double[] x = Random(65, 7, scale: 4), y = Random(65, 8);
        Guarded<T> whole = new(y);
        kernel(In(x), whole.Span);
        for (int i = 0; i < x.Length; i++)
        {
            Guarded<T> alone = new([y[i]]);
            kernel(In([x[i]]), alone.Span);
            alone.Values[0].Should().Be(whole.Values[i]);
        }
    }

    private static void Unary(double[] x, UnaryKernel kernel, Func<double, double> formula)
    {
        Guarded<T> y = new(x.Length);
        kernel(In(x), y.Span);
        Close(y.Values, Array.ConvertAll(Rounded(x), v => formula(v)), 8);
    }

    private static void InPlace(double[] x, int seed, UnaryKernel kernel, Func<double, double, double> formula)
    {
        double[] d = Random(x.Length, seed + 100);
        Guarded<T> dZ = new(d);
        kernel(In(x), dZ.Span);
        Close(dZ.Values, [.. Rounded(x).Zip(Rounded(d), formula)], 8);
    }

    private static void Binary(double[] p, double[] y, LossKernel kernel, Func<double, double, double> formula)
    {
        Guarded<T> result = new(p.Length);
        kernel(In(p), In(y), result.Span);
        double[] expected = [.. Rounded(p).Zip(Rounded(y), formula)];
        Close(result.Values, expected, 8 * Math.Max(1, expected.Max(Math.Abs)));
    }

    private static double[] Random(int count, int seed, double scale = 1) =>
        (new NumPyRandom(seed).Randn<double>(count, 1) * scale).ToColumnMajorArray();

    private static ReadOnlySpan<T> In(double[] values) => In(Array.ConvertAll(values, T.CreateTruncating));

    private static ReadOnlySpan<T> In(T[] values) => LastPage.Copy<T>(values);

    private static double[] Rounded(double[] values) => Array.ConvertAll(values, v => double.CreateTruncating(T.CreateTruncating(v)));

    private static void Close(double[] actual, double[] expected, double roundings)
    {
        actual.Length.Should().Be(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double tolerance = 4 * roundings * Epsilon * Math.Max(1, Math.Abs(expected[i]));
            if (!(Math.Abs(actual[i] - expected[i]) <= tolerance))
            {
                Assert.Fail($"Element {i} of {actual.Length} is {actual[i]:r} and should be {expected[i]:r}.");
            }
        }
    }
}
