using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Tables.Tests;

namespace ShallowNet.Orleans.Tests;

/// <summary>Shards of a Parquet file, whose groups of rows are no shards, train with the bits of the same numbers in memory.</summary>
public sealed class ParquetTests : IDisposable
{
    /// <summary>No group ends where a shard of 512 samples does.</summary>
    private static readonly int[] Groups = [300, 1, 399, 600];

    private static readonly string[] Inputs = ["x0", "x1", "x2", "x3", "x4"];
    private static readonly string[] Targets = ["y0", "y1", "y2"];

    private static readonly TrainingOptions[] Trainings =
    [
        new() { Epochs = 3, BatchSize = 200 }, new() { Epochs = 3, BatchSize = 1_100 }, new() { Epochs = 8, Optimizer = new Lbfgs(), L2 = 0.1 },
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("shallownet").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FileOfDoubles => Path.Combine(folder, "doubles.parquet");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Train_FromAParquetFile_HasTheBitsOfOneFromMemory(int silos)
    {
        string floats = Path.Combine(folder, "floats.parquet");
        await Write(FileOfDoubles, Samples.Doubles);
        await Write(floats, Samples.Floats);
        await using RunningCluster cluster = await RunningCluster.Start(silos, silo => silo
            .AddTrainingData("doubles", new ParquetSamples<double>(FileOfDoubles, Targets)).AddTrainingData("floats", new ParquetSamples<float>(floats, Targets, Inputs)));

        foreach (TrainingOptions options in Trainings)
        {
            await HasTheBits("doubles", Samples.Doubles, options);
            await HasTheBits("floats", Samples.Floats, options);
        }

        async Task HasTheBits<T>(string name, (Matrix<T> X, Matrix<T> Y) all, TrainingOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Network<T> here = Samples.NewNetwork<T>(), there = Samples.NewNetwork<T>();
            here.Train(all.X, all.Y, options);

            await cluster.Grains.TrainAsync(name, Samples.Count, there, name, new ClusterRun<T> { Options = options, Shards = new() { SamplesPerShard = 512 } }, Token);

            Samples.Bits(there).Should().Equal(Samples.Bits(here));
        }
    }

    [Fact]
    public async Task Train_FromAFileOfFewerRowsThanPromised_IsRefused()
    {
        await Write(FileOfDoubles, Samples.Doubles);
        (await Refusal(Samples.Count + 1)).Should().EndWith("The data \"doubles\" must have 1301 samples of 5 inputs and 3 outputs, but have 1300 of 5 and 3.");
    }

    [Fact]
    public async Task Train_FromAFileWithAGap_IsRefusedWithColumnAndRow()
    {
        Matrix<double> X = Samples.Doubles.X.Clone();
        X[2, 700] = double.NaN;
        await Write(FileOfDoubles, (X, Samples.Doubles.Y));
        (await Refusal(Samples.Count)).Should().EndWith($"{FileOfDoubles}: column \"x2\" must be finite in every row, but has a gap in row 700.");
    }

    [Fact]
    public async Task Train_FromAFileThatChangesMeanwhile_IsRefused()
    {
        await Write(FileOfDoubles, Samples.Doubles);
        (await Refusal(Samples.Count, () => File.SetLastWriteTimeUtc(FileOfDoubles, DateTime.UnixEpoch))).Should()
            .EndWith($"{FileOfDoubles} must stay as it was when it was first looked into, but has changed.");
        (await Refusal(Samples.Count, () => File.Delete(FileOfDoubles))).Should().EndWith($"path must name a file, but there is no {FileOfDoubles}.");
    }

    private async Task<string> Refusal(int samples, Action? meanwhile = null)
    {
        Network<double> network = Samples.NewNetwork<double>();
        byte[] before = Samples.Bits(network);
        await using RunningCluster cluster = await RunningCluster.Start(1, silo => silo.AddTrainingData("doubles", new ParquetSamples<double>(FileOfDoubles, Targets)));
        meanwhile?.Invoke();

        Func<Task> train = () => cluster.Grains.TrainAsync(
            "doubles", samples, network, "refused", new ClusterRun<double> { Options = Trainings[0], Shards = new() { SamplesPerShard = 512 } }, Token);

        string message = (await train.Should().ThrowAsync<ClusterException>()).Which.Message;
        Samples.Bits(network).Should().Equal(before);
        return message;
    }

    private static Task<long[]> Write<T>(string path, (Matrix<T> X, Matrix<T> Y) all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ParquetGroups.Write(
            path, Groups, [.. Inputs.Select((name, i) => (name, (Array)all.X.Row(i).ToArray())), .. Targets.Select((name, i) => (name, (Array)all.Y.Row(i).ToArray()))]);
}
