using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShallowNet.Benchmarks;

/// <summary>What an element takes in the library's kernel, and in the one that was written by hand where there is one, in nanoseconds.</summary>
internal readonly record struct TimedKernel(string Name, double Library, double? ByHand)
{
    public double? Ratio => Library / ByHand;
}

/// <summary>The library's kernels beside those written by hand for vectors of 256 bits, which must give the same bits.</summary>
internal static class TwinTable
{
    /// <summary>The most that a kernel may take, in times of what the one by hand takes.</summary>
    public const double Limit = 1.3;

    private const int Rounds = 40;

    /// <summary>Requires that all kernels by hand give the bits of the library's.</summary>
    /// <exception cref="InvalidOperationException">One gives other bits, or belongs to none of the library's.</exception>
    public static void RequireSameBits()
    {
        RequireSameBits(FloatByHand.Kernels);
        RequireSameBits(DoubleByHand.Kernels);
    }

    /// <summary>Times every kernel in both precisions, and writes the table.</summary>
    /// <returns>The same kernels in float and in double.</returns>
    public static IReadOnlyList<(TimedKernel Single, TimedKernel Double)> Write()
    {
        Console.WriteLine($"\n{"ns an element",-20}{"float",8}{"by hand",9}{"ratio",7}{"double",10}{"by hand",9}{"ratio",7}");
        (TimedKernel Single, TimedKernel Double)[] all = [.. Measure(FloatByHand.Kernels).Zip(Measure(DoubleByHand.Kernels))];
        foreach ((TimedKernel single, TimedKernel twice) in all)
        {
            Console.WriteLine($"{single.Name,-20}{single.Library,8:0.00}{single.ByHand,9:0.00}{single.Ratio,7:0.00}{twice.Library,10:0.00}{twice.ByHand,9:0.00}{twice.Ratio,7:0.00}");
        }

        string[] beyond =
        [
            .. all.Where(pair => pair.Single.Ratio > Limit).Select(pair => $"{pair.Single.Name} in float ({pair.Single.Ratio:0.00})"),
            .. all.Where(pair => pair.Double.Ratio > Limit).Select(pair => $"{pair.Double.Name} in double ({pair.Double.Ratio:0.00})"),
        ];
        Console.WriteLine(
            !Vector256.IsHardwareAccelerated ? "There are no vectors of 256 bits here, for which kernels by hand are written."
            : $"Beyond {Limit} times the time of the one by hand: {(beyond.Length == 0 ? "none" : string.Join(", ", beyond))}.");
        return all;
    }

    private static List<TimedKernel> Measure<T>(IReadOnlyList<Kernel<T>> byHand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, Kernel<T>> twins = Vector256.IsHardwareAccelerated ? byHand.ToDictionary(kernel => kernel.Name) : [];
        IReadOnlyList<Kernel<T>> library = KernelList.Elementwise<T>();
        Operands<T> operands = new();
        Timing.WarmUp(library.Concat(byHand).Select(kernel => (Action)(() => kernel.Run(operands))));
        return [.. library.Select(kernel => twins.TryGetValue(kernel.Name, out Kernel<T> twin) ? Time(kernel, twin, operands) : Time(kernel, operands))];
    }

    private static TimedKernel Time<T>(Kernel<T> kernel, Operands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(kernel.Name, Timing.Nanoseconds(() => kernel.Run(operands)) / Operands<T>.Count, null);

    /// <summary>A kernel that seems to be beyond the limit is timed for longer: what else the machine does can last as long as some rounds.</summary>
    private static TimedKernel Time<T>(Kernel<T> kernel, Kernel<T> twin, Operands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double library = double.PositiveInfinity, byHand = double.PositiveInfinity;
        for (int time = 0; time < 4 && !(library <= Limit * byHand && double.IsFinite(library)); time++)
        {
            (double first, double second) = Timing.InTurn(() => kernel.Run(operands), () => twin.Run(operands), Rounds);
            (library, byHand) = (Math.Min(library, first), Math.Min(byHand, second));
        }

        return new(kernel.Name, library / Operands<T>.Count, byHand / Operands<T>.Count);
    }

    private static void RequireSameBits<T>(IReadOnlyList<Kernel<T>> byHand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, Kernel<T>> library = KernelList.Elementwise<T>().ToDictionary(kernel => kernel.Name);
        foreach (Kernel<T> twin in byHand)
        {
            if (!library.TryGetValue(twin.Name, out Kernel<T> kernel))
            {
                throw new InvalidOperationException($"The library has no kernel that is called {twin.Name}, as one by hand is.");
            }

            RequireSameBits(kernel, twin, Operands<T>.Moving);
            RequireSameBits(kernel, twin, Operands<T>.Extreme);
        }
    }

    private static void RequireSameBits<T>(Kernel<T> kernel, Kernel<T> twin, Func<Operands<T>> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operands<T> ofLibrary = make(), byHand = make();
        kernel.Run(ofLibrary);
        twin.Run(byHand);
        foreach (((string name, T[] expected), (_, T[] given)) in ofLibrary.Results.Zip(byHand.Results))
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (!AreSame(expected[i], given[i]))
                {
                    throw new InvalidOperationException(
                        $"{kernel.Name} by hand, in {(typeof(T) == typeof(float) ? "float" : "double")}, gives {given[i]:R} as element {i} of {name}, but the library {expected[i]:R} (z = {byHand.Z[i]:R}, p = {byHand.P[i]:R}).");
                }
            }
        }
    }

    /// <summary>Whether two numbers have the same bits, or are both NaN.</summary>
    private static bool AreSame<T>(T x, T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);
}
