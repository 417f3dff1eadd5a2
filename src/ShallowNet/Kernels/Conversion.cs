using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShallowNet.Kernels;

/// <summary>The same numbers in another precision.</summary>
internal static class Conversion
{
    /// <summary>y = x, exactly.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Widen(ReadOnlySpan<float> x, Span<double> y)
    {
        Debug.Assert(x.Length == y.Length);
        int i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (lower, upper) = Vector512.Widen(Lanes.Load(x, i));
            Lanes.Store(lower, y, i);
            Lanes.Store(upper, y, i + Vector512<double>.Count);
        }

        for (; i < x.Length; i++)
        {
            y[i] = x[i];
        }
    }

    /// <summary>y = x, rounded to the nearest; infinite where it is beyond all floats.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Narrow(ReadOnlySpan<double> x, Span<float> y)
    {
        Debug.Assert(x.Length == y.Length);
        int i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Lanes.Store(Vector512.Narrow(Lanes.Load(x, i), Lanes.Load(x, i + Vector512<double>.Count)), y, i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = (float)x[i];
        }
    }
}
