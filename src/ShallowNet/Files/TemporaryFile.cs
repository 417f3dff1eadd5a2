namespace ShallowNet;

/// <summary>
/// A file that a save writes into before it takes its place. As long as it is held, every other process sees that it belongs to a save that
/// is still running; one that nobody holds was left behind by a process that was killed.
/// </summary>
/// <remarks>
/// Held means open for reading, with others allowed everything but to be alone with it: on Unix a shared lock on the file, which ends with
/// the process and does not hinder those who read the file once it has its name.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".shallownet-", Suffix = ".tmp";

    /// <summary>How often a new name is tried: another save may take the file for one left behind before it is locked.</summary>
    private const int Attempts = 5;

    private readonly FileStream hold;

    private TemporaryFile(string path, FileStream stream, FileStream hold)
    {
        Path = path;
        Stream = stream;
        this.hold = hold;
    }

    public string Path { get; }

    /// <summary>Writes the file; may be closed while the file is still held.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates a file in a folder, and holds it.</summary>
    public static TemporaryFile Create(string folder)
    {
        for (int attempt = 1; ; attempt++)
        {
            string path = System.IO.Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
            FileStream? stream = null;
            try
            {
                stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                return new TemporaryFile(path, stream, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            }
            catch (Exception exception)
            {
                stream?.Dispose();
                Remove(path);
                if (exception is not IOException || attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Removes what killed saves left behind in the folder, where the file system tells that nobody holds it any more.</summary>
    public void RemoveThoseLeftBehind()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            string[] others = [.. Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}").Where(other => other != Path && IsName(System.IO.Path.GetFileName(other)))];
            // This file is held: where it can be opened alone all the same, nothing can be known of the others.
            if (others.Length > 0 && !TryOpenAlone(Path, FileOptions.None))
            {
                Array.ForEach(others, other => TryOpenAlone(other, FileOptions.DeleteOnClose));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder may be written to, but not listed.
        }
    }

    /// <summary>Removes the file, where something made the save fail.</summary>
    public void Remove()
    {
        Dispose();
        Remove(Path);
    }

    public void Dispose()
    {
        Stream.Dispose();
        hold.Dispose();
    }

    /// <summary>Opens a file for a moment where nobody holds it, and tells whether that was so. The options say what happens when it is closed again.</summary>
    private static bool TryOpenAlone(string path, FileOptions options)
    {
        try
        {
            if (FileSystem.KindUnlessRegular(path) is not null)
            {
                return false;
            }

            using FileStream alone = new(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0, options);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the save fail is the better message.
        }
    }

    private static bool IsName(string name) =>
        name.Length == Prefix.Length + 32 + Suffix.Length && Guid.TryParseExact(name.AsSpan(Prefix.Length, 32), "N", out _);
}
