using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Intervals around predicted numbers.</content>
public sealed partial class MlpRegressor<T>
{
    /// <summary>Intervals that hold the target of each sample with a given probability.</summary>
    /// <remarks>
    /// ŷ ± the ⌈(n + 1)·level⌉-th smallest of n distances |y − ŷ| of samples that the networks that answered were not trained on (<see cref="MlpModel{T}.CalibrationSamples"/>).
    /// With samples given to <c>Calibrate</c>, that were not used in any other way and are drawn as the new ones are, an interval holds its target with at least the level's probability,
    /// whatever the model and the noise (split conformal prediction; Papadopoulos et al., 2002). Without, the distances are those of the folds by which the data chose the model
    /// (cross-conformal; Vovk, 2015): each is of networks that were trained on fewer samples than the model, which makes intervals wider, and were taken where they were best
    /// for the fold, which makes them narrower by a little; so the level is what one may expect, not what is guaranteed. Each output has intervals of its own. What samples weigh does not count here.
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="level">The probability that an interval holds the target, above 0 and below 1.</param>
    /// <param name="ends">Which ends are asked for; the others are infinite.</param>
    /// <returns>The lower and the upper ends, outputs × m each.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share, or more than the samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet, or no answers to samples that it was not trained on: call <c>Calibrate</c>.</exception>
    public (Matrix<T> Lower, Matrix<T> Upper) PredictInterval(Matrix<T> X, double level = 0.9, IntervalEnds ends = IntervalEnds.Both)
    {
        (double Below, double Above)[] distances = Distances(level, ends);
        Matrix<T> YHat = Answers(X);
        return (
            Matrix<T>.Build.Dense(YHat.RowCount, YHat.ColumnCount, (i, j) => T.CreateSaturating(double.CreateTruncating(YHat[i, j]) - distances[i].Below)),
            Matrix<T>.Build.Dense(YHat.RowCount, YHat.ColumnCount, (i, j) => T.CreateSaturating(double.CreateTruncating(YHat[i, j]) + distances[i].Above)));
    }

    /// <summary>An interval for each output that holds its target with a given probability.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="level">The probability that an interval holds the target, above 0 and below 1.</param>
    /// <param name="ends">Which ends are asked for; the others are infinite.</param>
    /// <inheritdoc cref="PredictInterval(Matrix{T}, double, IntervalEnds)" path="/remarks|/exception"/>
    public Interval[] PredictInterval(ReadOnlySpan<T> x, double level = 0.9, IntervalEnds ends = IntervalEnds.Both)
    {
        (double Below, double Above)[] distances = Distances(level, ends);
        return [.. Predict(x).Zip(distances, Around)];
    }

    /// <summary>An interval for each row that holds its target with a given probability.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <param name="level">The probability that an interval holds the target, above 0 and below 1.</param>
    /// <param name="ends">Which ends are asked for; the others are infinite.</param>
    /// <returns>As many intervals as the table has rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share, or more than the samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99.</exception>
    /// <exception cref="InvalidOperationException">
    /// The regressor was not fitted to a table, or to one with several targets, or has no answers to rows that it was not trained on: call <c>Calibrate</c>.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Matrix{T}, double, IntervalEnds)" path="/remarks"/>
    public Interval[] PredictInterval(Table table, double level = 0.9, IntervalEnds ends = IntervalEnds.Both)
    {
        double[] yHat = Predict(table);
        (double Below, double Above) distances = Distances(level, ends)[0];
        return Array.ConvertAll(yHat, answer => Around(answer, distances));
    }

    /// <summary>An interval that holds the target of a row with a given probability.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <param name="level">The probability that the interval holds the target, above 0 and below 1.</param>
    /// <param name="ends">Which ends are asked for; the others are infinite.</param>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is no share, or more than the samples can give: 0.9 needs 9 of them, 0.95 needs 19, 0.99 needs 99.</exception>
    /// <exception cref="InvalidOperationException">
    /// The regressor was not fitted to a table, or to one with several targets, or has no answers to rows that it was not trained on: call <c>Calibrate</c>.
    /// </exception>
    /// <inheritdoc cref="PredictInterval(Matrix{T}, double, IntervalEnds)" path="/remarks"/>
    public Interval PredictInterval(IReadOnlyDictionary<string, object?> row, double level = 0.9, IntervalEnds ends = IntervalEnds.Both) => Around(Predict(row), Distances(level, ends)[0]);

    /// <summary>Takes samples that the regressor was not fitted to as the measure of how sure it is, in place of what was known before.</summary>
    /// <param name="X">The samples, features × m, drawn as those to come will be.</param>
    /// <param name="Y">Their targets, outputs × m.</param>
    /// <exception cref="ArgumentException">X or Y has the wrong number of rows, no sample, or an element that is not finite, or they differ in samples.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public void Calibrate(Matrix<T> X, Matrix<T> Y)
    {
        X = Inputs(X);
        CalibrateWith(X, Encode(Y, SizeOf(X), nameof(Y)));
    }

    /// <summary>Takes samples that the regressor was not fitted to as the measure of how sure it is, for one output.</summary>
    /// <param name="X">The samples, features × m, drawn as those to come will be.</param>
    /// <param name="y">Their targets, m numbers.</param>
    /// <inheritdoc cref="Calibrate(Matrix{T}, Matrix{T})" path="/exception"/>
    public void Calibrate(Matrix<T> X, IEnumerable<T> y) => Calibrate(X, MlpRegressor.Row(X, y));

    /// <summary>Takes rows that the regressor was not fitted to as the measure of how sure it is, in place of what was known before.</summary>
    /// <param name="table">A table of the columns of the training, the targets among them; every row has them.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a target is missing.
    /// </exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public void Calibrate(Table table)
    {
        Matrix<T> Y = TargetsOf(table);
        CalibrateWith(InputsOf(table), Y);
    }

    internal override int? RowsOfCalibration(int outputs) => outputs;

    private protected override double[][] Measures(Matrix<T> YHat, Matrix<T> Y) =>
        [.. Enumerable.Range(0, Y.RowCount).Select(i => Enumerable.Range(0, Y.ColumnCount).Select(j => double.CreateTruncating(Y[i, j]) - double.CreateTruncating(YHat[i, j])).ToArray())];

    private static Interval Around(double yHat, (double Below, double Above) distances) => new(yHat - distances.Below, yHat + distances.Above);

    private static Interval Around(T yHat, (double Below, double Above) distances) => Around(double.CreateTruncating(yHat), distances);

    /// <summary>How far intervals reach for each output.</summary>
    private (double Below, double Above)[] Distances(double level, IntervalEnds ends)
    {
        Calibration known = RequireCalibration();
        return [.. Enumerable.Range(0, known.Rows.Count).Select(output => known.IntervalsOf(output).Distances(level, ends))];
    }
}
