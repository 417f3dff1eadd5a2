namespace ShallowNet;

/// <summary>Makes a document of a training's history, and a history of such a document.</summary>
internal static class HistoryFile
{
    /// <summary>The most epochs that a document holds, so that the header stays small; of longer trainings it holds every k-th.</summary>
    public const int MostEpochs = 2000;

    /// <summary>The most numbers that it holds in all: with many metrics, of fewer epochs.</summary>
    private const int MostNumbers = 16_000;

    /// <summary>About 900 years.</summary>
    private const long MostTicks = 1L << 58;

    /// <summary>The time of a training up to an epoch, in ticks; refused where no training takes it: negative, or more than 900 years.</summary>
    public static TimeSpan Elapsed(double ticks) => ticks is >= 0 and <= MostTicks
        ? new TimeSpan((long)ticks)
        : throw new ModelFileException(Invariant($"The file's times must be from 0 to {MostTicks} ticks, but one is {Require.Text(ticks)}."));

    public static HistoryDocument Describe(TrainingHistory history)
    {
        int most = Math.Clamp(MostNumbers / (7 + history.MetricNames.Count), 1, MostEpochs);
        int every = (history.Epochs.Count + most - 1) / most;
        TrainingEpoch[] epochs = [.. history.Epochs.Where((epoch, i) =>
            i % Math.Max(1, every) == 0 || i == history.Epochs.Count - 1 || epoch.Epoch == history.BestEpoch)];
        return new HistoryDocument
        {
            StopReason = $"{history.StopReason}",
            BestEpoch = history.BestEpoch,
            MetricNames = [.. history.MetricNames],
            Epochs = Array.ConvertAll(epochs, epoch => epoch.Epoch),
            Costs = Array.ConvertAll(epochs, epoch => epoch.Cost),
            Penalties = Array.Exists(epochs, epoch => epoch.Penalty != 0) ? Array.ConvertAll(epochs, epoch => epoch.Penalty) : null,
            ValidationCosts = Array.ConvertAll(epochs, epoch => epoch.ValidationCost),
            LearningRates = Array.ConvertAll(epochs, epoch => epoch.LearningRate),
            GradientNorms = Array.ConvertAll(epochs, epoch => epoch.GradientNorm),
            Metrics = [.. Enumerable.Range(0, history.MetricNames.Count).Select(i => Array.ConvertAll(epochs, epoch => epoch.Metrics[i]))],
            Ticks = Array.ConvertAll(epochs, epoch => epoch.Elapsed.Ticks),
        };
    }

    public static TrainingHistory Read(HistoryDocument document)
    {
        int count = document.Epochs.Length;
        double[] penalties = document.Penalties ?? new double[count];
        int[] lengths = [document.Costs.Length, penalties.Length, document.ValidationCosts.Length, document.LearningRates.Length, document.GradientNorms.Length, document.Ticks.Length,
            .. document.Metrics.Select(values => ModelFile.Required(values, "a list for each metric").Length)];
        if (document.Epochs.Zip(document.Epochs.Skip(1)).Any(pair => pair.First >= pair.Second) || document.Epochs.FirstOrDefault(1) < 1 || document.BestEpoch < 1)
        {
            throw new ModelFileException("The file's epochs must be numbers from 1 on that rise, and the best one a number from 1 on, but are not.");
        }

        if (Array.Exists(lengths, length => length != count) || document.Metrics.Length != document.MetricNames.Length
            || !Enum.TryParse(document.StopReason, out StopReason reason) || !Enum.IsDefined(reason))
        {
            throw new ModelFileException("The file's history must have a number for each epoch in each list, and a reason why it ended, but has not.");
        }

        return new TrainingHistory(
            [.. Enumerable.Range(0, count).Select(i => new TrainingEpoch
            {
                Epoch = document.Epochs[i],
                Cost = document.Costs[i],
                Penalty = penalties[i],
                ValidationCost = document.ValidationCosts[i],
                LearningRate = document.LearningRates[i],
                GradientNorm = document.GradientNorms[i],
                Metrics = [.. document.Metrics.Select(values => values[i])],
                Elapsed = Elapsed(document.Ticks[i]),
            })],
            [.. document.MetricNames.Select(name => ModelFile.Required(name, "a name for each metric"))], reason, document.BestEpoch);
    }
}
