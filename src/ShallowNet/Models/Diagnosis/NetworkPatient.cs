using System.Diagnostics;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that somebody made and trained.</summary>
internal sealed class NetworkPatient<T>(Network<T> network, TrainingOptions training, Matrix<T> X, Matrix<T> Y) : Patient<T>(X, Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Network<T> Network => network;

    public override bool IsChosenByData => false;

    public override bool ScalesInputs => network.Layers[1].Embedding is not null;

    // Validation samples that were given to the training are not known here: some are set aside instead.
    public override TrainingOptions Training { get; } = training.EarlyStopping is not null && training.ValidationShare == 0 ? training with { ValidationShare = 0.2 } : training;

    public override Matrix<T> NetworkInputs => X;

    public override Matrix<T> NetworkTargets => Y;

    public override FittedCase<T> Fit(Variant variant, Batch<T> samples, int threads, CancellationToken cancellationToken)
    {
        if (variant.Kind is VariantKind.Reference or VariantKind.Linear)
        {
            return FitReference(variant.Kind == VariantKind.Linear, samples, threads, cancellationToken);
        }

        Dense[] layers = [.. variant.Kind == VariantKind.Redrawn ? Redrawn(network.Layers.SkipLast(1)) : network.Layers.SkipLast(1), network.Layers[network.L]];
        Scaler? inputs = variant.Kind == VariantKind.Scaled ? Standardizer.Fit(samples.X) : null;
        Network<T> fitted = new(network.Inputs, layers, network.Loss, network.Seed);
        TrainingOptions options = Changed(Training, variant.RateFactor) with { MaxThreads = threads };
        new Trainer<T>(fitted, options).Train(inputs?.Transform(samples.X) ?? samples.X, samples.Y, null, null, null, cancellationToken);
        return new FittedCase<T>(fitted, inputs, null);
    }

    private FittedCase<T> FitReference(bool isLinear, Batch<T> samples, int threads, CancellationToken cancellationToken)
    {
        Standardizer inputs = Standardizer.Fit(samples.X);
        (int features, int count) = (samples.X.RowCount, samples.X.ColumnCount);
        bool isMonotone = Monotony.IsAsked([.. network.Layers]);
        MlpOptions reference = new() { Training = ReferenceTraining(isMonotone) };
        Dense[] layers = [.. isLinear ? [] : reference.HiddenLayersFor(features, network.Outputs, count), new Dense(network.Outputs, network.Layers[network.L].Activation)];
        layers[0] = layers[0] with { Monotone = network.Layers[1].Monotone };
        long parameters = ParameterLayout.Count(features, layers);
        TrainingOptions options = reference.TrainingFor(count, SampleWeights.ClassesOf(samples.Y)?.Distinct().Count() ?? 0, hasDropout: false, parameters);
        GivenTraining<T> given = new()
        {
            Samples = new Batch<T>(inputs.Transform(samples.X), samples.Y), Fold = null, Create = () => new Network<T>(features, layers, network.Loss, network.Seed),
            Options = options with { MaxThreads = threads }, ChoosesPenalty = reference.PenaltyIsChosenBy(count, parameters), Refits = count <= MlpOptions.SmallSamples,
            Loss = network.Loss, Deadline = new Deadline(Stopwatch.GetTimestamp(), null), Progress = null, CancellationToken = cancellationToken,
        };
        return new FittedCase<T>(given.Fit().Network, inputs, null);
    }
}
