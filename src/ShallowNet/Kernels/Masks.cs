using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Dropout masks, each element from its own place and a key: any thread can make any part, in any order.</summary>
/// <remarks>
/// An element's 32 random bits are its index, mixed with the two halves of the scattered key by multiplications and shifted exclusive
/// ors that are each invertible, so that no two elements of a mask share their bits by construction. The key comes from the training's
/// <see cref="NumPyRandom"/>, whose own stream could only be made by one thread, an element after the other.
/// </remarks>
internal static class Masks
{
    /// <summary>0 with probability p, otherwise 1/(1 − p), for the elements from <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Draw<T>(Span<T> mask, int first, ulong key, int layer, double p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Width = 16;
        key = Scatter(key + (ulong)layer * 0x9E3779B97F4A7C15);
        (uint one, uint two) = ((uint)key, (uint)(key >> 32));
        uint threshold = (uint)(p * 4294967296.0);
        T kept = T.CreateTruncating(1 / (1 - p));
        Vector512<uint> lane = Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        int i = 0;
        for (; i <= mask.Length - Width; i += Width)
        {
            Write(Mix(Vector512.Create((uint)(first + i)) + lane, one, two), threshold, kept, mask, i);
        }

        if (i < mask.Length)
        {
            using Scratch<T> last = Scratch<T>.Rent(Width);
            Write(Mix(Vector512.Create((uint)(first + i)) + lane, one, two), threshold, kept, last.Span, 0);
            last.Span[..(mask.Length - i)].CopyTo(mask[i..]);
        }
    }

    /// <summary>
    /// The last steps of SplitMix64 (Steele, Lea and Flood, 2014): near keys become far ones. The first half of a key only moves a mask
    /// along, so that without this the mask of key + 1 would be that of the key, one element on.
    /// </summary>
    private static ulong Scatter(ulong key)
    {
        key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
        key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
        return key ^ (key >> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mix(Vector512<uint> x, uint one, uint two)
    {
        x = (x + Vector512.Create(one)) * 0x9E3779B1u;
        x ^= x >>> 16;
        x *= 0x85EBCA6Bu;
        x = (x ^ (x >>> 13)) + Vector512.Create(two);
        x *= 0xC2B2AE35u;
        x ^= x >>> 16;
        x *= 0x27D4EB2Fu;
        return x ^ (x >>> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T>(Vector512<uint> bits, uint threshold, T kept, Span<T> mask, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> all = Vector512.Create(kept);
        Vector512<uint> stays = Vector512.GreaterThanOrEqual(bits, Vector512.Create(threshold));
        if (typeof(T) == typeof(float))
        {
            Store(all & stays.As<uint, T>(), mask, i);
            return;
        }

        // A lane of all bits widens, as a signed number, to twice as many.
        (Vector512<long> lower, Vector512<long> upper) = Vector512.Widen(stays.AsInt32());
        Store(all & lower.As<long, T>(), mask, i);
        Store(all & upper.As<long, T>(), mask, i + 8);
    }
}
