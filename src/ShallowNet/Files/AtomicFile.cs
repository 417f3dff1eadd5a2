using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace ShallowNet;

/// <summary>Replaces a file as a whole: whatever happens meanwhile, the old file is there, or the new one.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file beside the target, flushes it to the disk, renames it over the target, and flushes the directory. Where
    /// anything fails, the target is as it was, and the temporary file is removed. A link's target is replaced, not the link; on Unix
    /// the new file has the permissions of the old one.
    /// </summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the file's bytes. The stream need not be flushed, and must not be closed.</param>
    public static void Write(string path, Action<Stream> write)
    {
        FileInfo file = new(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string directory = Path.GetDirectoryName(target) ?? throw new ArgumentException($"path must name a file, but is {path}.", nameof(path));
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"path must be in a folder that exists, but {directory} does not.");
        }

        string temporary = Path.Combine(directory, $".shallownet-{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                {
                    KeepMode(stream, File.GetUnixFileMode(target));
                }

                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }

        FlushDirectory(directory);
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

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the write fail is the better message.
        }
    }

    /// <summary>Makes the rename last. Not every file system can do so, and the new file is complete without.</summary>
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser())
        {
            return;
        }

        try
        {
            int descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
            if (descriptor >= 0)
            {
                _ = FileSync(descriptor);
                _ = Close(descriptor);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these functions.
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int FileSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
