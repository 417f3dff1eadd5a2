using System.Security.Cryptography;
using System.Text;
using Orleans.Storage;

namespace ShallowNet;

/// <summary>Keeps the state of trainings as files: sixteen bytes of the run, and the checkpoint. A file is replaced at once, whenever a process ends.</summary>
internal sealed class FileStorage(string folder) : IGrainStorage
{
    private const int RunLength = 16;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(grainId);
        byte[]? bytes = File.Exists(path) ? await File.ReadAllBytesAsync(path) : null;
        if (bytes is not null && bytes.Length < RunLength)
        {
            throw new InvalidDataException($"{path} must hold the state of a training, but is too short.");
        }

        TrainingState state = bytes is null ? new TrainingState() : new TrainingState
        {
            Run = new Guid(bytes.AsSpan(0, RunLength)), Checkpoint = bytes.Length == RunLength ? null : bytes[RunLength..],
        };
        grainState.State = (T)(object)state;
        (grainState.RecordExists, grainState.ETag) = (bytes is not null, null);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        TrainingState state = (TrainingState)(object)grainState.State!;
        Directory.CreateDirectory(folder);
        AtomicFile.Write(PathOf(grainId), stream =>
        {
            stream.Write(state.Run.ToByteArray());
            stream.Write(state.Checkpoint);
        });
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        File.Delete(PathOf(grainId));
        grainState.State = (T)(object)new TrainingState();
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    /// <summary>A name that every file system takes, whatever the training is called.</summary>
    private string PathOf(GrainId grain) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(grain.ToString())).AsSpan(0, 16)) + ".training");
}
