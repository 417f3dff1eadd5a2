using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>What a whole <c>Fit</c> takes, with all that it tries: made-up tables of ten columns, one thread.</summary>
internal static class FitSpeed
{
    private const int Features = 10;
    private const int Rounds = 5;

    private static readonly (string Name, Func<MadeUpTable, Action> Fit)[] Tasks =
    [
        ("two classes, a straight line with noise", table => Classes(table, (x, noise) => x[0] + x[1] - x[2] + noise > 0 ? 1 : 0)),
        ("two classes, a product with noise", table => Classes(table, (x, noise) => x[0] * x[1] + 0.5 * noise > 0 ? 1 : 0)),
        ("three classes, rings", table => Classes(table, (x, _) => (int)Math.Min(2, (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) / 1.7))),
        ("a number, a straight line with noise", table => Numbers(table, (x, noise) => x[0] - 2 * x[1] + noise)),
        ("a number, a curve with noise", table => Numbers(table, (x, noise) => Math.Sin(2 * x[0]) + x[1] * x[2] + 0.3 * noise)),
        ("a number, a curve without noise", table => Numbers(table, (x, _) => Math.Sin(x[0]) + 0.5 * x[1])),
        ("noise", table => Numbers(table, (_, noise) => noise)),
    ];

    public static int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int[] sizes = [200, 1000, 5000];
        Console.WriteLine($"Milliseconds of one thread, of {Features} columns, Quick / Default; the median of {Rounds} warm fits, of 5,000 samples one");
        Console.WriteLine($"{"",-42}{string.Concat(sizes.Select(size => $"{size,18:N0}"))}");
        foreach ((string name, Func<MadeUpTable, Action> fit) in Tasks)
        {
            Console.Write($"{name,-42}");
            foreach (int samples in sizes)
            {
                Console.Write($"{$"{Milliseconds(fit, samples, Effort.Quick):0} / {Milliseconds(fit, samples, Effort.Default):0}",18}");
            }

            Console.WriteLine();
        }

        return 0;
    }

    private static double Milliseconds(Func<MadeUpTable, Action> fit, int samples, Effort effort)
    {
        Action action = fit(new MadeUpTable(samples, new MlpOptions { Effort = effort, Training = new TrainingOptions { MaxThreads = 1 } }));
        int rounds = samples >= 5000 ? 1 : Rounds;

        // What the runtime has compiled only for a start is compiled once more for speed after a while.
        double warm = 0;
        while (warm < (samples >= 5000 ? 0 : 3))
        {
            warm += Workloads.Seconds(action);
        }

        return 1e3 * Enumerable.Range(0, rounds).Select(_ => Workloads.Seconds(action)).Order().ElementAt(rounds / 2);
    }

    private static Action Classes(MadeUpTable table, Func<double[], double, int> classOf)
    {
        int[] labels = [.. table.Rows.Select((x, j) => classOf(x, table.Noise[j]))];
        return () => MlpClassifier.Fit(table.X, labels, table.Options);
    }

    private static Action Numbers(MadeUpTable table, Func<double[], double, double> targetOf)
    {
        double[] y = [.. table.Rows.Select((x, j) => targetOf(x, table.Noise[j]))];
        return () => MlpRegressor.Fit(table.X, y, table.Options);
    }

    private sealed class MadeUpTable
    {
        public MadeUpTable(int samples, MlpOptions options)
        {
            NumPyRandom random = new(samples);
            X = random.Randn<double>(Features, samples);
            Noise = random.Randn<double>(1, samples).ToRowMajorArray();
            Rows = [.. Enumerable.Range(0, samples).Select(j => X.Column(j).ToArray())];
            Options = options;
        }

        public Matrix<double> X { get; }

        public double[][] Rows { get; }

        public double[] Noise { get; }

        public MlpOptions Options { get; }
    }
}
