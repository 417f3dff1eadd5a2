using System.Globalization;
using ShallowNet.Benchmarks;

// The time of every kernel as lines "kernel,float,double": nanoseconds, by an element, and of products by a call. Everything is timed twice, of which the better
// counts, because a program that is compiled when it runs may compile a method again while it is timed.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Operands<float> inFloat = new();
Operands<double> inDouble = new();
List<(string Name, double Units, Action InFloat, Action InDouble)> all =
[
    .. KernelList.Elementwise<float>().Zip(KernelList.Elementwise<double>(), (single, twice) =>
        (single.Name, (double)Operands<float>.Count, (Action)(() => single.Run(inFloat)), (Action)(() => twice.Run(inDouble)))),
    .. from shape in (LayerShape[])[new(128, 784, 128), new(10, 128, 128), new(32, 4, 512)]
       from pair in KernelList.Products<float>(shape).Zip(KernelList.Products<double>(shape))
       select ($"{shape} {pair.First.Name}", 1.0, pair.First.Run, pair.Second.Run),
];
double[] first = [.. all.SelectMany(Times)], second = [.. all.SelectMany(Times)];
Console.WriteLine("kernel,float,double");
for (int i = 0; i < all.Count; i++)
{
    Console.WriteLine($"{all[i].Name},{Best(2 * i):0.0000},{Best(2 * i + 1):0.0000}");
}

double Best(int place) => Math.Min(first[place], second[place]);

static double[] Times((string Name, double Units, Action InFloat, Action InDouble) kernel) =>
    [Timing.Nanoseconds(kernel.InFloat) / kernel.Units, Timing.Nanoseconds(kernel.InDouble) / kernel.Units];
