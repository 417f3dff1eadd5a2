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

    private static IEnumerable<JudgedSet> Sets(string folder, JudgeOptions options)
    {
        string[][] lines = [.. File.ReadAllLines(Path.Combine(folder, "manifest.csv")).Select(line => line.Split(','))];
        int task = Array.IndexOf(lines[0], "task"), rows = Array.IndexOf(lines[0], "rows");
        foreach (string[] line in lines[1..].OrderBy(line => int.Parse(line[rows], CultureInfo.InvariantCulture)))
        {
            int count = int.Parse(line[rows], CultureInfo.InvariantCulture);
            if (count <= options.MostRows && options.Wants(line[0]))
            {
                Lazy<TableFile> table = new(() => new TableFile(Path.Combine(folder, $"{line[0]}.csv.gz"), line[task] == "class"));
                yield return new JudgedSet(line[0], line[task] == "class", count, repeats => Trials(table.Value, repeats, options.Model));
            }
        }
    }

    private static IEnumerable<Trial> Trials(TableFile table, int repeats, MlpOptions model) =>
        from seed in Enumerable.Range(0, repeats)
        from column in table.FoldColumns
        from fold in table.FoldsOf(column)
        select new Trial($"{column} {fold}", seed, () => table.Split(column, fold)) { Model = model };
}
