namespace ShallowNet;

/// <summary>Known rows of a type of one's own, and how similar others are to them in the eyes of a model.</summary>
/// <remarks>It is made by the <c>SimilarCases</c> of a model of rows. Any number of threads may ask it at a time, if they may call the functions of the features.</remarks>
/// <typeparam name="TRow">What a row is.</typeparam>
public sealed class RowCases<TRow>
{
    private readonly BoundFeatures<TRow> features;
    private readonly TRow[] rows;

    internal RowCases(BoundFeatures<TRow> features, MlpModel<float> model, IEnumerable<TRow> rows)
    {
        (this.features, this.rows) = (features, [.. Require.NotNull(rows)]);
        Cases = SimilarCases.Of(model, features.TableOf(this.rows));
    }

    /// <summary>The known rows as cases.</summary>
    public SimilarCases<float> Cases { get; }

    /// <summary>A known row by its number.</summary>
    /// <param name="index">The number of a similar case.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public TRow this[int index] => rows[Require.Within(0, rows.Length - 1, index, nameof(index))];

    /// <summary>The most similar known rows to one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="count">How many, from 1 to all known rows.</param>
    /// <exception cref="ArgumentException">The row is null, or has a number that is infinite, or too far from those of the training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public NearestCases Nearest(TRow row, int count = 5) => Cases.Nearest(features.TableOf([row]), count)[0];

    /// <summary>The most similar known rows to each of many.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="count">How many, from 1 to all known rows.</param>
    /// <exception cref="ArgumentException">There is no row, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public IReadOnlyList<NearestCases> Nearest(IEnumerable<TRow> rows, int count = 5) => Cases.Nearest(features.TableOf(rows), count);
}
