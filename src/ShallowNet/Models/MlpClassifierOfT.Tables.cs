using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Classes of tables.</content>
public sealed partial class MlpClassifier<T, TLabel>
{
    /// <summary>The class of each row: the most probable one, or what <see cref="Threshold"/> says.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <returns>As many classes as the table has rows.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel[] Predict(Table table) => Predict(InputsOf(table));

    /// <summary>The class of a row: the most probable one, or what <see cref="Threshold"/> says.</summary>
    /// <param name="row">A row of the classifier's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <exception cref="ArgumentException">The row is one of another encoder, or has a number that is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel Predict(InputRow row)
    {
        Span<T> probabilities = classes.Count <= 64 ? stackalloc T[classes.Count] : new T[classes.Count];
        PredictProbability(row, probabilities);
        return classes.Classes[Number(probabilities)];
    }

    /// <summary>The class of a row: the most probable one, or what <see cref="Threshold"/> says.</summary>
    /// <param name="row">Numbers, texts, flags and dates by the names of their columns; null, or no value, for a gap.</param>
    /// <exception cref="ArgumentException">A name is of no column, a value of another kind than its column, or a number is too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public TLabel Predict(IReadOnlyDictionary<string, object?> row) => Predict(RowOf(row));

    /// <summary>The probability of every class for each row.</summary>
    /// <param name="table">A table of the columns of the training, in any order; the target may be missing.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>; every column sums to 1.</returns>
    /// <exception cref="ArgumentException">
    /// The table has no row, or a column is missing or superfluous, holds something else than in training, or a number that is not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public Matrix<T> PredictProbability(Table table) => PredictProbability(InputsOf(table));

    /// <summary>The probability of every class for a row, without allocating.</summary>
    /// <param name="row">A row of the classifier's <see cref="MlpModel{T}.Encoder"/>, made by <see cref="TableEncoder.CreateRow"/>.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">
    /// The row is one of another encoder, or has a number that is too far from those of the training, or the probabilities have the wrong length.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public void PredictProbability(InputRow row, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        if (classes.Count > 2)
        {
            Answer(row, probabilities);
            return;
        }

        Answer(row, probabilities[1..]);
        probabilities[0] = T.One - probabilities[1];
    }

    /// <summary>Counts, for every class, how many of its rows are predicted to be of each class; as text, a table.</summary>
    /// <param name="table">A table of the columns of the training, the target among them.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The table has no row, a column is missing or superfluous or holds something else than in training, a target is missing or not known, or the weights are
    /// not one for each row.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier was not fitted to a table.</exception>
    public ConfusionMatrix ConfusionMatrix(Table table, IEnumerable<double>? weights = null)
    {
        Matrix<T> X = InputsOf(table);
        return ConfusionMatrixOf(X, TargetsOf(table), weights);
    }

    internal override Matrix<T> TargetsIn(params IReadOnlyList<Column> columns) => Encode(TableLabels.Of<TLabel>(columns[0]), (0, columns[0].Count), columns[0].Name);

    private static int MostProbable(ReadOnlySpan<T> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return best;
    }
}
