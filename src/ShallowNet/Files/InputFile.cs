namespace ShallowNet;

/// <summary>Reads files by their paths.</summary>
internal static class InputFile
{
    /// <summary>Reads a file by its path, with which the message of a refusal begins.</summary>
    public static TResult Read<TResult>(string path, Func<Stream, TResult> read)
    {
        using FileStream stream = new(Require.NotNull(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            return read(stream);
        }
        catch (ModelFileException exception)
        {
            throw new ModelFileException($"{path}: {exception.Message}");
        }
    }
}
