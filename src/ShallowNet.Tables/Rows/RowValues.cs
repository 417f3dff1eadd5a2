using System.Globalization;

namespace ShallowNet;

/// <summary>Collects the values of a column of a kind that the first value tells.</summary>
/// <param name="name">The name of the column.</param>
internal sealed class RowValues(string name)
{
    private readonly List<double> numbers = [];
    private readonly List<string?> texts = [];
    private readonly List<bool?> flags = [];
    private readonly List<DateTime?> dates = [];
    private ColumnKind? kind;
    private int firstRow;

    /// <summary>Adds the value of a row; rows between, and before the first one, have none.</summary>
    /// <exception cref="ArgumentException">It is of no kind that a column has, or of another one than those before.</exception>
    public void Add(object? value, int row)
    {
        if (value is null or DBNull)
        {
            return;
        }

        ColumnKind its = KindOf(value, row);
        if (kind is { } known && known != its)
        {
            throw new ArgumentException(Invariant(
                $"Column \"{name}\" must hold values of one kind, but holds {Column.WordsFor(known)} in row {firstRow} and {Column.WordsFor(its)} in row {row}."));
        }

        (kind, firstRow) = kind is null ? (its, row) : (kind, firstRow);
        FillTo(row);
        switch (its)
        {
            case ColumnKind.Number:
                numbers.Add(value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Flag:
                flags.Add((bool)value);
                break;
            case ColumnKind.Date:
                dates.Add(value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : value is DateTimeOffset moment ? moment.DateTime : (DateTime)value);
                break;
            default:
                texts.Add(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The column, with gaps up to the number of rows.</summary>
    public Column Build(int rows)
    {
        FillTo(rows);
        return kind switch
        {
            ColumnKind.Text => Column.Of(name, texts),
            ColumnKind.Flag => Column.Of(name, flags),
            ColumnKind.Date => Column.Of(name, dates),
            _ => Column.Of(name, numbers),
        };
    }

    private void FillTo(int rows)
    {
        switch (kind)
        {
            case ColumnKind.Text:
                Fill(texts, null, rows);
                break;
            case ColumnKind.Flag:
                Fill(flags, null, rows);
                break;
            case ColumnKind.Date:
                Fill(dates, null, rows);
                break;
            default:
                Fill(numbers, double.NaN, rows);
                break;
        }
    }

    private static void Fill<TItem>(List<TItem> items, TItem gap, int count)
    {
        while (items.Count < count)
        {
            items.Add(gap);
        }
    }

    private ColumnKind KindOf(object value, int row) => value switch
    {
        bool => ColumnKind.Flag,
        DateTime or DateOnly or DateTimeOffset => ColumnKind.Date,
        string or char or Guid or Enum => ColumnKind.Text,
        Half or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => ColumnKind.Number,
        _ => throw new ArgumentException(Invariant(
            $"Column \"{name}\" must hold numbers, texts, flags or dates, but has a value of type {value.GetType().Name} in row {row}.")),
    };
}
