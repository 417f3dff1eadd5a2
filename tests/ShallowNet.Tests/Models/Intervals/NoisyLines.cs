using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Straight lines with noise of a known kind, and how often intervals hold such targets.</summary>
internal static class NoisyLines
{
    /// <summary>How noise is drawn at a place x.</summary>
    public static readonly string[] Noises = ["normal", "heavy tails", "width follows x"];

    public static (Matrix<double> X, double[] Y) Samples(string noise, int count, int seed)
    {
        NumPyRandom random = new(seed);
        Matrix<double> X = random.Randn<double>(2, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => X[0, j] - 2 * X[1, j] + noise switch
        {
            "normal" => random.Randn(),
            "width follows x" => WidthAt(X[0, j]) * random.Randn(),
            _ => random.Randn() / Math.Sqrt(new double[3].Sum(_ => Math.Pow(random.Randn(), 2)) / 3),
        })]);
    }

    /// <summary>The standard deviation of noise whose width follows x.</summary>
    public static double WidthAt(double x) => 0.2 + Math.Abs(x);

    /// <summary>A surface of steps with a little noise, which means of networks tell best.</summary>
    public static (Matrix<double> X, double[] Y) Steps(int count, int seed = 1)
    {
        NumPyRandom random = new(seed);
        Matrix<double> X = random.Randn<double>(4, count);
        return (X, [.. Enumerable.Range(0, count).Select(j => ((int)Math.Floor(3 * X[0, j]) & 1) + (X[1, j] > 0.5 ? 2 : 0) + 0.2 * random.Randn())]);
    }

    /// <summary>The mean coverage of 200 models, or calibrations, is the level, as far as the number of samples lets it, up to two standard errors.</summary>
    public static void Covers(string noise, Func<int, MlpRegressor<double>> make, int samples, IntervalOptions options)
    {
        const int Splits = 200;
        double[] coverages = [.. Enumerable.Range(0, Splits).Select(seed =>
        {
            (Matrix<double> X, double[] y) = Samples(noise, 200, seed + 10_000);
            (Matrix<double> lower, Matrix<double> upper) = make(seed).PredictInterval(X, options);
            return Metrics.Coverage(lower, upper, Matrix<double>.Build.DenseOfRowArrays(y));
        })];
        double mean = coverages.Average(), error = Math.Sqrt(coverages.Sum(coverage => (coverage - mean) * (coverage - mean)) / (Splits - 1) / Splits);
        mean.Should().BeInRange(options.Level - 2 * error, Math.Ceiling((samples + 1) * options.Level) / (samples + 1) + 2 * error, "the standard error is {0}", error);
    }
}
