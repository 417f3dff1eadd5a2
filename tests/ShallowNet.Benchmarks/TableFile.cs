using System.Globalization;
using System.IO.Compression;

namespace ShallowNet.Benchmarks;

/// <summary>
/// A table in a file NAME.csv.gz: a header, and a row for each sample. Columns that are called n_… are numbers, those called c_… are texts, and an
/// empty cell is a missing one; target is the class or the number to tell; fold0, and further ones such as fold1, are the number of the
/// sample's fold in a cross-validation. No cell has a comma or quotes.
/// </summary>
/// <remarks>
/// A network gets the numbers, a missing one as the median; then, of each column of numbers that some samples to train on lack, whether it is
/// missing; then a column for each text, or one for the second of two, where missing is a text, too: all zeros for a text that no sample to
/// train on has.
/// </remarks>
internal sealed class TableFile
{
    private const string Missing = "?";

    private readonly string[] header;
    private readonly string[][] rows;
    private readonly int target;

    public TableFile(string path)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        string[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Array.ConvertAll(line.TrimEnd('\r').Split(','), cell => cell.Length == 0 ? Missing : cell))];
        (header, rows) = (lines[0], lines[1..]);
        target = Array.IndexOf(header, "target");
    }

    public IEnumerable<string> FoldColumns => header.Where(name => name.StartsWith("fold", StringComparison.Ordinal));

    public IEnumerable<string> FoldsOf(string column) => rows.Select(row => row[Array.IndexOf(header, column)]).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The samples of all folds but one, and those of that one, encoded by what the former are.</summary>
    public (Samples Train, Samples Test) Split(string column, string fold)
    {
        int place = Array.IndexOf(header, column);
        string[][] train = [.. rows.Where(row => row[place] != fold)], test = [.. rows.Where(row => row[place] == fold)];
        int[] numbers = PlacesOf("n_"), texts = PlacesOf("c_");
        Func<string[], double>[] encoders =
        [
            .. numbers.Select(i => NumberOf(i, train)),
            .. numbers.Where(i => train.Any(row => row[i] == Missing)).Select(i => Is(i, Missing)),
            .. texts.SelectMany(i => TextsOf(i, train).Select(text => Is(i, text))),
        ];
        return (Encode(train), Encode(test));

        Samples Encode(string[][] part) => new(
            Array.ConvertAll(part, row => Array.ConvertAll(encoders, encode => encode(row))),
            Array.ConvertAll(part, row => row[target]),
            Array.ConvertAll(part, row => double.TryParse(row[target], CultureInfo.InvariantCulture, out double number) ? number : double.NaN));
    }

    private int[] PlacesOf(string prefix) => [.. Enumerable.Range(0, header.Length).Where(i => header[i].StartsWith(prefix, StringComparison.Ordinal))];

    private static Func<string[], double> NumberOf(int column, string[][] train)
    {
        double[] given = [.. train.Where(row => row[column] != Missing).Select(row => Number(row[column])).Order()];
        double median = (given[(given.Length - 1) / 2] + given[given.Length / 2]) / 2;
        return row => row[column] == Missing ? median : Number(row[column]);

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    private static Func<string[], double> Is(int column, string text) => row => row[column] == text ? 1 : 0;

    private static string[] TextsOf(int column, string[][] train)
    {
        string[] texts = [.. train.Select(row => row[column]).Distinct().Order(StringComparer.Ordinal)];
        return texts.Length == 2 ? texts[1..] : texts;
    }
}
