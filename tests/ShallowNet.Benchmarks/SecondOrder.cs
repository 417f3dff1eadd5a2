using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet.Benchmarks;

/// <summary>Levenberg–Marquardt beside SciPy's MINPACK with an analytic Jacobian in NumPy, and beside L-BFGS: the time to the same mean squared error.</summary>
internal static class SecondOrder
{
    private const int Starts = 9;

    private static readonly (string Name, Func<(Matrix<double> X, Matrix<double> Y)> Data, int Units, double Target)[] Problems =
    [
        ("smooth curve, 1-10-1, 94 samples", Curve, 10, 1e-6),
        ("13-10-1, 252 samples", () => Teacher(13, 5, 1, 252), 10, 1e-3),
        ("2-30-2, 1,199 samples", () => Teacher(2, 12, 2, 1199), 30, 2e-4),
    ];

    public static int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine($"One thread; medians over the starts that reach the error, of {Starts}, the best of three warm runs each");
        Console.WriteLine($"JᵀJ of 500 parameters: {100 * ShareOfPeak(500):0} % of the core's peak; of 200: {100 * ShareOfPeak(200):0} %");
        Console.WriteLine($"{"",-36}{"error",9}{"ours",12}{"SciPy",12}{"ratio",9}{"L-BFGS",12}{"ratio",9}");
        foreach ((string name, Func<(Matrix<double> X, Matrix<double> Y)> data, int units, double target) in Problems)
        {
            (Matrix<double> X, Matrix<double> Y) = data();
            double?[] ours = Times(X, Y, units, target, new LevenbergMarquardt()), lbfgs = Times(X, Y, units, target, new Lbfgs(memory: 20, tolerance: 0, costTolerance: 0));
            double?[] scipy = Scipy(X, Y, units, target);
            Console.WriteLine($"{name,-36}{target,9:0e+0}{Text(ours),12}{Text(scipy),12}{Median(scipy) / Median(ours),8:0.0}x{Text(lbfgs),12}{Median(lbfgs) / Median(ours),8:0.0}x");
        }

        return 0;
    }

    private static string Text(double?[] times) => times.Any(t => t is not null) ? $"{1e3 * Median(times):0.00} ms/{times.Count(t => t is not null)}" : "-";

    private static double Median(double?[] times) => times.OfType<double>().Order().ElementAtOrDefault(times.Count(t => t is not null) / 2);

    /// <summary>MATLAB's simplefit has 94 samples of such a curve.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Curve()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(1, 94, (_, j) => j / 46.5 - 1);
        return (X, X.Map(x => Math.Sin(4 * x) * Math.Exp(-x) / 2));
    }

    private static (Matrix<double> X, Matrix<double> Y) Teacher(int inputs, int units, int outputs, int samples)
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(inputs, samples);
        Network<double> teacher = Network.Create<double>(
            inputs: inputs, seed: 2, Loss.SquaredError, [new Dense(units, Activation.Tanh) { Initializer = Initializer.Normal(0.7) }, new Dense(outputs, Activation.Identity)]);
        Matrix<double> Y = teacher.Predict(X);
        return (X, Standardizer.Fit(Y).Transform(Y));
    }

    private static Network<double> Start(Matrix<double> X, Matrix<double> Y, int units, int seed) => Network.Create<double>(
        inputs: X.RowCount, seed: seed, Loss.SquaredError, [new Dense(units, Activation.Tanh) { Initializer = Initializer.NguyenWidrow }, new Dense(Y.RowCount, Activation.Identity)]);

    /// <summary>The seconds until the mean squared error is reached, from each start; null where it is not.</summary>
    private static double?[] Times(Matrix<double> X, Matrix<double> Y, int units, double target, Optimizer optimizer)
    {
        // The loss of a sample is half the sum of its outputs' squares.
        TrainingOptions options = new() { Optimizer = optimizer, Epochs = optimizer is Lbfgs ? 20_000 : 1000, TargetCost = target * Y.RowCount / 2, MaxThreads = 1 };

        // What the runtime has compiled only for a start is compiled once more for speed after a while.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 1;)
        {
            Time(seed: 0);
        }

        return [.. Enumerable.Range(0, Starts).Select(seed => Enumerable.Range(0, 3).Min(_ => Time(seed)))];

        double? Time(int seed)
        {
            Network<double> network = Start(X, Y, units, seed);
            Stopwatch watch = Stopwatch.StartNew();
            TrainingHistory history = network.Train(X, Y, options);
            return history.StopReason == StopReason.TargetCost ? watch.Elapsed.TotalSeconds : null;
        }
    }

    private static double?[] Scipy(Matrix<double> X, Matrix<double> Y, int units, double target)
    {
        double[][][] starts = [.. Enumerable.Range(0, Starts).Select(seed => Start(X, Y, units, seed)).Select(network =>
            new[] { network.W[1].ToRowMajorArray(), network.b[1].ToRowMajorArray(), network.W[2].ToRowMajorArray(), network.b[2].ToRowMajorArray() })];
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { X = X.ToRowArrays(), Y = Y.ToRowArrays(), units, target, starts }));
            ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "second_order.py"), file]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            return JsonSerializer.Deserialize<double?[]>(process.StandardOutput.ReadToEnd())!;
        }
        catch (Exception exception) when (exception is JsonException or System.ComponentModel.Win32Exception)
        {
            return new double?[Starts];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// The operations of JᵀJ, of which the half below the diagonal is counted, as a share of the core's peak in the same moment: the median of some
    /// rounds.
    /// </summary>
    private static double ShareOfPeak(int parameters)
    {
        const int Depth = 128, Repeat = 20, Rounds = 7;
        double[] J = [.. new NumPyRandom(1).Randn<double>(parameters, Depth).Enumerate()], H = new double[parameters * parameters];
        return Enumerable.Range(0, Rounds).Select(_ => OperationsASecond() / Peak.Measure().Double).Order().ElementAt(Rounds / 2);

        double OperationsASecond() => (double)parameters * (parameters + 1) * Depth * Repeat / Enumerable.Range(0, 20).Min(_ => Workloads.Seconds(() =>
        {
            for (int i = 0; i < Repeat; i++)
            {
                SymmetricProduct.AddLower(J, parameters, Depth, H, new SymmetricSize(parameters, parameters), new SymmetricSum(1));
            }
        }));
    }
}
