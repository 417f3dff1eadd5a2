using System.Text.Json.Nodes;

namespace ShallowNet.Benchmarks;

/// <summary>
/// Models with default options on five small data sets, beside scikit-learn's on the same folds, which are others in every repeat. The peer's
/// numbers are those of accuracy.json, which accuracy.py writes; its seconds are of the machine that did. Ours scales the target of a
/// regression, which scikit-learn's does only when asked to: "scaled target".
/// </summary>
internal static class Accuracy
{
    public static int Run(string[] args)
    {
        JsonObject peer = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "accuracy.json")))!.AsObject();
        int folds = peer["folds"]!.GetValue<int>(), repeats = peer["repeats"]!.GetValue<int>();
        JudgeOptions options = JudgeOptions.Parse(args, repeats, precision: "double");
        JsonObject results = peer["results"]!.AsObject();
        int code = Judge.Run(Sets(folds).Where(set => set.Rows <= options.MostRows && options.Wants(set.Name)), Contender.ReadFolds(results), options);
        Console.WriteLine($"\nscikit-learn {peer["versions"]!["sklearn"]}, on one thread, when accuracy.json was written; seconds:");
        foreach ((string set, JsonNode? contenders) in results)
        {
            Console.WriteLine($"{set,-18}{string.Join(", ", contenders!.AsObject().Select(pair => FormattableString.Invariant($"{pair.Value!["seconds"]!.GetValue<double>():0.000} ({pair.Key})")))}");
        }

        return code;
    }

    /// <summary>What a fold is called.</summary>
    public static string FoldName(int repeat, int fold) => $"repeat {repeat}, fold {fold}";

    private static IEnumerable<JudgedSet> Sets(int folds)
    {
        foreach ((string name, string file, int skip) in ((string, string, int)[])
            [("breast cancer", "breast_cancer.csv", 1), ("iris", "iris.csv", 1), ("wine", "wine_data.csv", 1), ("digits", "digits.csv.gz", 0)])
        {
            double[][] rows = Tables.Read(file, skip);
            int[] labels = Array.ConvertAll(rows, row => (int)row[^1]);
            Samples samples = new(Array.ConvertAll(rows, row => row[..^1]), Array.ConvertAll(labels, label => $"{label}"), []);
            yield return Set(name, samples, repeat => Split.StratifiedKFold(labels, folds, repeat));
        }

        Samples patients = new(Tables.Read("diabetes_data_raw.csv.gz"), [], [.. Tables.Read("diabetes_target.csv.gz").Select(row => row[0])]);
        yield return Set("diabetes", patients, repeat => Split.KFold(patients.Features.Length, folds, repeat));
    }

    private static JudgedSet Set(string name, Samples samples, Func<int, IReadOnlyList<Fold>> split) => new(
        name, samples.Labels.Length > 0, samples.Features.Length, repeats =>
            from repeat in Enumerable.Range(0, repeats)
            from fold in split(repeat).Select((fold, i) => (fold.Train, fold.Test, Name: FoldName(repeat, i)))
            select new Trial(fold.Name, repeat, () => (Part(samples, fold.Train), Part(samples, fold.Test))));

    private static Samples Part(Samples samples, IReadOnlyList<int> places) => new(
        Part(samples.Features, places), Part(samples.Labels, places), Part(samples.Targets, places));

    private static TElement[] Part<TElement>(TElement[] all, IReadOnlyList<int> places) => all.Length == 0 ? [] : [.. places.Select(place => all[place])];
}
