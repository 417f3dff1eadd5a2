using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ShallowNet;

/// <summary>What .NET does not ask of the operating system: what kind of thing stands under a path, and that a folder's entries are on the disk.</summary>
/// <remarks>Where a system has not these functions, nothing is known of a path, and folders are not flushed.</remarks>
internal static class FileSystem
{
    /// <summary>The bits of a file's mode that are its kind (POSIX, sys/stat.h), and their values.</summary>
    private const int KindBits = 0xF000, Pipe = 0x1000, CharacterDevice = 0x2000, Folder = 0x4000, BlockDevice = 0x6000, Regular = 0x8000, Socket = 0xC000;

    /// <summary>Room for what the system writes: 256 bytes on Linux, 144 on macOS.</summary>
    private const int StatusLength = 512;

    /// <summary>Where the mode stands in it: in Linux' struct statx, on all processors, and in macOS' struct stat.</summary>
    private const int LinuxMode = 28, AppleMode = 4;

    /// <summary>"Relative to the current folder" and "the kind is asked for", as statx wants to be told.</summary>
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

    /// <summary>Makes a rename in a folder last. Not every file system can do so, and the new file is complete without.</summary>
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
