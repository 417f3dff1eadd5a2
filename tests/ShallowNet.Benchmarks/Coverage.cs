using System.Globalization;

namespace ShallowNet.Benchmarks;

/// <summary>
/// How often intervals and sets of 90 % hold the truth on the tables of a folder, which <see cref="TableFile"/> describes: models are fitted to half of the rows, and the others divided at random
/// into calibration and test samples, 200 times in all. A folder has a manifest.csv as that of <see cref="TableFolder"/>.
/// </summary>
internal static class Coverage
{
    private const double Level = 0.9;
    private const int Splits = 200;
    private const int MostCalibration = 1000;

    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args.Length == 0)
        {
            Console.Error.WriteLine("coverage FOLDER [NAME ...] [--most-rows N] [--repeats FITS]");
            return 1;
        }

        JudgeOptions options = JudgeOptions.Parse(args[1..], repeats: 2, precision: "float");
        Console.WriteLine($"Coverage of {100 * Level} % over {Splits} divisions ± its standard error, and mean widths in standard deviations of the target, or classes in a set; ! is outside of two standard errors");
        bool isRight = true;
        foreach ((string name, bool hasClasses, _, Lazy<TableFile> file) in TableFolder.Tables(args[0], options))
        {
            isRight &= Print(name, file.Value.All, hasClasses, options);
        }

        return isRight ? 0 : 1;
    }

    private static bool Print(string name, Table table, bool hasClasses, JudgeOptions options)
    {
        Dictionary<string, List<(double Coverage, double Size)>> found = [];
        int calibration = 0;
        for (int fit = 0; fit < options.Repeats; fit++)
        {
            NumPyRandom random = new(fit);
            int[] order = [.. Enumerable.Range(0, table.RowCount)];
            random.Shuffle<int>(order);
            Table train = table.Take(order[..(order.Length / 2)]);
            int[] others = order[(order.Length / 2)..];
            calibration = Math.Min(others.Length / 2, MostCalibration);
            Action<Table, Table> judge = hasClasses ? JudgeClasses(train, options.Model with { Seed = fit }, found) : JudgeNumbers(train, options.Model with { Seed = fit }, found);
            for (int split = 0; split < Splits / options.Repeats; split++)
            {
                random.Shuffle<int>(others);
                judge(table.Take(others[..calibration]), table.Take(others[calibration..Math.Min(others.Length, 2 * MostCalibration)]));
            }
        }

        bool isRight = true;
        foreach ((string kind, List<(double Coverage, double Size)> splits) in found)
        {
            double mean = splits.Average(split => split.Coverage), error = Math.Sqrt(splits.Sum(split => Math.Pow(split.Coverage - mean, 2)) / (splits.Count - 1) / splits.Count);

            // Sets of the most probable class alone, and those by cumulated probabilities, may be right more often.
            bool isOne = mean >= Level - 2 * error && (hasClasses || mean <= Math.Ceiling((calibration + 1) * Level) / (calibration + 1) + 2 * error);
            isRight &= isOne || kind.Contains("folds", StringComparison.Ordinal);
            Console.WriteLine($"{name,-12}{kind,-30}{mean,8:0.0000} ± {error:0.0000}{(isOne ? " " : "!")}{splits.Average(split => split.Size),9:0.000}");
        }

        return isRight;
    }

    private static Action<Table, Table> JudgeNumbers(Table train, MlpOptions options, Dictionary<string, List<(double Coverage, double Size)>> found)
    {
        MlpRegressor<float> model = MlpRegressor.Fit(train, Samples.Target, options), ofFolds = MlpRegressor.Fit(train, Samples.Target, options);
        double[] targets = [.. ((NumberColumn)train[Samples.Target]).Values];
        double unit = Math.Sqrt(targets.Average(y => Math.Pow(y - targets.Average(), 2)));
        return (calibrate, test) =>
        {
            double[] y = [.. ((NumberColumn)test[Samples.Target]).Values];
            model.Calibrate(calibrate);
            Add("intervals of one width", model, IntervalWidth.Constant);
            Add("intervals that follow", model, IntervalWidth.FollowsSample);
            if (ofFolds.CalibrationSamples > 0)
            {
                Add("by the folds alone", ofFolds, IntervalWidth.Constant);
                Add("by the folds alone, follow", ofFolds, IntervalWidth.FollowsSample);
            }

            if (ofFolds.Calibration?.Members is not null)
            {
                Add("by the folds alone, CV+", ofFolds, IntervalWidth.FollowsFolds);
            }

            void Add(string kind, MlpRegressor<float> of, IntervalWidth width)
            {
                Interval[] intervals = of.PredictInterval(test, new IntervalOptions { Level = Level, Width = width });
                ListOf(found, kind).Add((intervals.Zip(y).Average(pair => pair.First.Contains(pair.Second) ? 1.0 : 0), intervals.Average(interval => interval.Width) / unit));
            }
        };
    }

    private static Action<Table, Table> JudgeClasses(Table train, MlpOptions options, Dictionary<string, List<(double Coverage, double Size)>> found)
    {
        MlpClassifier<float, string> model = MlpClassifier.Fit(train, Samples.Target, options), ofFolds = MlpClassifier.Fit(train, Samples.Target, options);
        return (calibrate, test) =>
        {
            string[] labels = [.. test.Rows.Select(row => test[Samples.Target].TextAt(row.Index))];
            model.Calibrate(calibrate);
            Add("sets by probability", model, SetScore.Probability);
            Add("sets by cumulated ones", model, SetScore.Cumulated);
            if (ofFolds.CalibrationSamples > 0)
            {
                Add("by the folds alone", ofFolds, SetScore.Probability);
            }

            void Add(string kind, MlpClassifier<float, string> of, SetScore score)
            {
                IReadOnlyList<string>[] sets = of.PredictSet(test, Level, score);
                ListOf(found, kind).Add((sets.Zip(labels).Average(pair => pair.First.Contains(pair.Second) ? 1.0 : 0), sets.Average(set => set.Count)));
            }
        };
    }

    private static List<(double Coverage, double Size)> ListOf(Dictionary<string, List<(double Coverage, double Size)>> found, string kind)
    {
        if (!found.TryGetValue(kind, out List<(double Coverage, double Size)>? list))
        {
            found.Add(kind, list = []);
        }

        return list;
    }
}
