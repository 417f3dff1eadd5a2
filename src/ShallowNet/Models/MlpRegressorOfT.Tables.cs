using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Numbers of tables.</content>
public sealed partial class MlpRegressor<T>
{
    /// <summary>The predicted target of each row.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <returns>As many numbers as the table has rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table, or to one with several targets.</exception>
    public double[] Predict(Table table)
    {
        Matrix<T> X = InputsOf(table);
        CheckHasOneTarget();
        return Array.ConvertAll(ColumnMajor.Array(Answers(X)), double.CreateTruncating);
    }

    /// <summary>The predicted targets of each row, a column for each.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <returns>A table of the columns that <see cref="MlpModel{T}.Targets"/> names, in that order, with as many rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public Table PredictColumns(Table table)
    {
        Matrix<T> YHat = Answers(InputsOf(table));
        return new Table(Targets.Select((name, i) => new NumberColumn(name, [.. YHat.Row(i).Select(double.CreateTruncating)], isCopied: true)));
    }

    /// <summary>The predicted target of a row, without allocating.</summary>
    /// <param name="row">A row of the regressor's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <exception cref="ArgumentException">The row is one of another encoder, or has a number that is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table, or to one with several targets.</exception>
    public double Predict(InputRow row)
    {
        CheckHasOneTarget();
        Span<T> answer = stackalloc T[1];
        Answer(row, answer);
        return double.CreateTruncating(answer[0]);
    }

    /// <summary>The predicted targets of a row, without allocating.</summary>
    /// <param name="row">A row of the regressor's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <param name="yHat">Receives the targets, one element for each of <see cref="MlpModel{T}.Targets"/>.</param>
    /// <exception cref="ArgumentException">
    /// The row is one of another encoder, or has a number that is too far from those of the training, or yHat has the wrong length.
    /// </exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public void Predict(InputRow row, Span<T> yHat)
    {
        if (Encoder is not null)
        {
            CheckLength(yHat);
        }

        Answer(row, yHat);
    }

    /// <summary>The predicted target of a row.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table, or to one with several targets.</exception>
    public double Predict(IReadOnlyDictionary<string, object?> row) => Predict(RowOf(row));

    /// <summary>The predicted targets of a row by their names.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public IReadOnlyDictionary<string, double> PredictColumns(IReadOnlyDictionary<string, object?> row)
    {
        T[] yHat = new T[Targets.Count];
        Answer(RowOf(row), yHat);
        return Targets.Zip(yHat).ToDictionary(pair => pair.First, pair => double.CreateTruncating(pair.Second));
    }

    internal override Matrix<T> TargetsIn(params IReadOnlyList<Column> columns)
    {
        int rows = columns[0].Count;
        foreach (Column column in columns)
        {
            Table.CheckNoGaps(column);
            if (column is not NumberColumn)
            {
                throw new ArgumentException($"Column \"{column.Name}\" must hold numbers to be the target of a regressor, but holds {column.KindInWords}: classes are learned by MlpClassifier.Fit.");
            }
        }

        if (rows == 0)
        {
            throw new ArgumentException("The table must have a row, but has none.");
        }

        Matrix<T> Y = ColumnMajor.Create<T>(columns.Count, rows);
        Span<T> elements = ColumnMajor.Span(Y);
        for (int i = 0; i < columns.Count; i++)
        {
            ReadOnlySpan<double> numbers = ((NumberColumn)columns[i]).Span;
            for (int row = 0; row < rows; row++)
            {
                T element = elements[row * columns.Count + i] = T.CreateTruncating(numbers[row]);
                if (!T.IsFinite(element))
                {
                    throw new ArgumentException(Invariant($"Column \"{columns[i].Name}\" must be finite in the model's precision, but row {row} is {Require.Text(numbers[row])}."));
                }
            }
        }

        return Y;
    }

    /// <summary>Refuses to answer with one number where there are several targets.</summary>
    private void CheckHasOneTarget()
    {
        if (Targets.Count > 1)
        {
            throw new InvalidOperationException($"The {nameof(MlpRegressor)} must have one target to answer with one number for each row, but has {Table.Quoted(Targets)}: ask {nameof(PredictColumns)}.");
        }
    }
}
