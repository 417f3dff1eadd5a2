using System.Globalization;
using ShallowNet.Benchmarks;

// DotnetPeers torchsharp|numsharp THREADS answers each workload's name, a line, with the seconds of one run, a line, as peers.py does.
// The first line it prints says which version it is of, and which workloads it has.
(string version, Dictionary<string, Func<Func<double>>> workloads) = args[0] == "torchsharp" ? TorchSharpPeer.Start(int.Parse(args[1], null)) : NumSharpPeer.Start();
Console.WriteLine($"{version} {string.Join(' ', workloads.Keys)}");
string? current = null;
Func<double> run = () => 0;
while (Console.ReadLine() is { } name)
{
    if (name != current)
    {
        (run, current) = (workloads[name](), name);
        run();
    }

    Console.WriteLine(run().ToString("r", CultureInfo.InvariantCulture));
}
