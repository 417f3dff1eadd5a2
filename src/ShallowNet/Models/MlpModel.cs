using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>What all models in one call have: a network, the scalers around it, and how it was trained.</summary>
/// <remarks>
/// A model predicts for any number of threads at a time while nobody calls its <c>PartialFit</c>.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Network<T>? network;
    private TrainingHistory? history;
    private Trainer<T>? trainer;

    private protected MlpModel(MlpOptions? options)
    {
        Require.Precision<T>();
        Options = options ?? new MlpOptions();
    }

    /// <summary>The options it was made with.</summary>
    public MlpOptions Options { get; }

    /// <summary>Whether the model has seen data, and can predict.</summary>
    public bool IsFitted => network is not null;

    /// <summary>The network, between scaled inputs and scaled outputs.</summary>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public Network<T> Network => Fitted(network);

    /// <summary>
    /// How it was trained: the training with validation samples where there were some, not the one on all samples after it; after
    /// <c>PartialFit</c>, the passes over the pieces.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public TrainingHistory History => Fitted(history);

    /// <summary>The number of features, the rows of X.</summary>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public int Features => Network.Inputs;

    /// <summary>What scales the inputs; null for nothing.</summary>
    public Scaler? InputScaler { get; private set; }

    /// <summary>What scaled the targets of a regression; null for nothing.</summary>
    internal Scaler? OutputScaler { get; private set; }

    /// <summary>How targets are scaled.</summary>
    private protected virtual Scaling TargetScaling => Scaling.None;

    /// <summary>The classes that the network's outputs stand for; null where they are numbers.</summary>
    internal virtual ClassLabels? ClassesOfOutputs => null;

    /// <summary>Whether a sample is of one class only, where there are classes.</summary>
    internal virtual bool HasOneClassPerSample => true;

    private protected abstract Activation OutputActivation { get; }

    /// <summary>What a file calls this kind of model.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The classes, for a file.</summary>
    private protected virtual LabelsDocument? DescribeClasses() => null;

    /// <summary>How many outputs the network of these classes has; null where any number will do.</summary>
    internal virtual int? OutputsOfNetwork => null;

    private Loss LossToMinimize => Options.Loss ?? OutputActivation.DefaultLoss;

    /// <summary>Saves the model to a safetensors file: its network, scalers, classes, feature names and history.</summary>
    /// <remarks>
    /// What is loaded again predicts bit for bit what was saved. Of <see cref="Options"/> a file keeps what the network and the scalers
    /// show, not how it was trained. Of a history of more than 2,000 epochs it keeps every k-th. See <c>network.Save</c> for the
    /// format.
    /// </remarks>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="NotSupportedException">The labels are of a type that a text cannot hold.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public void Save(string path)
    {
        ModelDocument document = Describe();
        AtomicFile.Write(Require.NotNull(path), stream => Write(stream, document));
    }

    /// <summary>Saves the model to a stream, in the format of <see cref="Save(string)"/>.</summary>
    /// <param name="stream">Receives the bytes; it stays open.</param>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    /// <exception cref="NotSupportedException">The labels are of a type that a text cannot hold.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public void Save(Stream stream) => Write(Require.NotNull(stream), Describe());

    /// <summary>What a file says.</summary>
    internal void Restore(Network<T> itsNetwork, TrainingHistory itsHistory, Scaler? inputs, Scaler? outputs) =>
        (network, history, InputScaler, OutputScaler) = (itsNetwork, itsHistory, inputs, outputs);

    private ModelDocument Describe() => MlpModelFile.Describe(this, Kind, DescribeClasses(), OutputScaler);

    private void Write(Stream stream, ModelDocument document) => ModelFile.Write(stream, document, [.. NetworkFile.Tensors(Network, Network.State)]);

    /// <summary>Fits a new model to samples with targets as the network has them, but not yet scaled.</summary>
    private protected void FitNetwork(
        Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights, int maxThreads, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        CheckFeatureNames(X.RowCount);
        (X, Y, double[]? w) = Drop(X, Y, weights);
        (Scaler? inputs, Scaler? outputs) = (Options.InputScaling.Fit(X, w), TargetScaling.Fit(Y, w));
        (X, Y) = (inputs?.Transform(X) ?? X, Scale(Y, outputs));
        Dense[] layers = Layers(X.RowCount, Y.RowCount, X.ColumnCount);
        TrainingOptions training = Options.TrainingFor(X.ColumnCount, SampleWeights.ClassesOf(Y)?.Distinct().Count() ?? 0, layers);
        training = training with { MaxThreads = Math.Min(training.MaxThreads, maxThreads) };
        Network<T> first = Create(X.RowCount, layers);
        TrainingHistory firstHistory = first.Train(X, Y, training, w, null, progress, cancellationToken);
        if ((Options.Refit ?? X.ColumnCount <= MlpOptions.SmallSamples) && training.ValidationShare > 0)
        {
            int epochs = firstHistory.BestEpoch ?? firstHistory.Epochs.Count;
            first = Create(X.RowCount, layers);
            TrainingOptions anew = training with { ValidationShare = 0, EarlyStopping = null, TargetCost = null, Metrics = [], Checkpoints = null, LastEpoch = epochs };
            first.Train(X, Y, anew, w, null, null, cancellationToken);
        }

        (network, history, InputScaler, OutputScaler) = (first, firstHistory, inputs, outputs);
    }

    /// <summary>One pass over a piece of the data; the first piece decides the scalers.</summary>
    private protected void FitPiece(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights)
    {
        CheckFeatureNames(X.RowCount);
        (Matrix<T> XKept, Matrix<T> YKept, double[]? w) = Drop(X, Y, weights);
        (Scaler? inputs, Scaler? outputs) = IsFitted ? (InputScaler, OutputScaler) : (Options.InputScaling.Fit(XKept, w), TargetScaling.Fit(YKept, w));
        (XKept, YKept) = (inputs?.Transform(XKept) ?? XKept, Scale(YKept, outputs));
        Trainer<T> steps = trainer ?? new Trainer<T>(
            network ?? Create(XKept.RowCount, Layers(XKept.RowCount, YKept.RowCount, null)), Options.TrainingForPieces());
        try
        {
            history = steps.Train(XKept, YKept, w);
        }
        catch (TrainingDivergedException)
        {
            // The network is as before the piece, but what the optimizer remembers of it would spoil the next.
            trainer = null;
            throw;
        }

        (trainer, network, InputScaler, OutputScaler) = (steps, steps.Network, inputs, outputs);
    }

    private void CheckFeatureNames(int features, string name = "options")
    {
        if (Options.FeatureNames is { } names && names.Count != features)
        {
            throw new ArgumentException($"FeatureNames must have {Require.Count(features, "element")} (one for each row of X), but has {names.Count}.", name);
        }
    }

    /// <summary>Inputs that fit the model, dense and finite.</summary>
    private protected Matrix<T> Inputs(Matrix<T> X) => Require.Samples(X, Features, null, nameof(X), "the features the model was fitted to");

    /// <summary>The network's answers to samples, in its own terms.</summary>
    private protected Matrix<T> Outputs(Matrix<T> X)
    {
        X = Inputs(X);
        return Network.Predict(InputScaler?.Transform(X) ?? X);
    }

    /// <summary>The network's answer to one sample, without allocating.</summary>
    private protected void Outputs(ReadOnlySpan<T> x, Span<T> result)
    {
        if (x.Length != Features)
        {
            throw new ArgumentException($"x must have {Require.Count(Features, "element")} (the features the model was fitted to), but has {x.Length}.", nameof(x));
        }

        Require.Finite(x, null, nameof(x));
        if (InputScaler is null)
        {
            Network.Predict(x, result);
            return;
        }

        using Scratch<T> scaled = Scratch<T>.Rent(x.Length);
        InputScaler.Transform(x, scaled.Span);
        Network.Predict(scaled.Span, result);
    }

    /// <summary>X as it must be to fit a model, and as PartialFit's first or next piece.</summary>
    private protected Matrix<T> SamplesToFit(Matrix<T> X) =>
        Require.Samples(X, IsFitted ? Features : null, null, nameof(X), "the features the model was fitted to");

    private TItem Fitted<TItem>([NotNull] TItem? item)
        where TItem : class => item ?? throw new InvalidOperationException($"The {Name} must be fitted before it is used: call PartialFit.");

    private string Name => GetType().Name.Split('`')[0];

    private Dense[] Layers(int features, int outputs, int? samples) =>
        [.. Options.HiddenLayersFor(features, outputs, samples), new Dense(outputs, OutputActivation)];

    private Network<T> Create(int features, Dense[] layers) => ShallowNet.Network.Create<T>(features, Options.Seed, LossToMinimize, layers);

    /// <summary>Targets as the network is to learn them, which the loss must allow.</summary>
    private Matrix<T> Scale(Matrix<T> Y, Scaler? scaler)
    {
        if (scaler is null)
        {
            return Y;
        }

        Y = scaler.Transform(Y);
        try
        {
            return LossToMinimize.Labels(Y, Y.RowCount, Y.ColumnCount);
        }
        catch (ArgumentException notAllowed)
        {
            throw new ArgumentException(
                $"TargetScaling must be None for {LossToMinimize}, which does not allow all scaled targets, but is {TargetScaling}.", notAllowed);
        }
    }

    /// <summary>Without the samples that count nothing, which are not there; and without weights that are all 1.</summary>
    private (Matrix<T> X, Matrix<T> Y, double[]? Weights) Drop(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights)
    {
        if (TargetScaling == Scaling.None)
        {
            // Here, so that the message names the caller's column, and not the one that is left of it.
            Y = LossToMinimize.Labels(Y, Y.RowCount, Y.ColumnCount);
        }

        if (weights is null)
        {
            return (X, Y, null);
        }

        double[] w = Require.Weights(weights, X.ColumnCount, nameof(weights));
        if (w.Contains(0))
        {
            int[] kept = [.. Enumerable.Range(0, w.Length).Where(j => w[j] > 0)];
            (X, Y, w) = (ColumnMajor.Columns(X, kept), ColumnMajor.Columns(Y, kept), Array.ConvertAll(kept, j => w[j]));
        }

        return (X, Y, Array.TrueForAll(w, weight => weight == 1) ? null : w);
    }
}
