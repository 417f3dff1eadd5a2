using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ShallowNet;

namespace Cluster;

/// <summary>Something to train, in one process or on a cluster.</summary>
internal abstract class Workload
{
    /// <summary>All of them.</summary>
    private static readonly Workload[] All =
    [
        new Workload<double>("digits", Digits, () => Network.Create<double>(inputs: 64, seed: 1, new Dense(32, Activation.ReLU), new Dense(10, Activation.Softmax)))
        {
            Options = new TrainingOptions { Optimizer = new Lbfgs(), L2 = 1e-4, Epochs = 120 }, SamplesPerShard = 512,
        },
        new Workload<float>("images", Images, () => Network.Create<float>(inputs: 784, seed: 2, new Dense(128, Activation.ReLU), new Dense(10, Activation.Softmax)))
        {
            Options = new TrainingOptions { Epochs = 8, BatchSize = 128 }, SamplesPerShard = 1024,
        },
    ];

    /// <summary>By what it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Finds one.</summary>
    public static Workload Find(string name) => All.FirstOrDefault(workload => workload.Name == name)
        ?? throw new ArgumentException($"The workload must be one of {string.Join(", ", All.Select(workload => workload.Name))}, but is {name}.");

    /// <summary>Gives a silo the data of all.</summary>
    public static void AddAll(ISiloBuilder silo) => Array.ForEach(All, workload => workload.Add(silo));

    /// <summary>Trains in this process; what came out, in words.</summary>
    public abstract string TrainAlone();

    /// <summary>Trains on a cluster; what came out, in the same words.</summary>
    public abstract Task<string> TrainOnCluster(Arguments arguments);

    protected abstract void Add(ISiloBuilder silo);

    /// <summary>Handwritten digits of 8 × 8 pixels, one of ten each.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Digits()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead("samples/data/digits.csv.gz"), CompressionMode.Decompress));
        List<double[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            rows.Add(Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture)));
        }

        return (Matrix<double>.Build.Dense(64, rows.Count, (i, j) => rows[j][i] / 16), OneHot.Encode<double>([.. rows.Select(row => (int)row[^1])], 10));
    }

    /// <summary>Random images of 28 × 28 pixels, with a class each.</summary>
    private static (Matrix<float> X, Matrix<float> Y) Images()
    {
        const int Count = 4_000;
        NumPyRandom random = new(1);
        float[] pixels = new float[784 * Count];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)random.Rand();
        }

        return (Matrix<float>.Build.Dense(784, Count, pixels), OneHot.Encode<float>([.. Enumerable.Range(0, Count).Select(j => j * 7 % 10)], 10));
    }
}

/// <inheritdoc/>
internal sealed class Workload<T>(string name, Func<(Matrix<T> X, Matrix<T> Y)> data, Func<Network<T>> create) : Workload
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<(Matrix<T> X, Matrix<T> Y)> samples = new(data);

    /// <summary>How to train.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The samples of a shard.</summary>
    public required int SamplesPerShard { get; init; }

    public override string Name => name;

    public override string TrainAlone()
    {
        Network<T> network = create();
        return Describe(network, network.Train(samples.Value.X, samples.Value.Y, Options));
    }

    public override async Task<string> TrainOnCluster(Arguments arguments)
    {
        using IHost client = await Hosts.Connect(arguments);
        Network<T> network = create();
        ClusterRun<T> how = new()
        {
            Options = Options,
            Shards = new() { SamplesPerShard = SamplesPerShard, AnswerWithin = TimeSpan.FromSeconds(10) },
            Progress = new Lines(),
        };
        IClusterClient cluster = client.Services.GetRequiredService<IClusterClient>();
        TrainingHistory history = await cluster.TrainAsync(name, samples.Value.X.ColumnCount, network, arguments.Name, how);
        await client.StopAsync();
        return Describe(network, history);
    }

    protected override void Add(ISiloBuilder silo) => silo.AddTrainingData(name, ShardSource.Of(samples.Value.X, samples.Value.Y));

    /// <summary>The cost, and a fingerprint of every bit of the parameters.</summary>
    private static string Describe(Network<T> network, TrainingHistory history)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Matrix<T>? matrix in network.W.Concat(network.b))
        {
            hash.AppendData(MemoryMarshal.AsBytes<T>(matrix.ToColumnMajorArray()));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{history.Epochs.Count} epochs, cost {history.FinalCost:R}, parameters {Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}");
    }

    /// <summary>Writes each epoch as a line, for whoever watches.</summary>
    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.Error.WriteLine($"epoch {value.Epoch}");
    }
}
