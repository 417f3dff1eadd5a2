using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What holds for any predictions.</summary>
public sealed class MetricsPropertyTests
{
    private static readonly Metric[] ForSeveral =
    [
        Metric.Accuracy, Metric.BalancedAccuracy, Metric.LogLoss, Metric.RocAuc, Metric.MeanSquaredError, Metric.RootMeanSquaredError,
        Metric.MeanAbsoluteError, Metric.R2, .. new[] { Averaging.Macro, Averaging.Weighted }.SelectMany(
            averaging => new[] { Metric.Precision(averaging), Metric.Recall(averaging), Metric.F1(averaging) }),
    ];

    private static readonly Gen<(Matrix<double> YHat, Matrix<double> Y)> Predictions = PredictionsOf(Gen.Int[1, 4]);

    private static Gen<(Matrix<double> YHat, Matrix<double> Y)> PredictionsOf(Gen<int> rowCounts) =>
        Gen.Select(rowCounts, Gen.Int[8, 40], Gen.Int[0, 100_000], (rows, m, seed) =>
        {
            NumPyRandom random = new(seed);

            // Tenths, so that there are ties; the first samples go through the classes, so that there are all of them.
            Matrix<double> YHat = random.Rand<double>(rows, m).Map(p => Math.Round(p, 1));
            int classes = Math.Max(2, rows);
            int[] labels = [.. Enumerable.Range(0, m).Select(j => j < 2 * classes ? j % classes : (int)random.Uniform(0, classes))];
            return (YHat, rows == 1 ? Matrix<double>.Build.Dense(1, m, (_, j) => labels[j]) : OneHot.Encode<double>(labels, classes));
        });

    private static readonly Gen<int> Weight = Gen.Int[1, 3];

    [Fact]
    public void WeightTwo_OfAnySample_IsTheSampleTwice() =>
        Gen.Select(Predictions, Weight.Array[40]).Sample((predictions, weights) =>
        {
            (Matrix<double> YHat, Matrix<double> Y) = predictions;
            int[] repeated = [.. Enumerable.Range(0, Y.ColumnCount).SelectMany(j => Enumerable.Repeat(j, weights[j]))];
            double[] w = [.. weights.Take(Y.ColumnCount).Select(weight => (double)weight)];
            foreach (Metric metric in Fitting(Y))
            {
                Close(metric.Of(YHat, Y, w), metric.Of(Split.Columns(YHat, repeated), Split.Columns(Y, repeated)), metric);
            }
        });

    [Fact]
    public void WeightZero_OfAnySample_LeavesItOut() =>
        Gen.Select(Predictions, Gen.Int[0, 2].Array[40]).Sample((predictions, weights) =>
        {
            (Matrix<double> YHat, Matrix<double> Y) = predictions;

            // One sample of each class stays, as does a second.
            double[] w = [.. Enumerable.Range(0, Y.ColumnCount).Select(j => j <= Math.Max(2, Y.RowCount) ? 1.5 : weights[j])];
            int[] kept = [.. Enumerable.Range(0, w.Length).Where(j => w[j] > 0)];
            double[] keptWeights = [.. kept.Select(j => w[j])];
            foreach (Metric metric in Fitting(Y))
            {
                Close(metric.Of(YHat, Y, w), metric.Of(Split.Columns(YHat, kept), Split.Columns(Y, kept), keptWeights), metric);
            }
        });

    [Fact]
    public void Weights_AllScaled_ChangeNothing() =>
        Gen.Select(Predictions, Weight.Array[40], Gen.Double[1e-6, 1e6]).Sample((predictions, weights, scale) =>
        {
            (Matrix<double> YHat, Matrix<double> Y) = predictions;
            double[] w = [.. weights.Take(Y.ColumnCount).Select(weight => (double)weight)];
            foreach (Metric metric in Fitting(Y))
            {
                Close(metric.Of(YHat, Y, [.. w.Select(weight => weight * scale)]), metric.Of(YHat, Y, w), metric);
            }
        });

    [Fact]
    public void RocAuc_MonotoneTransformOfTheScores_IsTheSameToTheBit() =>
        Gen.Select(Predictions, Weight.Array[40]).Sample((predictions, weights) =>
        {
            (Matrix<double> YHat, Matrix<double> Y) = predictions;
            double[] w = [.. weights.Take(Y.ColumnCount).Select(weight => weight / 7.0)];
            Metrics.RocAuc(YHat.Map(p => Math.Exp(3 * p) - 100), Y, w).Should().Be(Metrics.RocAuc(YHat, Y, w));
        });

    [Fact]
    public void RocAuc_ScoresTurnedRound_IsTheRestToOne() =>
        Predictions.Sample((YHat, Y) => (Metrics.RocAuc(-YHat, Y) + Metrics.RocAuc(YHat, Y)).Should().BeApproximately(1, 1e-14));

    [Fact]
    public void RocAuc_OneRow_IsTheShareOfPairsWon() => PredictionsOf(Gen.Const(1)).Sample((YHat, Y) =>
    {
        double won = 0, pairs = 0;
        for (int i = 0; i < Y.ColumnCount; i++)
        {
            for (int j = 0; j < Y.ColumnCount; j++)
            {
                if (Y[0, i] == 1 && Y[0, j] == 0)
                {
                    pairs++;
                    won += YHat[0, i] > YHat[0, j] ? 1 : YHat[0, i] == YHat[0, j] ? 0.5 : 0;
                }
            }
        }

        Metrics.RocAuc(YHat, Y).Should().Be(won / pairs);
    });

    private static IEnumerable<Metric> Fitting(Matrix<double> Y) =>
        Y.RowCount <= 2 ? ForSeveral.Concat([Metric.Precision(), Metric.Recall(), Metric.F1()]) : ForSeveral;

    private static void Close(double actual, double expected, Metric metric) =>
        actual.Should().BeApproximately(expected, 1e-12 * Math.Max(1, Math.Abs(expected)), metric.Name);
}
