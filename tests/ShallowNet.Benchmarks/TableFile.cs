using System.Globalization;
using System.IO.Compression;

namespace ShallowNet.Benchmarks;

/// <summary>
/// A table in a file NAME.csv.gz: a header, and a row for each sample. Columns that are called n_… are numbers, those called c_… are texts, and an
/// empty cell is a missing one; target is the class or the number to tell; fold0, and further ones such as fold1, are the number of the
/// sample's fold in a cross-validation. No cell has a comma or quotes.
/// </summary>
internal sealed class TableFile
{
    private readonly string[] header;
    private readonly string[][] rows;
    private readonly Table table;

    public TableFile(string path, bool hasClasses)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        string[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(','))];
        (header, rows) = (lines[0], lines[1..]);
        table = new Table(header.Index().Where(column => !column.Item.StartsWith("fold", StringComparison.Ordinal))
            .Select(column => ColumnOf(column.Item, column.Index, isNumber: column.Item.StartsWith("n_", StringComparison.Ordinal) || (column.Item == Samples.Target && !hasClasses))));
    }

    /// <summary>All samples, without the numbers of folds.</summary>
    public Table All => table;

    public IEnumerable<string> FoldColumns => header.Where(name => name.StartsWith("fold", StringComparison.Ordinal));

    public IEnumerable<string> FoldsOf(string column) => rows.Select(row => row[Array.IndexOf(header, column)]).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The samples of all folds but one, and those of that one.</summary>
    public (Samples Train, Samples Test) Split(string column, string fold)
    {
        int place = Array.IndexOf(header, column);
        return (Part(row => rows[row][place] != fold), Part(row => rows[row][place] == fold));
    }

    /// <summary>So many samples at random, at most three quarters of all, and so many others.</summary>
    public (Samples Train, Samples Test) Draw(int train, int test, int seed)
    {
        int[] order = new NumPyRandom(seed).Permutation(rows.Length);
        int begin = Math.Min(train, 3 * rows.Length / 4);
        HashSet<int> first = [.. order[..begin]], others = [.. order[begin..Math.Min(begin + test, rows.Length)]];
        return (Part(first.Contains), Part(others.Contains));
    }

    private Samples Part(Func<int, bool> isIn)
    {
        Table part = table.Take(Enumerable.Range(0, rows.Length).Where(isIn));
        return new Samples([], [.. part.Rows.Select(row => part[Samples.Target].TextAt(row.Index))], part[Samples.Target] is NumberColumn numbers ? [.. numbers.Values] : []) { Table = part };
    }

    private Column ColumnOf(string name, int place, bool isNumber) => isNumber
        ? Column.Of(name, rows.Select(row => row[place].Length == 0 ? double.NaN : double.Parse(row[place], CultureInfo.InvariantCulture)))
        : Column.Of(name, rows.Select(row => row[place].Length == 0 ? null : row[place]));
}
