namespace ShallowNet.Benchmarks;

/// <summary>The kernels that are timed: activations, losses, embeddings and optimizers by an element, and products of three shapes by a call.</summary>
internal static class TimedKernels
{
    public const string Single = "float", Double = "double";

    private static readonly LayerShape[] Shapes = [new(128, 784, 128), new(10, 128, 128), new(32, 4, 512)];

    public static IReadOnlyList<string> Names { get; } =
        [.. KernelList.Elementwise<float>().Select(kernel => kernel.Name), .. Shapes.SelectMany(shape => KernelList.Products<float>(shape).Select(product => $"{shape} {product.Name}"))];

    public static int Serve()
    {
        Operands<float> inFloat = new();
        Operands<double> inDouble = new();
        (Action InFloat, Action InDouble, double Units)[] all =
        [
            .. KernelList.Elementwise<float>().Zip(KernelList.Elementwise<double>(), (single, twice) =>
                ((Action)(() => single.Run(inFloat)), (Action)(() => twice.Run(inDouble)), (double)Operands<float>.Count)),
            .. Shapes.SelectMany(shape => KernelList.Products<float>(shape).Zip(KernelList.Products<double>(shape), (single, twice) => (single.Run, twice.Run, 1.0))),
        ];
        Timing.WarmUp(all.SelectMany(kernel => (Action[])[kernel.InFloat, kernel.InDouble]));
        while (Console.ReadLine() is string line)
        {
            string[] words = line.Split(' ');
            (Action single, Action twice, double units) = all[int.Parse(words[0], null)];
            Console.WriteLine($"{Timing.Nanoseconds(words[1] == Single ? single : twice) / units:R}");
        }

        return 0;
    }
}
