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
        Refused(() => UpdateKernels.Adam<T>(six, six, five, six, new AdamStep(1, 0.9, 0.9, 1, 1)), "*but have 6 and 5.");
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
