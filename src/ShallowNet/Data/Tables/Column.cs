namespace ShallowNet;

/// <summary>A named column of a <see cref="Table"/>: numbers, texts, flags or dates, some of which may be missing. It never changes.</summary>
public abstract class Column
{
    private protected Column(string name, int count)
    {
        Name = CheckName(name);
        Count = count;
    }

    /// <summary>The name, which is not empty.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>What it holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>The number of rows without a value.</summary>
    public int Gaps
    {
        get
        {
            if (field < 0)
            {
                field = Enumerable.Range(0, Count).Count(HasGap);
            }

            return field;
        }
    } = -1;

    /// <summary>What files and messages call the kind, in the plural.</summary>
    internal string KindInWords => WordsFor(Kind);

    /// <summary>A column of numbers; NaN is a gap.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The number of each row.</param>
    /// <exception cref="ArgumentException">The name is empty, or not valid text.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static NumberColumn Of(string name, IEnumerable<double> values) => new(name, values);

    /// <summary>A column of numbers; null and NaN are gaps.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static NumberColumn Of(string name, IEnumerable<double?> values) => new(name, Require.NotNull(values).Select(value => value ?? double.NaN));

    /// <summary>A column of numbers; NaN is a gap.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static NumberColumn Of(string name, IEnumerable<float> values) => new(name, Require.NotNull(values).Select(value => (double)value));

    /// <summary>A column of numbers without gaps.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static NumberColumn Of(string name, IEnumerable<int> values) => new(name, Require.NotNull(values).Select(value => (double)value));

    /// <summary>A column of numbers; null is a gap.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static NumberColumn Of(string name, IEnumerable<int?> values) => new(name, Require.NotNull(values).Select(value => value ?? double.NaN));

    /// <summary>A column of numbers without gaps, rounded to double.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static NumberColumn Of(string name, IEnumerable<decimal> values) => new(name, Require.NotNull(values).Select(value => (double)value));

    /// <summary>A column of texts; null is a gap.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The text of each row.</param>
    /// <exception cref="ArgumentException">The name is empty, or a text is not valid (half a surrogate pair).</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static TextColumn Of(string name, IEnumerable<string?> values) => new(name, values);

    /// <summary>A column of flags without gaps.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static FlagColumn Of(string name, IEnumerable<bool> values) => new(name, Require.NotNull(values).Select(value => (bool?)value));

    /// <summary>A column of flags; null is a gap.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static FlagColumn Of(string name, IEnumerable<bool?> values) => new(name, values);

    /// <summary>A column of dates without gaps, to the second.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static DateColumn Of(string name, IEnumerable<DateTime> values) => new(name, Require.NotNull(values).Select(value => (DateTime?)value));

    /// <summary>A column of dates, to the second; null is a gap.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static DateColumn Of(string name, IEnumerable<DateTime?> values) => new(name, values);

    /// <summary>A column of dates without gaps.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static DateColumn Of(string name, IEnumerable<DateOnly> values) => new(name, Require.NotNull(values).Select(value => (DateTime?)value.ToDateTime(TimeOnly.MinValue)));

    /// <summary>A column of dates; null is a gap.</summary>
    /// <inheritdoc cref="Of(string, IEnumerable{double})" path="/param|/exception"/>
    public static DateColumn Of(string name, IEnumerable<DateOnly?> values) => new(name, Require.NotNull(values).Select(value => value?.ToDateTime(TimeOnly.MinValue)));

    /// <summary>Whether a row has no value.</summary>
    /// <param name="row">The row, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public bool IsGap(int row) => HasGap(CheckRow(row));

    /// <summary>The value of a row: a double, a string, a bool or a DateTime; null for a gap.</summary>
    /// <param name="row">The row, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public object? ValueAt(int row) => HasGap(CheckRow(row)) ? null : BoxedAt(row);

    /// <summary>The value of a row as a text, the same in every culture; empty for a gap.</summary>
    /// <param name="row">The row, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public string TextAt(int row) => HasGap(CheckRow(row)) ? "" : WrittenAt(row);

    /// <summary>The name, the kind and the number of rows in one line.</summary>
    public override string ToString() => $"{Name}: {Require.Count(Count, "row")} of {KindInWords}{(Gaps == 0 ? "" : $", {Require.Count(Gaps, "gap")}")}";

    internal static string WordsFor(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "numbers",
        ColumnKind.Text => "texts",
        ColumnKind.Flag => "flags",
        _ => "dates",
    };

    internal static string CheckName(string name, string paramName = "name")
    {
        Require.NotNull(name, paramName);
        return name.Length == 0 || Require.HasHalfAPair(name)
            ? throw new ArgumentException($"{paramName} must be a text that is not empty, but {(name.Length == 0 ? "is empty" : "has half a surrogate pair")}.", paramName)
            : name;
    }

    internal abstract bool HasGap(int row);

    /// <summary>The text of a row's value as a class, in which −0 is 0.</summary>
    internal string LabelAt(int row) => this is NumberColumn numbers && numbers.Span[row] == 0 ? "0" : TextAt(row);

    /// <summary>The column with the given rows, in the given order.</summary>
    internal abstract Column RowsAt(ReadOnlySpan<int> rows);

    /// <summary>The same values by another name.</summary>
    internal abstract Column Renamed(string name);

    /// <summary>The number of different values, gaps not counted.</summary>
    internal abstract int CountDistinct();

    private protected abstract object BoxedAt(int row);

    private protected abstract string WrittenAt(int row);

    private protected int CheckRow(int row) => row >= 0 && row < Count
        ? row : throw new ArgumentOutOfRangeException(nameof(row), Invariant($"row must be at least 0 and less than {Count} (the rows of {Name}), but is {row}."));

    private protected static TItem[] RowsOf<TItem>(TItem[] items, ReadOnlySpan<int> rows)
    {
        TItem[] chosen = new TItem[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = items[rows[i]];
        }

        return chosen;
    }
}
