using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How good a model is on some samples, beside always giving the same answer and a linear model. Its text is a table.</summary>
public sealed record ModelReport
{
    internal ModelReport(int samples, IEnumerable<ReportedMetric> metrics, ModelSelection? selection)
    {
        Samples = samples;
        Metrics = ValueList.Of(metrics);
        Selection = selection;
        Warnings = ValueList.Of([.. Metrics.SelectMany(metric => metric.Warnings), .. selection is { HasLearned: false } ? ["In training, nothing was learned that is better than always giving the same answer."] : Array.Empty<string>()]);
    }

    /// <summary>The number of the samples.</summary>
    public int Samples { get; }

    /// <summary>The metrics, the model's usual score first.</summary>
    public IReadOnlyList<ReportedMetric> Metrics { get; }

    /// <summary>What the data chose the model from; null where it was not chosen so, or loaded.</summary>
    public ModelSelection? Selection { get; }

    /// <summary>What should make one doubt the model, a sentence each; none where it is better than what it is compared with.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>A line for each metric, then the warnings, and what the model was chosen from.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        bool hasLinear = Metrics.Any(metric => metric.Linear is not null);
        text.Append(CultureInfo.InvariantCulture, $"{Require.Count(Samples, "sample"),-18}{"model",12}{(hasLinear ? $"{"linear",12}" : "")}{"same answer",14}");
        foreach (ReportedMetric metric in Metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{metric.Name,-18}{ReportedMetric.Text(metric.Value),12}{(hasLinear ? $"{(metric.Linear is { } linear ? ReportedMetric.Text(linear) : ""),12}" : "")}{ReportedMetric.Text(metric.SameAnswer),14}");
        }

        foreach (string warning in Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWarning: {warning}");
        }

        return Selection is null ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"\n{Selection}").ToString();
    }
}

/// <summary>A metric of a model and of what it is compared with.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="Value">That of the model.</param>
/// <param name="SameAnswer">
/// That of always giving the same answer: the most frequent class, or the shares of the classes, or the mean of the targets, of the training samples.
/// </param>
/// <param name="Linear">That of a linear model fitted to the same samples; null where there is none.</param>
public sealed record ReportedMetric(string Name, bool HigherIsBetter, double Value, double SameAnswer, double? Linear)
{
    /// <summary>By less than this, differences are not worth a word.</summary>
    private const double Negligible = 1e-9;

    /// <summary>The sentences to warn with.</summary>
    internal IEnumerable<string> Warnings
    {
        get
        {
            string than = HigherIsBetter ? "below" : "above";
            if (!IsBetterThan(SameAnswer))
            {
                yield return Invariant($"{Name} {Text(Value)} is {(IsWorseThan(SameAnswer) ? than : "no better than")} always giving the same answer: {Text(SameAnswer)}.");
            }

            if (Linear is { } linear && IsWorseThan(linear))
            {
                yield return Invariant($"{Name} {Text(Value)} is {than} a linear model's: {Text(linear)}.");
            }
        }
    }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ReportedMetric), PrintMembers);

    internal static string Text(double value) => value.ToString(Math.Abs(value) is >= 0.001 and < 1000 or 0 ? "0.0000" : "G5", CultureInfo.InvariantCulture);

    private bool IsWorseThan(double other) => (HigherIsBetter ? other - Value : Value - other) > Negligible;

    private bool IsBetterThan(double other) => (HigherIsBetter ? Value - other : other - Value) > Negligible;
}
