using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Sets of classes that hold the right one.</content>
public sealed partial class MlpClassifier<T, TLabel>
{
    /// <summary>The classes of each sample that hold the right one with a given probability: one where the classifier is sure, several where it is not.</summary>
    /// <remarks>
    /// A class is in the set where its score is at most the ⌈(n + 1)·level⌉-th smallest of the scores of the right classes of n samples that the networks that answered were not trained on
    /// (<see cref="MlpModel{T}.CalibrationSamples"/>); the most probable class always is. With samples given to <c>Calibrate</c>, that were not used in any other way and are drawn as the new
    /// ones are, a set holds the right class with at least the level's probability, whatever the model. Without, the scores are those of the folds by which the data chose the model, and the
    /// level is what one may expect, not what is guaranteed. What samples weigh does not count here.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="level">The probability that a set holds the right class, above 0 and below 1.</param>
    /// <param name="score">By what classes come into the set.</param>
    /// <param name="byClass">Whether each class is to be held with that probability, also a rare one, which needs samples enough of each (Mondrian conformal prediction; Vovk, Gammerman and Shafer, 2005).</param>
    /// <returns>m sets of at least one class, the most probable one first.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such score, the level is no share, or more than the samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99, by class of each class.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet, or no answers to samples that it was not trained on: call <c>Calibrate</c>.</exception>
    public IReadOnlyList<TLabel>[] PredictSet(Matrix<T> X, double level = 0.9, SetScore score = SetScore.Probability, bool byClass = false)
    {
        double[] most = MostScores(level, score, byClass);
        Matrix<T> probabilities = PredictProbability(X);
        return [.. Enumerable.Range(0, X.ColumnCount).Select(j => SetOf([.. probabilities.Column(j).Select(double.CreateTruncating)], score, most))];
    }

    /// <summary>The classes of a sample that hold the right one with a given probability.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="level">The probability that the set holds the right class, above 0 and below 1.</param>
    /// <param name="score">By what classes come into the set.</param>
    /// <param name="byClass">Whether each class is to be held with that probability.</param>
    /// <returns>At least one class, the most probable one first.</returns>
    /// <inheritdoc cref="PredictSet(Matrix{T}, double, SetScore, bool)" path="/remarks|/exception"/>
    public IReadOnlyList<TLabel> PredictSet(ReadOnlySpan<T> x, double level = 0.9, SetScore score = SetScore.Probability, bool byClass = false)
    {
        double[] most = MostScores(level, score, byClass);
        T[] probabilities = new T[classes.Count];
        PredictProbability(x, probabilities);
        return SetOf(Array.ConvertAll(probabilities, double.CreateTruncating), score, most);
    }

    /// <summary>The classes of each row that hold the right one with a given probability.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <param name="level">The probability that a set holds the right class, above 0 and below 1.</param>
    /// <param name="score">By what classes come into the set.</param>
    /// <param name="byClass">Whether each class is to be held with that probability.</param>
    /// <returns>As many sets as the table has rows, of at least one class, the most probable one first.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such score, the level is no share, or more than the samples can give.</exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table, or has no answers to rows that it was not trained on: call <c>Calibrate</c>.</exception>
    /// <inheritdoc cref="PredictSet(Matrix{T}, double, SetScore, bool)" path="/remarks"/>
    public IReadOnlyList<TLabel>[] PredictSet(Table table, double level = 0.9, SetScore score = SetScore.Probability, bool byClass = false) =>
        PredictSet(InputsOf(table), level, score, byClass);

    /// <summary>Takes samples that the classifier was not fitted to as the measure of how sure it is, in place of what was known before.</summary>
    /// <param name="X">The samples, features × m, drawn as those to come will be.</param>
    /// <param name="labels">The class of each sample, one that the classifier knows.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the labels are not one for each sample, or a label is of no known class.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public void Calibrate(Matrix<T> X, IReadOnlyList<TLabel> labels)
    {
        X = Inputs(X);
        CalibrateWith(X, Encode(labels, SizeOf(X), nameof(labels)));
    }

    /// <summary>Takes rows that the classifier was not fitted to as the measure of how sure it is, in place of what was known before.</summary>
    /// <param name="table">A table of the columns of the training, the target among them; every row has one.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a target is missing or not known.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public void Calibrate(Table table)
    {
        Matrix<T> Y = TargetsOf(table);
        CalibrateWith(InputsOf(table), Y);
    }

    internal override int? RowsOfCalibration(int outputs) => Calibration.RowsOfClassifier;

    private protected override ReportedCertainty? CertaintyOn(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights) =>
        new() { BrierScore = Metrics.BrierScore(YHat, Y, weights), CalibrationError = Metrics.ExpectedCalibrationError(YHat, Y, weights: weights) };

    private protected override double[][] Measures(Matrix<T> YHat, Matrix<T> Y)
    {
        int[] actual = OneHot.Decode(Y);
        double[][] rows = [[.. actual.Select(label => (double)label)], new double[actual.Length], new double[actual.Length]];
        for (int j = 0; j < actual.Length; j++)
        {
            double first = double.CreateTruncating(YHat[0, j]);
            double[] probabilities = classes.Count == 2 ? [1 - first, first] : [.. YHat.Column(j).Select(double.CreateTruncating)];
            rows[Calibration.ProbabilityRow][j] = probabilities[actual[j]];
            rows[Calibration.CumulatedRow][j] = Cumulated(probabilities, InOrder(probabilities))[actual[j]];
        }

        return rows;
    }

    /// <summary>The classes, the most probable one first; equals as they are.</summary>
    private static int[] InOrder(double[] probabilities) => [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(label => probabilities[label])];

    /// <summary>For each class, the sum of its probability and of those before it in the order.</summary>
    private static double[] Cumulated(double[] probabilities, int[] order)
    {
        double sum = 0;
        double[] sums = new double[order.Length];
        foreach (int label in order)
        {
            sums[label] = sum += probabilities[label];
        }

        // All of them are 1 together, however the sum was rounded.
        sums[order[^1]] = 1;
        return sums;
    }

    /// <summary>The highest score of each class with which it is in a set.</summary>
    private double[] MostScores(double level, SetScore score, bool byClass)
    {
        Calibration known = RequireCalibration();
        Require.Defined(score, nameof(score));
        if (byClass)
        {
            return [.. Enumerable.Range(0, classes.Count).Select(label => ConformalQuantile.Of(known.ScoresOf(score, label), level, $" of class \"{classes.Names[label]}\""))];
        }

        double most = ConformalQuantile.Of(known.ScoresOf(score), level);
        return [.. Enumerable.Repeat(most, classes.Count)];
    }

    private TLabel[] SetOf(double[] probabilities, SetScore score, double[] most)
    {
        int[] order = InOrder(probabilities);
        double[] scores = score == SetScore.Probability ? Array.ConvertAll(probabilities, probability => 1 - probability) : Cumulated(probabilities, order);
        return [.. order.Where((label, rank) => rank == 0 || scores[label] <= most[label]).Select(label => classes.Classes[label])];
    }
}
