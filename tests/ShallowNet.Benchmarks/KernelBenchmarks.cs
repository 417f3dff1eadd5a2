using System.Numerics;
using BenchmarkDotNet.Attributes;
using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>The products of a layer.</summary>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class ProductBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] W = [], b = [], A = [], Z = [], dW = [], db = [], dA = [], dZ = [];
    private T scale;

    public static IEnumerable<LayerShape> Shapes =>
        [new(128, 784, 128), new(100, 64, 200), new(32, 4, 512), new(4, 16, 512), new(1, 300, 512), new(4, 2, 400)];

    [ParamsSource(nameof(Shapes))]
    public LayerShape Shape { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        (int units, int inputs, int samples) = Shape;
        W = Elements.Normal<T>(units * inputs, seed: 1);
        b = Elements.Normal<T>(units, seed: 2);
        A = Elements.Normal<T>(inputs * samples, seed: 3);
        dZ = Elements.Normal<T>(units * samples, seed: 4);
        (Z, dW, db, dA) = (new T[units * samples], new T[units * inputs], new T[units], new T[inputs * samples]);
        scale = T.One / T.CreateTruncating(samples);
    }

    [Benchmark]
    public void Affine() => Products.Affine<T>(W, b, A, Z, Shape.Size);

    [Benchmark]
    public void WeightGradient() => Products.WeightGradient(dZ, A, dW, Shape.Size, new(IsFirst: true, scale));

    [Benchmark]
    public void BiasGradient() => Products.BiasGradient(dZ, db, Shape.Size, new(IsFirst: true, scale));

    [Benchmark]
    public void BackThroughWeights() => Products.BackThroughWeights<T>(W, dZ, dA, Shape.Size);
}

/// <summary>The search for numbers that are not finite, and the sum of losses.</summary>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class ScanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] x = Elements.Normal<T>(10_000, seed: 1);

    [Benchmark]
    public int IndexOfNotFinite() => Scan.IndexOfNotFinite<T>(x);

    [Benchmark]
    public double Sum() => Sums.Of<T>(x);
}

/// <summary>The activations and their derivatives.</summary>
/// <remarks>Derivatives work in place, so dZ is 0 and stays so: other numbers would shrink until they are subnormal and slow.</remarks>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class ActivationBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 10;
    private const double Slope = 0.01;
    private T[] Z = [], A = [], dZ = [], result = [];

    [Params(1_600, 20_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        Z = Elements.Normal<T>(Count, seed: 1);
        A = Elements.Probabilities<T>(Count, seed: 2);
        (dZ, result) = (new T[Count], new T[Count]);
    }

    [Benchmark]
    public void Sigmoid() => ActivationKernels.Sigmoid<T>(Z, result);

    [Benchmark]
    public void SigmoidBackward() => ActivationKernels.SigmoidBackward<T>(A, dZ);

    [Benchmark]
    public void Tanh() => ActivationKernels.Tanh<T>(Z, result);

    [Benchmark]
    public void TanhBackward() => ActivationKernels.TanhBackward<T>(A, dZ);

    [Benchmark]
    public void ReLU() => ActivationKernels.ReLU<T>(Z, result);

    [Benchmark]
    public void ReLUBackward() => ActivationKernels.ReLUBackward<T>(Z, dZ);

    [Benchmark]
    public void LeakyReLU() => ActivationKernels.LeakyReLU<T>(Z, result, Slope);

    [Benchmark]
    public void LeakyReLUBackward() => ActivationKernels.LeakyReLUBackward<T>(Z, dZ, Slope);

    [Benchmark]
    public void Softmax() => ActivationKernels.Softmax<T>(Z, result, Rows);

    [Benchmark]
    public void SoftmaxBackward() => ActivationKernels.SoftmaxBackward<T>(A, dZ, Rows);
}

/// <summary>The losses and their derivatives: cross-entropy of one output, the others of ten.</summary>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class LossBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 10;
    private T[] Z = [], A = [], Y = [], dA = [], losses = [], lossesOfTen = [];

    [Params(2_000, 20_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        Z = Elements.Normal<T>(Count, seed: 1);
        A = Elements.Probabilities<T>(Count, seed: 2);
        Y = new T[Count];
        for (int i = 0; i < Count; i += Rows)
        {
            Y[i + i / Rows % Rows] = T.One;
        }

        (dA, losses, lossesOfTen) = (new T[Count], new T[Count], new T[Count / Rows]);
    }

    [Benchmark]
    public void SquaredError() => LossKernels.SquaredError<T>(A, Y, lossesOfTen);

    [Benchmark]
    public void CrossEntropyFromZ() => LossKernels.CrossEntropyFromZ<T>(Z, Y, losses);

    [Benchmark]
    public void CrossEntropyFromA() => LossKernels.CrossEntropyFromA<T>(A, Y, losses);

    [Benchmark]
    public void CrossEntropySlope() => LossKernels.CrossEntropySlope<T>(A, Y, dA);

    [Benchmark]
    public void CategoricalFromZ() => LossKernels.CategoricalFromZ<T>(Z, Y, lossesOfTen);

    [Benchmark]
    public void CategoricalFromA() => LossKernels.CategoricalFromA<T>(A, Y, lossesOfTen);

    [Benchmark]
    public void CategoricalSlope() => LossKernels.CategoricalSlope<T>(A, Y, dA);

    [Benchmark]
    public void Subtract() => Arithmetic.Subtract<T>(A, Y, dA);

    [Benchmark]
    public double Sum() => Sums.Of<T>(A);
}

/// <summary>The optimizers' steps, over the weights of small and of large layers.</summary>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class UpdateBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Rate = 1e-6;
    private T[] g = [], p = [], v = [], s = [];

    [Params(64, 6_400, 100_352)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        g = Elements.Normal<T>(Count, seed: 1);
        p = Elements.Normal<T>(Count, seed: 2);
        v = Elements.Normal<T>(Count, seed: 3);
        s = Elements.Probabilities<T>(Count, seed: 4);
    }

    [Benchmark]
    public void GradientDescent() => UpdateKernels.GradientDescent<T>(g, p, Rate);

    [Benchmark]
    public void Momentum() => UpdateKernels.Momentum<T>(g, v, p, Rate, 0.9);

    [Benchmark]
    public void RMSprop() => UpdateKernels.RMSprop<T>(g, s, p, Rate, 0.9, 1e-8);

    [Benchmark]
    public void Adam() => UpdateKernels.Adam<T>(g, v, s, p, new AdamStep(Rate, 0.9, 0.999, 1e-8, t: 1000));

    [Benchmark]
    public void Nesterov() => UpdateKernels.Nesterov<T>(g, v, p, Rate, 0.9);

    [Benchmark]
    public void AdaGrad() => UpdateKernels.AdaGrad<T>(g, s, p, Rate, 1e-10);

    [Benchmark]
    public void AdaMax() => UpdateKernels.AdaMax<T>(g, v, s, p, new AdamStep(Rate, 0.9, 0.999, 1e-8, t: 1000));

    [Benchmark]
    public void NAdam() => UpdateKernels.NAdam<T>(g, v, s, p, new AdamStep(Rate, 0.9, 0.999, 1e-8, t: 1000), ψ: 0.004);

    [Benchmark]
    public void Rprop() => UpdateKernels.Rprop<T>(g, v, s, p, new RpropRule(0.5, 1.2, 1e-6, Rate));

    [Benchmark]
    public void AddAndScale() => Arithmetic.AddAndScale(g, v, T.CreateTruncating(0.5));

    [Benchmark]
    public void Scale() => Arithmetic.Scale(p, T.One);
}
