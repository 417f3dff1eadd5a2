using System.Globalization;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Orleans.Tests;

/// <summary>Each C# block of docs/cluster.md is lines of a source that is compiled and run: of this file, or of the sample.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "documentation");

    [Fact]
    public async Task Blocks_OfTheGuide_StandInSourcesThatRun()
    {
        string[] blocks = [.. Block().Matches(await Read("cluster.md")).Select(match => match.Groups[1].Value)];
        string[] sources = await Task.WhenAll(Directory.GetFiles(Folder, "*.cs").Select(async file => Unindented(await Read(file))));

        blocks.Should().HaveCount(8);
        foreach (string block in blocks)
        {
            sources.Should().Contain(source => source.Contains(Unindented(block), StringComparison.Ordinal), $"these lines must stand in a source:\n{block}");
        }
    }

    [Fact]
    public async Task Training_OfTheGuide_HasTheBitsOfOneProcess()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        double[] weights = [.. Enumerable.Range(0, Samples.Count).Select(j => 1.0 + j % 2)];
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using RunningCluster running = await RunningCluster.Start(2, silo =>
        {
            string folder = Path.Combine(Path.GetTempPath(), "shallownet-documentation");
            silo.AddShallowNet(new SiloLimits { MostSamplesOfShard = 1 << 20 })
                .AddFileCheckpoints(folder)
                .AddTrainingData("my data", ShardSource.Of(X, Y));
        });
        IGrainFactory cluster = running.Grains;
        Network<double> network = Samples.NewNetwork<double>(), alone = Samples.NewNetwork<double>();

        ClusterRun<double> how = new()
        {
            Options = new TrainingOptions { Epochs = 10, Optimizer = new LevenbergMarquardt(), ClassWeights = ClassWeights.Balanced },
            Shards = new ShardOptions { SamplesPerShard = 1024, CheckpointEveryEpochs = 5 },
            Weights = weights,
        };
        TrainingHistory history = await cluster.TrainAsync("my data", X.ColumnCount, network, "my training", how, cancellationToken);

        ClusterProgress? progress = await cluster.TrainingProgressAsync("my training");
        bool isCancelled = await cluster.CancelTrainingAsync("my training");

        (progress, isCancelled).Should().Be((null, false), "it is over");
        alone.Train(X, Y, how.Options, weights: weights).FinalCost.Should().Be(history.FinalCost);
        Samples.Bits(network).Should().Equal(Samples.Bits(alone));
    }

    [Fact]
    public async Task Training_FromTheParquetFileOfTheGuide_HasTheBitsOfOneProcess()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        string file = Path.GetTempFileName();
        ParquetFile.Write(new Table([.. X.EnumerateRows().Select((row, i) => Column.Of($"x{i}", row)), .. Y.EnumerateRows().Select((row, i) => Column.Of($"y{i}", row))]), file);
        try
        {
            await using RunningCluster running = await RunningCluster.Start(2, silo =>
            {
                silo.AddTrainingData("my rows", new ParquetSamples<double>(file, targets: ["y0", "y1", "y2"]));
            });
            Network<double> network = Samples.NewNetwork<double>(), alone = Samples.NewNetwork<double>();
            ClusterRun<double> how = new() { Options = new TrainingOptions { Epochs = 10, Optimizer = new Lbfgs() }, Shards = new ShardOptions { SamplesPerShard = 512 } };

            await running.Grains.TrainAsync("my rows", X.ColumnCount, network, "from rows", how, TestContext.Current.CancellationToken);

            alone.Train(X, Y, how.Options);
            Samples.Bits(network).Should().Equal(Samples.Bits(alone));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Ensemble_OfTheGuide_HasTheBitsOfOneProcess()
    {
        (Matrix<double> X, Matrix<double> Y) = Samples.Doubles;
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        EnsembleOptions how = new()
        {
            Members = 8,
            Training = new TrainingOptions { Epochs = 20, ValidationShare = 0.2, EarlyStopping = new EarlyStopping(3) },
            TimeLimit = TimeSpan.FromHours(1),
            KeepWhenCancelled = true,
        };
        ClusterEnsemble<double> eight = new(
            seed => Network.Create<double>(inputs: 5, seed: seed, new Dense(8, Activation.Tanh), new Dense(3, Activation.Softmax)), X, Y, how);
        await using RunningCluster running = await RunningCluster.Start(2, silo => silo.AddEnsemble("eight", eight));
        IGrainFactory cluster = running.Grains;

        Ensemble<double> ensemble = await cluster.TrainEnsembleAsync("eight", eight, cancellationToken: cancellationToken);
        Matrix<double> probabilities = ensemble.Mean.Predict(X);

        Ensemble<double> alone = Ensemble.Train(
            seed => Network.Create<double>(inputs: 5, seed: seed, new Dense(8, Activation.Tanh), new Dense(3, Activation.Softmax)), X, Y, how, cancellationToken: cancellationToken);
        probabilities.Should().Be(alone.Mean.Predict(X));
        ensemble.Members.Should().Equal(alone.Members);
    }

    [Fact]
    public async Task Costs_OfTheGuide_FollowFromItsConstants()
    {
        string guide = (await Read("cluster.md")).Replace('\n', ' ');
        double c = double.Parse(Constant().Match(guide).Groups[1].Value, CultureInfo.InvariantCulture) * 1e-9;
        (double Gigabits, double Processors)[] rows =
            [.. Row().Matches(guide).Select(row => (double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture)))];

        rows.Select(row => row.Gigabits).Should().Equal(1, 10, 25, 100);
        rows.Select(row => row.Processors).Should().Equal(rows.Select(row => Math.Round(128 * c * row.Gigabits * 1e9 / 8)));

        double sums = 1e9 / 512 * 4 * Network.Create<float>(inputs: 1000, seed: 1, new Dense(32, Activation.Tanh), new Dense(1, Activation.Sigmoid)).ParameterCount;
        guide.Should().Contain("has 32,065 parameters").And.Contain($"sends {Math.Round(sums / 1e9 / 10) * 10} GB of sums").And.Contain($"takes {Math.Round(sums / 1.25e9 / 10) * 10} s at 10 Gbit/s");
        guide.Should().Contain($"as long as {rows[1].Processors} processors do").And.Contain($"which {rows[1].Processors} processors behind 10 Gbit/s").And.Contain($"are {(100_000 + 511) / 512} chunks");
    }

    private static async Task<string> Read(string name) =>
        (await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");

    private static string Unindented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"c = (\d+\.\d+) ns")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\| (\d+) Gbit/s \| (\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex("^```csharp\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
