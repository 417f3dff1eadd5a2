using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Flags of tables, of which each is a class.</content>
public sealed partial class MlpMultiLabelClassifier<T, TLabel>
{
    /// <summary>The classes of each row: those with a probability above 0.5.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <returns>As many lists of classes as the table has rows, each in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel[][] Predict(Table table) => Predict(InputsOf(table));

    /// <summary>The predicted flags of each row, a column for each class.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <returns>A table of the columns that <see cref="MlpModel{T}.Targets"/> names, in that order, with as many rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public Table PredictColumns(Table table)
    {
        Matrix<T> YHat = Answers(InputsOf(table));
        return new Table(Targets.Select((name, i) => new FlagColumn(name, YHat.Row(i).Select(probability => (bool?)SubsetAccuracy.IsOf(probability)))));
    }

    /// <summary>The classes of a row: those with a probability above 0.5.</summary>
    /// <param name="row">A row of the classifier's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <returns>The classes, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">The row is one of another encoder, or has a number that is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel[] Predict(InputRow row)
    {
        T[] probabilities = new T[classes.Count];
        Answer(row, probabilities);
        return [.. classes.Classes.Where((_, i) => SubsetAccuracy.IsOf(probabilities[i]))];
    }

    /// <summary>The classes of a row: those with a probability above 0.5.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <returns>The classes, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel[] Predict(IReadOnlyDictionary<string, object?> row) => Predict(RowOf(row));

    /// <summary>The probability of every class, each by itself, for each row.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the targets may be missing.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public Matrix<T> PredictProbability(Table table) => Answers(InputsOf(table));

    /// <summary>The probability of every class, each by itself, for a row, without allocating.</summary>
    /// <param name="row">A row of the classifier's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">
    /// The row is one of another encoder, or has a number that is too far from those of the training, or the probabilities have the wrong length.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public void PredictProbability(InputRow row, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        Answer(row, probabilities);
    }

    /// <summary>A row of 0 and 1 for each column, which holds flags, or numbers that are 0 or 1.</summary>
    internal override Matrix<T> TargetsIn(params IReadOnlyList<Column> columns)
    {
        bool[][] flags = [.. columns.Select(TableLabels.Of<bool>)];
        return columns[0].Count == 0
            ? throw new ArgumentException("The table must have a row, but has none.")
            : Matrix<T>.Build.Dense(flags.Length, flags[0].Length, (i, j) => flags[i][j] ? T.One : T.Zero);
    }
}
