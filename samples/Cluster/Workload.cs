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
        new Workload<float>("cells", null, () => Network.Create<float>(inputs: Cells.Inputs, seed: 3, new Dense(32, Activation.Tanh), new Dense(1, Activation.Sigmoid)))
        {
            Options = new TrainingOptions { Epochs = 5, BatchSize = TrainingOptions.FullBatch, Optimizer = new GradientDescent(0.5) }, SamplesPerShard = 1 << 16,
        },
        new EnsembleWorkload("ensemble", Digits, seed => Network.Create<double>(inputs: 64, seed: seed, new Dense(32, Activation.ReLU), new Dense(10, Activation.Softmax)))
        {
            Options = new EnsembleOptions { Members = 12, Training = new TrainingOptions { ValidationShare = 0.2, EarlyStopping = new EarlyStopping(patience: 5), MaxThreads = 1 } },
        },
    ];

    /// <summary>By what it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Finds one.</summary>
    public static Workload Find(string name) => All.FirstOrDefault(workload => workload.Name == name)
        ?? throw new ArgumentException($"The workload must be one of {string.Join(", ", All.Select(workload => workload.Name))}, but is {name}.");

    /// <summary>Gives a silo the data of all; those of a file, where there is one.</summary>
    public static void AddAll(ISiloBuilder silo, Arguments arguments) => Array.ForEach(All, workload => workload.Add(silo, arguments));

    /// <summary>Trains in this process; what came out, in words.</summary>
    public abstract string TrainAlone(Arguments arguments);

    /// <summary>Trains on a cluster; what came out, in the same words.</summary>
    public abstract Task<string> TrainOnCluster(Arguments arguments);

    /// <summary>Trains on a cluster in batches of two chunks, which lie in different shards; how long a step takes, in words.</summary>
    public abstract Task<string> Measure(Arguments arguments);

    protected abstract void Add(ISiloBuilder silo, Arguments arguments);

    /// <summary>A fingerprint of every bit of the parameters.</summary>
    protected static string Fingerprint<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Matrix<T>? matrix in network.W.Concat(network.b))
        {
            hash.AppendData(MemoryMarshal.AsBytes<T>(matrix.ToColumnMajorArray()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

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
internal sealed class Workload<T>(string name, Func<(Matrix<T> X, Matrix<T> Y)>? data, Func<Network<T>> create) : Workload
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<(Matrix<T> X, Matrix<T> Y)>? samples = data is null ? null : new(data);

    /// <summary>How to train.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The samples of a shard.</summary>
    public required int SamplesPerShard { get; init; }

    public override string Name => name;

    public override string TrainAlone(Arguments arguments)
    {
        Network<T> network = create();
        ShardSource<T> source = Source(arguments)!;
        T[] X = new T[source.Inputs * source.Samples], Y = new T[source.Outputs * source.Samples];
        source.Read(0, X, Y);
        return Describe(network, network.Train(Matrix<T>.Build.Dense(source.Inputs, source.Samples, X), Matrix<T>.Build.Dense(source.Outputs, source.Samples, Y), Options));
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
        TrainingHistory history = await cluster.TrainAsync(name, Source(arguments)!.Samples, network, arguments.Name, how);
        await client.StopAsync();
        return Describe(network, history);
    }

    public override async Task<string> Measure(Arguments arguments)
    {
        using IHost client = await Hosts.Connect(arguments);
        Network<T> network = create();
        (Matrix<T> X, Matrix<T> Y) = samples?.Value ?? throw new ArgumentException("What is measured must fit into memory.");
        TrainingOptions options = new() { Epochs = 100, BatchSize = 1024, Shuffle = false, MaxThreads = 1 };
        ClusterRun<T> how = new() { Options = options, Shards = new() { SamplesPerShard = 512, CheckpointEveryEpochs = options.Epochs } };
        using StepTimes times = new(silos: 2);
        await client.Services.GetRequiredService<IClusterClient>().TrainAsync(name, X.ColumnCount, network, arguments.Name, how);
        await client.StopAsync();

        Network<T> alone = create();
        alone.Train(X, Y, options with { Epochs = 5 });
        TimeSpan start = Environment.CpuUsage.TotalTime;
        alone.Train(X, Y, options with { Epochs = 20 });
        double all = (Environment.CpuUsage.TotalTime - start).TotalSeconds / 20, step = all * 1e3 / ((X.ColumnCount + options.BatchSize - 1) / options.BatchSize);
        return string.Create(
            CultureInfo.InvariantCulture, $"{network.ParameterCount} parameters, batches of {options.BatchSize} samples, two silos: {times}\n"
            + $"one process: {step:F2} ms of a processor for a step, {all * 1e9 / X.ColumnCount / network.ParameterCount:F3} ns for a sample and a parameter");
    }

    protected override void Add(ISiloBuilder silo, Arguments arguments)
    {
        if (Source(arguments) is { } source)
        {
            silo.AddTrainingData(name, source);
        }
    }

    private ShardSource<T>? Source(Arguments arguments) =>
        samples is not null ? ShardSource.Of(samples.Value.X, samples.Value.Y) : arguments.Cells is { } path ? Cells.Open(path) as ShardSource<T> : null;

    /// <summary>The cost, and a fingerprint of every bit of the parameters.</summary>
    private static string Describe(Network<T> network, TrainingHistory history) =>
        string.Create(CultureInfo.InvariantCulture, $"{history.Epochs.Count} epochs, cost {history.FinalCost:R}, parameters {Fingerprint(network)}");

    /// <summary>Writes each epoch as a line, for whoever watches.</summary>
    private sealed class Lines : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Console.Error.WriteLine($"epoch {value.Epoch}");
    }
}
