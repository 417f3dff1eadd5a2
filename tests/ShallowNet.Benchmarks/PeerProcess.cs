using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ShallowNet.Benchmarks;

/// <summary>A peer that runs workloads in a process of its own.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors;

    private PeerProcess(string name, Process process, StringBuilder errors, string greeting)
    {
        Name = name;
        this.process = process;
        this.errors = errors;
        string[] words = greeting.Split(' ');
        Version = words[0];
        Workloads = words[1..];
    }

    public string Name { get; }

    public string Version { get; }

    public IReadOnlyList<string> Workloads { get; }

    /// <summary>Starts a peer, or says why there is none.</summary>
    /// <param name="name">shallownet, mathnet, onnxruntime, numpy, sklearn, torch, numsharp or torchsharp; the last two are of tests/DotnetPeers, which is built by itself.</param>
    /// <param name="threads">How many threads it may use.</param>
    /// <param name="processor">The only processor it may run on, or null for all.</param>
    public static PeerProcess? Start(string name, int threads, int? processor)
    {
        string folder = AppContext.BaseDirectory;
        string[][] commands = name switch
        {
            "numpy" or "sklearn" or "torch" => [.. new[] { "/usr/bin/python3", "python3" }.Select(python => new[] { python, Path.Combine(folder, "peers.py"), name, $"{threads}" })],
            "numsharp" or "torchsharp" => [[Path.GetFullPath(Path.Combine(folder, "../../DotnetPeers/release/DotnetPeers")), name, $"{threads}"]],
            _ => [[Environment.ProcessPath!, "worker", name, $"{threads}"]],
        };
        string why = "";
        foreach (string[] command in commands)
        {
            // taskset, so that the peer finds one processor from its first moment.
            string[] pinned = processor is { } cpu && File.Exists("/usr/bin/taskset") ? ["taskset", "-c", $"{cpu}", .. command] : command;
            ProcessStartInfo start = new(pinned[0], pinned[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            try
            {
                Process process = Process.Start(start)!;
                StringBuilder errors = new();
                process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
                process.BeginErrorReadLine();
                if (process.StandardOutput.ReadLine() is { } greeting)
                {
                    return new PeerProcess(name, process, errors, greeting);
                }

                process.WaitForExit();
                why = Array.FindLast($"{errors}".Split('\n'), line => line.Contains("Exception:", StringComparison.Ordinal) || line.Contains("Error:", StringComparison.Ordinal)) is { } line
                    ? $" ({line.Trim()})"
                    : why;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program: the next command, or none.
            }
        }

        Console.WriteLine($"{name}: does not start on this machine{why}.");
        return null;
    }

    /// <summary>What the peer said about the last run beside its seconds.</summary>
    public string Note { get; private set; } = "";

    /// <summary>The seconds of one run.</summary>
    public double Run(string workload)
    {
        process.StandardInput.WriteLine(workload);
        string[] answer = (process.StandardOutput.ReadLine() ?? throw Failure(workload)).Split(' ', 2);
        Note = answer.Length > 1 ? answer[1] : "";
        return double.Parse(answer[0], CultureInfo.InvariantCulture);
    }

    private InvalidOperationException Failure(string workload)
    {
        process.WaitForExit();
        return new InvalidOperationException($"{Name} failed on {workload}: {errors}");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
