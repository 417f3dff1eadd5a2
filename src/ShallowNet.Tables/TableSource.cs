namespace ShallowNet;

/// <summary>Opens files by their paths.</summary>
internal static class TableSource
{
    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static FileStream Open(string path) => Directory.Exists(Require.NotNull(path)) ? throw new IOException($"path must name a file, but {path} is a folder.")
        : !File.Exists(path) ? throw new FileNotFoundException($"path must name a file, but there is no {path}.", path)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
