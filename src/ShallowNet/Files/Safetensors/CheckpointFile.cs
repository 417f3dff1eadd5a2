namespace ShallowNet;

/// <summary>Checkpoints in a file, each replacing the one before it.</summary>
internal sealed record CheckpointFile : Checkpoints
{
    public CheckpointFile(string path, int? everyEpochs)
        : base(path, everyEpochs)
    {
    }

    internal override void Write<T>(Trainer<T> trainer, PendingRun<T>? pending) =>
        AtomicFile.Write(Path, stream => TrainerFile.Write(stream, trainer, pending));
}
