using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <content>The kernels, with the names of the library's.</content>
internal static partial class DoubleByHand
{
    private const int Numbers = Operands<double>.Count / KernelList.NumberSize, Frequencies = 16;

    private static readonly double[] Starts = [.. KernelList.Edges[..^1]];
    private static readonly double[] Inverses = [.. KernelList.Edges[..^1].Zip(KernelList.Edges[1..], (below, above) => 1 / (above - below))];
    private static readonly double[] Lowest = [double.NegativeInfinity, .. Enumerable.Repeat(0.0, KernelList.NumberSize - 1)];
    private static readonly double[] Highest = [.. Enumerable.Repeat(1.0, KernelList.NumberSize - 1), double.PositiveInfinity];
    private static readonly double[] Waves = KernelList.ParametersOf<double>(PeriodicKernels.Length(KernelList.NumberSize, Frequencies));
    private static readonly double[] Table = KernelList.ParametersOf<double>(KernelList.Categories * KernelList.CategorySize);

    public static IReadOnlyList<Kernel<double>> Kernels { get; } =
    [
        new("exp", o => Exp(o.Z, o.A)),
        new("tanh", o => Tanh(o.Z, o.A)), new("tanh'", o => TanhBackward(o.P, o.D)),
        new("sigmoid", o => Sigmoid(o.Z, o.A)), new("sigmoid'", o => SigmoidBackward(o.P, o.D)),
        new("softmax of 8", o => Softmax(o.Z, o.A, KernelList.Rows)), new("softmax'", o => SoftmaxBackward(o.P, o.D, KernelList.Rows)),
        new("ReLU", o => ReLU(o.Z, o.A)), new("ReLU'", o => ReLUBackward(o.Z, o.D)),
        new("leaky ReLU", o => LeakyReLU(o.Z, o.A, 0.01)), new("leaky ReLU'", o => LeakyReLUBackward(o.Z, o.D, 0.01)),
        new("ELU", o => ELU(o.Z, o.A, 1)), new("ELU'", o => ELUBackward(o.P, o.D, 1)),
        new("SELU", o => SELU(o.Z, o.A, 1.05, 1.76)), new("SELU'", o => SELUBackward(o.P, o.D, 1.05, 1.76)),
        new("GELU", o => GELU(o.Z, o.A)), new("GELU'", o => GELUBackward(o.Z, o.D)),
        new("GELU by tanh", o => GELUTanh(o.Z, o.A)), new("GELU by tanh'", o => GELUTanhBackward(o.Z, o.D)),
        new("SiLU", o => SiLU(o.Z, o.A)), new("SiLU'", o => SiLUBackward(o.Z, o.D)),
        new("Mish", o => Mish(o.Z, o.A)), new("Mish'", o => MishBackward(o.Z, o.D)),
        new("softplus", o => Softplus(o.Z, o.A)), new("softplus'", o => SoftplusBackward(o.P, o.D)),
        new("squared error", o => SquaredError(o.Z, o.Y, o.Losses)), new("cross-entropy of z", o => CrossEntropyFromZ(o.Z, o.Y, o.Losses)),
        new("cross-entropy of a", o => CrossEntropyFromA(o.P, o.Y, o.Losses)), new("cross-entropy'", o => CrossEntropySlope(o.P, o.Y, o.D)),
        new("softmax loss of z", o => CategoricalFromZ(o.Z, o.Y, o.Losses.AsSpan(0, Operands<double>.Count / KernelList.Rows), o.Room.AsSpan(0, o.Z.Length), o.Room.AsSpan(o.Z.Length))),
        new("Poisson of z", o => PoissonFromZ(o.Z, o.Y, o.Losses)), new("Huber", o => Huber(o.Z, o.Y, o.Losses, 1)),
        new("piecewise linear", o => PiecewiseLinear(new Bins<double>(Starts, Inverses, Lowest, Highest), o.Z.AsSpan(0, Numbers), o.A)),
        new("periodic", o => Periodic(Waves, o.Z.AsSpan(0, Numbers), o.A, KernelList.NumberSize, Frequencies)),
        new("category", o => Category(Table, o.Codes, o.A, KernelList.Categories, KernelList.CategorySize)),
        new("gradient descent", o => GradientDescent(o.Z, o.W, 1e-9)), new("momentum", o => Momentum(o.Z, o.V, o.W, 1e-9, 0.9)),
        new("Adam", o => Adam(o.Z, o.V, o.S, o.W, KernelList.Step)),
    ];
}
