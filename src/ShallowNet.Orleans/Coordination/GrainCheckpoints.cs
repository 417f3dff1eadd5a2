namespace ShallowNet;

/// <summary>Checkpoints that the grain of a training keeps. The one after the last epoch is not needed: what is done is not gone on with.</summary>
internal sealed record GrainCheckpoints : Checkpoints
{
    private readonly Action<byte[]> keep;

    public GrainCheckpoints(string name, int everyEpochs, Action<byte[]> keep)
        : base(name, everyEpochs) => this.keep = keep;

    internal override void Write<T>(Trainer<T> trainer, PendingRun<T>? pending)
    {
        if (pending is not null)
        {
            using MemoryStream stream = new();
            TrainerFile.Write(stream, trainer, pending);
            keep(stream.ToArray());
        }
    }
}
