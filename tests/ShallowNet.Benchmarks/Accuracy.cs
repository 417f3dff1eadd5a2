using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>
/// Models with default options on real data, beside scikit-learn's on the same folds: accuracy, or R² of the diabetes data. The peer's
/// numbers are those of accuracy.json, which accuracy.py writes; its seconds are of the machine that did. Ours is the same model in both
/// rows of the diabetes data: it scales the target, which scikit-learn's does only when asked to.
/// </summary>
internal static class Accuracy
{
    public static int Run()
    {
        JsonObject peer = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "accuracy.json")))!.AsObject();
        int folds = peer["folds"]!.GetValue<int>(), repeats = peer["repeats"]!.GetValue<int>();
        Console.WriteLine($"{repeats} times {folds} folds; mean ± standard error, beside scikit-learn {peer["versions"]!["sklearn"]}; seconds of one fold");
        Console.WriteLine($"{"",-26}{"ours",-18}{"scikit-learn",-18}{"difference",-20}{"ours",9}{"scikit-learn",14}");
        foreach ((string name, Func<int, Fold, double> score, Func<int, IReadOnlyList<Fold>> split) in Tasks(folds))
        {
            JsonNode theirs = peer["results"]![name]!;
            double[] scores = new double[repeats * folds], theirScores = [.. theirs["scores"]!.Deserialize<double[][]>()!.SelectMany(row => row)];
            score(0, split(0)[0]);
            double seconds = Workloads.Seconds(() =>
            {
                for (int i = 0; i < scores.Length; i++)
                {
                    scores[i] = score(i / folds, split(i / folds)[i % folds]);
                }
            }) / scores.Length;
            string cells = string.Concat(((double[][])[scores, theirScores]).Select(s => $"{Mean(s),-18}"));
            string difference = Mean([.. scores.Zip(theirScores, (a, b) => a - b)], sign: true);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-26}{cells}{difference,-20}{seconds,7:0.000} s{theirs["seconds"]!.GetValue<double>(),12:0.000} s"));
        }

        return 0;
    }

    /// <summary>The score of a classifier with default options: trained on a fold's one part, tested on the other.</summary>
    private static double ScoreClassifier(Matrix<double> X, int[] labels, Fold fold, int seed) => MlpClassifier
        .Fit(Split.Columns(X, fold.Train), Part(labels, fold.Train), new MlpOptions { Seed = seed })
        .Score(Split.Columns(X, fold.Test), Part(labels, fold.Test));

    /// <summary>R² of a regressor with default options: trained on a fold's one part, tested on the other.</summary>
    private static double ScoreRegressor(Matrix<double> X, Matrix<double> Y, Fold fold, int seed) => MlpRegressor
        .Fit(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), new MlpOptions { Seed = seed })
        .Score(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test));

    private static int[] Part(int[] labels, IReadOnlyList<int> places) => [.. places.Select(place => labels[place])];

    private static IEnumerable<(string Name, Func<int, Fold, double> Score, Func<int, IReadOnlyList<Fold>> Split)> Tasks(int folds)
    {
        foreach ((string name, string file, int skip) in ((string, string, int)[])
            [("breast cancer", "breast_cancer.csv", 1), ("iris", "iris.csv", 1), ("wine", "wine_data.csv", 1), ("digits", "digits.csv.gz", 0)])
        {
            double[][] rows = Tables.Read(file, skip);
            Matrix<double> X = Matrix<double>.Build.DenseOfColumnArrays(rows.Select(row => row[..^1]));
            int[] labels = Array.ConvertAll(rows, row => (int)row[^1]);
            yield return (name, (seed, fold) => ScoreClassifier(X, labels, fold, seed), seed => Split.StratifiedKFold(labels, folds, seed));
        }

        Matrix<double> patients = Matrix<double>.Build.DenseOfColumnArrays(Tables.Read("diabetes_data_raw.csv.gz"));
        Matrix<double> progress = Matrix<double>.Build.DenseOfColumnArrays(Tables.Read("diabetes_target.csv.gz"));
        foreach (string name in (string[])["diabetes", "diabetes, scaled target"])
        {
            yield return (name, (seed, fold) => ScoreRegressor(patients, progress, fold, seed), seed => Split.KFold(patients.ColumnCount, folds, seed));
        }
    }

    /// <summary>The mean and its standard error, as though the folds were independent.</summary>
    private static string Mean(double[] values, bool sign = false)
    {
        double mean = values.Average(), error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
        return mean.ToString(sign ? "+0.0000;-0.0000" : "0.0000", CultureInfo.InvariantCulture) + string.Create(CultureInfo.InvariantCulture, $" ± {error:0.0000}");
    }
}
