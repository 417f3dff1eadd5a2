using System.Runtime.CompilerServices;
using ShallowNet.Kernels;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using static ShallowNet.ElementaryNumbers;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace ShallowNet.Benchmarks;

/// <content>The embeddings: numbers in bins, waves of numbers, categories.</content>
internal static partial class FloatByHand
{
    /// <summary>How far each number is through each bin; whole vectors of bins.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void PiecewiseLinear(in Bins<float> bins, ReadOnlySpan<float> x, Span<float> e)
    {
        ref float starts = ref GetReference(bins.Starts), inverses = ref GetReference(bins.Inverses), lowest = ref GetReference(bins.Lowest), highest = ref GetReference(bins.Highest);
        ref float to = ref GetReference(e);
        nuint size = (nuint)bins.Starts.Length;
        foreach (float number in x)
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
    public static void Category(ReadOnlySpan<float> table, ReadOnlySpan<float> codes, Span<float> e, int values, int size)
    {
        ref float numbers = ref GetReference(table), to = ref GetReference(e);
        foreach (float number in codes)
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
    public static void Periodic(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> e, int size, int frequencies)
    {
        Span<float> waves = stackalloc float[frequencies * Count], rows = stackalloc float[size * Count];
        ReadOnlySpan<float> offsets = parameters[((size + 1) * frequencies)..];
        for (int s = 0; s < x.Length; s += Count)
        {
            V xs = LoadUnsafe(ref GetReference(x), (nuint)s);
            for (int f = 0; f < frequencies; f++)
            {
                float rate = parameters[f] + parameters[f], phase = parameters[frequencies + f] * (float)PeriodicKernels.HalfTurn;
                CosPi(FusedMultiplyAdd(Create(rate), xs, Create(phase))).StoreUnsafe(ref GetReference(waves), (nuint)(f * Count));
            }

            xs.StoreUnsafe(ref GetReference(rows));
            for (int k = 1; k < size; k++)
            {
                ReadOnlySpan<float> v = parameters.Slice((k + 1) * frequencies, frequencies);
                V y = Create(offsets[k - 1]);
                for (int f = 0; f < v.Length; f++)
                {
                    y = FusedMultiplyAdd(Create(v[f]), LoadUnsafe(ref GetReference(waves), (nuint)(f * Count)), y);
                }

                y.StoreUnsafe(ref GetReference(rows), (nuint)(k * Count));
            }

            Span<float> columns = e.Slice(s * size, Count * size);
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
        ReadOnlySpan<double> c = CosPiInFloat;
        V offset = Create((float)Lanes.OffsetInFloat), n = t + offset, f = t - (n - offset);
        V sign = (n.AsInt32() << 31).AsSingle(), z = MinNative(Create(0.25f), f * f);
        V p = FusedMultiplyAdd(Create((float)c[0]), z, Create((float)c[1]));
        p = FusedMultiplyAdd(p, z, Create((float)c[2]));
        p = FusedMultiplyAdd(p, z, Create((float)c[3]));
        p = FusedMultiplyAdd(p, z, Create((float)c[4]));
        return FusedMultiplyAdd(z, p, V.One) ^ sign;
    }
}
