using System.Numerics;

namespace ShallowNet;

/// <summary>When a training writes a file from which it can go on: after every so many epochs, or after each that is the best so far.</summary>
/// <remarks>
/// Made by <c>Checkpoints.Every(path, epochs)</c> and <c>Checkpoints.OnImprovement(path)</c>. The file is replaced each time, at once:
/// whenever the process ends, a whole one is there. <c>Trainer.Load</c> reads it; a training that goes on from it ends with the bits of
/// one that was never interrupted.
/// </remarks>
public abstract record Checkpoints
{
    private protected Checkpoints(string path, int? everyEpochs)
    {
        Path = path;
        EveryEpochs = everyEpochs;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>After how many epochs; null for those that are the best so far.</summary>
    public int? EveryEpochs { get; }

    /// <summary>The call that makes it, such as <c>Checkpoints.Every("training.safetensors", 10)</c>.</summary>
    public sealed override string ToString() => EveryEpochs is { } epochs ? Invariant($"Checkpoints.Every(\"{Path}\", {epochs})") : $"Checkpoints.OnImprovement(\"{Path}\")";

    /// <summary>Writes where a trainer stands, and what is left of the call that it is in, or null where that is done.</summary>
    internal abstract void Write<T>(Trainer<T> trainer, PendingRun<T>? pending)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
