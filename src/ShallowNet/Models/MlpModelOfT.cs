using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>What all models in one call have: a network, the scalers around it, and how it was trained.</summary>
/// <remarks>
/// It is an <see cref="MlpClassifier{T, TLabel}"/>, an <see cref="MlpMultiLabelClassifier{T, TLabel}"/> or an
/// <see cref="MlpRegressor{T}"/>. A model predicts for any number of threads at a time while nobody calls its <c>PartialFit</c> or sets its threshold.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract partial class MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Network<T>? network;
    private TrainingHistory? history;

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
    /// How it was trained. A model that the data chose: its training on all samples, without validation samples, which by L-BFGS ends with
    /// <see cref="StopReason.TargetCost"/> when the cost is what cross-validation found best. Otherwise, the training with validation samples where
    /// there were some, not the one on all samples after it; after <c>PartialFit</c>, the passes over the pieces.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public TrainingHistory History => Fitted(history);

    /// <summary>The number of features, the rows of X.</summary>
    /// <exception cref="InvalidOperationException">The model has seen no data yet.</exception>
    public int Features => Network.Inputs;

    /// <summary>
    /// What the data chose the model from, or its penalty, as far as the options left that to them (the remarks of <see cref="MlpOptions"/> say when); null
    /// where nothing was chosen, and for models that were loaded or fed in pieces.
    /// </summary>
    public ModelSelection? Selection { get; private set; }

    /// <summary>What scales the inputs; null for nothing.</summary>
    public Scaler? InputScaler { get; private set; }

    /// <summary>What scaled the targets of a regression; null for nothing.</summary>
    internal Scaler? OutputScaler { get; private set; }

    /// <summary>The classes that the network's outputs stand for; null where they are numbers.</summary>
    internal virtual ClassLabels? ClassesOfOutputs => null;

    /// <summary>Whether a sample is of one class only, where there are classes.</summary>
    internal virtual bool HasOneClassPerSample => true;

    /// <summary>How many outputs the network of these classes has; null where any number will do.</summary>
    internal virtual int? OutputsOfNetwork => null;

    /// <summary>What a model is judged by unless another metric is given.</summary>
    internal abstract Metric DefaultMetric { get; }

    /// <summary>What the model's network ends in.</summary>
    internal abstract Activation OutputActivation { get; }

    private Loss LossToMinimize => Options.Loss ?? Loss.For(OutputActivation);

    internal string Name => GetType().Name.Split('`')[0];

    /// <summary>A model of the same classes that has seen no data yet.</summary>
    internal abstract MlpModel<T> MakeUnfitted(MlpOptions options);

    /// <summary>Gives the model what it has when it is fitted.</summary>
    internal void Restore(Network<T> itsNetwork, TrainingHistory itsHistory, Scaler? inputs, Scaler? outputs) =>
        (network, history, InputScaler, OutputScaler) = (itsNetwork, itsHistory, inputs, outputs);

    /// <summary>How well the model predicts Y, a column for each sample, in the units of the targets.</summary>
    internal double ScoreOf(Matrix<T> X, Matrix<T> Y, Metric? metric, IEnumerable<double>? weights)
    {
        metric ??= DefaultMetric;
        return metric.Of(Judged(metric, Answers(X)), Y, ValueList.ItselfOrCopy(weights));
    }

    /// <summary>Samples to fit the model to: dense, finite, and with the features of the pieces before, if there were some.</summary>
    private protected Matrix<T> SamplesToFit(Matrix<T> X) =>
        Require.Samples(X, IsFitted ? Features : null, null, nameof(X), "the features the model was fitted to");

    /// <summary>Inputs that fit the model, dense and finite.</summary>
    private protected Matrix<T> Inputs(Matrix<T> X) => Require.Samples(X, Features, null, nameof(X), "the features the model was fitted to");

    /// <summary>The network's answers to samples, in the units of the targets: outputs × m.</summary>
    private protected Matrix<T> Answers(Matrix<T> X)
    {
        Matrix<T> YHat = Answers(Network, Inputs(X));
        Curves?.Apply<T>(ColumnMajor.Span(YHat));
        return YHat;
    }

    /// <summary>The answers of a network between the model's scalers.</summary>
    private protected Matrix<T> Answers(Network<T> itsNetwork, Matrix<T> X)
    {
        Matrix<T> YHat = itsNetwork.Predict(Scaled(InputScaler, X, nameof(X)));
        OutputScaler?.Inverse<T>(ColumnMajor.Span(YHat), ColumnMajor.Span(YHat));
        return YHat;
    }

    /// <summary>The network's answer to one sample, in the units of the targets, without allocating.</summary>
    private protected void Answer(ReadOnlySpan<T> x, Span<T> result)
    {
        CheckSample(x);
        if (InputScaler is null)
        {
            Network.Predict(x, result);
        }
        else
        {
            using Scratch<T> scaled = Scratch<T>.Rent(x.Length);
            InputScaler.Transform(x, scaled.Span);
            CheckScaled(InputScaler, x, scaled.Span, nameof(x));
            Network.Predict(scaled.Span, result);
        }

        OutputScaler?.Inverse<T>(result, result);
        Curves?.Apply(result);
    }

    /// <summary>Refuses a sample that does not fit the model.</summary>
    private protected void CheckSample(ReadOnlySpan<T> x)
    {
        if (x.Length != Features)
        {
            throw new ArgumentException(Invariant($"x must have {Require.Count(Features, "element")} (the features the model was fitted to), but has {x.Length}."), nameof(x));
        }

        Require.Finite(x, null, nameof(x));
    }

    /// <summary>Scaled samples or targets; refuses those that are finite, but not any more when they are scaled.</summary>
    internal Matrix<T> Scaled(Scaler? scaler, Matrix<T> samples, string name)
    {
        if (scaler is null)
        {
            return samples;
        }

        Matrix<T> scaled = scaler.Transform(samples);
        CheckScaled(scaler, ColumnMajor.Span(samples), ColumnMajor.Span(scaled), name);
        return scaled;
    }

    /// <summary>Refuses scaled numbers that are not finite. A sample is called x, samples X, and the targets of a regression Y.</summary>
    private void CheckScaled(Scaler scaler, ReadOnlySpan<T> samples, ReadOnlySpan<T> scaled, string name)
    {
        int index = Scan.IndexOfNotFinite(scaled);
        if (index >= 0)
        {
            int row = index % scaler.Features;
            string place = name == "x" ? Invariant($"[{row}]") : Require.Place(index, scaler.Features);
            string feature = name == "Y" || Options.FeatureNames is not { } names ? "" : $" (\"{names[row]}\")";
            (double[] offsets, double[] units, _, _) = scaler.Line;
            throw new ArgumentException(
                $"{name} must stay finite when it is scaled, but {name}{place}{feature} is {samples[index].ToString(null, CultureInfo.InvariantCulture)}, "
                + $"far from what the model was fitted to (centre {offsets[row].ToString("G4", CultureInfo.InvariantCulture)}, unit {units[row].ToString("G4", CultureInfo.InvariantCulture)}).", name);
        }
    }

    private TItem Fitted<TItem>([NotNull] TItem? item)
        where TItem : class => item ?? throw new InvalidOperationException($"The {Name} must be fitted before it is used: call PartialFit.");
}
