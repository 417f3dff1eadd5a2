using System.Numerics;

namespace ShallowNet;

/// <summary>How a network is trained on a cluster, and who is told.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ClusterRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most bytes of a Gauss–Newton matrix in a message: half of one of 4,095 parameters. Orleans refuses messages of 100 MB.</summary>
    private const int MostBytesOfCurvature = 64 << 20;

    /// <summary>How to train; by default, Adam with mini-batches of 32 for 100 epochs.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public TrainingOptions Options { get; init => field = Require.NotNull(value, nameof(Options)); } = new();

    /// <summary>How the training is spread over the cluster.</summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public ShardOptions Shards { get; init => field = Require.NotNull(value, nameof(Shards)); } = new();

    /// <summary>Samples to judge the network by, which the coordinator has; null for none.</summary>
    public Batch<T>? Validation { get; init; }

    /// <summary>
    /// What each sample counts, in the order of the samples, times what its class counts where the options have <see cref="TrainingOptions.ClassWeights"/>; null
    /// where all count the same. The coordinator has the weights, and sends them with each batch.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Told after every epoch, on the training thread; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Refuses what cannot be trained in shards.</summary>
    internal void Check(Network<T> network, string paramName = "how")
    {
        string? why = network.Layout.NeedsWholeBatch ? "the network has batch normalization, which ties the samples together"
            : network.Bounds is not null && Options.Optimizer is not GradientOptimizer ? "the network is monotone"
            : Options.Optimizer.MostParametersForCurvature is not null && LowerTriangle.Bytes(network.Layout.TrainedLength) > MostBytesOfCurvature
                ? Invariant($"{Options.Optimizer.Title} sends a matrix of {network.ParameterCount} × {network.ParameterCount} numbers, of which half must have at most {MostBytesOfCurvature} bytes")
            : Options.ValidationShare > 0 ? "there is a ValidationShare"
            : Options.Checkpoints is not null ? "there are Checkpoints, which the cluster keeps by itself"
            : Validation is null && (Options.Metrics.Count > 0 || Options.EarlyStopping?.Metric is not null) ? "there are Metrics without Validation samples"
            : null;
        if (why is not null)
        {
            throw new ArgumentException($"how must be a training that shards can take part in, but {why}.", paramName);
        }
    }
}
