using System.Globalization;
using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Makes the features of one column. A value becomes a cell first, which is a number whatever the column holds: the number itself, 0 or 1 for a flag, the
/// seconds since 1970 for a date, the place of a category; then the cell becomes features.
/// </summary>
internal abstract class ColumnEncoder
{
    /// <summary>The cell of a category that was not there in training.</summary>
    public const double Unknown = -1;

    private protected ColumnEncoder(string name, ColumnKind kind) => (Name, Kind) = (Column.CheckName(name), kind);

    public string Name { get; }

    /// <summary>What the column must hold.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The name of each feature; none for a column that tells nothing.</summary>
    public abstract IReadOnlyList<string> FeatureNames { get; }

    /// <summary>How it is done, in words.</summary>
    public abstract string Description { get; }

    public int Width => FeatureNames.Count;

    /// <summary>The cell of a row without a value.</summary>
    public virtual double GapCell => double.NaN;

    /// <summary>The values of a category in the order of their features; none for other columns.</summary>
    public virtual IReadOnlyList<string> Values => [];

    /// <summary>How the network must embed each feature.</summary>
    public virtual Embedding Embedding => Embedding.Pass;

    /// <summary>Whether there were gaps in training, which the features tell.</summary>
    public abstract bool HasGaps { get; }

    /// <summary>A value as rows of the training had it: a number, a text, a flag or a date; null where none is known.</summary>
    public abstract object? Typical { get; }

    /// <summary>Whether a cell is of a kind that was not there in training.</summary>
    public abstract bool IsUnknown(double cell);

    /// <summary>The cell of a text.</summary>
    /// <exception cref="ArgumentException">The column holds no texts.</exception>
    public virtual double CellOf(ReadOnlySpan<char> text) => throw Refused("a text", $"\"{Table.Shortened(text.ToString())}\"");

    /// <summary>The cell of a number.</summary>
    /// <exception cref="ArgumentException">The column holds no numbers.</exception>
    public virtual double CellOf(double number) => throw Refused("a number", Require.Text(number));

    /// <summary>The cell of a flag.</summary>
    /// <exception cref="ArgumentException">The column holds no flags.</exception>
    public virtual double CellOf(bool flag) => throw Refused("a flag", flag ? "true" : "false");

    /// <summary>The cell of a date.</summary>
    /// <exception cref="ArgumentException">The column holds no dates.</exception>
    public virtual double CellOf(DateTime date) => throw Refused("a date", DateColumn.Written(date));

    /// <summary>Makes the features of some cells.</summary>
    /// <param name="cells">The cells, which are lost.</param>
    /// <param name="features">Receives the features: those of a cell one after another, those of the next cell a stride further. All are 0 before.</param>
    /// <param name="stride">The distance from one cell's features to the next.</param>
    /// <returns>How many cells are unknown.</returns>
    public abstract int Encode<T>(Span<double> cells, Span<T> features, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What reads the cells of a table's column.</summary>
    /// <exception cref="ArgumentException">The column holds something else.</exception>
    public CellReader ReaderOf(Column column)
    {
        int row = FirstRefused(column);
        if (row >= 0)
        {
            throw new ArgumentException(Invariant(
                $"Column \"{Name}\" must hold {Column.WordsFor(Kind)}, but holds {column.KindInWords}: row {row} has \"{Table.Shortened(column.TextAt(row))}\"."));
        }

        return new CellReader(column, column is TextColumn texts && column.Gaps < column.Count ? CellsOf(texts) : [], GapCell, this);
    }

    /// <summary>Whether the column can take the values of another kind.</summary>
    private protected abstract bool Takes(ColumnKind kind);

    /// <summary>The first row whose value is of a kind that the column cannot take; -1 where there is none.</summary>
    private int FirstRefused(Column column)
    {
        if (Takes(column.Kind))
        {
            return -1;
        }

        int first = -1;
        for (int row = 0; row < column.Count; row++)
        {
            if (!column.HasGap(row))
            {
                first = first < 0 ? row : first;
                if (column is not TextColumn || !IsWrittenAsKind(column.TextAt(row)))
                {
                    return row;
                }
            }
        }

        return first;
    }

    /// <summary>Whether a text could be read as a value of the kind, so that it is likely not the one for which the column holds texts.</summary>
    private bool IsWrittenAsKind(string text) => Kind switch
    {
        ColumnKind.Number => double.TryParse(text, CultureInfo.InvariantCulture, out _),
        ColumnKind.Flag => bool.TryParse(text, out _),
        _ => DateTime.TryParse(text, CultureInfo.InvariantCulture, out _),
    };

    private double[] CellsOf(TextColumn texts)
    {
        double[] cells = new double[texts.Texts.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = CellOf(texts.Texts[i]);
        }

        return cells;
    }

    private ArgumentException Refused(string kind, string given) => new($"Column \"{Name}\" must hold {Column.WordsFor(Kind)}, but is given {kind}: {given}.");
}
