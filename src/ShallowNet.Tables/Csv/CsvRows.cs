using nietras.SeparatedValues;

namespace ShallowNet;

/// <summary>Reads the rows of a CSV file, of which blank lines are none.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly SepReader reader;
    private readonly string? path;
    private readonly bool hasQuotes;
    private char[] unescaped = new char[256];
    private int nextLine = 1;

    public CsvRows(CsvSource source, CsvOptions options, CsvSeparator separator)
    {
        path = source.Path;
        hasQuotes = options.HasQuotes;
        TextReader text = source.Open(options.Encoding);
        try
        {
            reader = new Sep(separator.Sign).Reader(sep => sep with { HasHeader = false, DisableColCountCheck = true, DisableQuotesParsing = !options.HasQuotes }).From(text);
            if (separator.HasLine)
            {
                ReadRow();
            }
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            text.Dispose();
            if (exception is NotSupportedException)
            {
                throw TooLong();
            }

            throw;
        }
    }

    /// <summary>The first line of the row.</summary>
    public int Line { get; private set; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool ReadRow()
    {
        while (MoveNext())
        {
            SepReader.Row row = reader.Current;
            Line = nextLine;
            nextLine = row.LineNumberToExcl;
            if (row.ColCount > 1 || !row.Span.Trim(" \t").IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of values of the row.</summary>
    public int Width => reader.Current.ColCount;

    /// <summary>The values of the row as names of columns.</summary>
    public string[] Names()
    {
        SepReader.Row row = reader.Current;
        string[] names = new string[row.ColCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Value(row[i].Span, new CsvPlace(path, Line), out _).ToString();
        }

        return names;
    }

    /// <summary>Adds rows to columns, all that are left unless there are more than asked for.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="width">The number of values that each row must have.</param>
    /// <param name="most">The most rows that are added.</param>
    /// <returns>How many rows were added.</returns>
    public int AddTo(CsvColumn[] columns, int width, int most)
    {
        int rows = 0;
        while (rows < most && ReadRow())
        {
            SepReader.Row row = reader.Current;
            CsvPlace place = new(path, Line);
            if (row.ColCount != width)
            {
                throw Ragged(row, width);
            }

            bool mayBeQuoted = hasQuotes && row.Span.Contains('"');
            foreach (CsvColumn column in columns)
            {
                if (column.IsOpen)
                {
                    ReadOnlySpan<char> value = row[column.Index].Span;
                    bool isQuoted = false;
                    value = mayBeQuoted ? Value(value, place with { Column = column.Name }, out isQuoted) : Trimmed(value);
                    column.Add(value, isQuoted, place);
                }
            }

            rows++;
        }

        return rows;
    }

    public void Dispose() => reader.Dispose();

    /// <summary>A value without the spaces around it.</summary>
    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> value) =>
        value.Length > 0 && (value[0] <= ' ' || value[^1] <= ' ') ? value.Trim(" \t\r\n") : value;

    /// <summary>A value without the spaces and the quotation marks around it.</summary>
    private ReadOnlySpan<char> Value(ReadOnlySpan<char> raw, CsvPlace place, out bool isQuoted)
    {
        ReadOnlySpan<char> value = Trimmed(raw);
        isQuoted = false;
        int first = hasQuotes ? value.IndexOf('"') : -1;
        if (first < 0)
        {
            return value;
        }

        if (first > 0)
        {
            throw new CsvException(place, $"{Subject(place)}must have quotation marks around the whole only, but has {Table.Shortened(value.ToString())}: where they are signs as others, set HasQuotes to false.");
        }

        isQuoted = true;
        value = value[1..];
        int length = 0;
        while (true)
        {
            int end = value.IndexOf('"');
            if (end < 0)
            {
                throw Unclosed(place);
            }

            bool isOne = end + 1 == value.Length;
            if (isOne && length == 0)
            {
                return value[..end];
            }

            if (!isOne && value[end + 1] != '"')
            {
                throw new CsvException(place, $"{Subject(place)}must have a separator or a line end after the closing quotation mark, but has {Table.Shortened(value[(end + 1)..].ToString())}.");
            }

            int copied = isOne ? end : end + 1;
            EnsureRoom(length + copied);
            value[..copied].CopyTo(unescaped.AsSpan(length));
            length += copied;
            if (isOne)
            {
                return unescaped.AsSpan(0, length);
            }

            value = value[(end + 2)..];
        }
    }

    private bool MoveNext()
    {
        try
        {
            return reader.MoveNext();
        }
        catch (NotSupportedException)
        {
            throw TooLong();
        }
    }

    private void EnsureRoom(int length)
    {
        if (length > unescaped.Length)
        {
            Array.Resize(ref unescaped, Math.Max(length, 2 * unescaped.Length));
        }
    }

    private CsvException Ragged(SepReader.Row row, int width) => hasQuotes && row.Span.Count('"') % 2 != 0
        ? Unclosed(new CsvPlace(path, Line))
        : new CsvException(
            new CsvPlace(path, Line),
            Invariant($"a row must have {Require.Count(width, "value")}, but has {row.ColCount}: \"{Table.Shortened(row.Span.ToString())}\"."));

    /// <summary>What a message is about, where it does not begin with the name of a column.</summary>
    private static string Subject(CsvPlace place) => place.Column is null ? "a name " : "";

    private CsvException TooLong() => new(new CsvPlace(path, nextLine), "a row must have less than 16,777,216 characters, but has more: are quotation marks closed?");

    private static CsvException Unclosed(CsvPlace place) => new(place with { Column = null }, "quotation marks must be closed, but one is open until the end.");
}
