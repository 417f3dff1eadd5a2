using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static ShallowNet.Lanes;

namespace ShallowNet.Kernels;

/// <summary>Dropout masks. Each element follows from its place and a key alone, so that any thread can draw any part, in any order.</summary>
/// <remarks>
/// An element's 32 random bits are its index after a mixing of multiplications and shifted exclusive ors, which depends on the key. Each of
/// these can be undone, so that no two elements of a mask have the same bits. The key is drawn from the training's
/// <see cref="NumPyRandom"/>; the masks are not, because that stream can only be drawn by one thread, an element after the other.
/// </remarks>
internal static class Masks
{
    /// <summary>0 with probability p, otherwise 1/(1 − p), for the elements from <paramref name="first"/> on.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Draw<T>(Span<T> mask, int first, ulong key, int layer, double p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Width = 16;
        key = Spread(key + (ulong)layer * 0x9E3779B97F4A7C15);
        (uint one, uint two) = ((uint)key, (uint)(key >> 32));
        uint threshold = (uint)(p * 4294967296.0);
        T kept = T.CreateTruncating(1 / (1 - p));
        Vector512<uint> lane = Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        int i = 0;
        for (; i <= mask.Length - Width; i += Width)
        {
            StoreMask(Mix(Vector512.Create((uint)(first + i)) + lane, one, two), threshold, kept, mask, i);
        }

        if (i < mask.Length)
        {
            using Scratch<T> last = Scratch<T>.Rent(Width);
            StoreMask(Mix(Vector512.Create((uint)(first + i)) + lane, one, two), threshold, kept, last.Span, 0);
            Few.Copy(in MemoryMarshal.GetReference(last.Span), ref mask[i], mask.Length - i);
        }
    }

    /// <summary>
    /// The last steps of SplitMix64 (Steele, Lea and Flood, 2014), which make keys that are close to each other very different. Without them
    /// the mask of key + 1 would be the mask of the key moved by one element, because half of the key is added to the index.
    /// </summary>
    private static ulong Spread(ulong key)
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
    private static void StoreMask<T>(Vector512<uint> bits, uint threshold, T kept, Span<T> mask, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> all = Vector512.Create(kept);
        Vector512<uint> stays = Vector512.GreaterThanOrEqual(bits, Vector512.Create(threshold));
        if (typeof(T) == typeof(float))
        {
            Store(all & stays.As<uint, T>(), mask, i);
            return;
        }

        // All bits of a lane set are −1 as a signed number: widened, still all bits.
        (Vector512<long> lower, Vector512<long> upper) = Vector512.Widen(stays.AsInt32());
        Store(all & lower.As<long, T>(), mask, i);
        Store(all & upper.As<long, T>(), mask, i + 8);
    }
}
