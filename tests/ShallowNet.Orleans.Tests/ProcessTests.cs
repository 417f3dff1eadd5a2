using System.Diagnostics;

namespace ShallowNet.Orleans.Tests;

/// <summary>Silos and coordinators as processes of their own, which are killed while they work.</summary>
[Trait("Cost", "Expensive")]
public sealed class ProcessTests
{
    /// <summary>How often a process is killed in each test: once in the gate, SHALLOWNET_KILLS=10 for a longer look.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("SHALLOWNET_KILLS"), out int kills) ? kills : 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("digits")]
    [InlineData("images")]
    public async Task Sample_WithThreeSilos_SameBitsAsOneProcess(string workload)
    {
        using Processes processes = new();

        (string output, int code) = await processes.Finish("--silos", "3", "--workload", workload);

        code.Should().Be(0, output);
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf(':') + 2)..])];
        lines.Should().HaveCount(2);
        lines[0].Should().Be(lines[1]).And.Contain("epochs, cost");
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("images")]
    public async Task Silos_KilledAtRandomMoments_CostNoBit(string workload)
    {
        using Processes processes = new();
        (string alone, _) = await processes.Finish("alone", "--workload", workload);
        await processes.StartSilos(3);
        for (int kill = 0; kill < Kills; kill++)
        {
            Process coordinator = processes.Start("train", $"killed{kill}", "--workload", workload, "--silos", "1");
            Task<string> output = coordinator.StandardOutput.ReadToEndAsync(Token);
            await Processes.WaitForEpochs(coordinator, Random.Shared.Next(1, 6));
            int silo = Random.Shared.Next(1, 3);
            processes.Kill(silo);

            (await output).Should().Be(alone);

            await processes.StartSilo(silo);
        }
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("images")]
    public async Task Coordinators_KilledAtRandomMoments_AreGoneOnFromWithTheSameBits(string workload)
    {
        using Processes processes = new();
        (string alone, _) = await processes.Finish("alone", "--workload", workload);
        await processes.StartSilos(2);
        for (int kill = 0; kill < Kills; kill++)
        {
            string[] train = ["train", $"lost{kill}", "--workload", workload, "--silos", "2"];
            Process first = processes.Start(train);
            await Processes.WaitForEpochs(first, Random.Shared.Next(2, 6));
            first.Kill();
            Process second = processes.Start(train);
            Task<string> output = second.StandardOutput.ReadToEndAsync(Token);

            int begun = await Processes.WaitForEpochs(second, 1);

            begun.Should().BeGreaterThan(1, "it goes on from a checkpoint");
            (await output).Should().Be(alone);
        }

        processes.CheckpointFiles.Should().Be(0);
    }
}
