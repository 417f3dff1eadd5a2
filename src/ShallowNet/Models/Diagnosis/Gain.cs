namespace ShallowNet;

/// <summary>By how much one training is better than another on the samples that neither was trained on.</summary>
/// <param name="Mean">The mean difference of their losses, as a share of the loss of always giving the same answer.</param>
/// <param name="StandardError">The standard error of the mean, sample by sample.</param>
/// <param name="OfTraining">The difference of the mean losses of the samples that were trained on, as the same share.</param>
internal readonly record struct Gain(double Mean, double StandardError, double OfTraining)
{
    /// <summary>
    /// What does not matter: a tenth of what the same answer costs, which for the squared error is 0.1 of R², nearly a medium effect (Cohen, 1988, whose f² of 0.15 is 0.13 of R²).
    /// </summary>
    public const double Least = 0.1;

    /// <summary>
    /// So many standard errors are no chance: with 24 held-out samples or more, Student's t is as large with a probability of 0.0003, so that the ten or twenty comparisons of a diagnosis
    /// together err by chance in less than 1 % of diagnoses (Bonferroni).
    /// </summary>
    public const double Sure = 4;

    /// <summary>Whether it matters, and is not by chance.</summary>
    public bool IsClear => Mean >= Least && Mean >= Sure * StandardError;

    /// <summary>That of differences of samples.</summary>
    public static Gain Of(IReadOnlyList<double> differences, double ofTraining)
    {
        double mean = differences.Average(), variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / Math.Max(differences.Count - 1, 1);
        return new Gain(mean, Math.Sqrt(variance / differences.Count), ofTraining);
    }
}
