using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>The library's kernels that are timed.</summary>
internal static class KernelList
{
    /// <summary>The rows of a softmax.</summary>
    public const int Rows = 8;

    /// <summary>The values of an embedded category, and the numbers that each becomes.</summary>
    public const int Categories = 100, CategorySize = 8;

    /// <summary>The rows that an embedded number becomes.</summary>
    public const int NumberSize = 16;

    /// <summary>The step of Adam.</summary>
    public static readonly AdamStep Step = new(1e-9, 0.9, 0.999, 1e-8, 5);

    public static IReadOnlyList<LayerShape> Shapes { get; } =
        [new(128, 784, 128), new(100, 64, 200), new(300, 28, 1024), new(10, 128, 128), new(32, 4, 512), new(1, 128, 128), new(4, 2, 400), new(128, 784, 1), new(16, 30, 1)];

    /// <summary>The edges of the bins of an embedded number.</summary>
    public static double[] Edges { get; } = [.. Enumerable.Range(-NumberSize / 2, NumberSize + 1).Select(t => t / 4.0)];

    /// <summary>The products of a layer: Z, dW and dA.</summary>
    public static IReadOnlyList<(string Name, Action Run)> Products<T>(LayerShape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int units, int inputs, int samples) = shape.Size;
        T[] W = Elements.Normal<T>(units * inputs, 1), b = Elements.Normal<T>(units, 2), A = Elements.Normal<T>(inputs * samples, 3);
        T[] Z = new T[units * samples], dZ = Elements.Normal<T>(units * samples, 4), dW = new T[units * inputs], dA = new T[inputs * samples];
        return
        [
            ("Z", () => Kernels.Products.Affine<T>(W, b, A, Z, shape.Size)),
            ("dW", () => Kernels.Products.WeightGradient<T>(dZ, A, dW, shape.Size, new(IsFirst: true, T.One))),
            ("dA", () => Kernels.Products.BackThroughWeights<T>(W, dZ, dA, shape.Size)),
        ];
    }

    /// <summary>Activations, losses, embeddings and optimizers.</summary>
    public static IReadOnlyList<Kernel<T>> Elementwise<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        new("exp", o => SmoothActivationKernels.Exponential<T>(o.Z, o.A)),
        new("tanh", o => ActivationKernels.Tanh<T>(o.Z, o.A)), new("tanh'", o => ActivationKernels.TanhBackward<T>(o.P, o.D)),
        new("sigmoid", o => ActivationKernels.Sigmoid<T>(o.Z, o.A)), new("sigmoid'", o => ActivationKernels.SigmoidBackward<T>(o.P, o.D)),
        new("softmax of 8", o => ActivationKernels.Softmax<T>(o.Z, o.A, Rows)), new("softmax'", o => ActivationKernels.SoftmaxBackward<T>(o.P, o.D, Rows)),
        new("ReLU", o => ActivationKernels.ReLU<T>(o.Z, o.A)), new("ReLU'", o => ActivationKernels.ReLUBackward<T>(o.Z, o.D)),
        new("leaky ReLU", o => ActivationKernels.LeakyReLU<T>(o.Z, o.A, 0.01)), new("leaky ReLU'", o => ActivationKernels.LeakyReLUBackward<T>(o.Z, o.D, 0.01)),
        new("ELU", o => SmoothActivationKernels.ELU<T>(o.Z, o.A, 1)), new("ELU'", o => SmoothActivationKernels.ELUBackward<T>(o.P, o.D, 1)),
        new("SELU", o => SmoothActivationKernels.SELU<T>(o.Z, o.A, 1.05, 1.76)), new("SELU'", o => SmoothActivationKernels.SELUBackward<T>(o.P, o.D, 1.05, 1.76)),
        new("GELU", o => SmoothActivationKernels.GELU<T>(o.Z, o.A)), new("GELU'", o => SmoothActivationKernels.GELUBackward<T>(o.Z, o.D)),
        new("GELU by tanh", o => SmoothActivationKernels.GELUTanh<T>(o.Z, o.A)), new("GELU by tanh'", o => SmoothActivationKernels.GELUTanhBackward<T>(o.Z, o.D)),
        new("SiLU", o => SmoothActivationKernels.SiLU<T>(o.Z, o.A)), new("SiLU'", o => SmoothActivationKernels.SiLUBackward<T>(o.Z, o.D)),
        new("Mish", o => SmoothActivationKernels.Mish<T>(o.Z, o.A)), new("Mish'", o => SmoothActivationKernels.MishBackward<T>(o.Z, o.D)),
        new("softplus", o => SmoothActivationKernels.Softplus<T>(o.Z, o.A)), new("softplus'", o => SmoothActivationKernels.SoftplusBackward<T>(o.P, o.D)),
        new("squared error", o => LossKernels.SquaredError<T>(o.Z, o.Y, o.Losses)), new("cross-entropy of z", o => LossKernels.CrossEntropyFromZ<T>(o.Z, o.Y, o.Losses)),
        new("cross-entropy of a", o => LossKernels.CrossEntropyFromA<T>(o.P, o.Y, o.Losses)), new("cross-entropy'", o => LossKernels.CrossEntropySlope<T>(o.P, o.Y, o.D)),
        new("softmax loss of z", o => LossKernels.CategoricalFromZ<T>(o.Z, o.Y, o.Losses.AsSpan(0, Operands<T>.Count / Rows))),
        new("Poisson of z", o => PoissonKernels.FromZ<T>(o.Z, o.Y, o.Losses)), new("Huber", o => RobustLossKernels.Huber<T>(o.Z, o.Y, o.Losses, 1)),
        Embedded<T>("piecewise linear", Embedding.PiecewiseLinear(Edges), o => o.Z.AsMemory(0, Operands<T>.Count / NumberSize)),
        Embedded<T>("periodic", Embedding.Periodic(NumberSize), o => o.Z.AsMemory(0, Operands<T>.Count / NumberSize)),
        Embedded<T>("category", Embedding.Category(Categories, CategorySize), o => o.Codes),
        new("gradient descent", o => UpdateKernels.GradientDescent<T>(o.Z, o.W, 1e-9)), new("momentum", o => UpdateKernels.Momentum<T>(o.Z, o.V, o.W, 1e-9, 0.9)),
        new("Adam", o => UpdateKernels.Adam<T>(o.Z, o.V, o.S, o.W, Step)),
    ];

    /// <summary>The parameters of an embedding with so many.</summary>
    public static T[] ParametersOf<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => count > 0 ? Elements.Normal<T>(count, 2) : [];

    /// <summary>An element of E counts, of which each number and each code has several.</summary>
    private static Kernel<T> Embedded<T>(string name, Embedding embedding, Func<Operands<T>, Memory<T>> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        InputEmbedding kind = embedding.Each(1)[0];
        BoundEmbedding<T> bound = kind.Bind<T>();
        T[] parameters = ParametersOf<T>(kind.ParameterCount);
        EmbeddedRun run = new(1, kind.Size, 0, 1, 0, kind.Size);
        return new(name, o => bound.Forward(parameters, numbers(o).Span, o.A, in run));
    }
}
