using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Shuffles the columns of a table one by one, to see how much worse a model predicts without each.</summary>
internal sealed class ColumnShuffling<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A report looks at so many rows, each column being shuffled so often.</summary>
    private const int RowsOfReport = 2000, RepeatsOfReport = 5;

    private readonly MlpModel<T> model;
    private readonly Matrix<T> X;
    private readonly Matrix<T> Y;

    /// <summary>Prepares to shuffle.</summary>
    /// <param name="model">A model of tables.</param>
    /// <param name="X">The features of the rows.</param>
    /// <param name="Y">Their targets as the network learns them.</param>
    public ColumnShuffling(MlpModel<T> model, Matrix<T> X, Matrix<T> Y) => (this.model, this.X, this.Y) = (model, X, Y);

    /// <summary>The importance of each column by the model's loss, of no more rows than are quickly looked at.</summary>
    public IReadOnlyList<ColumnImportance> ForReport()
    {
        int[] rows = X.ColumnCount <= RowsOfReport ? [] : [.. new NumPyRandom(0).Permutation(X.ColumnCount).Take(RowsOfReport)];
        ColumnShuffling<T> some = rows.Length == 0 ? this : new ColumnShuffling<T>(model, Split.Columns(X, rows), Split.Columns(Y, rows));
        return some.Importance(model.ImportanceMetric, RepeatsOfReport, seed: 0);
    }

    public IReadOnlyList<ColumnImportance> Importance(Metric metric, int repeats, int seed)
    {
        double before = model.ScoreOf(X, Y, metric, null);
        NumPyRandom random = new(seed);
        int[][] orders = [.. Enumerable.Range(0, repeats).Select(_ => random.Permutation(X.ColumnCount))];
        return [.. model.Encoder!.Columns.Where(column => column.IsUsed).Select(column => Of(column)).OrderByDescending(column => column.Mean)];

        ColumnImportance Of(EncodedColumn column)
        {
            double[] losses = Array.ConvertAll(orders, order => (metric.HigherIsBetter ? 1 : -1) * (before - model.ScoreOf(Shuffled(column, order), Y, metric, null)));
            double mean = losses.Average();
            return new ColumnImportance(column.Name, mean, Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / (repeats - 1)));
        }
    }

    /// <summary>The features, of which those of one column are another row's.</summary>
    private Matrix<T> Shuffled(EncodedColumn column, int[] order)
    {
        Matrix<T> shuffled = X.Clone();
        for (int j = 0; j < order.Length; j++)
        {
            for (int i = column.FirstFeature; i < column.FirstFeature + column.Features.Count; i++)
            {
                shuffled[i, j] = X[i, order[j]];
            }
        }

        return shuffled;
    }
}
