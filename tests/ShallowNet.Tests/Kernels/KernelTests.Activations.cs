using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>The kernels of the first activations and losses.</summary>
public abstract partial class KernelTests<T>
{
    private const int Samples = 5;

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
}
