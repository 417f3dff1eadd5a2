using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>The samples of a training: checked, weighted, and divided into those to train on and those to judge by.</content>
public sealed partial class Trainer<T>
{
    /// <summary>Hands a batch from elsewhere to the objective.</summary>
    internal void SetBatch(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights)
    {
        (X, Y, double[]? own) = Checked(X, Y, weights);
        double[]? w = WithClasses(own, Y);
        CheckSamples(X);

        // The last two sizes are kept: those of equal batches, and of a last one with what is left.
        if (pass is null || pass.Samples != X.ColumnCount)
        {
            (pass, otherPass) = (otherPass?.Samples == X.ColumnCount ? otherPass : Network.NewPass(X), pass);
        }

        pass.SetInput(X);
        bool areOfAll = Options.ClassWeights?.AreOfAll == true;
        pass.Weights = areOfAll ? Array.ConvertAll(w!, T.CreateTruncating) : SampleWeights.Normalize<T>(w);
        Objective.SetBatch(pass, smoothing.Of(ColumnMajor.Array(Y)), null, areOfAll || w is null ? X.ColumnCount : w.Sum());
    }

    /// <summary>Trains for the options' epochs on samples that are elsewhere.</summary>
    internal TrainingHistory TrainFrom(BatchSource<T> batches, Batch<T>? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        HeldOut<T>? heldOut = Validation(validation);
        return Run(batches, heldOut, heldOut is not null, progress, cancellationToken);
    }

    /// <summary>Lets go of the caller's matrices, and keeps the room that the batches were computed in.</summary>
    private void ForgetBatch()
    {
        Objective.Forget();
        pass?.Forget();
        otherPass?.Forget();
    }

    private bool NeedsMetrics => Options.Metrics.Count > 0 || Options.EarlyStopping?.Metric is not null;

    /// <summary>Samples that the network can be trained on, or judged by.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="prefix">What the names of X, Y and weights begin with in an error.</param>
    internal Batch<T> Checked(Batch<T> samples, string prefix = "")
    {
        (Matrix<T> X, Matrix<T> Y, double[]? own) = Checked(samples.X, samples.Y, samples.Weights, $"{prefix}X", $"{prefix}Y", prefix.Length == 0 ? "weights" : $"{prefix}Weights");
        return new Batch<T>(X, Y, own);
    }

    private (Matrix<T> X, Matrix<T> Y, double[]? Weights) Checked(
        Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights, string nameOfX = "X", string nameOfY = "Y", string nameOfWeights = "weights")
    {
        X = Require.Samples(X, Network.Inputs, null, nameOfX, "the network's inputs");
        Y = Network.Loss.CheckLabels(Y, Network.Outputs, X.ColumnCount, nameOfY);
        return (X, Y, weights is null ? null : SampleWeights.Of(weights, null, Y, nameOfWeights));
    }

    /// <summary>Samples' own weights times those of their classes.</summary>
    private double[]? WithClasses(double[]? own, Matrix<T> Y) => Options.ClassWeights is { } classes ? SampleWeights.Of(own, classes, Y) : own;

    private HeldOut<T>? Validation(Batch<T>? validation)
    {
        if (validation is null)
        {
            return null;
        }

        (Matrix<T> X, Matrix<T> Y, double[]? own) = Checked(
            validation.X, validation.Y, validation.Weights, "validation.X", "validation.Y", "validation.Weights");
        return new HeldOut<T>(Network, X, Y, WithClasses(own, Y), own, Options.MaxThreads);
    }

    private (Matrix<T> X, Matrix<T> Y, double[]? Weights, HeldOut<T> HeldOut) SetAside(Matrix<T> X, Matrix<T> Y, double[]? weights)
    {
        int[]? classes = SampleWeights.ClassesOf(Y);
        (int[] train, int[] test) = classes is null
            ? Split.Indices(X.ColumnCount, Options.ValidationShare, Options.Seed, nameof(Options.ValidationShare))
            : Split.StratifiedIndices(classes, Options.ValidationShare, Options.Seed, nameof(Options.ValidationShare));
        (double[]? trainWeights, double[]? testWeights) = (Of(train, "to train on"), Of(test, "set aside for validation"));
        Matrix<T> testY = ColumnMajor.Columns(Y, test);
        HeldOut<T> heldOut = new(Network, ColumnMajor.Columns(X, test), testY, WithClasses(testWeights, testY), testWeights, Options.MaxThreads);
        return (ColumnMajor.Columns(X, train), ColumnMajor.Columns(Y, train), trainWeights, heldOut);

        double[]? Of(int[] columns, string which) =>
            weights is null ? null
            : Array.Exists(columns, j => weights[j] > 0) ? Array.ConvertAll(columns, j => weights[j])
            : throw new ArgumentException($"weights must not be 0 for all samples {which}, but are.", nameof(weights));
    }

    private void CheckSamples(Matrix<T> X)
    {
        if (Network.Layout.NeedsWholeBatch && X.ColumnCount < 2)
        {
            throw new ArgumentException("X must have at least 2 columns for batch normalization, but has 1.", nameof(X));
        }
    }
}
