using System.Globalization;

namespace ShallowNet.Benchmarks;

/// <summary>
/// The models with their defaults on the tables of a folder, which <see cref="TableFile"/> describes. A file manifest.csv has the table's name
/// in its first column, and, under the headers task and rows, class or regr and the number of samples. What others reach on the same folds
/// is in scores.json, and in files like that which nnet.R writes: of each table and each of the others, the accuracy, the log loss and the AUC of two classes, or R², the root mean squared
/// error and the mean absolute error.
/// </summary>
internal static class TableFolder
{
    public static int Run(string[] args)
    {
        string folder = args[0];
        JudgeOptions options = JudgeOptions.Parse(args[1..], repeats: 1, precision: "float");
        string[] others = [Path.Combine(folder, "scores.json"), .. options.Others];
        return Judge.Run(Sets(folder, options), others.SelectMany(Contender.ReadMeans), options);
    }

    /// <summary>The tables, the smallest first, which are read when they are needed.</summary>
    public static IEnumerable<(string Name, bool HasClasses, int Rows, Lazy<TableFile> File)> Tables(string folder)
    {
        string[][] lines = [.. File.ReadAllLines(Path.Combine(folder, "manifest.csv")).Select(line => line.Split(','))];
        int task = Array.IndexOf(lines[0], "task"), rows = Array.IndexOf(lines[0], "rows");
        return lines[1..].Select(line => (line[0], line[task] == "class", int.Parse(line[rows], CultureInfo.InvariantCulture), FileOf(line[0], line[task] == "class")))
            .OrderBy(table => table.Item3);

        Lazy<TableFile> FileOf(string name, bool hasClasses) => new(() => new TableFile(Path.Combine(folder, $"{name}.csv.gz"), hasClasses));
    }

    /// <summary>Those that are wanted.</summary>
    public static IEnumerable<(string Name, bool HasClasses, int Rows, Lazy<TableFile> File)> Tables(string folder, JudgeOptions options) =>
        Tables(folder).Where(table => table.Rows <= options.MostRows && options.Wants(table.Name));

    private static IEnumerable<JudgedSet> Sets(string folder, JudgeOptions options) =>
        from table in Tables(folder, options)
        select new JudgedSet(table.Name, table.HasClasses, table.Rows, repeats => Trials(table.File.Value, repeats, options.Model));

    private static IEnumerable<Trial> Trials(TableFile table, int repeats, MlpOptions model) =>
        from seed in Enumerable.Range(0, repeats)
        from column in table.FoldColumns
        from fold in table.FoldsOf(column)
        select new Trial($"{column} {fold}", seed, () => table.Split(column, fold)) { Model = model };
}
