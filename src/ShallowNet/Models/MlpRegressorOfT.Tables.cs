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
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public double[] Predict(Table table) => Array.ConvertAll(ColumnMajor.Array(Answers(InputsOf(table))), double.CreateTruncating);

    /// <summary>The predicted target of a row, without allocating.</summary>
    /// <param name="row">A row of the regressor's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <exception cref="ArgumentException">The row is one of another encoder, or has a number that is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public double Predict(InputRow row)
    {
        Span<T> answer = stackalloc T[1];
        Answer(row, answer);
        return double.CreateTruncating(answer[0]);
    }

    /// <summary>The predicted target of a row.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public double Predict(IReadOnlyDictionary<string, object?> row) => Predict(RowOf(row));

    internal override Matrix<T> TargetsIn(Column column)
    {
        Table.CheckNoGaps(column);
        if (column is not NumberColumn numbers)
        {
            throw new ArgumentException($"Column \"{column.Name}\" must hold numbers to be the target of a regressor, but holds {column.KindInWords}: classes are learned by MlpClassifier.Fit.");
        }

        T[] elements = new T[column.Count];
        for (int row = 0; row < elements.Length; row++)
        {
            elements[row] = T.CreateTruncating(numbers.Span[row]);
            if (!T.IsFinite(elements[row]))
            {
                throw new ArgumentException(Invariant($"Column \"{column.Name}\" must be finite in the model's precision, but row {row} is {Require.Text(numbers.Span[row])}."));
            }
        }

        return elements.Length > 0 ? ColumnMajor.Create(1, elements.Length, elements) : throw new ArgumentException("The table must have a row, but has none.");
    }
}
