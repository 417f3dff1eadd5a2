using System.Numerics;

namespace ShallowNet;

/// <summary>Trains networks of one kind, each without the samples of a fold, by which it is seen which epoch was best.</summary>
internal sealed class FoldTraining<T>(SelectionTask<T> task, IReadOnlyList<Fold> folds, Batch<float> all, BatchedKind kind, InputPieces pieces)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ManySamples = 5000;

    /// <summary>The features that the effort's time is meant for: more of them take longer to read, too.</summary>
    private const int UsualFeatures = 30;

    private const int FewestEpochs = 12;

    /// <summary>The share of the epochs that need not be better for their fold: a little more than the last wave of the rate lasts, which is worse before it is better.</summary>
    private const double Patience = 0.6;

    /// <summary>Epochs times samples after which no more epochs are needed.</summary>
    private const double ManyVisits = 2e6;

    /// <summary>Multiplications and additions for each sample that are worth their time: about a millisecond, or eight of them, and four where there are so many samples that fewer epochs do.</summary>
    private double WorkOfSample =>
        (task.Options.Effort != Effort.Best ? 2e7 : task.Samples < ManySamples ? 1.5e8 : 7.5e7) * Math.Max(1, task.X.RowCount / UsualFeatures);

    /// <summary>One of the networks of the kind, of as many as repeats times folds; nothing where it diverged, which makes the kind no candidate.</summary>
    public (Network<float>? Network, TrainingHistory? History) Train(int i, int threads, TimeSpan? timeLimit)
    {
        Dense[] hidden = kind.Hidden(pieces.Embedding);
        double work = 6 * task.ParametersOf(hidden) * kind.Repeats * folds.Count;
        int epochs = (int)Math.Clamp(Math.Min(WorkOfSample / work, ManyVisits / task.Samples), FewestEpochs, kind.Epochs);
        int seed = (task.Options.Seed + i) & int.MaxValue;
        Network<float> network = task.Create<float>(hidden, seed);
        Fold fold = folds[i % folds.Count];
        Batch<float> samples = all.Part(fold.Train);

        // What only the samples of this fold have, nothing can be learned of, and it must not count by chance.
        ConstantFeatures<float> constants = new(samples.X);
        constants.ClearWeights(network);
        TrainingOptions training = new()
        {
            Optimizer = new AdamW(LearningRate.CosineLog(kind.Rate), beta2: 0.95, weightDecay: kind.Decay),
            Epochs = epochs,
            BatchSize = fold.Train.Count switch { < 500 => 32, < 10_000 => 64, < 50_000 => 128, _ => 256 },
            EarlyStopping = new EarlyStopping(Math.Max(10, (int)(Patience * epochs))),
            Seed = seed,
            MaxThreads = threads,
            TimeLimit = timeLimit,
        };
        try
        {
            Trainer<float> trainer = new(network, training);
            TrainingHistory history = trainer.Train(
                constants.Blank(samples.X, pieces.NothingOf), samples.Y, samples.Weights, all.Part(fold.Test), new StopTogether(task, isShown: i == 0), task.CancellationToken);
            return (network, history);
        }
        catch (TrainingDivergedException)
        {
            return (null, null);
        }
    }

    /// <summary>Stops all networks where the one that is shown is stopped.</summary>
    private sealed class StopTogether(SelectionTask<T> task, bool isShown) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (isShown)
            {
                task.Progress?.Report(value);
                task.IsStopped |= value.IsStopRequested;
            }

            if (task.IsStopped)
            {
                value.Stop();
            }
        }
    }
}
