using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>An ensemble as silos have it.</summary>
internal interface IClusterEnsemble
{
    /// <summary>How many members there are.</summary>
    int Members { get; }

    /// <summary>The bytes that the parameters and running averages of a member have.</summary>
    long Bytes(int member);

    /// <summary>What follows from all that a member's parameters follow from: the same where that is.</summary>
    string Fingerprint(int member);

    /// <summary>Trains a member here.</summary>
    MemberReply Train(int member, CancellationToken cancellationToken);
}

/// <summary>
/// An ensemble whose members the silos of a cluster train: each silo is given it under a name (<see cref="SiloExtensions.AddEnsemble"/>), and the coordinator starts it
/// (<c>cluster.TrainEnsembleAsync</c>, of <see cref="ClusterTraining"/>).
/// </summary>
/// <remarks>
/// Networks, samples and options are those of <see cref="Ensemble.Train"/>. What is sent are numbers of members, and the parameters of those that are trained. A member's training must be the same
/// everywhere, and is refused where it is not (of a function of your own, such as that of <see cref="LearningRate.Of"/>, it cannot be seen what it does); how many members there are, and when the
/// training ends, is up to the coordinator, as long as the silos have as many.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ClusterEnsemble<T> : IClusterEnsemble
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly byte[] shared;

    /// <summary>Those that were asked for: a silo is asked again every few seconds, as long as it trains.</summary>
    private readonly string?[] fingerprints;

    /// <summary>Makes the networks that the members begin with.</summary>
    /// <param name="create">Makes a network from a seed, the same on all machines.</param>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="how">How many members, how each is trained, and when it ends; the defaults where null.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    /// <param name="validation">Samples to judge all members by; null for a share that each sets aside for itself, or none.</param>
    /// <exception cref="ArgumentException">The networks do not fit together, or samples, weights or options are refused, as by <see cref="Ensemble.Train"/>.</exception>
    /// <exception cref="ArgumentNullException">The function, X or Y is null.</exception>
    public ClusterEnsemble(
        Func<int, Network<T>> create, Matrix<T> X, Matrix<T> Y, EnsembleOptions? how = null, IEnumerable<double>? weights = null, Batch<T>? validation = null)
    {
        Plan = new EnsemblePlan<T>(create, new Batch<T>(X, Y, weights), validation, how);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"{typeof(T).Name} {Plan.How.Training with { MaxThreads = 1, KeepWhenCancelled = false }}");
        Append(hash, Plan.Samples);
        Append(hash, Plan.Validation);
        shared = hash.GetHashAndReset();
        fingerprints = new string?[Plan.Starts.Count];
    }

    /// <summary>The networks to begin with, and how they are trained.</summary>
    internal EnsemblePlan<T> Plan { get; }

    int IClusterEnsemble.Members => Plan.Starts.Count;

    long IClusterEnsemble.Bytes(int member) => Bytes(member);

    string IClusterEnsemble.Fingerprint(int member) => Fingerprint(member);

    MemberReply IClusterEnsemble.Train(int member, CancellationToken cancellationToken)
    {
        (EnsembleMember how, Network<T> network) = Plan.Train(member, Plan.How.Training.MaxThreads, cancellationToken);
        return new MemberReply
        {
            State = ArrayBytes.Pack(network.State), Epochs = how.Epochs, KeptEpoch = how.KeptEpoch, Cost = how.Cost, ValidationCost = how.ValidationCost, StopReason = (int)how.StopReason,
        };
    }

    /// <inheritdoc cref="IClusterEnsemble.Fingerprint"/>
    internal string Fingerprint(int member) => fingerprints[member] ??= FingerprintOf(Plan.Starts[member]);

    private string FingerprintOf(Network<T> network)
    {
        using MemoryStream start = new();
        start.Write(shared);
        network.Save(start);
        start.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(start));
    }

    /// <summary>A member as a silo has trained it.</summary>
    /// <exception cref="ClusterException">The silo has answered with something else.</exception>
    internal (EnsembleMember Member, Network<T> Network) Trained(int member, MemberReply reply)
    {
        if (reply.State.Length != Bytes(member))
        {
            throw new ClusterException(Invariant($"The silo {reply.Silo} must answer with {Bytes(member)} bytes of member {member}, but has answered with {reply.State.Length}."));
        }

        Network<T> network = Plan.Starts[member].Copy<T>();
        ArrayBytes.Unpack(reply.State, network.State);
        EnsembleMember how = new()
        {
            Number = member,
            Seed = Plan.SeedOf(member),
            Epochs = reply.Epochs,
            KeptEpoch = reply.KeptEpoch,
            Cost = reply.Cost,
            ValidationCost = reply.ValidationCost,
            StopReason = (StopReason)reply.StopReason,
        };
        return (how, network);
    }

    private long Bytes(int member) => ArrayBytes.Bytes(Plan.Starts[member].State);

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text}\n"));

    private static void Append(IncrementalHash hash, Batch<T>? samples)
    {
        if (samples is null)
        {
            Append(hash, "none");
            return;
        }

        Append(hash, Invariant($"{samples.X.RowCount} {samples.Y.RowCount} {samples.X.ColumnCount} {samples.Weights?.Count}"));
        hash.AppendData(MemoryMarshal.AsBytes(ColumnMajor.Span(samples.X)));
        hash.AppendData(MemoryMarshal.AsBytes(ColumnMajor.Span(samples.Y)));
        hash.AppendData(MemoryMarshal.AsBytes<double>([.. samples.Weights ?? []]));
    }
}
