using System.Globalization;

namespace ShallowNet;

/// <summary>
/// The values of one sample, by the names of the columns, to be given to the model or the encoder that made it. Every value is a gap until it is set. A row is
/// for one thread at a time, and can be used again.
/// </summary>
public sealed class InputRow
{
    private readonly double[] cells;

    internal InputRow(TableEncoder encoder)
    {
        Encoder = encoder;
        cells = new double[encoder.Encoders.Count];
        Clear();
    }

    /// <summary>What made the row.</summary>
    public TableEncoder Encoder { get; }

    /// <summary>The names of the columns whose value was not there in training: a category that is not known, or a gap where there was none.</summary>
    public IReadOnlyList<string> Unknown
    {
        get
        {
            List<string>? names = null;
            for (int i = 0; i < cells.Length; i++)
            {
                if (IsUnknown(i))
                {
                    (names ??= []).Add(Encoder.Encoders[i].Name);
                }
            }

            return names ?? (IReadOnlyList<string>)[];
        }
    }

    /// <summary>Whether the value of a column was not there in training, as <see cref="Unknown"/> tells it of all, without allocating.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public bool IsUnknown(int column) => At(column) is { Width: > 0 } encoder && encoder.IsUnknown(cells[column]);

    internal ReadOnlySpan<double> Cells => cells;

    /// <summary>Makes a gap of every value.</summary>
    public void Clear()
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = Encoder.Encoders[i].GapCell;
        }
    }

    /// <summary>Sets a number, of a column of numbers or flags, or of numbers that are names; null and NaN are gaps.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="value">The number.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, it holds something else, or the number is infinite.</exception>
    public InputRow Set(string column, double? value) => Set(Encoder.PlaceOf(column), value);

    /// <summary>Sets a text; null is a gap.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="value">The text.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(string column, string? value) => Set(Encoder.PlaceOf(column), value);

    /// <summary>Sets a flag; null is a gap.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="value">The flag.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(string column, bool? value) => Set(Encoder.PlaceOf(column), value);

    /// <summary>Sets a date; null is a gap.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="value">The date.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(string column, DateTime? value) => Set(Encoder.PlaceOf(column), value);

    /// <summary>Sets a number by the place of its column.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <param name="value">The number; null and NaN are gaps.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, it holds something else, or the number is infinite.</exception>
    public InputRow Set(int column, double? value)
    {
        ColumnEncoder encoder = At(column);
        if (value is { } infinite && double.IsInfinity(infinite))
        {
            throw new ArgumentException($"Column \"{encoder.Name}\" must be finite, but is given {Require.Text(infinite)}.", nameof(value));
        }

        cells[column] = value is { } number && !double.IsNaN(number) ? encoder.CellOf(number) : encoder.GapCell;
        return this;
    }

    /// <summary>Sets a text by the place of its column, without allocating.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <param name="value">The text; null is a gap.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(int column, string? value)
    {
        ColumnEncoder encoder = At(column);
        cells[column] = value is null ? encoder.GapCell : encoder.CellOf(value);
        return this;
    }

    /// <summary>Sets a text by the place of its column from its characters, without allocating.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <param name="value">The characters.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(int column, ReadOnlySpan<char> value)
    {
        cells[column] = At(column).CellOf(value);
        return this;
    }

    /// <summary>Sets a flag by the place of its column.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <param name="value">The flag; null is a gap.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(int column, bool? value)
    {
        ColumnEncoder encoder = At(column);
        cells[column] = value is { } flag ? encoder.CellOf(flag) : encoder.GapCell;
        return this;
    }

    /// <summary>Sets a date by the place of its column.</summary>
    /// <param name="column">The place in <see cref="TableEncoder.Columns"/>.</param>
    /// <param name="value">The date; null is a gap.</param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it holds something else.</exception>
    public InputRow Set(int column, DateTime? value)
    {
        ColumnEncoder encoder = At(column);
        cells[column] = value is { } date ? encoder.CellOf(date) : encoder.GapCell;
        return this;
    }

    /// <summary>Sets all values that a dictionary has, and makes gaps of the others.</summary>
    /// <param name="values">
    /// Numbers of any kind, texts (strings, characters, GUIDs and values of enumerations), flags and dates by the names of their columns; null and DBNull for a gap.
    /// </param>
    /// <returns>The row itself.</returns>
    /// <exception cref="ArgumentException">A name is of no column, or a value of another kind than its column.</exception>
    public InputRow SetAll(IReadOnlyDictionary<string, object?> values)
    {
        double[] before = [.. cells];
        try
        {
            Clear();
            foreach ((string name, object? value) in Require.NotNull(values))
            {
                SetBoxed(Encoder.PlaceOf(name), value);
            }
        }
        catch (ArgumentException)
        {
            before.CopyTo(cells, 0);
            throw;
        }

        return this;
    }

    private void SetBoxed(int column, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                cells[column] = At(column).GapCell;
                break;
            case string or char or Guid or Enum:
                Set(column, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                Set(column, flag);
                break;
            case DateTime date:
                Set(column, date);
                break;
            case DateOnly date:
                Set(column, date.ToDateTime(TimeOnly.MinValue));
                break;
            case DateTimeOffset date:
                Set(column, date.DateTime);
                break;
            case Half half:
                Set(column, (double)half);
                break;
            case double or float or int or long or short or byte or sbyte or ushort or uint or ulong or decimal:
                Set(column, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"Column \"{At(column).Name}\" must be given a number, a text, a flag or a date, but is given {value.GetType().Name}.");
        }
    }

    private ColumnEncoder At(int column) => column >= 0 && column < cells.Length
        ? Encoder.Encoders[column]
        : throw new ArgumentException(Invariant($"column must be at least 0 and less than {cells.Length}, but is {column}."), nameof(column));
}
