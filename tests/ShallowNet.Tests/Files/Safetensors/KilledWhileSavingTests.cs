using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ShallowNet.Tests;

/// <summary>A process that saves again and again is killed at random moments: the file is always an old or a new one, and complete.</summary>
[Trait("Cost", "Expensive")]
public sealed class KilledWhileSavingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Save_KilledAtAnyMoment_LeavesACompleteFile()
    {
        string path = Path.Combine(folder, "model.safetensors");
        Saver.Save(path, 0);
        Random random = new(1);
        int loaded = 0, interrupted = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (int round = 0; round < 60 && (round < 12 || interrupted < 3) && (round < 5 || watch.Elapsed < TimeSpan.FromSeconds(8)); round++)
        {
            int completed = await KillOne(path, loaded + 1, random.Next(60));
            int last = Math.Max(loaded, completed);
            loaded = Saver.Load(path);
            loaded.Should().BeInRange(last, last + 1, "what was reported as saved is there, or the next one");
            string[] others = [.. Directory.GetFiles(folder).Where(file => file != path)];
            others.Should().HaveCountLessThanOrEqualTo(1, "each process removes what the one before it left behind");
            interrupted += others.Length;
        }

        Saver.Save(path, 0);
        Directory.GetFiles(folder).Should().Equal(path);

        loaded.Should().BeGreaterThan(5);
        interrupted.Should().BeGreaterThan(0, "some were killed while they wrote");
    }

    /// <summary>The last save that a process reported before it was killed.</summary>
    private static async Task<int> KillOne(string path, int first, int milliseconds)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            Environment = { [Saver.SaveTo] = path, [Saver.SaveFrom] = first.ToString(CultureInfo.InvariantCulture) },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KilledWhileSavingTests).Assembly.Location);
        }

        using Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync();
        line.Should().Be(first.ToString(CultureInfo.InvariantCulture));
        await Task.Delay(milliseconds);
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // A line without its end may lack digits.
        string[] lines = rest.Split('\n')[..^1];
        return int.Parse(lines.Length == 0 ? line! : lines[^1], CultureInfo.InvariantCulture);
    }
}

/// <summary>What the killed process does: it is the program of the tests, which saves instead of testing where the environment says so.</summary>
internal static class Saver
{
    internal const string SaveTo = "SHALLOWNET_SAVE_TO", SaveFrom = "SHALLOWNET_SAVE_FROM";

#pragma warning disable CA2255 // A module initializer runs before the test runner, which takes far longer to start than to be killed.
    [ModuleInitializer]
    internal static void SaveForever()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(SaveTo) is not { Length: > 0 } path)
        {
            return;
        }

        // Not longer than its parent waits, should that one end first.
        Stopwatch watch = Stopwatch.StartNew();
        for (int number = int.Parse(Environment.GetEnvironmentVariable(SaveFrom)!, CultureInfo.InvariantCulture); watch.Elapsed < TimeSpan.FromSeconds(20); number++)
        {
            Save(path, number);
            Console.Out.WriteLine(number);
        }

        Environment.Exit(1);
    }

    /// <summary>Saves a matrix of a size and of elements that depend on the number.</summary>
    public static void Save(string path, int number)
    {
        const int Rows = 500;
        double[] elements = new double[Rows * Columns(number)];
        elements.AsSpan().Fill(number);
        AtomicFile.Write(path, stream => TensorFileWriter.Write(
            stream, [new("number", number.ToString(CultureInfo.InvariantCulture))], [TensorToWrite.Transposed("w", Rows, Columns(number), elements)]));
    }

    /// <summary>The number that was saved, after a look at every element.</summary>
    public static int Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        TensorFile file = TensorFile.Read(stream);
        int number = int.Parse(file.Metadata["number"], CultureInfo.InvariantCulture);
        TensorEntry entry = file.Tensors.Single();
        entry.Shape.Should().Equal(500, Columns(number));
        double[] elements = new double[entry.Elements];
        file.CopyTransposedTo<double>(entry, elements);
        elements.AsSpan().IndexOfAnyExcept(number).Should().Be(-1);
        file.CheckEnd();
        return number;
    }

    private static int Columns(int number) => 200 + (number % 7 * 100);
}
