using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShallowNet.Benchmarks;

/// <summary>Somebody's scores: of each set, three for each fold, or, where only the means are known, for one that is called "mean".</summary>
internal sealed record Contender(string Name, Dictionary<string, Dictionary<string, double?[]>> Sets)
{
    private const string Mean = "mean";

    /// <summary>The means of what several seeds gave on the same fold.</summary>
    public static Contender Of(string name, IEnumerable<Cell> cells) => new(name, cells.GroupBy(cell => cell.Set).ToDictionary(
        set => set.Key,
        set => set.GroupBy(cell => cell.Fold).ToDictionary(fold => fold.Key, fold => MeanOf([.. fold.Select(cell => cell.Scores)]))));

    /// <summary>Those of a file scores.json, which has of each set and contender the three means.</summary>
    public static IEnumerable<Contender> ReadMeans(string path) => Contenders(
        JsonNode.Parse(File.ReadAllText(path))!.AsObject(),
        means => new() { [Mean] = means.Deserialize<double?[]>()! });

    /// <summary>scikit-learn's, of the file that accuracy.py writes: of each set, the scores of each repeat's folds.</summary>
    public static IEnumerable<Contender> ReadFolds(JsonObject results) => Contenders(
        results,
        result => result["scores"].Deserialize<double?[][][]>()!
            .SelectMany((folds, repeat) => folds.Select((scores, fold) => (Key: Accuracy.FoldName(repeat, fold), Scores: scores)))
            .ToDictionary(each => each.Key, each => each.Scores));

    /// <summary>
    /// The score of this contender and of another on a set, on the folds that both have, or the means where there are none; null
    /// where one of the two has no score.
    /// </summary>
    public (double[] Its, double[] Others)? Beside(Contender other, string set, int score)
    {
        if (!Sets.TryGetValue(set, out var its) || !other.Sets.TryGetValue(set, out var others))
        {
            return null;
        }

        string[] common = [.. its.Keys.Where(others.ContainsKey)];
        double[] a = Scores(its, common.Length > 0 ? common : its.Keys, score), b = Scores(others, common.Length > 0 ? common : others.Keys, score);
        return a.Length > 0 && b.Length > 0 ? (a, b) : null;
    }

    private static double[] Scores(Dictionary<string, double?[]> folds, IEnumerable<string> keys, int score) => [.. keys.Select(key => folds[key].ElementAtOrDefault(score)).OfType<double>()];

    private static double?[] MeanOf(double?[][] scores) => [.. scores[0].Select((_, i) => scores.Average(each => each[i]))];

    private static IEnumerable<Contender> Contenders(JsonObject sets, Func<JsonNode, Dictionary<string, double?[]>> read) => sets
        .SelectMany(set => set.Value!.AsObject().Select(contender => (contender.Key, Set: set.Key, Folds: read(contender.Value!))))
        .GroupBy(each => each.Key)
        .Select(group => new Contender(group.Key, group.ToDictionary(each => each.Set, each => each.Folds)));
}
