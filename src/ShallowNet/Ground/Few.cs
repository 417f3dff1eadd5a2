using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>Copies of no more than about a vector of 512 bits, between the vector operations of a kernel.</summary>
/// <remarks>
/// A span's own copy belongs to the base library, which is compiled ahead of time for machines without AVX, and stays so for a while, or, in a
/// native program, for good. Called after operations on wider vectors, its instructions cost more than a hundred nanoseconds on some processors.
/// </remarks>
internal static class Few
{
    /// <summary>Copies some elements.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="to">Receives them.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(ref readonly T from, ref T to, int count)
        where T : unmanaged => Copy(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in from)), ref Unsafe.As<T, byte>(ref to), count * Unsafe.SizeOf<T>());

    /// <summary>Copies a multiple of 4 bytes.</summary>
    [MethodImpl(Compile.AtOnce)]
    private static void Copy(ref byte from, ref byte to, int bytes)
    {
        nuint at = 0;
        for (int left = bytes; left >= 32; left -= 32)
        {
            Vector256.LoadUnsafe(ref from, at).StoreUnsafe(ref to, at);
            at += 32;
        }

        if ((bytes & 16) != 0)
        {
            Vector128.LoadUnsafe(ref from, at).StoreUnsafe(ref to, at);
            at += 16;
        }

        if ((bytes & 8) != 0)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, at)));
            at += 8;
        }

        if ((bytes & 4) != 0)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, at)));
        }
    }
}
