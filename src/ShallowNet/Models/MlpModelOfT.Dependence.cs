using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What the model answers when columns have other values.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What the model answers for each value of a column, on average over the rows of a table and for each row.</summary>
    /// <remarks>
    /// Numbers and dates go from one quantile of the table's to another (<see cref="DependenceOptions"/>); of categories there is each that the model knows, the rare ones and gaps as
    /// one each.
    /// </remarks>
    /// <param name="table">Rows whose other columns stay as they are: of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, or a number that is not finite; or the model does not use the column, or
    /// the table has only gaps in it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public PartialDependence PartialDependence(Table table, string column, DependenceOptions? options = null) =>
        Dependence(InputsOf(table), options ?? new DependenceOptions(), ColumnOf(table, column));

    /// <summary>What the model answers on average over the rows of a table for each pair of values of two columns.</summary>
    /// <inheritdoc cref="PartialDependence(Table, string, DependenceOptions?)" path="/remarks|/exception"/>
    /// <param name="table">Rows whose other columns stay as they are: of the columns of the training, in any order; the targets may be missing.</param>
    /// <param name="first">The name of a column.</param>
    /// <param name="second">The name of another.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    public PartialDependence PartialDependence(Table table, string first, string second, DependenceOptions? options = null)
    {
        CheckDiffer(first, second);
        return Dependence(InputsOf(table), options ?? new DependenceOptions(), ColumnOf(table, first), ColumnOf(table, second));
    }

    /// <summary>What the model answers for each value of a feature, on average over the samples and for each.</summary>
    /// <param name="X">Samples whose other features stay as they are, features × m.</param>
    /// <param name="feature">The number of the feature, the row of X.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature or answer.</exception>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public PartialDependence PartialDependence(Matrix<T> X, int feature, DependenceOptions? options = null)
    {
        X = Inputs(X);
        return Dependence(X, options ?? new DependenceOptions(), FeatureOf(X, feature));
    }

    /// <summary>What the model answers on average over the samples for each pair of values of two features.</summary>
    /// <inheritdoc cref="PartialDependence(Matrix{T}, int, DependenceOptions?)" path="/exception"/>
    /// <param name="X">Samples whose other features stay as they are, features × m.</param>
    /// <param name="first">The number of a feature, the row of X.</param>
    /// <param name="second">The number of another.</param>
    /// <param name="options">Which answer, and at which values; null for the defaults.</param>
    public PartialDependence PartialDependence(Matrix<T> X, int first, int second, DependenceOptions? options = null)
    {
        X = Inputs(X);
        CheckDiffer(first, second);
        return Dependence(X, options ?? new DependenceOptions(), FeatureOf(X, first), FeatureOf(X, second));
    }

    /// <summary>The samples as the network has them, and which answer is asked for.</summary>
    private ExchangedColumns<T> Exchanged(Matrix<T> X, int? answer) => new(Network, LineOf(answer), Scaled(InputScaler, X, nameof(X)));

    private ExplainedColumn<T> ColumnOf(Table table, string column)
    {
        TableEncoder encoder = EncoderOfTables();
        int place = encoder.PlaceOf(column);
        return encoder.Columns[place].IsUsed ? ExplainedColumn<T>.Of(encoder.Encoders[place], encoder.Columns[place], table)
            : throw new ArgumentException($"Column \"{column}\" must be one that the model uses, but it told nothing in training.", nameof(column));
    }

    private ExplainedColumn<T> FeatureOf(Matrix<T> X, int feature) => feature >= 0 && feature < Features
        ? ExplainedColumn<T>.Of(NameOfFeature(feature), feature, X, InputScaler)
        : throw new ArgumentOutOfRangeException(nameof(feature), Invariant($"feature must be at least 0 and at most {Features - 1} (a row of X), but is {feature}."));

    /// <summary>Refuses twice the same column or feature.</summary>
    private static void CheckDiffer<TName>(TName first, TName second)
    {
        if (EqualityComparer<TName>.Default.Equals(first, second))
        {
            throw new ArgumentException(Invariant($"first and second must differ, but both are {first}."), nameof(second));
        }
    }

    private PartialDependence Dependence(Matrix<T> X, DependenceOptions options, params ExplainedColumn<T>[] columns)
    {
        ExchangedColumns<T> samples = Exchanged(X, options.Answer);
        double[][] points = Array.ConvertAll(columns, column => Points(column, options));
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
        }, null, CancellationToken.None);
        return new PartialDependence([.. columns.Zip(points, (column, ofColumn) => column.AxisOf(ofColumn))], mean, curves);

        T[] ValueAt(int which, int point)
        {
            int count = columns[which].Features.Count;
            return encoded[which].AsSpan(point * count, count).ToArray();
        }
    }

    private static double[] Points(ExplainedColumn<T> column, DependenceOptions options)
    {
        double[] points = column.IsCategory ? column.Categories : DependenceGrid.Points(column.Cells, options.GridPoints, options.ShareLeftOut, column.Unit);
        return points.Length > 0 ? points : throw new ArgumentException($"Column \"{column.Name}\" must have a value, but has only gaps.");
    }
}
