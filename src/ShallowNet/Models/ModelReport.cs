using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How good a model is on some samples, beside always giving the same answer and a linear model. Its text is a table.</summary>
public sealed record ModelReport
{
    /// <summary>So many columns are printed.</summary>
    private const int MostImportant = 8;

    internal ModelReport(int samples, IEnumerable<ReportedMetric> metrics, ModelSelection? selection)
    {
        Samples = samples;
        Metrics = ValueList.Of(metrics);
        Selection = selection;
        Warnings = ValueList.Of(WarningsOf(Metrics, selection));
    }

    /// <summary>The number of the samples.</summary>
    public int Samples { get; }

    /// <summary>The metrics, the model's usual score first.</summary>
    public IReadOnlyList<ReportedMetric> Metrics { get; }

    /// <summary>What the data chose the model from; null where it was not chosen so, or loaded.</summary>
    public ModelSelection? Selection { get; }

    /// <summary>How far the samples bear out what the model says of how sure it is; null where it says nothing, as a multi-label classifier, and a regressor without calibration samples.</summary>
    public ReportedCertainty? Certainty { get; internal init; }

    /// <summary>The threshold by which a classifier of two classes predicts, and why it was chosen; null where it predicts the more probable class.</summary>
    public DecisionThreshold? Threshold => Decision?.Threshold;

    /// <summary>How many samples of either class that threshold calls right and wrong, by weight; null where there is none.</summary>
    public ThresholdOutcome? ThresholdOutcome => Decision?.Outcome;

    /// <summary>
    /// What should make one doubt the model, a sentence each: metrics that are worse, or no better, than those of always giving the same
    /// answer; a linear model that is better by some metric and worse by none; a training that found nothing to learn. Differences below a
    /// thousandth do not count.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// Of a model of tables, by how much the log loss (of a regressor and a multi-label classifier the root mean squared error, of a regressor of several targets R²)
    /// gets worse when each column is shuffled, the most important column first; otherwise none. Of more than 2,000 rows, so many are looked at.
    /// </summary>
    public IReadOnlyList<ColumnImportance> Importance { get; internal init => field = ValueList.Of(value); } = ValueList<ColumnImportance>.Empty;

    /// <summary>The threshold in sentences; null where there is none.</summary>
    internal ReportedDecision? Decision { get; init; }

    /// <summary>The name of the metric that gets worse.</summary>
    internal string MeasureOfImportance { get; init; } = Metric.RootMeanSquaredError.Name;

    /// <summary>A line for each metric, how sure the model is, by which threshold it predicts, the warnings, and what the model was chosen from.</summary>
    public override string ToString()
    {
        bool hasLinear = Metrics.Any(metric => metric.Linear is not null);
        string samples = Require.Count(Samples, "sample");
        int width = Metrics.Select(metric => metric.Name.Length).Append(samples.Length).Max();
        StringBuilder text = new();
        AppendLine(samples, "model", "linear", "same answer");
        foreach (ReportedMetric metric in Metrics)
        {
            text.Append('\n');
            AppendLine(metric.Name, metric.Text(metric.Value), metric.Linear is { } linear ? metric.Text(linear) : "", metric.Text(metric.SameAnswer));
        }

        if (Certainty is not null)
        {
            text.Append('\n').Append(Certainty.InWords);
        }

        if (Decision is not null)
        {
            text.Append('\n').Append(Decision.InWords);
        }

        foreach (string warning in Warnings)
        {
            text.Append("\nWarning: ").Append(warning);
        }

        AppendImportance(text);
        return Selection is null ? text.ToString() : text.Append('\n').Append(Selection.Table).ToString();

        void AppendLine(string name, string model, string linear, string same) =>
            text.Append(name.PadRight(width)).Append(model.PadLeft(12)).Append(hasLinear ? linear.PadLeft(12) : "").Append(same.PadLeft(14));
    }

    /// <summary>The most important columns, and how many more there are.</summary>
    private void AppendImportance(StringBuilder text)
    {
        if (Importance.Count == 0)
        {
            return;
        }

        int shown = Math.Min(Importance.Count, MostImportant), width = Importance.Take(shown).Max(column => column.Column.Length);
        text.Append(Invariant($"\nWhat matters, by how much worse the {MeasureOfImportance} is with the column shuffled:"));
        foreach (ColumnImportance column in Importance.Take(shown))
        {
            text.Append('\n').Append("  ").Append(column.Column.PadRight(width)).Append(column.Mean.ToString("G4", CultureInfo.InvariantCulture).PadLeft(12));
        }

        if (Importance.Count > shown)
        {
            text.Append(Invariant($"\n  and {Require.Count(Importance.Count - shown, "column")} more"));
        }
    }

    private static IEnumerable<string> WarningsOf(IReadOnlyList<ReportedMetric> metrics, ModelSelection? selection)
    {
        string[] worse = [.. metrics.Where(metric => metric.GainOver(metric.SameAnswer) < 0).Select(metric => metric.Name)];
        string[] equal = [.. metrics.Where(metric => metric.GainOver(metric.SameAnswer) == 0).Select(metric => metric.Name)];
        string[] worseThanLinear = [.. metrics.Where(metric => metric.GainOver(metric.Linear) < 0).Select(metric => metric.Name)];
        if (worse.Length > 0)
        {
            yield return $"Worse than always giving the same answer: {string.Join(", ", worse)}.";
        }

        if (equal.Length > 0)
        {
            yield return $"No better than always giving the same answer: {string.Join(", ", equal)}.";
        }

        if (worseThanLinear.Length > 0 && !metrics.Any(metric => metric.GainOver(metric.Linear) > 0))
        {
            yield return $"Worse than a linear model: {string.Join(", ", worseThanLinear)}.";
        }

        if (selection is { HasLearned: false })
        {
            yield return ModelSelection.NothingLearned;
        }
    }
}
