using ShallowNet;

namespace Playground;

/// <summary>Points from a CSV file: two columns of numbers, and one of classes or numbers to be learned.</summary>
internal static class OwnCsv
{
    /// <summary>The settings that make the points of a CSV text the data, and what the page tells of them.</summary>
    /// <exception cref="Refusal">The text is no such table.</exception>
    public static object Read(string text)
    {
        Table table = Parse(text);
        if (table.Columns.Count != 3)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"The table must have three columns (x₁, x₂ and the label), but has {table.Columns.Count}."));
        }

        if (table.RowCount is < 4 or > SetupReader.MostSamples)
        {
            throw Refusal.Wrong(FormattableString.Invariant($"The table must have 4 to {SetupReader.MostSamples} rows, but has {table.RowCount}."));
        }

        IReadOnlyList<double> x1 = Numbers(table.Columns[0]), x2 = Numbers(table.Columns[1]);
        string[]? classes = Classes(table.Columns[2]);
        IReadOnlyList<double> labels = classes is null ? Numbers(table.Columns[2]) : [.. Texts(table.Columns[2]).Select(label => (double)Array.IndexOf(classes, label))];
        string points = string.Join(';', Enumerable.Range(0, table.RowCount).Select(j => FormattableString.Invariant($"{x1[j]},{x2[j]},{labels[j]}")));
        string data = classes is null ? "ownnumbers" : "own";
        // What a link may carry is checked in one place.
        _ = SetupReader.Read($"data={data}&points={points}");
        return new { data, points, rows = table.RowCount, columns = table.Columns.Select(column => column.Name), classes };
    }

    private static Table Parse(string text)
    {
        try
        {
            return Csv.Parse(text);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or FormatException)
        {
            throw Refusal.Wrong(exception.Message);
        }
    }

    private static IReadOnlyList<double> Numbers(Column column)
    {
        if (column is not NumberColumn numbers)
        {
            throw Refusal.Wrong($"Column \"{column.Name}\" must be of numbers, but is of {column.Kind}.");
        }

        int gap = numbers.Values.ToList().FindIndex(double.IsNaN);
        return gap < 0 ? numbers.Values : throw Refusal.Wrong(FormattableString.Invariant($"Column \"{column.Name}\" must have no gaps, but has one in row {gap + 1}."));
    }

    /// <summary>The classes in their order; null for numbers that are no classes.</summary>
    private static string[]? Classes(Column column)
    {
        if (column is NumberColumn numbers && !(numbers.Values.All(double.IsInteger) && numbers.Values.Distinct().Count() <= SetupReader.MostClasses))
        {
            return null;
        }

        string[] classes = [.. Texts(column).Distinct().Order(StringComparer.Ordinal)];
        return classes.Length is >= 2 and <= SetupReader.MostClasses
            ? classes
            : throw Refusal.Wrong(FormattableString.Invariant($"Column \"{column.Name}\" must have 2 to {SetupReader.MostClasses} classes, or numbers, but has {classes.Length} classes."));
    }

    private static IEnumerable<string> Texts(Column column)
    {
        IEnumerable<string?> values = column switch
        {
            TextColumn texts => texts.Values,
            FlagColumn flags => flags.Values.Select(flag => flag?.ToString()),
            NumberColumn numbers => Numbers(numbers).Select(number => FormattableString.Invariant($"{number}")),
            _ => throw Refusal.Wrong($"Column \"{column.Name}\" must be of classes or numbers, but is of {column.Kind}."),
        };
        return values.Select((value, j) => value ?? throw Refusal.Wrong(FormattableString.Invariant($"Column \"{column.Name}\" must have no gaps, but has one in row {j + 1}.")));
    }
}
