using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What is diagnosed: a network or a model, with samples that it can be trained on anew.</summary>
/// <param name="X">The samples, features × m.</param>
/// <param name="Y">Their targets as the network learns them, but not yet scaled.</param>
internal abstract class Patient<T>(Matrix<T> X, Matrix<T> Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Matrix<T> X { get; } = X;

    public Matrix<T> Y { get; } = Y;

    public int Samples => X.ColumnCount;

    /// <summary>The class of each sample; null where they are not of one class each.</summary>
    public required int[]? Classes { get; init; }

    /// <summary>What the classes are called.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The columns as people know them, with their features.</summary>
    public required (string[] Names, (int First, int Count)[] Features) Columns { get; init; }

    /// <summary>The columns that may give a target away, by the names of <see cref="Columns"/>.</summary>
    public required IReadOnlyList<Column> Sources { get; init; }

    /// <summary>The targets as columns.</summary>
    public required IReadOnlyList<Column> Targets { get; init; }

    /// <summary>The network as it is.</summary>
    public abstract Network<T> Network { get; }

    /// <summary>Whether nothing was given that says how to train, so that the data chose the network among several.</summary>
    public abstract bool IsChosenByData { get; }

    /// <summary>Whether the network has its inputs scaled, or makes something else of them first.</summary>
    public abstract bool ScalesInputs { get; }

    /// <summary>How it is trained.</summary>
    public abstract TrainingOptions Training { get; }

    /// <summary>The samples as the network has its inputs.</summary>
    public abstract Matrix<T> NetworkInputs { get; }

    /// <summary>Their targets as the network learns them.</summary>
    public abstract Matrix<T> NetworkTargets { get; }

    /// <summary>Trains a new network.</summary>
    /// <param name="variant">How.</param>
    /// <param name="samples">The samples and targets to train on.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="TrainingDivergedException">It diverged.</exception>
    public abstract FittedCase<T> Fit(Variant variant, Batch<T> samples, int threads, CancellationToken cancellationToken);

    /// <summary>A new network with the layers of this one, as training begins.</summary>
    public Network<T> Fresh() => new(Network.Inputs, [.. Network.Layers], Network.Loss, Network.Seed);

    /// <summary>Hidden layers as the cure of gradients that explode or vanish.</summary>
    protected static Dense[] Redrawn(IEnumerable<Dense> hidden)
    {
        Dense[] given = [.. hidden], redrawn = Array.ConvertAll(given, layer =>
        {
            Activation activation = IsSaturating(layer.Activation) ? Activation.ReLU : layer.Activation;
            return layer with { Activation = activation, Initializer = activation.DefaultInitializer };
        });

        // Normalized by the samples of a batch, no answer rises with each of them.
        return redrawn.SequenceEqual(given) && !Monotony.IsAsked(given) ? Array.ConvertAll(redrawn, layer => layer with { BatchNormalization = layer.BatchNormalization ?? new BatchNormalization() }) : redrawn;
    }

    /// <summary>Whether an activation has two ends, at which it hardly learns.</summary>
    public static bool IsSaturating(Activation activation) => activation.Range is { } range && double.IsFinite(range.Lower) && double.IsFinite(range.Upper);

    /// <summary>How another network is trained to compare with: by what keeps the signs of weights where answers must rise or fall with inputs.</summary>
    protected static TrainingOptions ReferenceTraining(bool isMonotone) => new() { Optimizer = isMonotone ? new Adam() : new Lbfgs() };

    /// <summary>A training without what only one training can have, and with another learning rate.</summary>
    protected static TrainingOptions Changed(TrainingOptions training, double rateFactor)
    {
        TrainingOptions plain = training with { KeepWhenCancelled = false, Checkpoints = null, TimeLimit = null, Metrics = [] };

        // What is given of a training counts as given, so that nothing is where nothing changes.
        return rateFactor != 1 && training.Optimizer is GradientOptimizer steps
            ? plain with { Optimizer = steps with { LearningRate = LearningRate.Of(position => rateFactor * steps.LearningRate.At(position)) } } : plain;
    }
}
