using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>
/// Kernels at a glance, on one thread: the products' share of the core's peak by shape, and what an element takes in every activation, loss, embedding and
/// optimizer, beside the same that was written by hand. With DOTNET_EnableAVX512=0 it shows what machines without AVX-512 do.
/// </summary>
internal static class KernelTable
{
    /// <param name="args">Nothing, or --csv and the file that receives the times.</param>
    public static int Run(string[] args)
    {
        if (args is not ([] or ["--csv", _]))
        {
            Console.Error.WriteLine("kernels [--csv FILE]");
            return 1;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        TwinTable.RequireSameBits();
        List<string> lines = ["kernel,float,double,float by hand,double by hand"];
        (double single, double twice) = Peak.Measure();
        Console.WriteLine($"Vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits; peak of one core {single / 1e9:0} GFLOP/s float, {twice / 1e9:0} double");
        Console.WriteLine($"\n{"products, % of peak",-22}{"float: Z",9}{"dW",5}{"dA",5}{"double: Z",12}{"dW",5}{"dA",5}");
        foreach (LayerShape shape in KernelList.Shapes)
        {
            IReadOnlyList<(string Name, Action Run)> inFloat = KernelList.Products<float>(shape), inDouble = KernelList.Products<double>(shape);
            double[] nanoseconds = [.. inFloat.Concat(inDouble).Select(product => Timing.Nanoseconds(product.Run))];
            double operations = 2.0 * shape.Units * shape.Inputs * shape.Samples;
            double[] shares = [.. nanoseconds.Select((time, i) => 100e9 * operations / time / (i < 3 ? single : twice))];
            Console.WriteLine($"{shape,-22}{shares[0],9:0}{shares[1],5:0}{shares[2],5:0}{shares[3],12:0}{shares[4],5:0}{shares[5],5:0}");
            lines.AddRange(inFloat.Select((product, i) => $"{shape} {product.Name},{nanoseconds[i]:0.0},{nanoseconds[3 + i]:0.0},,"));
        }

        MatrixTable.Write(twice);
        lines.AddRange(TwinTable.Write().Select(pair =>
            $"{pair.Single.Name},{pair.Single.Library:0.0000},{pair.Double.Library:0.0000},{pair.Single.ByHand:0.0000},{pair.Double.ByHand:0.0000}"));
        Console.WriteLine($"\n{"ns a call",-22}{"float",9}{"double",9}");
        foreach (int count in (int[])[1, 5, 16, 17])
        {
            Console.WriteLine($"{$"tanh of {count}",-22}{Timing.Nanoseconds(TanhOf<float>(count)),9:0}{Timing.Nanoseconds(TanhOf<double>(count)),9:0}");
        }

        if (args is [_, string file])
        {
            File.WriteAllLines(file, lines);
        }

        return 0;
    }

    private static Action TanhOf<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Elements.Normal<T>(count, 1), a = new T[count];
        return () => ActivationKernels.Tanh<T>(z, a);
    }
}
