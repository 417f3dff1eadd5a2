using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ShallowNet;

namespace Cluster;

/// <summary>An ensemble, each network of which is trained by one silo as a whole.</summary>
internal sealed class EnsembleWorkload(string name, Func<(Matrix<double> X, Matrix<double> Y)> data, Func<int, Network<double>> create) : Workload
{
    private readonly Lazy<(Matrix<double> X, Matrix<double> Y)> samples = new(data);

    /// <summary>How many networks, and how to train them.</summary>
    public required EnsembleOptions Options { get; init; }

    public override string Name => name;

    public override string TrainAlone(Arguments arguments) => Describe(Ensemble.Train(create, samples.Value.X, samples.Value.Y, Options));

    public override async Task<string> TrainOnCluster(Arguments arguments)
    {
        using IHost client = await Hosts.Connect(arguments);
        IClusterClient cluster = client.Services.GetRequiredService<IClusterClient>();
        Ensemble<double> ensemble = await cluster.TrainEnsembleAsync(name, Of(samples.Value), new Lines(), new ShardOptions { RequestsAtOnce = 3, AnswerWithin = TimeSpan.FromSeconds(10) });
        await client.StopAsync();
        return Describe(ensemble);
    }

    public override Task<string> Measure(Arguments arguments) => throw new ArgumentException("What is measured must be trained in shards, but an ensemble is not.");

    protected override void Add(ISiloBuilder silo, Arguments arguments) => silo.AddEnsemble(name, Of(samples.Value));

    private ClusterEnsemble<double> Of((Matrix<double> X, Matrix<double> Y) all) => new(create, all.X, all.Y, Options);

    /// <summary>How long the members were trained, and a fingerprint of every bit of their mean.</summary>
    private static string Describe(Ensemble<double> ensemble) => string.Create(
        CultureInfo.InvariantCulture, $"{ensemble.Members.Count} members, {ensemble.Members.Sum(member => member.Epochs)} epochs, parameters {Fingerprint(ensemble.Mean)}");

    /// <summary>Writes a line for each member that is trained, for whoever watches.</summary>
    private sealed class Lines : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => Console.Error.WriteLine($"member {value.Completed}");
    }
}
