using System.Runtime.InteropServices;

namespace ShallowNet.Tests;

/// <summary>
/// Memory that ends where a page ends which nobody may read: a kernel that reads beyond its input ends the process. Only on Linux; elsewhere
/// it is an array.
/// </summary>
internal static unsafe partial class LastPage
{
    /// <summary>More than a kernel has inputs: a piece is used again when so many others have been.</summary>
    private const int Pieces = 16;

    [ThreadStatic]
    private static (nint Start, nint Length)[]? pieces;

    [ThreadStatic]
    private static int next;

    /// <summary>A copy of the values, until so many others have been made by this thread as there are pieces.</summary>
    public static ReadOnlySpan<T> Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!OperatingSystem.IsLinux())
        {
            return values.ToArray();
        }

        pieces ??= new (nint, nint)[Pieces];
        next = (next + 1) % Pieces;
        ref (nint Start, nint Length) piece = ref pieces[next];
        nint bytes = values.Length * sizeof(T);
        if (piece.Length < bytes)
        {
            nint page = Environment.SystemPageSize, length = Math.Max(bytes + page - 1, 1 << 20) / page * page;
            if (piece.Length > 0)
            {
                Check(munmap(piece.Start, piece.Length + page));
            }

            const int Read = 1, Write = 2, PrivateAndAnonymous = 0x22;
            nint start = mmap(0, length + page, Read | Write, PrivateAndAnonymous, -1, 0);
            Check(start == -1 ? -1 : mprotect(start + length, page, 0));
            piece = (start, length);
        }

        Span<T> copy = new((void*)(piece.Start + piece.Length - bytes), values.Length);
        values.CopyTo(copy);
        return copy;
    }

    private static void Check(int result) => result.Should().Be(0, $"the error number is {Marshal.GetLastPInvokeError()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint start, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint start, nint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(nint start, nint length);
}
