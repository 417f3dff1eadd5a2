using System.Globalization;
using System.Numerics;

namespace ShallowNet;

/// <summary>Networks that were trained on the same samples from other beginnings, and the one network that answers with their mean. Printed, it is a table of them.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Ensemble<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes one network of those that are trained.</summary>
    /// <param name="trained">At least one, in the order of their numbers.</param>
    /// <param name="isComplete">Whether those are all members.</param>
    internal Ensemble(IReadOnlyCollection<(EnsembleMember Member, Network<T> Network)> trained, bool isComplete)
    {
        Members = [.. trained.Select(each => each.Member)];
        Networks = [.. trained.Select(each => each.Network)];
        Mean = Network.Average(Networks);
        IsComplete = isComplete;
    }

    /// <summary>One network that answers with the mean of all: see <see cref="Network.Average"/>.</summary>
    public Network<T> Mean { get; }

    /// <summary>How each network was trained, in the order of their numbers.</summary>
    public IReadOnlyList<EnsembleMember> Members { get; }

    /// <summary>The trained networks, in the order of <see cref="Members"/>. How far their answers lie apart tells how sure the ensemble is.</summary>
    public IReadOnlyList<Network<T>> Networks { get; }

    /// <summary>Whether all members were trained; false where the training ended before, because its time was over, or because it was stopped or cancelled.</summary>
    public bool IsComplete { get; }

    /// <summary>A line for each member: its seed, its epochs, why they ended, and the costs of the epoch whose parameters it has; a last line says where the ensemble is not complete.</summary>
    public override string ToString() => string.Join('\n', IsComplete ? Members.Select(Text) : Members.Select(Text).Append("(not complete)"));

    private static string Text(EnsembleMember member)
    {
        string kept = member.KeptEpoch == member.Epochs ? "" : Invariant($", best epoch {member.KeptEpoch}");
        string validation = double.IsNaN(member.ValidationCost) ? "" : string.Create(CultureInfo.InvariantCulture, $", validation {member.ValidationCost:0.0000}");
        return string.Create(CultureInfo.InvariantCulture, $"seed {member.Seed}: {Require.Count(member.Epochs, "epoch")} ({member.StopReason}), cost {member.Cost:0.0000}{validation}{kept}");
    }
}
