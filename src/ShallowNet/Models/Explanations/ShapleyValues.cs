using System.Globalization;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// What each column of a table, or feature of X, adds to a model's answer for each sample, beside what the model answers on average (Shapley, 1953; Lundberg and Lee, 2017); or the same by
/// expected gradients (Aumann and Shapley, 1974; Erion et al., 2021).
/// </summary>
public sealed class ShapleyValues
{
    /// <summary>So many columns are printed.</summary>
    private const int MostPrinted = 10;

    internal ShapleyValues(IReadOnlyList<string> names, Matrix<double> values, Matrix<double> standardErrors, (double Base, double[] Answers) answers, bool isExact)
    {
        (Names, Values, StandardErrors, IsExact) = (Array.AsReadOnly([.. names]), values, standardErrors, isExact);
        (BaseValue, Answers) = (answers.Base, Array.AsReadOnly(answers.Answers));
    }

    /// <summary>The names of the columns or features, in the order of the rows of <see cref="Values"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// What each adds to each answer, columns or features × samples, in the units of the answer: those of a sample and <see cref="BaseValue"/> sum to its answer.
    /// </summary>
    public Matrix<double> Values { get; }

    /// <summary>
    /// The standard errors of the values, of the same shape, by how the orders that were drawn differ, for the rows of background that were used; 0 where the values are exact. Of expected
    /// gradients, by how the draws differ.
    /// </summary>
    public Matrix<double> StandardErrors { get; }

    /// <summary>What the model answers on average for the rows of background that were used.</summary>
    public double BaseValue { get; }

    /// <summary>What the model answers for each sample.</summary>
    public IReadOnlyList<double> Answers { get; }

    /// <summary>Whether every set of columns was tried.</summary>
    public bool IsExact { get; }

    /// <summary>
    /// By how much the answer to each sample is more than <see cref="BaseValue"/> and its values together: nothing but rounding of Shapley values, and what the draws leave over of expected gradients.
    /// </summary>
    public IReadOnlyList<double> Residuals => [.. Answers.Select((answer, j) => answer - BaseValue - Values.Column(j).Sum())];

    /// <summary>The mean over the samples of each row's magnitudes: how much a column or feature matters.</summary>
    public IReadOnlyList<double> MeanMagnitudes => [.. Values.EnumerateRows().Select(row => row.Sum(Math.Abs) / row.Count)];

    /// <summary>The columns or features that matter most, and how much they add to the answers on average and at least and most.</summary>
    public override string ToString()
    {
        IReadOnlyList<double> magnitudes = MeanMagnitudes;
        int[] order = [.. Enumerable.Range(0, Names.Count).OrderByDescending(i => magnitudes[i])];
        int width = order.Take(MostPrinted).Max(i => Names[i].Length);
        StringBuilder text = new(Invariant($"{Require.Count(Answers.Count, "sample")}, {Text(BaseValue)} on average of the background, and by"));
        foreach (int i in order.Take(MostPrinted))
        {
            text.Append("\n  ").Append(Names[i].PadRight(width)).Append(Invariant($"  {Text(Values.Row(i).Min())} to {Text(Values.Row(i).Max())}, magnitude {Text(magnitudes[i])}"));
        }

        return order.Length > MostPrinted ? text.Append(Invariant($"\n  and {order.Length - MostPrinted} more")).ToString() : text.ToString();
    }

    private static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
