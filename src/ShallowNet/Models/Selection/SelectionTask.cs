using System.Numerics;
using System.Runtime.ExceptionServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What a model is chosen for: samples and targets as the network learns them, and how it is to be trained as far as that is given.</summary>
internal sealed class SelectionTask<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ManySamples = 5000;

    /// <summary>Samples times parameters, of which an iteration takes some milliseconds.</summary>
    private const double MuchWork = 2e7;

    /// <summary>The inputs, scaled, n_x × m.</summary>
    public required Matrix<T> X { get; init; }

    /// <summary>The targets, scaled, n_y × m.</summary>
    public required Matrix<T> Y { get; init; }

    /// <summary>What each sample counts, the weights of its class included; null where all count the same.</summary>
    public required double[]? Weights { get; init; }

    /// <summary>The folds by which to choose; null to draw them.</summary>
    public required IReadOnlyList<Fold>? Folds { get; init; }

    public required MlpOptions Options { get; init; }

    /// <summary>Whether a training on all samples at once takes so little time that several can be compared.</summary>
    public required bool IsSmall { get; init; }

    /// <summary>Whether the model may be the mean of several networks.</summary>
    public bool Averages => Options.Averages(Samples, Folds);

    /// <summary>When the call must end.</summary>
    public required Deadline Deadline { get; init; }

    public required Loss Loss { get; init; }

    public required Activation Output { get; init; }

    /// <summary>Whether each sample is of one class.</summary>
    public required bool HasOneClassPerSample { get; init; }

    /// <summary>Features of one value, which must not count; null where there are none.</summary>
    public required ConstantFeatures<T>? Constants { get; init; }

    /// <summary>How the first layer must embed the inputs; null where it may take them as they are.</summary>
    public required Embedding? Embedding { get; init; }

    /// <summary>1 or −1 for each input with which the outputs must rise or fall, and 0 for others; null where there are none.</summary>
    public IReadOnlyList<int>? Monotone { get; init; }

    public required int MaxThreads { get; init; }

    public required IProgress<TrainingProgress>? Progress { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    public int Samples => X.ColumnCount;

    /// <summary>Whether somebody who watched the progress has asked for an end.</summary>
    public bool IsStopped { get; set; }

    /// <summary>The best model so far that is trained on all samples.</summary>
    public FittedModel<T>? Best { get; set; }

    /// <summary>Whether nothing more is to be tried: the time that was given for all is over, or somebody has asked for an end.</summary>
    public bool IsOver => IsStopped || Deadline.IsOver;

    /// <summary>A new network with these hidden layers.</summary>
    public Network<TOther> Create<TOther>(IReadOnlyList<Dense> hidden, int seed)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        Network<TOther> created = Network.Create<TOther>(inputs: X.RowCount, seed: seed, Loss, Layers(hidden));
        Constants?.ClearWeights(created);
        return created;
    }

    /// <summary>The parameters of such a network.</summary>
    public double ParametersOf(IReadOnlyList<Dense> hidden) => ParameterLayout.Count(X.RowCount, Layers(hidden));

    /// <summary>Whether a training of so many parameters takes so long that few can be tried.</summary>
    public bool IsLarge(IReadOnlyList<Dense> hidden) => Samples > ManySamples || Samples * ParametersOf(hidden) > MuchWork;

    private Dense[] Layers(IReadOnlyList<Dense> hidden) => SelectionTask.Embedded(Embedding, [.. hidden, new Dense(Y.RowCount, Output)], Monotone);

    /// <summary>Some of the samples.</summary>
    public Batch<T> Part(IReadOnlyList<int> samples) => new Batch<T>(X, Y, Weights).Part(samples);

    /// <summary>Does so many independent things, several at a time; the results do not depend on how many.</summary>
    public void InParallel(int count, Action<int, int> body)
    {
        if (MaxThreads == 1 || count == 1)
        {
            for (int i = 0; i < count; i++)
            {
                body(i, MaxThreads);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = MaxThreads, CancellationToken = CancellationToken }, i => body(i, 1));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}

/// <summary>What the samples of a task say by themselves.</summary>
internal static class SelectionTask
{
    /// <summary>The mean over the samples of all folds, or of the first ones, from the mean of each fold.</summary>
    public static double Mean(IReadOnlyCollection<double> costs, IReadOnlyList<Fold> folds) =>
        costs.Zip(folds, (ofFold, fold) => fold.Test.Count * ofFold).Sum() / folds.Take(costs.Count).Sum(fold => fold.Test.Count);

    /// <summary>Layers of which the first one embeds the inputs as it must, and is monotone in those in which it must be; one that has an embedding keeps it.</summary>
    public static Dense[] Embedded(Embedding? embedding, Dense[] layers, IReadOnlyList<int>? monotone = null) =>
        [layers[0] with { Embedding = layers[0].Embedding ?? embedding, Monotone = monotone ?? layers[0].Monotone }, .. layers[1..]];

    /// <summary>The mean loss of the mean of the targets.</summary>
    public static double BaseCostOf<T>(Batch<T> samples, Loss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] mean = Array.ConvertAll(MlpModel<T>.Means(samples.Y, samples.Weights?.ToArray()), T.CreateTruncating);
        ReadOnlySpan<T> Y = ColumnMajor.Span(samples.Y);
        double sum = 0, weights = 0;
        for (int j = 0; j < samples.Y.ColumnCount; j++)
        {
            double weight = samples.Weights?[j] ?? 1;
            sum += weight * loss.Of(mean, Y.Slice(j * mean.Length, mean.Length));
            weights += weight;
        }

        return sum / weights;
    }
}
