using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>What knowing how sure a model is adds to <c>Fit</c>: fits in turn with and without calibrated probabilities, and learning how large errors are beside the fit that it belongs to.</summary>
internal static class CertaintyCost
{
    private const int Rounds = 9;

    public static int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine($"Milliseconds of a fit by one thread, the median of {Rounds} in turn, and by how much it is longer");
        foreach (int samples in (int[])[200, 1000, 5000])
        {
            NumPyRandom random = new(samples);
            Matrix<double> X = random.Randn<double>(10, samples);
            double[] y = [.. Enumerable.Range(0, samples).Select(j => X[0, j] + X[1, j] * X[2, j] + (0.3 + Math.Abs(X[3, j])) * random.Randn())];
            int[] labels = Array.ConvertAll(y, value => value > 0 ? 1 : 0);
            MlpOptions options = new() { Training = new() { MaxThreads = 1 } };
            Compare($"{samples:N0} samples, two classes", () => MlpClassifier.Fit(X, labels, options with { Calibration = CalibrationMethod.None }), () => MlpClassifier.Fit(X, labels, options));

            // A regressor that is calibrated anew learns from as many samples what its fit has learned from them.
            MlpRegressor<double> model = MlpRegressor.Fit(X, y, options);
            Calibration known = model.Calibration!;
            double[] inputs = [.. X.EnumerateColumns().SelectMany((x, j) => x.Append(y[j]))];
            double[] fits = new double[Rounds], sizes = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                fits[round] = Workloads.Seconds(() => MlpRegressor.Fit(X, y, options));
                sizes[round] = Workloads.Seconds(() => ErrorSizeFit.Fit(inputs, y));
            }

            double fit = Median(fits), size = Median(sizes);
            Console.WriteLine($"{$"{samples:N0} samples, a number",-32}{1e3 * (fit - size),10:0}{1e3 * fit,10:0}{100 * size / (fit - size),8:0.0} %  ({known.Samples:N0} answers by the folds)");
        }

        return 0;
    }

    private static void Compare(string name, Action without, Action with)
    {
        with();
        double[] first = new double[Rounds], second = new double[Rounds], ratios = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            (first[round], second[round]) = (Workloads.Seconds(without), Workloads.Seconds(with));
            ratios[round] = second[round] / first[round];
        }

        Console.WriteLine($"{name,-32}{1e3 * Median(first),10:0}{1e3 * Median(second),10:0}{100 * (Median(ratios) - 1),8:0.0} %");
    }

    private static double Median(double[] numbers) => numbers.Order().ElementAt(numbers.Length / 2);
}
