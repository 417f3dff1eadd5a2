using System.Globalization;

namespace ShallowNet.Benchmarks;

/// <summary>Fits models with their defaults to data sets, fold after fold, and prints how good they are beside others.</summary>
internal static class Judge
{
    public static int Run(IEnumerable<JudgedSet> sets, IEnumerable<Contender> others, JudgeOptions options)
    {
        Cells cells = new(options.Json, options.Precision);
        JudgedSet[] judged = [.. sets];
        if (judged.Length == 0)
        {
            Console.Error.WriteLine($"There is no set {string.Join(", ", options.Names)} of at most {options.MostRows} rows.");
            return 1;
        }

        bool allFitted = true;
        WarmUp();
        foreach (JudgedSet set in judged)
        {
            Trial[] open = [.. set.Trials(options.Repeats).Where(trial => options.Again || !cells.Has(set.Name, trial))];
            Parallel.ForEach(open, new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce ?? 1 }, trial =>
            {
                try
                {
                    int? threads = options.AtOnce is null ? null : 1;
                    cells.Add(options.FastTree ? FastTrees.Judge(set, trial) : options.Precision == "double" ? set.Judge<double>(trial, threads) : set.Judge<float>(trial, threads));
                }
                catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or ArithmeticException or TrainingDivergedException)
                {
                    // The other trials are worth as much as before; a later run tries this one again.
                    Console.Error.WriteLine($"{set.Name}, {trial.Fold}, seed {trial.Seed}: {failure.Message}");
                    allFitted = false;
                }
            });
            Cell[] done = [.. cells.Of(set, options.Repeats)];
            if (open.Length > 0 && done.Length > 0)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{set.Name}: {done.Average(cell => cell.Scores[0]):0.0000}, {done.Average(cell => cell.Seconds):0.000} s a fit"));
            }
        }

        Contender ours = Contender.Of("ours", judged.SelectMany(set => cells.Of(set, options.Repeats)));
        IEnumerable<Contender> earlier = options.Beside.Select(path => new Cells(path, options.Precision).As(Path.GetFileNameWithoutExtension(path), options.Repeats));
        ScoreBoard board = new(judged, ours, [.. others.Concat(earlier)]);
        board.Print();
        PrintSeconds(judged, cells, options);
        return allFitted ? 0 : 1;
    }

    /// <summary>Has the code compiled before its time is taken.</summary>
    private static void WarmUp()
    {
        NumPyRandom random = new(0);
        for (int classes = 1; classes <= 3; classes++)
        {
            double[][] features = [.. Enumerable.Range(0, 100).Select(_ => (double[])[random.Randn(), random.Randn()])];
            double[] targets = Array.ConvertAll(features, x => x[0] > 0 ? Math.Min(classes, 2) - 1.0 : x[1] > 0 ? 0 : classes - 1.0);
            Samples samples = new(features, Array.ConvertAll(targets, y => $"{y}"), targets);
            JudgedSet set = new("", classes > 1, 100, _ => []);
            set.Judge<float>(new Trial("", 0, () => (samples, samples)), null);
            set.Judge<double>(new Trial("", 0, () => (samples, samples)), null);
        }
    }

    private static void PrintSeconds(JudgedSet[] sets, Cells cells, JudgeOptions options)
    {
        string how = options.AtOnce is { } atOnce ? $"one thread each, {atOnce} at the same time" : "all threads, one at a time";
        Console.WriteLine($"\n{"seconds per fit",-18}{"mean",10}{"longest",10}{"rows",8}{"fits",6}   {options.Precision}; {how}");
        foreach (JudgedSet set in sets)
        {
            Cell[] done = [.. cells.Of(set, options.Repeats)];
            if (done.Length > 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{set.Name,-18}{done.Average(cell => cell.Seconds),10:0.000}{done.Max(cell => cell.Seconds),10:0.000}{set.Rows,8}{done.Length,6}"));
            }
        }
    }
}
