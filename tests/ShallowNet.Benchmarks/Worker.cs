using System.Globalization;
using MathNet.Numerics;

namespace ShallowNet.Benchmarks;

/// <summary>The C# peers in a process of their own: answers each workload's name, a line, with seconds and perhaps a note, a line.</summary>
internal static class Worker
{
    public static int Serve(string peer, int threads)
    {
        Control.MaxDegreeOfParallelism = threads;
        Workloads ours = new(threads);
        (string version, string[] names, Func<string, Func<double>> prepare) = peer switch
        {
            "shallownet" => (Version<Network<float>>(), Array.ConvertAll(Workloads.All, w => w.Name), ours.Prepare),
            "mathnet" => (Version<Complex32>(), new[] { "W1", "W2" }, new Func<string, Func<double>>(NaiveMathNet.Prepare)),
            _ => (Version<Microsoft.ML.OnnxRuntime.OrtEnv>(), new[] { "W7a", "W7b", "W8" }, name => OnnxPeer.Prepare(name, threads)),
        };
        Console.WriteLine($"{version} {string.Join(' ', names)}");
        string? current = null;
        Func<double> run = () => 0;
        while (Console.ReadLine() is { } name)
        {
            if (name != current)
            {
                (run, current) = (prepare(name), name);
                run();
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run():r} {ours.Note}"));
        }

        return 0;
    }

    private static string Version<TMember>() => typeof(TMember).Assembly.GetName().Version!.ToString(3);
}
