using System.Numerics;

namespace ShallowNet;

/// <summary>The networks that an ensemble begins with, what they are trained on, and how.</summary>
internal sealed class EnsemblePlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the networks, and checks whether they can be trained so, and be one.</summary>
    /// <param name="create">Makes a network from a seed.</param>
    /// <param name="samples">What all are trained on.</param>
    /// <param name="validation">What all are judged by; null for samples that each sets aside, or none.</param>
    /// <param name="how">How many there are, and how they are trained; the defaults where null.</param>
    /// <exception cref="ArgumentException">Networks, samples and options do not go together.</exception>
    public EnsemblePlan(Func<int, Network<T>> create, Batch<T> samples, Batch<T>? validation, EnsembleOptions? how)
    {
        Require.NotNull(create);
        How = how ?? new EnsembleOptions();
        if (How.Training.Checkpoints is not null)
        {
            throw new ArgumentException("Training must have no Checkpoints, since all members would write them to one file, but has.", nameof(how));
        }

        Starts = [.. Enumerable.Range(0, How.Members).Select(k => create(SeedOf(k))
            ?? throw new ArgumentException(Invariant($"create must make a network from each seed, but has made none from {SeedOf(k)}."), nameof(create)))];
        Network.CheckMembers(Starts, null, nameof(create));
        Trainer<T> first = new(Starts[0], How.Training);
        Samples = first.Checked(samples);
        Validation = validation is null ? null : first.Checked(validation, "validation.");
    }

    /// <summary>The networks to begin with.</summary>
    public IReadOnlyList<Network<T>> Starts { get; }

    /// <summary>How many there are, and how they are trained.</summary>
    public EnsembleOptions How { get; }

    /// <summary>What all are trained on.</summary>
    public Batch<T> Samples { get; }

    /// <summary>What all are judged by; null for samples that each sets aside, or none.</summary>
    public Batch<T>? Validation { get; }

    /// <summary>Trains a copy of a member's network.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="TrainingDivergedException">The training diverged; the message says which member's.</exception>
    public (EnsembleMember Member, Network<T> Network) Train(int member, int threads, CancellationToken cancellationToken)
    {
        Network<T> network = Starts[member].Copy<T>();
        TrainingOptions own = How.Training with { Seed = SeedOf(member), MaxThreads = threads, KeepWhenCancelled = false };
        try
        {
            TrainingHistory history = new Trainer<T>(network, own).Train(Samples.X, Samples.Y, Samples.Weights, Validation, null, cancellationToken);
            return (EnsembleMember.Of(member, own.Seed, history), network);
        }
        catch (TrainingDivergedException diverged)
        {
            throw new TrainingDivergedException(Invariant($"Member {member}, of seed {own.Seed}: {diverged.Message}"), diverged.Epoch, diverged.History);
        }
    }

    /// <summary>The seed of a member: the next one for each, and 0 after the largest.</summary>
    public int SeedOf(int member) => unchecked(How.Training.Seed + member) & int.MaxValue;
}
