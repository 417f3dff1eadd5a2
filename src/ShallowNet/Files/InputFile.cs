namespace ShallowNet;

/// <summary>Reads files by their paths.</summary>
internal static class InputFile
{
    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static FileStream Open(string path, int bufferSize) => Require.NotNull(path).Length == 0 ? throw new ArgumentException("path must name a file, but is empty.", nameof(path))
        : Directory.Exists(path) ? throw new IOException($"path must name a file, but {path} is a folder.")
        : !File.Exists(path) ? throw new FileNotFoundException($"path must name a file, but there is no {path}.", path)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);

    /// <summary>Reads a file by its path, with which the message of a refusal begins.</summary>
    public static TResult Read<TResult>(string path, Func<Stream, TResult> read)
    {
        using FileStream stream = Open(path, bufferSize: 1 << 16);
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
