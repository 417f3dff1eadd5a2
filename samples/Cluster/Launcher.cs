using System.Diagnostics;

namespace Cluster;

/// <summary>Starts silos as processes of their own, trains on them, and beside them.</summary>
internal static class Launcher
{
    /// <summary>Trains on the cluster and in this process; 0 where both give the same.</summary>
    public static async Task<int> Run(Arguments arguments, Workload workload)
    {
        string onCluster = await WithSilos(arguments, () => workload.TrainOnCluster(arguments)), alone = workload.TrainAlone(arguments);
        Console.WriteLine($"{arguments.Silos} silos: {onCluster}");
        Console.WriteLine($"one process: {alone}");
        return onCluster == alone ? 0 : 1;
    }

    /// <summary>Does something while there are silos.</summary>
    public static async Task<string> WithSilos(Arguments arguments, Func<Task<string>> work)
    {
        List<Process> silos = [];
        try
        {
            for (int i = 0; i < arguments.Silos; i++)
            {
                silos.Add(await StartSilo(i, arguments));
            }

            return await work();
        }
        finally
        {
            foreach (Process silo in silos)
            {
                silo.Kill();
                silo.Dispose();
            }
        }
    }

    private static async Task<Process> StartSilo(int number, Arguments arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] certificates = arguments.Certificates is { } folder ? ["--certificates", folder] : [], cells = arguments.Cells is { } file ? ["--cells", file] : [];
        foreach (string argument in (string[])
                 [
                     "silo", $"{number}", "--port", $"{arguments.Port}", "--folder", arguments.Folder, "--membership", arguments.Membership,
                     "--leader", $"{Environment.ProcessId}", .. certificates, .. cells,
                 ])
        {
            start.ArgumentList.Add(argument);
        }

        Process silo = Process.Start(start)!;
        string? line = await silo.StandardOutput.ReadLineAsync();
        return line is not null ? silo : throw new InvalidOperationException($"Silo {number} has ended before it was ready.");
    }
}
