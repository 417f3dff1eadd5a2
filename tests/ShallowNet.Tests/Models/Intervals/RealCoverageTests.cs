namespace ShallowNet.Tests;

/// <summary>Intervals and sets of models of real tables are right as often as they say: fitted once, over 200 divisions of the other rows into calibration and test samples.</summary>
public sealed class RealCoverageTests
{
    private const double Level = 0.9;
    private const int Splits = 200;

    [Theory, InlineData(IntervalWidth.Constant), InlineData(IntervalWidth.FollowsSample)]
    public void PredictInterval_OfDiabetes_CoversAsOftenAsItSays(IntervalWidth width)
    {
        (Table train, Table others) = Datasets.Diabetes().Split(testShare: 0.5, seed: 1);
        MlpRegressor<float> model = MlpRegressor.Fit(train, target: "progression", new MlpOptions { HiddenLayers = [] });
        Covers(others, 60, atMost: Math.Ceiling(61 * Level) / 61, (calibrate, test) =>
        {
            model.Calibrate(calibrate);
            double[] y = [.. ((NumberColumn)test["progression"]).Values];
            return model.PredictInterval(test, new IntervalOptions { Level = Level, Width = width }).Zip(y).Average(pair => pair.First.Contains(pair.Second) ? 1.0 : 0);
        });
    }

    [Theory, InlineData("iris", "species", 30), InlineData("wine", "cultivar", 40), InlineData("breast cancer", "diagnosis", 60), InlineData("digits", "digit", 60)]
    public void PredictSet_OfARealTable_HoldsTheRightClassAtLeastAsOftenAsItSays(string name, string target, int samples)
    {
        Table table = name switch { "iris" => Datasets.Iris(), "wine" => Datasets.Wine(), "digits" => Datasets.Digits(), _ => Datasets.BreastCancer() };
        (Table train, Table others) = table.Take(Enumerable.Range(0, Math.Min(table.RowCount, 500))).Split(target, testShare: 0.5, seed: 1);
        MlpClassifier<float, string> model = MlpClassifier.Fit(train, target, new MlpOptions { HiddenLayers = [] });
        Covers(others, samples, atMost: 1, (calibrate, test) =>
        {
            model.Calibrate(calibrate);
            string[] labels = [.. test.Rows.Select(row => test[target].TextAt(row.Index))];
            return model.PredictSet(test, Level).Zip(labels).Average(pair => pair.First.Contains(pair.Second) ? 1.0 : 0);
        });
    }

    private static void Covers(Table others, int samples, double atMost, Func<Table, Table, double> coverage)
    {
        NumPyRandom random = new(1);
        int[] order = [.. Enumerable.Range(0, others.RowCount)];
        double[] coverages = [.. Enumerable.Range(0, Splits).Select(_ =>
        {
            random.Shuffle<int>(order);
            return coverage(others.Take(order[..samples]), others.Take(order[samples..]));
        })];
        double mean = coverages.Average(), error = Math.Sqrt(coverages.Sum(one => (one - mean) * (one - mean)) / (Splits - 1) / Splits);
        mean.Should().BeInRange(Level - 2 * error, atMost + 2 * error, "the standard error is {0}", error);
    }
}
