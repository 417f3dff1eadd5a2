using System.Globalization;

namespace ShallowNet;

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
    /// <summary>Smaller differences are not worth a word: of a metric that is better when higher, which ends at 1, or of a cost, relative to it.</summary>
    private const double Negligible = 1e-3;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ReportedMetric), PrintMembers);

    /// <summary>A cost with as many digits as a reader wants: 0.0123, 1234.5, 1.23E-5.</summary>
    internal static string TextOfCost(double cost) => cost.ToString(
        Math.Abs(cost) switch { 0 => "0.0000", < 0.001 => "0.00E-0", < 1000 => "0.0000", < 1e9 => "0.0", _ => "G5" }, CultureInfo.InvariantCulture);

    /// <summary>One of the values, without a sign where it is rounded to 0.</summary>
    internal string Text(double value) => HigherIsBetter ? (Math.Round(value, 4) + 0.0).ToString("0.0000", CultureInfo.InvariantCulture) : TextOfCost(value);

    /// <summary>By how much the model is better than another value: 0 for a negligible difference, and where there is no other.</summary>
    internal double GainOver(double? other)
    {
        if (other is not { } compared)
        {
            return 0;
        }

        double gain = HigherIsBetter ? Value - compared : compared - Value;
        return Math.Abs(gain) > Negligible * (HigherIsBetter ? 1 : Math.Abs(compared)) ? gain : 0;
    }
}
