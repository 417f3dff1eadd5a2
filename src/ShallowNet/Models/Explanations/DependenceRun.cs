using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Computes partial dependence.</summary>
/// <param name="explained">What is explained.</param>
/// <param name="X">The samples, not scaled.</param>
/// <param name="options">Which answer, and at which values; null for the defaults.</param>
internal sealed class DependenceRun<T>(Explained<T> explained, Matrix<T> X, DependenceOptions? options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DependenceOptions options = options ?? new DependenceOptions();

    /// <summary>The mean answers for each value of one or two columns, and of one column those for each sample.</summary>
    public PartialDependence Of(ExplainedColumn<T>[] columns, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ExchangedColumns<T> samples = new(explained.AnswerOf(options.Answer), explained.Scale(X, nameof(X)));
        double[][] points = Array.ConvertAll(columns, Points);
        T[][] encoded = [.. columns.Zip(points, (column, ofColumn) => column.Encoded(ofColumn))];
        int rows = points[0].Length, others = points.Length > 1 ? points[1].Length : 1;
        Matrix<double> mean = Matrix<double>.Build.Dense(rows, others);
        Matrix<double>? curves = columns.Length == 1 ? Matrix<double>.Build.Dense(rows, samples.Samples) : null;
        ItemsInParts.Run(rows * others, samples.Nanoseconds, options.MaxThreads, (_, item) =>
        {
            (int i, int j) = (item / others, item % others);
            double[] answers = columns.Length == 1
                ? samples.Answers((columns[0].Features, ValueAt(0, i))) : samples.Answers((columns[0].Features, ValueAt(0, i)), (columns[1].Features, ValueAt(1, j)));
            mean[i, j] = answers.Sum() / answers.Length;
            curves?.SetRow(i, answers);
        }, progress, cancellationToken);
        return new PartialDependence([.. columns.Zip(points, (column, ofColumn) => column.AxisOf(ofColumn))], mean, curves);

        T[] ValueAt(int which, int point)
        {
            int count = columns[which].Features.Count;
            return encoded[which].AsSpan(point * count, count).ToArray();
        }
    }

    private double[] Points(ExplainedColumn<T> column)
    {
        double[] points = column.IsCategory ? column.Categories : DependenceGrid.Points(column.Cells, options.GridPoints, options.ShareLeftOut, column.Unit);
        return points.Length > 0 ? points : throw new ArgumentException($"Column \"{column.Name}\" must have a value, but has only gaps.");
    }
}
