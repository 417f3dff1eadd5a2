namespace ShallowNet;

/// <summary>When a training writes a file from which it can go on: after every so many epochs, or after each that is the best so far.</summary>
/// <remarks>
/// The file is replaced each time, at once: whenever the process ends, a whole one is there. <see cref="Trainer.Load{T}(string, TrainingOptions)"/>
/// reads it; a training that goes on from it ends with the bits of one that was never interrupted.
/// </remarks>
public sealed record Checkpoints
{
    private Checkpoints(string path, int? everyEpochs)
    {
        Path = Require.NotNull(path);
        EveryEpochs = everyEpochs;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>After how many epochs; null for those that are the best so far.</summary>
    public int? EveryEpochs { get; }

    /// <summary>After every so many epochs of the trainer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="epochs">At least 1.</param>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one epoch.</exception>
    public static Checkpoints Every(string path, int epochs) => new(path, Require.AtLeast(1, epochs, nameof(epochs)));

    /// <summary>
    /// After each epoch that is the best so far, by what <see cref="TrainingOptions.EarlyStopping"/> watches, otherwise by the cost on the
    /// validation samples, or on the training samples where there are none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public static Checkpoints OnImprovement(string path) => new(path, null);
}
