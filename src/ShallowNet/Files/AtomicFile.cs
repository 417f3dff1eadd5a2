using System.Runtime.Versioning;

namespace ShallowNet;

/// <summary>Replaces a file as a whole: whatever happens meanwhile, the old file is there, or the new one.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file beside the target, flushes it to the disk, renames it over the target, and flushes the folder. Where
    /// anything fails, the target is as it was, and the temporary file is removed; those of saves that were killed are removed too. A
    /// link's target is replaced, not the link; on Unix the new file has the permissions of the old one.
    /// </summary>
    /// <param name="path">The file to create or replace: a regular file, or a link to one.</param>
    /// <param name="write">Writes the file's bytes. The stream need not be flushed, and must not be closed.</param>
    /// <exception cref="IOException">The path names something that is no regular file, or the file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        FileInfo file = new(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"path must name a file, but is {path}.", nameof(path));
        if (FileSystem.KindUnlessRegular(file.FullName) is { } kind)
        {
            throw new IOException($"path must name a regular file or a link to one, but {path} is {kind}.");
        }

        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"path must be in a folder that exists, but {folder} does not.");
        }

        using TemporaryFile temporary = TemporaryFile.Create(folder);
        try
        {
            temporary.RemoveThoseLeftBehind();
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                KeepMode(temporary.Stream, File.GetUnixFileMode(target));
            }

            write(temporary.Stream);
            temporary.Stream.Flush(flushToDisk: true);
            temporary.Stream.Dispose();
            File.Move(temporary.Path, target, overwrite: true);
        }
        catch
        {
            temporary.Remove();
            throw;
        }

        FileSystem.FlushFolder(folder);
    }

    [UnsupportedOSPlatform("windows")]
    private static void KeepMode(FileStream stream, UnixFileMode mode)
    {
        // A file system without permissions may refuse to set them, even to what they are.
        if (File.GetUnixFileMode(stream.SafeFileHandle) != mode)
        {
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        }
    }
}
