using System.Globalization;
using System.Text.Json;

namespace ShallowNet.Benchmarks;

/// <summary>Every workload in ShallowNet and in each peer on the machine, in turn, the best of several runs.</summary>
internal static class Peers
{
    private static readonly string[] Names = ["mathnet", "onnxruntime", "numpy", "sklearn", "torch", "numsharp", "torchsharp"];

    public static int Run(string[] args)
    {
        List<string> wanted = [];
        List<bool> modes = [true, false];
        int rounds = 5;
        string? json = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--rounds":
                    rounds = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--threads":
                    modes = [args[++i] == "one"];
                    break;
                case "--json":
                    json = args[++i];
                    break;
                default:
                    wanted.Add(args[i]);
                    break;
            }
        }

        (string Name, string What)[] workloads = [.. Workloads.All.Where(w => wanted.Count == 0 || wanted.Contains(w.Name) || wanted.Contains(w.Name.TrimEnd('a', 'b', 'd', 'f')))];
        List<object> results = [];
        foreach (bool one in modes)
        {
            int threads = one ? 1 : Environment.ProcessorCount;
            (double flops32, double flops64) = Peak.Measure();
            Console.WriteLine($"\n{(one ? "One thread each" : $"{threads} threads each")}; peak of one core {flops32 / 1e9:0} GFLOP/s float, {flops64 / 1e9:0} double; best of {rounds}");
            Console.WriteLine($"Products of W4's size: {string.Join(", ", Products(flops32).Select(p => $"{p.Name} {100 * p.Share:0} % of peak"))}");
            using PeerProcess ours = PeerProcess.Start("shallownet", threads, one ? 0 : null)!;
            PeerProcess[] peers = [.. Names.Select(name => PeerProcess.Start(name, threads, one ? 0 : null)).OfType<PeerProcess>()];
            Console.WriteLine(string.Join(", ", peers.Prepend(ours).Select(p => $"{p.Name} {p.Version}")));
            Console.WriteLine($"{"",-36}{"ours",12}{string.Concat(peers.Select(p => $"{p.Name,13}"))}{"ratio",9}{"of peak",9}");
            foreach ((string name, string what) in workloads)
            {
                PeerProcess[] having = [.. peers.Where(p => p.Workloads.Contains(name))];
                double mine = double.PositiveInfinity;
                double[] best = [.. having.Select(_ => double.PositiveInfinity)];
                for (int round = 0; round < rounds; round++)
                {
                    mine = Math.Min(mine, ours.Run(name));
                    for (int p = 0; p < having.Length; p++)
                    {
                        best[p] = Math.Min(best[p], having[p].Run(name));
                    }
                }

                double ratio = best.Min() / mine;
                double? share = Workloads.Operations(name) / mine / (name == "W3d" ? flops64 : flops32) / threads;
                string cells = string.Concat(peers.Select(p => Array.IndexOf(having, p) is >= 0 and int i ? Time(best[i]) : "-").Select(cell => $"{cell,13}"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-4}{what,-32}{Time(mine),12}{cells}{ratio,8:0.0}x{(share is { } s ? $"{100 * s:0} %" : ""),9}"));
                foreach (PeerProcess peer in having.Prepend(ours).Where(p => p.Note.Length > 0))
                {
                    Console.WriteLine($"    {peer.Name}: {peer.Note}");
                }

                results.Add(new { workload = name, threads, ours = mine, peers = having.Zip(best).ToDictionary(pair => pair.First.Name, pair => pair.Second), ratio, shareOfPeak = share });
            }

            Array.ForEach(peers, p => p.Dispose());
        }

        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(results));
        }

        return 0;
    }

    /// <summary>Z = W·A + b and dW = dZ·Aᵀ of 784 inputs, 128 units and 128 samples, as shares of the peak.</summary>
    private static IEnumerable<(string Name, double Share)> Products(double peak)
    {
        const int Units = 128, Inputs = 784, Samples = 128, Repeat = 200;
        float[] W = Workloads.Random(Units, Inputs, 1).ToColumnMajorArray(), A = Workloads.Random(Inputs, Samples, 2).ToColumnMajorArray();
        float[] b = new float[Units], Z = new float[Units * Samples], dW = new float[W.Length];
        Action[] products =
        [
            () => Kernels.Products.Affine<float>(W, b, A, Z, new(Units, Inputs, Samples)),
            () => Kernels.Products.WeightGradient<float>(Z, A, dW, new(Units, Inputs, Samples), new(IsFirst: true, 1f / Samples)),
        ];
        foreach ((string name, Action product) in ((string[])["forward", "gradient"]).Zip(products))
        {
            double best = Enumerable.Range(0, 20).Min(_ => Workloads.Seconds(() =>
            {
                for (int i = 0; i < Repeat; i++)
                {
                    product();
                }
            }));
            yield return (name, 2.0 * Units * Inputs * Samples * Repeat / best / peak);
        }
    }

    private static string Time(double seconds) => seconds switch
    {
        < 1e-4 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.00} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };
}
