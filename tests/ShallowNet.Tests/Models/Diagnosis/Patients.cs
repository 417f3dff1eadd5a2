using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Data and networks for diagnoses, each made anew for every seed.</summary>
internal static class Patients
{
    public static readonly Dense Sigmoid = new(1, Activation.Sigmoid), Number = new(1, Activation.Identity);

    public static Dense Tanh(int units) => new(units, Activation.Tanh);

    public static Dense Relu(int units) => new(units, Activation.ReLU);

    public static Dense Softmax(int classes) => new(classes, Activation.Softmax);

    public static TrainingOptions ByAdam(double rate, int epochs) => new() { Optimizer = new Adam(rate), Epochs = epochs };

    /// <summary>Normal inputs, and a function of them with normal noise.</summary>
    public static (Matrix<double> X, Matrix<double> Y) Function(int samples, int inputs, double noise, int seed, Func<Vector<double>, double> f)
    {
        NumPyRandom random = new(seed);
        Matrix<double> X = random.Randn<double>(inputs, samples);
        return (X, Matrix<double>.Build.Dense(1, samples, (_, j) => f(X.Column(j)) + noise * random.Randn()));
    }

    /// <summary>A sine beside a line.</summary>
    public static double Wave(Vector<double> x) => Math.Sin(2 * x[0]) + 0.5 * x[1];

    /// <summary>Two overlapping clouds, one of them rare.</summary>
    public static (Matrix<double> X, Matrix<double> Y) Rare(int samples, int seed)
    {
        NumPyRandom random = new(seed);
        Matrix<double> Y = Matrix<double>.Build.Dense(1, samples, (_, j) => j % 25 == 0 ? 1 : 0);
        return (random.Randn<double>(3, samples).MapIndexed((i, j, x) => x + (i < 2 ? 1.2 * Y[0, j] : 0)), Y);
    }

    /// <summary>Labels of which a share is another class.</summary>
    public static (Matrix<double> X, Matrix<double> Y) Mislabelled((Matrix<double> X, Matrix<double> Y) samples, double share, int seed)
    {
        NumPyRandom random = new(seed);
        double[] changes = [.. Enumerable.Range(0, samples.X.ColumnCount).Select(_ => random.Rand())];
        return (samples.X, samples.Y.MapIndexed((_, j, y) => changes[j] < share ? 1 - y : y));
    }

    public static Matrix<double> Scaled(Matrix<double> X) => Standardizer.Fit(X).Transform(X);

    /// <summary>A network that was trained.</summary>
    public static Network<double> Trained(Matrix<double> X, Matrix<double> Y, int seed, TrainingOptions training, params Dense[] layers)
    {
        var network = ShallowNet.Network.Create<double>(inputs: X.RowCount, seed: seed, layers);
        try
        {
            network.Train(X, Y, training);
        }
        catch (TrainingDivergedException)
        {
            // It has what it had at the start of the last epoch that began well.
        }

        return network;
    }

    /// <summary>The diagnosis of a network that was trained.</summary>
    public static Diagnosis Of((Matrix<double> X, Matrix<double> Y) samples, int seed, TrainingOptions training, params Dense[] layers) =>
        Trained(samples.X, samples.Y, seed, training, layers).Diagnose(samples.X, samples.Y, new DiagnosisOptions { Training = training, Seed = seed });

    /// <summary>The mean loss of samples.</summary>
    public static double Loss(Network<double> network, (Matrix<double> X, Matrix<double> Y) samples)
    {
        // A pass without dropout and batch normalization is what prediction does.
        return network.Cost(network.Forward(samples.X), samples.Y);
    }
}
