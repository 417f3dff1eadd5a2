using System.Numerics;

namespace ShallowNet;

/// <summary>Looks for findings of one kind, or of a few that exclude each other.</summary>
internal interface IHealthCheck
{
    /// <summary>What it looks for.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>Whether it trains on a part of the samples and judges by the rest, and so needs enough of them.</summary>
    bool NeedsTrials { get; }

    /// <summary>Whether what was found so far explains what it would look for, so that it can be judged only after the cure.</summary>
    bool IsExplainedBy(IReadOnlyList<Finding> findings);

    /// <summary>Looks for them.</summary>
    IEnumerable<Finding> Run<T>(Examination<T> examination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
