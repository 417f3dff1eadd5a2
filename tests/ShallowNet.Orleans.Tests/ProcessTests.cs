using System.Diagnostics;

namespace ShallowNet.Orleans.Tests;

/// <summary>Silos and coordinators as processes of their own, which are killed while they work.</summary>
[Trait("Cost", "Expensive")]
public sealed class ProcessTests
{
    private static readonly int? AskedFor = int.TryParse(Environment.GetEnvironmentVariable("SHALLOWNET_KILLS"), out int kills) ? kills : null;

    /// <summary>What is trained where processes are killed: L-BFGS on full batches once in the gate; mini-batches, too, and so many times each with SHALLOWNET_KILLS=10.</summary>
    public static TheoryData<string> Workloads => AskedFor is not null ? ["digits", "images"] : ["digits"];

    private static int Kills => AskedFor ?? 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sample_WithThreeSilosAndMiniBatches_SameBitsAsOneProcess()
    {
        using Processes processes = new();

        (string output, int code) = await processes.Finish("--silos", "3", "--workload", "images");

        code.Should().Be(0, output);
        string[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf(':') + 2)..])];
        lines.Should().HaveCount(2);
        lines[0].Should().Be(lines[1]).And.Contain("epochs, cost");
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    [InlineData("ensemble")]
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
    [MemberData(nameof(Workloads))]
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
