namespace ShallowNet;

/// <summary>Opens files by their paths.</summary>
internal static class TableSource
{
    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static FileStream Open(string path) => Directory.Exists(Require.NotNull(path)) ? throw new IOException($"path must name a file, but {path} is a folder.")
        : !File.Exists(path) ? throw new FileNotFoundException($"path must name a file, but there is no {path}.", path)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <summary>A stream that can be read.</summary>
    /// <exception cref="ArgumentException">It is closed, or can only be written.</exception>
    public static Stream Readable(Stream stream) => Require.NotNull(stream).CanRead
        ? stream : throw new ArgumentException("stream must be one that can be read, but is closed or only written.", nameof(stream));
}
