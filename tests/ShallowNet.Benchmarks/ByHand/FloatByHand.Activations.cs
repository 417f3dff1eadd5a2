using System.Runtime.CompilerServices;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace ShallowNet.Benchmarks;

/// <content>exp, tanh, sigmoid, softmax, ReLU and its leaky relative; derivatives in place.</content>
internal static partial class FloatByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void Exp(ReadOnlySpan<float> z, Span<float> a)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Exp(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Tanh(ReadOnlySpan<float> z, Span<float> a)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Tanh(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void TanhBackward(ReadOnlySpan<float> a, Span<float> dz)
    {
        ref float from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (d * FusedMultiplyAdd(-ai, ai, V.One)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Sigmoid(ReadOnlySpan<float> z, Span<float> a)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Sigmoid(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SigmoidBackward(ReadOnlySpan<float> a, Span<float> dz)
    {
        ref float from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (d * (ai * (V.One - ai))).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void ReLU(ReadOnlySpan<float> z, Span<float> a)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            AndNot(zi, LessThanOrEqual(zi, V.Zero)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void ReLUBackward(ReadOnlySpan<float> z, Span<float> dz)
    {
        ref float from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            AndNot(d, LessThanOrEqual(zi, V.Zero)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void LeakyReLU(ReadOnlySpan<float> z, Span<float> a, double slope)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        V factor = Create((float)slope);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), zi, factor * zi).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void LeakyReLUBackward(ReadOnlySpan<float> z, Span<float> dz, double slope)
    {
        ref float from = ref GetReference(z), slopes = ref GetReference(dz);
        V factor = Create((float)slope);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), d, factor * d).StoreUnsafe(ref slopes, i);
        }
    }

    /// <summary>A pass over the columns, of whole vectors each.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Softmax(ReadOnlySpan<float> z, Span<float> a, int rows)
    {
        ref float from = ref GetReference(z), to = ref GetReference(a);
        for (nuint start = 0, end = (nuint)rows; start < (nuint)z.Length; start = end, end += (nuint)rows)
        {
            V maximum = Maximum(ref from, start, end);
            for (nuint i = start; i < end; i += Count)
            {
                Exp(LoadUnsafe(ref from, i) - maximum).StoreUnsafe(ref to, i);
            }

            float sum = 0;
            for (nuint i = start; i < end; i++)
            {
                sum += Unsafe.Add(ref to, i);
            }

            V inverse = Create(1 / sum);
            for (nuint i = start; i < end; i += Count)
            {
                (LoadUnsafe(ref to, i) * inverse).StoreUnsafe(ref to, i);
            }
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SoftmaxBackward(ReadOnlySpan<float> a, Span<float> dz, int rows)
    {
        ref float from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint start = 0, end = (nuint)rows; start < (nuint)a.Length; start = end, end += (nuint)rows)
        {
            float sum = 0;
            for (nuint i = start; i < end; i++)
            {
                sum = float.FusedMultiplyAdd(Unsafe.Add(ref slopes, i), Unsafe.Add(ref from, i), sum);
            }

            V all = Create(sum);
            for (nuint i = start; i < end; i += Count)
            {
                (LoadUnsafe(ref from, i) * (LoadUnsafe(ref slopes, i) - all)).StoreUnsafe(ref slopes, i);
            }
        }
    }

    /// <summary>The largest of some whole vectors, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Maximum(ref float z, nuint start, nuint end)
    {
        V largest = LoadUnsafe(ref z, start);
        for (nuint i = start + Count; i < end; i += Count)
        {
            largest = MaxNative(largest, LoadUnsafe(ref z, i));
        }

        largest = MaxNative(largest, Shuffle(largest, Create(4, 5, 6, 7, 0, 1, 2, 3)));
        largest = MaxNative(largest, Shuffle(largest, Create(2, 3, 0, 1, 6, 7, 4, 5)));
        return MaxNative(largest, Shuffle(largest, Create(1, 0, 3, 2, 5, 4, 7, 6)));
    }
}
