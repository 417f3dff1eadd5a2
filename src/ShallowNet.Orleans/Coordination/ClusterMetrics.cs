using System.Diagnostics.Metrics;

namespace ShallowNet;

/// <summary>What trainings on a cluster measure, as instruments of a meter called ShallowNet.Orleans.</summary>
internal static class ClusterMetrics
{
    private static readonly Meter Meter = new("ShallowNet.Orleans");

    /// <summary>On the coordinator: evaluations of a batch by the cluster, and how long they took.</summary>
    public static Histogram<double> Evaluations { get; } = Meter.CreateHistogram<double>(
        "shallownet.cluster.evaluation.duration", "s", "How long the cluster took for the losses and derivatives of a batch.");

    /// <summary>On the coordinator: requests to shards, with the silo that answered, and how long it computed.</summary>
    public static Histogram<double> Sums { get; } = Meter.CreateHistogram<double>(
        "shallownet.cluster.shard.duration", "s", "How long a silo computed for one request.");

    /// <summary>On the coordinator: requests that were repeated because no answer came.</summary>
    public static Counter<long> Repeats { get; } = Meter.CreateCounter<long>(
        "shallownet.cluster.repeats", "{request}", "Requests that were repeated because no answer came.");

    /// <summary>On a silo: shards that were read.</summary>
    public static Counter<long> ShardsRead { get; } = Meter.CreateCounter<long>("shallownet.cluster.shards.read", "{shard}", "Shards that the silo has read.");
}
