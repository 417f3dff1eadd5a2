namespace ShallowNet;

/// <summary>The known cases that are most similar to a sample, and whether any is similar enough for the model's answer to rest on something known.</summary>
public sealed record NearestCases
{
    /// <summary>From here on a sample counts as far from all known cases.</summary>
    internal const double Far = 0.99;

    internal NearestCases(IEnumerable<SimilarCase> cases, double remoteness) => (Cases, Remoteness) = (ValueList.Of(cases), remoteness);

    /// <summary>The cases, the nearest first; of equal distances the first number first.</summary>
    public IReadOnlyList<SimilarCase> Cases { get; }

    /// <summary>The share of the known cases that are nearer to their own nearest neighbour than this sample is to its nearest case: 0 to 1.</summary>
    public double Remoteness { get; }

    /// <summary>Whether the sample is farther from all known cases than 99 % of them are from each other: its answer is a guess.</summary>
    public bool IsFar => Remoteness >= Far;

    /// <summary>What is said of a sample that is far from all known cases; null for others.</summary>
    public string? Warning => IsFar ? Invariant($"farther from all known cases than {Math.Floor(1000 * Remoteness) / 10:0.#} % of them are from each other") : null;

    /// <summary>The cases, and the warning where there is one.</summary>
    public override string ToString() => string.Join(", ", Cases) + (IsFar ? $"; {Warning}" : "");
}
