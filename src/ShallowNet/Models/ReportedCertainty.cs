using System.Globalization;

namespace ShallowNet;

/// <summary>How far the samples of a report bear out what a model says of how sure it is.</summary>
public sealed record ReportedCertainty
{
    /// <summary>The level of the intervals, and how many calibration samples it needs.</summary>
    internal const double LevelOfReports = 0.9;
    internal const int FewestSamples = 9;

    internal ReportedCertainty()
    {
    }

    /// <summary>The level of a regressor's intervals, of one width; null for a classifier.</summary>
    public double? Level { get; internal init; }

    /// <summary>The share of the targets that lie within such intervals, the mean over the outputs; near the level where the model says what is so. Null for a classifier.</summary>
    public double? Coverage { get; internal init; }

    /// <summary>How wide the intervals are, in the unit of the targets; null for a classifier, and for several outputs.</summary>
    public double? Width { get; internal init; }

    /// <summary>The Brier score of a classifier's probabilities, as <see cref="Metrics.BrierScore"/> has it; null for a regressor.</summary>
    public double? BrierScore { get; internal init; }

    /// <summary>By how much probabilities and shares that happened differ on average: <see cref="Metrics.ExpectedCalibrationError"/> of 10 bins; null for a regressor.</summary>
    public double? CalibrationError { get; internal init; }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ReportedCertainty), PrintMembers);

    /// <summary>A sentence about it.</summary>
    internal string InWords => Coverage is { } coverage
        ? $"Intervals of {ConformalQuantile.Percent(Level!.Value)} hold {Share(coverage)} of the targets{(Width is { } width ? $"; they are {width.ToString("G4", CultureInfo.InvariantCulture)} wide" : "")}."
        : $"Probabilities differ from what happened by {Share(CalibrationError!.Value)} on average (10 bins); their Brier score is {BrierScore!.Value.ToString("0.0000", CultureInfo.InvariantCulture)}.";

    private static string Share(double share) => $"{(100 * share).ToString("0.0", CultureInfo.InvariantCulture)} %";
}
