namespace ShallowNet;

/// <summary>
/// Successive halving: all candidates are tried on few samples, the best third of them on three times as many, and so on; the last few on all.
/// </summary>
/// <remarks>
/// The idea of scikit-learn's <c>HalvingRandomSearchCV</c>; Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
/// optimization" (2016). The last round has at most as many candidates as <see cref="Factor"/> says, and trains on all samples of each fold; the one
/// before has 1/<see cref="Factor"/> of them, chosen at random with the same share of every class, which lie within those of the next round. Test
/// samples are all used in every round. It is the samples that are few, and not the epochs, because then every training still comes to its own end: after few
/// epochs the best are those that learn fast at first, with a high rate and without penalties, and schedules and early stopping would not
/// mean what they mean in the end. But fewer samples want smaller networks and larger penalties than all; so the first round is never smaller than
/// <see cref="LeastSamples"/>, and what a candidate leaves to the data is chosen by the samples of the round.
/// </remarks>
public sealed record Halving
{
    /// <summary>Sets how fast candidates are given up.</summary>
    /// <param name="factor">From one round to the next, how many times as many samples for how many times fewer candidates; at least 2.</param>
    /// <param name="leastSamples">The fewest samples to train on, at least 1. Where these are too many for another round before, there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Halving(int factor = 3, int leastSamples = 100)
    {
        Factor = factor;
        LeastSamples = leastSamples;
    }

    /// <summary>From one round to the next, how many times as many samples for how many times fewer candidates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int Factor { get; init => field = Require.AtLeast(2, value, nameof(Factor)); }

    /// <summary>The fewest samples to train on in the first round.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int LeastSamples { get; init => field = Require.AtLeast(1, value, nameof(LeastSamples)); }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Halving), PrintMembers);

    /// <summary>How many candidates each round has, the first round first: all of them, then the best third, and so on.</summary>
    /// <param name="candidates">How many there are.</param>
    /// <param name="samples">The samples of the last round's smallest fold to train on.</param>
    internal IReadOnlyList<int> Rounds(int candidates, int samples)
    {
        List<int> counts = [candidates];
        while (counts[^1] > Factor && samples / Factor >= LeastSamples)
        {
            samples /= Factor;
            counts.Add((counts[^1] - 1) / Factor + 1);
        }

        return counts;
    }
}
