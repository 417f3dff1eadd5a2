using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The kernels of the smooth activations, and of the losses for regression.</summary>
public abstract partial class KernelTests<T>
{
    [Fact]
    public void SmoothActivations_AllSizes_AreTheirFormulas()
    {
        foreach (int size in Sizes)
        {
            double[] z = Random(size, size, scale: 3);
            Unary(z, (x, y) => SmoothActivationKernels.ELU(x, y, α: 0.25), v => v > 0 ? v : 0.25 * Naive.Expm1(v));
            Unary(z, (x, y) => SmoothActivationKernels.GELU(x, y), v => v * Phi(v));
            Unary(z, (x, y) => SmoothActivationKernels.GELUTanh(x, y), v => v * 0.5 * (1 + Math.Tanh(Inner(v))));
            Unary(z, (x, y) => SmoothActivationKernels.SiLU(x, y), v => v * Naive.Sigmoid(v));
            Unary(z, (x, y) => SmoothActivationKernels.SELU(x, y, λ: 1.25, λα: 2), v => v > 0 ? 1.25 * v : 2 * Naive.Expm1(v));
            Unary(z, (x, y) => SmoothActivationKernels.Mish(x, y), v => v * Math.Tanh(Naive.Softplus(v)));
            Unary(z, (x, y) => SmoothActivationKernels.Softplus(x, y), Naive.Softplus);
            Unary(z, (x, y) => SmoothActivationKernels.Exponential(x, y), Math.Exp);
        }
    }

    [Fact]
    public void SmoothActivationDerivatives_AllSizes_MultiplyInPlace()
    {
        foreach (int size in Sizes)
        {
            double[] z = Random(size, size, scale: 3);
            double[] elu = Array.ConvertAll(z, v => v > 0 ? v : 0.25 * Naive.Expm1(v)), softplus = Array.ConvertAll(z, Naive.Softplus);
            double[] selu = Array.ConvertAll(z, v => v > 0 ? 1.25 * v : 2 * Naive.Expm1(v));
            InPlace(elu, size, (x, d) => SmoothActivationKernels.ELUBackward(x, d, α: 0.25), (a, d) => a > 0 ? d : d * (a + 0.25));
            InPlace(z, size, (x, d) => SmoothActivationKernels.GELUBackward(x, d), (v, d) => d * (Phi(v) + v * Math.Exp(-v * v / 2) / Math.Sqrt(2 * Math.PI)));
            InPlace(z, size, (x, d) => SmoothActivationKernels.GELUTanhBackward(x, d), (v, d) => d * GELUTanhSlope(v));
            InPlace(z, size, (x, d) => SmoothActivationKernels.SiLUBackward(x, d), (v, d) => d * Naive.Sigmoid(v) * (1 + v * Naive.Sigmoid(-v)));
            InPlace(selu, size, (x, d) => SmoothActivationKernels.SELUBackward(x, d, λ: 1.25, λα: 2), (a, d) => a > 0 ? d * 1.25 : d * (a + 2));
            InPlace(z, size, (x, d) => SmoothActivationKernels.MishBackward(x, d), (v, d) => d * MishSlope(v));
            InPlace(softplus, size, (x, d) => SmoothActivationKernels.SoftplusBackward(x, d), (a, d) => -d * Naive.Expm1(-a));
            InPlace(z, size, (x, d) => SmoothActivationKernels.ExponentialBackward(x, d), (a, d) => a * d);
        }

        static double MishSlope(double v)
        {
            double tanh = Math.Tanh(Naive.Softplus(v));
            return tanh + v * (1 - tanh * tanh) * Naive.Sigmoid(v);
        }

        static double GELUTanhSlope(double v)
        {
            double tanh = Math.Tanh(Inner(v));
            return 0.5 * (1 + tanh) + 0.5 * v * (1 - tanh * tanh) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * v * v);
        }
    }

    [Fact]
    public void RegressionLosses_AllSizes_AreTheirFormulas()
    {
        foreach (int rows in (int[])[.. Sizes, 255, 256, 257, 600])
        {
            double[] a = Random(rows * Samples, 1, scale: 2), y = Random(rows * Samples, 2, scale: 2);
            double[] means = Array.ConvertAll(a, Math.Exp), counts = Array.ConvertAll(y, v => Math.Floor(Math.Abs(v)));
            Sums(a, y, (p, q, l) => RobustLossKernels.Tilted(p, q, l, below: -0.75, above: 0.25), (v, t) => Math.Max(0.75 * (t - v), -0.25 * (t - v)));
            Sums(a, y, (p, q, l) => RobustLossKernels.Huber(p, q, l, δ: 1.5), Huber);
            Sums(a, counts, (p, q, l) => PoissonKernels.FromZ(p, q, l), (v, t) => Math.Exp(v) - t * v);
            Sums(means, counts, (p, q, l) => PoissonKernels.FromA(p, q, l), (v, t) => v - t * Math.Log(v));
            Binary(a, y, (p, q, d) => RobustLossKernels.TiltedSlope(p, q, d, below: -0.75, above: 0.25), (v, t) => v > t ? 0.25 : -0.75);
            Binary(a, y, (p, q, d) => RobustLossKernels.HuberSlope(p, q, d, δ: 1.5), (v, t) => Math.Clamp(v - t, -1.5, 1.5));
            Binary(means, counts, (p, q, d) => PoissonKernels.Slope(p, q, d), (v, t) => 1 - t / v);
        }

        static double Huber(double a, double y)
        {
            double r = Math.Abs(a - y);
            return r <= 1.5 ? 0.5 * r * r : 1.5 * (r - 0.75);
        }

        static void Sums(double[] p, double[] y, LossKernel kernel, Func<double, double, double> formula)
        {
            Guarded<T> losses = new(Samples);
            kernel(In(p), In(y), losses.Span);
            int rows = p.Length / Samples;
            double[][] terms = [.. Rounded(p).Zip(Rounded(y), formula).Chunk(rows)];

            // Terms of either sign: a sum is as exact as they are, not as it is small.
            Close(losses.Values, Array.ConvertAll(terms, c => c.Sum()), 16 * Math.Max(1, terms.Max(c => c.Sum(Math.Abs))));
        }
    }

    [Fact]
    public void FunctionKernels_AnElementAnywhere_HasTheSameBits()
    {
        Same((x, y) => SmoothActivationKernels.ELU(x, y, α: 0.7));
        Same((x, y) => SmoothActivationKernels.GELU(x, y));
        Same((x, y) => SmoothActivationKernels.GELUTanh(x, y));
        Same((x, y) => SmoothActivationKernels.SiLU(x, y));
        Same((x, y) => SmoothActivationKernels.SELU(x, y, λ: 1.1, λα: 1.9));
        Same((x, y) => SmoothActivationKernels.Mish(x, y));
        Same((x, y) => SmoothActivationKernels.Softplus(x, y));
        Same((x, d) => SmoothActivationKernels.ELUBackward(x, d, α: 0.7));
        Same((x, d) => SmoothActivationKernels.GELUBackward(x, d));
        Same((x, d) => SmoothActivationKernels.GELUTanhBackward(x, d));
        Same((x, d) => SmoothActivationKernels.SiLUBackward(x, d));
        Same((x, d) => SmoothActivationKernels.SELUBackward(x, d, λ: 1.1, λα: 1.9));
        Same((x, d) => SmoothActivationKernels.MishBackward(x, d));
        Same((x, d) => SmoothActivationKernels.SoftplusBackward(x, d));
        Same((x, l) => RobustLossKernels.Huber(x, new T[x.Length], l, δ: 0.5));
        Same((x, l) => RobustLossKernels.Tilted(x, new T[x.Length], l, below: -0.9, above: 0.1));
        Same((x, l) => PoissonKernels.FromZ(x, x, l));
    }

    [Fact]
    public void FunctionKernels_SpansThatDoNotFit_AreRefused()
    {
        T[] five = new T[5], six = new T[6];
        foreach (Action action in (Action[])
            [
                () => SmoothActivationKernels.GELU<T>(six, five),
                () => SmoothActivationKernels.ELUBackward<T>(six, five, 1),
                () => RobustLossKernels.HuberSlope<T>(six, six, five, 1),
                () => PoissonKernels.Slope<T>(six, six, five),
            ])
        {
            action.Should().Throw<ArgumentException>().WithMessage("The spans must have the same number of elements, but have 6 and 5.");
        }

        FluentActions.Invoking(() => RobustLossKernels.Huber<T>(six, six, five, 1)).Should().Throw<ArgumentException>().WithMessage("*but have 6 and 6 for 5 losses.");
        FluentActions.Invoking(() => PoissonKernels.FromZ<T>(six, five, five)).Should().Throw<ArgumentException>().WithMessage("*but have 6 and 5 for 5 losses.");
    }

    private static double Phi(double z) => MathNet.Numerics.SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2;

    private static double Inner(double z) => Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);
}
