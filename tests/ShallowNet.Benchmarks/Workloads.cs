using System.Diagnostics;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>The workloads in ShallowNet: each is prepared once and then gives the seconds of one run.</summary>
internal sealed class Workloads(int threads)
{
    public static readonly (string Name, string What)[] All =
    [
        ("W1", "article 2-4-1, double"),
        ("W2", "article 2-50-1, double"),
        ("W3d", "digits 64-100-10, double"),
        ("W3f", "digits 64-100-10, float"),
        ("W4", "MNIST size 784-128-10, float"),
        ("W5", "4-32-16-4, full batch, float"),
        ("W6", "online 30-16-1, float"),
        ("W7a", "one prediction 30-16-1"),
        ("W7b", "one prediction 784-128-10"),
        ("W8", "1,000,000 predictions 30-64-1"),
        ("W9", "tall table 28-300-1, float"),
        ("W10", "digits, L-BFGS to a cost, double"),
    ];

    /// <summary>A little less than the cost at which scikit-learn's L-BFGS stops on the digits; see W10 in peers.py.</summary>
    private const double LbfgsCost = 1.26e-4;

    /// <summary>What there is to say about the last run beside its seconds.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Floating-point operations of the products of one run, where products make most of it.</summary>
    public static double? Operations(string name) => name switch
    {
        // Forward, and backward twice as much but for the first layer's dA.
        "W3d" or "W3f" => 50.0 * 1797 * 2 * (2 * 64 * 100 + 3 * 100 * 10),
        "W4" => 60_000.0 * 2 * (2 * 784 * 128 + 3 * 128 * 10),
        "W8" => 1e6 * 2 * (30 * 64 + 64),
        "W9" => 200_000.0 * 2 * (2 * 28 * 300 + 3 * 300),
        _ => null,
    };

    public Func<double> Prepare(string name)
    {
        switch (name)
        {
            case "W1":
                return Article(4);
            case "W2":
                return Article(50);
            case "W3d":
                return Digits<double>();
            case "W3f":
                return Digits<float>();
            case "W4":
                Matrix<float> X4 = Random(784, 60_000, 1);
                Matrix<float> Y4 = OneHot.Encode<float>([.. Enumerable.Range(0, 60_000).Select(j => j * 7 % 10)], 10);
                return Train(784, X4, Y4, new() { Epochs = 1, BatchSize = 128 }, new Dense(128, Activation.ReLU), new Dense(10, Activation.Softmax));
            case "W5":
                Matrix<float> X5 = Random(4, 10_000, 1);
                return Train(
                    4, X5, X5.Map(MathF.Sin), new() { Epochs = 1000, BatchSize = TrainingOptions.FullBatch },
                    new Dense(32, Activation.Tanh), new Dense(16, Activation.Tanh), new Dense(4, Activation.Identity));
            case "W6":
                var (X6, Y6) = BreastCancer();
                return Train(30, X6, Y6, new() { Optimizer = new GradientDescent(0.01), Epochs = 20, BatchSize = 1 }, new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid));
            case "W7a":
                return PredictOne(Network.Create<float>(inputs: 30, seed: 1, new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)));
            case "W7b":
                return PredictOne(Network.Create<float>(inputs: 784, seed: 1, new Dense(128, Activation.ReLU), new Dense(10, Activation.Softmax)));
            case "W8":
                Network<float> network = Network.Create<float>(inputs: 30, seed: 1, new Dense(64, Activation.ReLU), new Dense(1, Activation.Sigmoid));
                Matrix<float> X8 = Random(30, 1_000_000, 1), YHat8 = Matrix<float>.Build.Dense(1, 1_000_000);
                return () => Seconds(() => network.Predict(X8, YHat8));
            case "W9":
                Matrix<float> X9 = Random(28, 200_000, 1);
                Matrix<float> Y9 = Matrix<float>.Build.Dense(1, 200_000, X9.ColumnSums().Select(sum => sum > 14 ? 1f : 0f).ToArray());
                return Train(28, X9, Y9, new() { Epochs = 1, BatchSize = 1024 }, new Dense(300, Activation.ReLU), new Dense(1, Activation.Sigmoid));
            case "W10":
                return DigitsByLbfgs();
            default:
                throw new ArgumentException($"There is no workload {name}.", nameof(name));
        }
    }

    public static Matrix<float> Random(int rows, int columns, int seed)
    {
        NumPyRandom random = new(seed);
        float[] elements = new float[rows * columns];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = (float)random.Rand();
        }

        return Matrix<float>.Build.Dense(rows, columns, elements);
    }

    public static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private Func<double> Article(int hidden)
    {
        var (X, Y) = Datasets.Flower<double>(seed: 1);
        return Train(
            2, X, Y, new() { Optimizer = new GradientDescent(1.2), Epochs = 10_000, BatchSize = TrainingOptions.FullBatch },
            new Dense(hidden, Activation.Tanh) { Initializer = Initializer.Normal(0.01) }, new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
    }

    private Func<double> Digits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (X, Y) = DigitsData<T>();
        return Train(64, X, Y, new() { Epochs = 50, BatchSize = 200 }, new Dense(100, Activation.ReLU), new Dense(10, Activation.Softmax));
    }

    private Func<double> DigitsByLbfgs()
    {
        var (X, Y) = DigitsData<double>();
        TrainingOptions options = new() { Optimizer = new Lbfgs(), L2 = 1e-4, Epochs = 1000, TargetCost = LbfgsCost, MaxThreads = threads };
        return () =>
        {
            TrainingHistory? history = null;
            double seconds = Seconds(() =>
                history = Network.Create<double>(inputs: 64, seed: 1, new Dense(100, Activation.ReLU), new Dense(10, Activation.Softmax)).Train(X, Y, options));
            Note = $"{history!.Epochs.Count} iterations";
            return history.StopReason == StopReason.TargetCost
                ? seconds
                : throw new InvalidOperationException($"L-BFGS must reach a cost of {LbfgsCost}, but ended with {history.FinalCost} after {Note} ({history.StopReason}).");
        };
    }

    private static (Matrix<T> X, Matrix<T> Y) DigitsData<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[][] rows = Tables.Read("digits.csv.gz");
        return (
            Matrix<T>.Build.Dense(64, rows.Length, (i, j) => T.CreateTruncating(rows[j][i] / 16)),
            OneHot.Encode<T>(Array.ConvertAll(rows, row => (int)row[^1]), 10));
    }

    private static (Matrix<float> X, Matrix<float> Y) BreastCancer()
    {
        double[][] rows = [.. Tables.Read("breast_cancer.csv", skip: 1).Take(455)];
        Matrix<float> X = Matrix<float>.Build.Dense(30, rows.Length, (i, j) => (float)rows[j][i]);
        return (Standardizer.Fit(X).Transform(X), Matrix<float>.Build.Dense(1, rows.Length, (_, j) => (float)rows[j][^1]));
    }

    private Func<double> Train<T>(int inputs, Matrix<T> X, Matrix<T> Y, TrainingOptions options, params Dense[] layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options = options with { MaxThreads = threads };
        return () => Seconds(() => Network.Create<T>(inputs: inputs, seed: 2, layers).Train(X, Y, options));
    }

    private static Func<double> PredictOne(Network<float> network)
    {
        const int Repeat = 100_000;
        float[] x = Random(network.Inputs, 1, 1).ToColumnMajorArray(), yHat = new float[network.Outputs];
        return () => Seconds(() =>
        {
            for (int i = 0; i < Repeat; i++)
            {
                network.Predict(x, yHat);
            }
        }) / Repeat;
    }
}
