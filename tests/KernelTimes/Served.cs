using System.Diagnostics;

namespace ShallowNet.Benchmarks;

/// <summary>A program that times kernels when it is asked to.</summary>
internal sealed class Served : IDisposable
{
    private readonly Process process;

    /// <summary>Starts the program.</summary>
    /// <param name="name">What its column is called.</param>
    /// <param name="command">How the shell starts it.</param>
    public Served(string name, string command)
    {
        Name = name;
        process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} serve"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public string Name { get; }

    /// <summary>What a kernel takes: its number and the precision.</summary>
    /// <exception cref="InvalidOperationException">The program has ended.</exception>
    public double Nanoseconds(string kernel)
    {
        process.StandardInput.WriteLine(kernel);
        process.StandardInput.Flush();
        return double.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The program of {Name} has ended."), null);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
