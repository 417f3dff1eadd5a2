using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>
/// Kernels at a glance, on one thread: the products' share of the core's peak by shape, and what an element takes in every activation, loss and optimizer. With
/// DOTNET_EnableAVX512=0 it shows what machines without AVX-512 do.
/// </summary>
internal static class KernelTable
{
    private const int Elements = 4096, Rows = 8;

    private static readonly LayerShape[] Shapes =
        [new(128, 784, 128), new(100, 64, 200), new(300, 28, 1024), new(10, 128, 128), new(32, 4, 512), new(1, 128, 128), new(4, 2, 400), new(128, 784, 1), new(16, 30, 1)];

    public static int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        (double single, double twice) = Peak.Measure();
        Console.WriteLine($"Vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits; peak of one core {single / 1e9:0} GFLOP/s float, {twice / 1e9:0} double");
        Console.WriteLine($"\n{"products, % of peak",-22}{"float: Z",9}{"dW",5}{"dA",5}{"double: Z",12}{"dW",5}{"dA",5}");
        foreach (LayerShape shape in Shapes)
        {
            double[] shares = [.. Products<float>(shape).Select(speed => speed / single), .. Products<double>(shape).Select(speed => speed / twice)];
            Console.WriteLine($"{shape,-22}{100 * shares[0],9:0}{100 * shares[1],5:0}{100 * shares[2],5:0}{100 * shares[3],12:0}{100 * shares[4],5:0}{100 * shares[5],5:0}");
        }

        MatrixTable.Write(twice);
        Console.WriteLine($"\n{"ns an element",-22}{"float",9}{"double",9}");
        foreach (((string name, Action f), (_, Action g)) in Kernels<float>().Zip(Kernels<double>()))
        {
            Console.WriteLine($"{name,-22}{Nanoseconds(f) / Elements,9:0.00}{Nanoseconds(g) / Elements,9:0.00}");
        }

        Console.WriteLine($"\n{"ns a call",-22}{"float",9}{"double",9}");
        foreach (int count in (int[])[1, 5, 16, 17])
        {
            Console.WriteLine($"{$"tanh of {count}",-22}{Nanoseconds(TanhOf<float>(count)),9:0}{Nanoseconds(TanhOf<double>(count)),9:0}");
        }

        return 0;
    }

    private static IEnumerable<double> Products<T>(LayerShape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = shape.Size;
        T[] W = Benchmarks.Elements.Normal<T>(units * inputs, 1), b = Benchmarks.Elements.Normal<T>(units, 2), A = Benchmarks.Elements.Normal<T>(inputs * samples, 3);
        T[] Z = new T[units * samples], dZ = Benchmarks.Elements.Normal<T>(units * samples, 4), dW = new T[units * inputs], dA = new T[inputs * samples];
        double operations = 2.0 * units * inputs * samples;
        yield return 1e9 * operations / Nanoseconds(() => ShallowNet.Kernels.Products.Affine<T>(W, b, A, Z, shape.Size));
        yield return 1e9 * operations / Nanoseconds(() => ShallowNet.Kernels.Products.WeightGradient<T>(dZ, A, dW, shape.Size, new(IsFirst: true, T.One)));
        yield return 1e9 * operations / Nanoseconds(() => ShallowNet.Kernels.Products.BackThroughWeights<T>(W, dZ, dA, shape.Size));
    }

    private static Action TanhOf<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Benchmarks.Elements.Normal<T>(count, 1), a = new T[count];
        return () => ActivationKernels.Tanh<T>(z, a);
    }

    private static IEnumerable<(string Name, Action Run)> Kernels<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Derivatives work in place: dZ is 0, and stays so.
        T[] z = Benchmarks.Elements.Normal<T>(Elements, 1), p = Benchmarks.Elements.Probabilities<T>(Elements, 2), a = new T[Elements], d = new T[Elements];
        T[] y = [.. z.Select(x => T.IsNegative(x) ? T.Zero : T.One)], losses = new T[Elements], v = new T[Elements], s = new T[Elements], w = Benchmarks.Elements.Normal<T>(Elements, 3);
        return
        [
            ("exp", () => SmoothActivationKernels.Exponential<T>(z, a)), ("exp, 256 bits by hand", () => ExpByHand<T>(z, a)),
            ("tanh", () => ActivationKernels.Tanh<T>(z, a)), ("tanh'", () => ActivationKernels.TanhBackward<T>(p, d)),
            ("sigmoid", () => ActivationKernels.Sigmoid<T>(z, a)), ("sigmoid'", () => ActivationKernels.SigmoidBackward<T>(p, d)),
            ("softmax of 8", () => ActivationKernels.Softmax<T>(z, a, Rows)), ("softmax'", () => ActivationKernels.SoftmaxBackward<T>(p, d, Rows)),
            ("ReLU", () => ActivationKernels.ReLU<T>(z, a)), ("ReLU'", () => ActivationKernels.ReLUBackward<T>(z, d)),
            ("leaky ReLU", () => ActivationKernels.LeakyReLU<T>(z, a, 0.01)), ("leaky ReLU'", () => ActivationKernels.LeakyReLUBackward<T>(z, d, 0.01)),
            ("ELU", () => SmoothActivationKernels.ELU<T>(z, a, 1)), ("ELU'", () => SmoothActivationKernels.ELUBackward<T>(p, d, 1)),
            ("SELU", () => SmoothActivationKernels.SELU<T>(z, a, 1.05, 1.76)), ("SELU'", () => SmoothActivationKernels.SELUBackward<T>(p, d, 1.05, 1.76)),
            ("GELU", () => SmoothActivationKernels.GELU<T>(z, a)), ("GELU'", () => SmoothActivationKernels.GELUBackward<T>(z, d)),
            ("GELU by tanh", () => SmoothActivationKernels.GELUTanh<T>(z, a)), ("GELU by tanh'", () => SmoothActivationKernels.GELUTanhBackward<T>(z, d)),
            ("SiLU", () => SmoothActivationKernels.SiLU<T>(z, a)), ("SiLU'", () => SmoothActivationKernels.SiLUBackward<T>(z, d)),
            ("Mish", () => SmoothActivationKernels.Mish<T>(z, a)), ("Mish'", () => SmoothActivationKernels.MishBackward<T>(z, d)),
            ("softplus", () => SmoothActivationKernels.Softplus<T>(z, a)), ("softplus'", () => SmoothActivationKernels.SoftplusBackward<T>(p, d)),
            ("squared error", () => LossKernels.SquaredError<T>(z, y, losses)), ("cross-entropy of z", () => LossKernels.CrossEntropyFromZ<T>(z, y, losses)),
            ("cross-entropy of a", () => LossKernels.CrossEntropyFromA<T>(p, y, losses)), ("cross-entropy'", () => LossKernels.CrossEntropySlope<T>(p, y, d)),
            ("softmax loss of z", () => LossKernels.CategoricalFromZ<T>(z, y, losses.AsSpan(0, Elements / Rows))),
            ("Poisson of z", () => PoissonKernels.FromZ<T>(z, y, losses)), ("Huber", () => RobustLossKernels.Huber<T>(z, y, losses, 1)),
            .. Embeddings<T>(),
            ("gradient descent", () => UpdateKernels.GradientDescent<T>(z, w, 1e-9)), ("momentum", () => UpdateKernels.Momentum<T>(z, v, w, 1e-9, 0.9)),
            ("Adam", () => UpdateKernels.Adam<T>(z, v, s, w, new AdamStep(1e-9, 0.9, 0.999, 1e-8, 5))),
        ];
    }

    /// <summary>What an element of E takes: 16 for each number, 8 for each code of a category.</summary>
    private static IEnumerable<(string Name, Action Run)> Embeddings<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Benchmarks.Elements.Normal<T>(Elements / 16, 1), codes = [.. Enumerable.Range(0, Elements / 8).Select(j => T.CreateTruncating(j % 100))], E = new T[Elements];
        double[] edges = [.. Enumerable.Range(-8, 17).Select(t => t / 4.0)];
        return [Of("piecewise linear", Embedding.PiecewiseLinear(edges), numbers), Of("periodic", Embedding.Periodic(size: 16), numbers), Of("category", Embedding.Category(100), codes)];

        (string, Action) Of(string name, Embedding embedding, T[] A)
        {
            InputEmbedding kind = embedding.Each(1)[0];
            BoundEmbedding<T> bound = kind.Bind<T>();
            T[] parameters = kind.ParameterCount > 0 ? Benchmarks.Elements.Normal<T>(kind.ParameterCount, 2) : [];
            EmbeddedRun run = new(1, kind.Size, 0, 1, 0, kind.Size);
            return (name, () => bound.Forward(parameters, A, E, in run));
        }
    }

    /// <summary>The exponential as one would write it for vectors of 256 bits alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ExpByHand<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            ref double from = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(x)), to = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(y));
            for (nuint i = 0; i < (nuint)x.Length; i += 4)
            {
                Exp(Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
            }

            return;
        }

        ref float first = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(x)), result = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(y));
        for (nuint i = 0; i < (nuint)x.Length; i += 8)
        {
            Exp(Vector256.LoadUnsafe(ref first, i)).StoreUnsafe(ref result, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exp(Vector256<double> x)
    {
        ReadOnlySpan<double> c = ElementaryNumbers.ExpInDouble;
        Vector256<double> offset = Vector256.Create(Lanes.OffsetInDouble);
        x = Vector256.MaxNative(Vector256.Create(ElementaryNumbers.ExpLowestInDouble), Vector256.MinNative(Vector256.Create(ElementaryNumbers.ExpHighestInDouble), x));
        Vector256<double> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ElementaryNumbers.Log2E), offset), whole = n - offset;
        Vector256<double> r = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-ElementaryNumbers.Ln2HighInDouble), x);
        r = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-ElementaryNumbers.Ln2LowInDouble), r);
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(c[0]), r, Vector256.Create(c[1]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[2]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[3]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[4]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[5]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[6]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[7]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[8]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[9]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(c[10]));
        Vector256<double> mantissa = Vector256<double>.One + Vector256.FusedMultiplyAdd(r * r, p, r);
        Vector256<double> half = Vector256.FusedMultiplyAdd(whole, Vector256.Create(0.5), offset);
        return mantissa * Power(half) * Power(n - (half - offset));

        static Vector256<double> Power(Vector256<double> n) => ((n.AsInt64() + Vector256.Create(1023L)) << 52).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        ReadOnlySpan<double> c = ElementaryNumbers.ExpInFloat;
        Vector256<float> offset = Vector256.Create((float)Lanes.OffsetInFloat);
        x = Vector256.MaxNative(Vector256.Create((float)ElementaryNumbers.ExpLowestInFloat), Vector256.MinNative(Vector256.Create((float)ElementaryNumbers.ExpHighestInFloat), x));
        Vector256<float> n = Vector256.FusedMultiplyAdd(x, Vector256.Create((float)ElementaryNumbers.Log2E), offset), whole = n - offset;
        Vector256<float> r = Vector256.FusedMultiplyAdd(whole, Vector256.Create((float)-ElementaryNumbers.Ln2HighInFloat), x);
        r = Vector256.FusedMultiplyAdd(whole, Vector256.Create((float)-ElementaryNumbers.Ln2LowInFloat), r);
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create((float)c[0]), r, Vector256.Create((float)c[1]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create((float)c[2]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create((float)c[3]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create((float)c[4]));
        Vector256<float> mantissa = Vector256<float>.One + Vector256.FusedMultiplyAdd(r * r, p, r);
        Vector256<float> half = Vector256.FusedMultiplyAdd(whole, Vector256.Create(0.5f), offset);
        return mantissa * Power(half) * Power(n - (half - offset));

        static Vector256<float> Power(Vector256<float> n) => ((n.AsInt32() + Vector256.Create(127)) << 23).AsSingle();
    }

    /// <summary>The best of some rounds of about 3 ms each.</summary>
    public static double Nanoseconds(Action action)
    {
        const double Round = 3e6;
        action();
        int calls = 1;
        double best = Of(calls);
        while (calls * best < Round && calls < 1 << 20)
        {
            calls *= 4;
            best = Of(calls);
        }

        for (int round = 0; round < 9; round++)
        {
            best = Math.Min(best, Of(calls));
        }

        return best;

        double Of(int count)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                action();
            }

            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        }
    }
}
