using System.Globalization;

namespace ShallowNet;

/// <summary>How many samples of two classes a threshold calls right and wrong, by weight.</summary>
/// <param name="TruePositives">Those of class 1 that are called so.</param>
/// <param name="FalsePositives">Those of class 0 that are called 1.</param>
/// <param name="TrueNegatives">Those of class 0 that are called so.</param>
/// <param name="FalseNegatives">Those of class 1 that are called 0.</param>
public sealed record ThresholdOutcome(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>The share of those called 1 that are; 0 where none is.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of those of class 1 that are called so.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Ratio(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The share that is called right.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, TruePositives + FalsePositives + TrueNegatives + FalseNegatives);

    /// <summary>The recall where the precision is at least so high, otherwise NaN: what to choose by where few that are called 1 may be wrong.</summary>
    /// <param name="precision">The lowest precision that is allowed.</param>
    public double RecallAtPrecision(double precision) => Precision >= precision ? Recall : double.NaN;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ThresholdOutcome), PrintMembers);

    /// <summary>Whether there was no sample.</summary>
    internal bool IsEmpty => TruePositives + FalsePositives + TrueNegatives + FalseNegatives == 0;

    /// <summary>How many of each class are called so, with what the classes are called.</summary>
    internal string InWords(string first, string second) =>
        $"{Text(TruePositives)} of {Text(TruePositives + FalseNegatives)} {second} and {Text(TrueNegatives)} of {Text(TrueNegatives + FalsePositives)} {first} are called so";

    private static string Text(double count) => count.ToString("G6", CultureInfo.InvariantCulture);

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
