using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>Searches over the elements of a matrix.</summary>
internal static class Scan
{
    /// <summary>The index of the first NaN or infinity, or −1.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static int IndexOfNotFinite<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Vector512<T> v = Lanes.Load(x, i);
            // x − x is 0 for a finite number, and NaN for any other.
            if (!Vector512.EqualsAll(v - v, Vector512<T>.Zero))
            {
                break;
            }
        }

        for (; i < x.Length; i++)
        {
            if (!T.IsFinite(x[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
