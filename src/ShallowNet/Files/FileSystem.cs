using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ShallowNet;

/// <summary>Calls of the operating system that .NET does not offer: what kind of thing stands under a path, and writing a folder's entries to the disk.</summary>
/// <remarks>Where a system does not have these functions, everything but a folder counts as a regular file, and folders are not flushed.</remarks>
internal static class FileSystem
{
    /// <summary>The bits of a file's mode that are its kind (POSIX, sys/stat.h), and their values.</summary>
    private const int KindBits = 0xF000, Pipe = 0x1000, CharacterDevice = 0x2000, Folder = 0x4000, BlockDevice = 0x6000, Regular = 0x8000, Socket = 0xC000;

    /// <summary>Room for what the system writes: 256 bytes on Linux, 144 on macOS.</summary>
    private const int StatusLength = 512;

    /// <summary>Where the mode stands in what the system writes: in Linux' struct statx, on all processors, and in macOS' struct stat.</summary>
    private const int LinuxMode = 28, AppleMode = 4;

    /// <summary>Arguments of statx: a path is relative to the current folder (AT_FDCWD), and only the kind is asked for (STATX_TYPE).</summary>
    private const int CurrentFolder = -100, KindOnly = 1;

    /// <summary>What stands under a path, or under what it links to, if it is there and no regular file: "a folder", "a pipe (FIFO)"; otherwise null.</summary>
    public static string? KindUnlessRegular(string path) =>
        Directory.Exists(path) ? "a folder" : ModeOf(path) is not { } mode ? null : (mode & KindBits) switch
        {
            Regular => null,
            Pipe => "a pipe (FIFO)",
            CharacterDevice or BlockDevice => "a device",
            Folder => "a folder",
            Socket => "a socket",
            _ => "no regular file",
        };

    /// <summary>Writes a folder's entries to the disk, so that a rename in it lasts. Where a file system cannot do so, the new file is complete all the same.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser())
        {
            return;
        }

        try
        {
            int descriptor = Open(Text(folder), flags: 0);
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

    /// <summary>The mode of what stands under a path, links followed; null where nothing does, or the system does not say.</summary>
    private static int? ModeOf(string path)
    {
        byte[] status = new byte[StatusLength];
        try
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsAndroid())
            {
                return StatusOnLinux(CurrentFolder, Text(path), flags: 0, KindOnly, status) == 0 ? Mode(status, LinuxMode) : null;
            }

            if (OperatingSystem.IsMacOS())
            {
                bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
                return (isArm ? Status(Text(path), status) : StatusOfIntel(Text(path), status)) == 0 ? Mode(status, AppleMode) : null;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these functions.
        }

        return null;
    }

    private static int Mode(byte[] status, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(offset));

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int StatusOnLinux(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "stat")]
    private static extern int Status(byte[] path, byte[] status);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int StatusOfIntel(byte[] path, byte[] status);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int FileSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
