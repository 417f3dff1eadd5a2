using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>What explanations take of a 20-64-1 network of tanh units, on one thread: derivatives by inputs beside predictions, and Shapley values of 1,000 rows.</summary>
internal static class Explanations
{
    private const int Inputs = 20, Units = 64, Rows = 1000, Rounds = 5;

    public static int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Run<float>("float");
        Run<double>("double");
        return 0;
    }

    private static void Run<T>(string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(Inputs, seed: 1, new Dense(Units, Activation.Tanh), new Dense(1, Activation.Identity));
        T[] X = new NumPyRandom(2).Randn<T>(Inputs, Rows).ToColumnMajorArray(), result = new T[X.Length], YHat = new T[Rows];
        double forward = Best(() => network.PredictInParts(X, YHat, [], Rows, 1), 200), back = Best(() => network.InputGradientsInParts(X, result, 0, (Rows, 1)), 200);
        Console.WriteLine($"{precision}: {Rows:N0} predictions {1e6 * forward:0} µs, their derivatives by {Inputs} inputs {1e6 * back:0} µs, {back / forward:0.0} times as long");

        MlpRegressor<T> model = new();
        model.Restore(network, null!, null, null);
        Matrix<T> samples = Matrix<T>.Build.Dense(Inputs, Rows, X);
        ShapleyOptions options = new() { MaxThreads = 1 };
        Console.WriteLine($"{precision}: Shapley values of {Rows:N0} rows × {Inputs} columns by orders {Best(() => model.Shapley(samples, samples, options), 1):0.00} s");
        foreach (int columns in (int[])[8, 10, 12])
        {
            MlpRegressor<T> ofFew = new();
            ofFew.Restore(Network.Create<T>(columns, seed: 1, new Dense(Units, Activation.Tanh), new Dense(1, Activation.Identity)), null!, null, null);
            Matrix<T> few = samples.SubMatrix(0, columns, 0, 100);
            Console.WriteLine($"{precision}: exact, of {few.ColumnCount} rows × {columns} columns {Best(() => ofFew.Shapley(few, samples.SubMatrix(0, columns, 0, Rows), options), 1):0.00} s");
        }
    }

    private static double Best(Action action, int calls) => Enumerable.Range(0, Rounds).Min(_ => Workloads.Seconds(() =>
    {
        for (int call = 0; call < calls; call++)
        {
            action();
        }
    })) / calls;
}
