namespace ShallowNet;

/// <summary>What is known of a CSV file before its rows are read.</summary>
internal sealed class CsvLayout
{
    private readonly string[] names;
    private readonly bool[] isNameless;
    private readonly int? headerLine;

    private CsvLayout(CsvSource source, CsvOptions options, CsvSeparator separator, (string[] Names, bool[] IsNameless, int? Line) header)
    {
        (Source, Options, Separator) = (source, options, separator);
        (names, isNameless, headerLine) = header;
    }

    public CsvSource Source { get; }

    public CsvOptions Options { get; }

    public CsvSeparator Separator { get; }

    /// <summary>The number of values that every row has.</summary>
    public int Width => names.Length;

    /// <summary>The names of the columns that are in the file.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Reads the first line.</summary>
    /// <exception cref="CsvException">The file is empty, or the names of its columns are not all different.</exception>
    public static CsvLayout Find(CsvSource source, CsvOptions options)
    {
        CsvSeparator separator = CsvSeparator.Find(source, options);
        using CsvRows rows = new(source, options, separator);
        if (!rows.ReadRow())
        {
            throw new CsvException(new CsvPlace(source.Path), options.HasHeader ? "a CSV file must have a line with the names of its columns, but is empty." : "a CSV file must have a row, but is empty.");
        }

        string[] first = options.HasHeader ? rows.Names() : [.. Enumerable.Repeat("", rows.Width)];
        string[] names = [.. first.Select((name, i) => name.Length > 0 ? name : Invariant($"column {i + 1}"))];
        bool[] isNameless = Array.ConvertAll(first, name => options.HasHeader && name.Length == 0);
        int line = rows.Line;
        foreach (IGrouping<string, int> places in Enumerable.Range(0, names.Length).GroupBy(i => names[i]))
        {
            if (places.Take(2).ToArray() is [var one, var another])
            {
                throw new CsvException(
                    new CsvPlace(source.Path, line), Invariant($"columns must have different names, but columns {one + 1} and {another + 1} are both named \"{Table.Shortened(places.Key)}\"."));
            }
        }

        string? halved = Array.Find(names, name => Require.HasHalfAPair(name));
        return halved is null
            ? new CsvLayout(source, options, separator, (names, isNameless, options.HasHeader ? line : null))
            : throw new CsvException(new CsvPlace(source.Path, line), "names must be valid text, but one has half a surrogate pair.");
    }

    /// <summary>The columns that are to be read.</summary>
    /// <exception cref="CsvException">The options name a column that is not there.</exception>
    public CsvColumn[] CreateColumns()
    {
        CsvGaps gaps = new(Options.Gaps);
        Array.ForEach([.. Options.Kinds.Keys], name => PlaceOf(name, nameof(CsvOptions.Kinds)));
        int[] places = Options.Columns is null ? [.. Enumerable.Range(0, Width)] : [.. Options.Columns.Select(name => PlaceOf(name, nameof(CsvOptions.Columns)))];
        return Array.ConvertAll(places, place =>
        {
            ColumnKind? kind = Options.Kinds.TryGetValue(names[place], out ColumnKind known) ? known : null;
            return new CsvColumn(names[place], place, CsvForms.Of(Options, Separator.Sign, kind))
            {
                Gaps = gaps,
                IsFixed = kind is not null,
                IsNameless = !isNameless.AsSpan(place).Contains(false) && kind is null && Options.Columns is null,
            };
        });
    }

    private int PlaceOf(string name, string option)
    {
        int place = Array.IndexOf(names, name);
        return place >= 0 ? place : throw new CsvException(
            new CsvPlace(Source.Path, headerLine), $"{option} must name columns of the file, but \"{Table.Shortened(name)}\" is none of {Table.Quoted(names)}.");
    }
}
