using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>How a CSV file is read or written. What is not given is found from the file.</summary>
public sealed record CsvOptions
{
    /// <summary>The texts that count as missing unless others are given.</summary>
    private static readonly IReadOnlyList<string> UsualGaps = new ValueList<string>(
        ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None", "?"]);

    internal static CsvOptions Default { get; } = new();

    /// <summary>
    /// What stands between two values: a tab or any ASCII sign that is no letter, digit, quotation mark, space, point, plus or minus. Null, which is the
    /// default, for the one of tab, semicolon, bar and comma that the first 20 lines have equally often, in this order of preference; where none is, for the
    /// most frequent one of the first line. A first line <c>sep=;</c>, as spreadsheets write it, names one of the four, and is no row of the table. Files are written with commas then.
    /// </summary>
    /// <exception cref="ArgumentException">It can be no separator.</exception>
    public char? Separator
    {
        get;
        init => field = value is null or '\t' or (> ' ' and < '\x7f' and not ('"' or '.' or '+' or '-')) && !(value is { } sign && char.IsAsciiLetterOrDigit(sign))
            ? value
            : throw new ArgumentException(
                Invariant($"Separator must be a tab or an ASCII sign that is no letter, digit, quotation mark, space, point, plus or minus, but is U+{(int)value:X4}."));
    }

    /// <summary>Whether the first line has the names of the columns, which is the default. Without, they are called "column 1", "column 2" and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// Whether values may stand in quotation marks, which is the default: separators, line ends and spaces are then part of the value, and "" is one mark.
    /// Without, a quotation mark is a sign as any other.
    /// </summary>
    public bool HasQuotes { get; init; } = true;

    /// <summary>
    /// How numbers and dates are written: the decimal sign, the sign between groups of digits, and short dates. ISO dates are read in any. Null, which is the
    /// default, for decimal points and ISO dates only; in files with semicolons, a column without points may have decimal commas.
    /// </summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>The encoding. Null, which is the default, for the one that the mark at the file's beginning tells, and UTF-8 where there is none.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// The texts that count as missing, in which upper and lower case differ; an empty value always does. The default: NA, N/A, n/a, #N/A, &lt;NA&gt;, NaN, nan,
    /// NULL, null, None and ?. In quotation marks, they are missing in columns of numbers, flags and dates, and texts in columns of texts.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list or an element is null.</exception>
    public IReadOnlyList<string> Gaps { get; init => field = ValueList.OfNotNull(value, nameof(Gaps)); } = UsualGaps;

    /// <summary>What columns hold, by their names. What other columns hold is found from all their values.</summary>
    /// <exception cref="ArgumentNullException">The dictionary is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public IReadOnlyDictionary<string, ColumnKind> Kinds
    {
        get;
        init => field = Require.NotNull(value, nameof(Kinds)).ToDictionary(pair => pair.Key, pair => Require.Defined(pair.Value, nameof(Kinds)));
    } = new Dictionary<string, ColumnKind>();

    /// <summary>The names of the columns that are read, in the order that the table is to have; null, which is the default, for all.</summary>
    /// <exception cref="ArgumentException">It is empty, or has a name twice.</exception>
    public IReadOnlyList<string>? Columns
    {
        get;
        init
        {
            ValueList<string>? copy = value is null ? null : ValueList.OfNotNull(value, nameof(Columns));
            if (copy is { Count: 0 })
            {
                throw new ArgumentException("Columns must have at least one name, but is empty: null is for all columns.");
            }

            string? twice = copy?.GroupBy(name => name).FirstOrDefault(group => group.Skip(1).Any())?.Key;
            field = twice is null ? copy : throw new ArgumentException($"Columns must have different names, but has \"{twice}\" twice.");
        }
    }

    /// <summary>
    /// The same options, with the kinds of a table's columns: so that another file with these columns is read as the table was, such as one with rows to predict,
    /// or one that <see cref="Csv.Write(Table, string, CsvOptions)"/> wrote.
    /// </summary>
    /// <param name="table">The table, all of whose columns the file must have, unless <see cref="Columns"/> names fewer.</param>
    /// <exception cref="ArgumentNullException">The table is null.</exception>
    public CsvOptions WithKindsOf(Table table) => this with { Kinds = Require.NotNull(table).Columns.ToDictionary(column => column.Name, column => column.Kind) };

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(CsvOptions), PrintMembers);
}
