using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A model in one call.</summary>
internal sealed class ModelPatient<T>(MlpModel<T> model, Matrix<T> X, Matrix<T> Y) : Patient<T>(X, Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MlpOptions options = model.Options;

    public override Network<T> Network => model.Network;

    // A model that was loaded has no options: there, too, nothing is known that says how to train.
    public override bool IsChosenByData => options.HiddenLayers is null && !options.Training.GivesHowToTrain;

    public override bool ScalesInputs => model.InputScaler is not null || model.Encoder is not null;

    public override TrainingOptions Training => options.TrainingFor(Samples, Classes?.Distinct().Count() ?? 0, HasDropout, model.Network.ParameterCount);

    public override Matrix<T> NetworkInputs => model.NetworkInputsOf(X);

    public override Matrix<T> NetworkTargets => model.OutputScaler?.Transform(Y) ?? Y;

    private bool HasDropout => model.Network.Layers.Any(layer => layer.Dropout > 0);

    public override FittedCase<T> Fit(Variant variant, Batch<T> samples, int threads, CancellationToken cancellationToken)
    {
        bool isReference = variant.Kind is VariantKind.Reference or VariantKind.Linear;
        TrainingOptions given = Changed(options.Training, 1), training = isReference ? ReferenceTraining(options.IsMonotone)
            : variant.RateFactor == 1 ? given : given with { Optimizer = Changed(Training, variant.RateFactor).Optimizer };
        MlpModel<T> fitted = model.MakeUnfitted(options with
        {
            HiddenLayers = variant.Kind switch
            {
                VariantKind.Reference => null,
                VariantKind.Linear => [],
                VariantKind.Redrawn => AsOptions(Redrawn(model.Network.Layers.SkipLast(1))),
                _ => options.HiddenLayers,
            },
            InputScaling = model.Encoder is null && (isReference || variant.Kind == VariantKind.Scaled) && !ScalesInputs ? Scaling.Standardize : options.InputScaling,
            Training = training,

            // A calibration by name would be measured by a training that holds nothing back.
            Calibration = isReference ? CalibrationMethod.Automatic : options.Calibration,
            Refit = isReference ? null : options.Refit,
            Folds = null,
        });
        if (model.Encoder is { } encoder)
        {
            fitted.RestoreEncoder(encoder, model.Targets);
        }

        fitted.FitAll(samples.X, samples.Y, null, threads, null, cancellationToken);
        return new FittedCase<T>(fitted.Network, fitted.InputScaler, fitted.OutputScaler);
    }

    /// <summary>Hidden layers of a network as options have them: what the model adds to the first one is left out.</summary>
    private Dense[] AsOptions(Dense[] hidden)
    {
        hidden[0] = hidden[0] with
        {
            Embedding = model.Encoder?.Embedding is null ? hidden[0].Embedding : null,
            Monotone = options.Monotone.Count == 0 ? hidden[0].Monotone : null,
        };
        return hidden;
    }
}
