using System.Runtime.CompilerServices;
using ShallowNet.Kernels;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using static ShallowNet.ElementaryNumbers;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace ShallowNet.Benchmarks;

/// <content>The embeddings: numbers in bins, waves of numbers, categories.</content>
internal static partial class DoubleByHand
{
    /// <summary>How far each number is through each bin; whole vectors of bins.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void PiecewiseLinear(in Bins<double> bins, ReadOnlySpan<double> x, Span<double> e)
    {
        ref double starts = ref GetReference(bins.Starts), inverses = ref GetReference(bins.Inverses), lowest = ref GetReference(bins.Lowest), highest = ref GetReference(bins.Highest);
        ref double to = ref GetReference(e);
        nuint size = (nuint)bins.Starts.Length;
        foreach (double number in x)
        {
            V all = Create(number);
            for (nuint t = 0; t < size; t += Count)
            {
                V share = (all - LoadUnsafe(ref starts, t)) * LoadUnsafe(ref inverses, t);
                MinNative(LoadUnsafe(ref highest, t), MaxNative(LoadUnsafe(ref lowest, t), share)).StoreUnsafe(ref to, t);
            }

            to = ref Unsafe.Add(ref to, size);
        }
    }

    /// <summary>The numbers of each code, whole vectors of them; zeros for what is no code.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Category(ReadOnlySpan<double> table, ReadOnlySpan<double> codes, Span<double> e, int values, int size)
    {
        ref double numbers = ref GetReference(table), to = ref GetReference(e);
        foreach (double number in codes)
        {
            int code = (int)number;
            bool isCode = number >= 0 && number < values && code == number;
            for (nuint k = 0; k < (nuint)size; k += Count)
            {
                (isCode ? LoadUnsafe(ref numbers, (nuint)(code * size) + k) : V.Zero).StoreUnsafe(ref to, k);
            }

            to = ref Unsafe.Add(ref to, size);
        }
    }

    /// <summary>x, and rows that are chains over the frequencies: a vector of samples after the other, whose waves are computed once.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Periodic(ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, Span<double> e, int size, int frequencies)
    {
        Span<double> waves = stackalloc double[frequencies * Count], rows = stackalloc double[size * Count];
        ReadOnlySpan<double> offsets = parameters[((size + 1) * frequencies)..];
        for (int s = 0; s < x.Length; s += Count)
        {
            V xs = LoadUnsafe(ref GetReference(x), (nuint)s);
            for (int f = 0; f < frequencies; f++)
            {
                double rate = parameters[f] + parameters[f], phase = parameters[frequencies + f] * PeriodicKernels.HalfTurn;
                CosPi(FusedMultiplyAdd(Create(rate), xs, Create(phase))).StoreUnsafe(ref GetReference(waves), (nuint)(f * Count));
            }

            xs.StoreUnsafe(ref GetReference(rows));
            for (int k = 1; k < size; k++)
            {
                ReadOnlySpan<double> v = parameters.Slice((k + 1) * frequencies, frequencies);
                V y = Create(offsets[k - 1]);
                for (int f = 0; f < v.Length; f++)
                {
                    y = FusedMultiplyAdd(Create(v[f]), LoadUnsafe(ref GetReference(waves), (nuint)(f * Count)), y);
                }

                y.StoreUnsafe(ref GetReference(rows), (nuint)(k * Count));
            }

            Span<double> columns = e.Slice(s * size, Count * size);
            for (int lane = 0; lane < Count; lane++)
            {
                for (int k = 0; k < size; k++)
                {
                    columns[lane * size + k] = rows[k * Count + lane];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosPi(V t)
    {
        ReadOnlySpan<double> c = CosPiInDouble;
        V offset = Create(Lanes.OffsetInDouble), n = t + offset, f = t - (n - offset);
        V sign = (n.AsInt64() << 63).AsDouble(), z = MinNative(Create(0.25), f * f);
        V p = FusedMultiplyAdd(Create(c[0]), z, Create(c[1]));
        p = FusedMultiplyAdd(p, z, Create(c[2]));
        p = FusedMultiplyAdd(p, z, Create(c[3]));
        p = FusedMultiplyAdd(p, z, Create(c[4]));
        p = FusedMultiplyAdd(p, z, Create(c[5]));
        p = FusedMultiplyAdd(p, z, Create(c[6]));
        p = FusedMultiplyAdd(p, z, Create(c[7]));
        p = FusedMultiplyAdd(p, z, Create(c[8]));
        return FusedMultiplyAdd(z, p, V.One) ^ sign;
    }
}
