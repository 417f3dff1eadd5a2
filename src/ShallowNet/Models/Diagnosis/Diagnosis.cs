namespace ShallowNet;

/// <summary>What is wrong with a model, its training or its data; and what was measured to see it. Its text is what a person wants to read.</summary>
public sealed record Diagnosis
{
    internal Diagnosis(int samples, IEnumerable<Finding> findings)
    {
        Samples = samples;
        Findings = ValueList.Of(findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind));
    }

    /// <summary>The number of the samples.</summary>
    public int Samples { get; }

    /// <summary>What was found, the worst first; none where nothing is wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What was asked for, but could not be judged: since the time was over, since something that was found may explain it, since the same answer to all costs nothing, or since there are fewer than 60 samples, of which too few can be held out.</summary>
    public IReadOnlyList<FindingKind> NotJudged { get; init => field = ValueList.Of(value); } = ValueList<FindingKind>.Empty;

    /// <summary>The losses of trainings on an eighth, a quarter, a half and all of the samples that were not held out; none where that was not asked for or not judged, and for a model that the data chose.</summary>
    public IReadOnlyList<LearningCurvePoint> LearningCurve { get; init => field = ValueList.Of(value); } = ValueList<LearningCurvePoint>.Empty;

    /// <summary>The losses of trainings with a hundredth to a hundred times the learning rate; none where the training has no rate, where that was not asked for or not judged, and for a model that the data chose.</summary>
    public IReadOnlyList<RateTestPoint> RateTest { get; init => field = ValueList.Of(value); } = ValueList<RateTestPoint>.Empty;

    /// <summary>The hidden layers, the first one first; none for a model whose network the data chose.</summary>
    public IReadOnlyList<LayerHealth> Layers { get; init => field = ValueList.Of(value); } = ValueList<LayerHealth>.Empty;

    /// <summary>What was found, a paragraph each; one line where nothing was.</summary>
    public override string ToString()
    {
        string notJudged = NotJudged.Count == 0 ? "" : $" Not judged: {string.Join(", ", NotJudged)}.";
        string samples = Require.Count(Samples, "sample");
        return Findings.Count == 0 ? $"{samples}: nothing found.{notJudged}"
            : $"{samples}: {Require.Count(Findings.Count, "finding")}.{notJudged}\n{string.Join('\n', Findings)}";
    }
}
