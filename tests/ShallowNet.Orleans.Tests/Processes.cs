using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ShallowNet.Orleans.Tests;

/// <summary>Processes of the sample, on ports and in a folder of their own; what still runs at the end is killed.</summary>
internal sealed class Processes : IDisposable
{
    private readonly List<Process> all = [];
    private readonly Dictionary<int, Process> silos = [];
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet").FullName;
    private readonly int port = FreePorts();

    public int CheckpointFiles => Directory.GetFiles(folder).Length;

    /// <summary>The arguments that say where: ports and folder.</summary>
    public string[] Place => ["--port", port.ToString(CultureInfo.InvariantCulture), "--folder", folder];

    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Cluster"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (string argument in (string[])[.. arguments, .. Place])
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        all.Add(process);
        return process;
    }

    /// <summary>Runs a process to its end: its output, and how it ended.</summary>
    public async Task<(string Output, int Code)> Finish(params string[] arguments)
    {
        Process process = Start(arguments);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, process.ExitCode);
    }

    public async Task StartSilos(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await StartSilo(i);
        }
    }

    public async Task StartSilo(int number)
    {
        Process silo = Start("silo", number.ToString(CultureInfo.InvariantCulture));
        silos[number] = silo;
        (await silo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Should().Contain("is ready");
    }

    /// <summary>Ends a silo as <c>kill -9</c> does.</summary>
    public void Kill(int silo)
    {
        silos[silo].Kill();
        silos[silo].WaitForExit();
    }

    /// <summary>Waits until a coordinator has said so many epochs, or members of an ensemble; the number of the last one.</summary>
    public static async Task<int> WaitForEpochs(Process coordinator, int count)
    {
        string line = "epoch 0";
        for (int i = 0; i < count; i++)
        {
            line = await coordinator.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The coordinator has ended before its time.");
        }

        _ = coordinator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return int.Parse(line[(line.IndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        foreach (Process process in all)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A port that is free, with those a little and a hundred later in all likelihood.</summary>
    private static int FreePorts()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return Math.Min(((IPEndPoint)listener.LocalEndpoint).Port, 65_000);
    }
}
