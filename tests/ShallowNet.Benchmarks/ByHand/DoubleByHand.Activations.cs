using System.Runtime.CompilerServices;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace ShallowNet.Benchmarks;

/// <content>exp, tanh, sigmoid, softmax, ReLU and its leaky relative; derivatives in place.</content>
internal static partial class DoubleByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void Exp(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Exp(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Tanh(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Tanh(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void TanhBackward(ReadOnlySpan<double> a, Span<double> dz)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (d * FusedMultiplyAdd(-ai, ai, V.One)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Sigmoid(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            Sigmoid(LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void SigmoidBackward(ReadOnlySpan<double> a, Span<double> dz)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            (d * (ai * (V.One - ai))).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void ReLU(ReadOnlySpan<double> z, Span<double> a)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            AndNot(zi, LessThanOrEqual(zi, V.Zero)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void ReLUBackward(ReadOnlySpan<double> z, Span<double> dz)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            AndNot(d, LessThanOrEqual(zi, V.Zero)).StoreUnsafe(ref slopes, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void LeakyReLU(ReadOnlySpan<double> z, Span<double> a, double slope)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        V factor = Create(slope);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), zi, factor * zi).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void LeakyReLUBackward(ReadOnlySpan<double> z, Span<double> dz, double slope)
    {
        ref double from = ref GetReference(z), slopes = ref GetReference(dz);
        V factor = Create(slope);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), d = LoadUnsafe(ref slopes, i);
            ConditionalSelect(GreaterThan(zi, V.Zero), d, factor * d).StoreUnsafe(ref slopes, i);
        }
    }

    /// <summary>A pass over the columns, of whole vectors each.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Softmax(ReadOnlySpan<double> z, Span<double> a, int rows)
    {
        ref double from = ref GetReference(z), to = ref GetReference(a);
        for (nuint start = 0, end = (nuint)rows; start < (nuint)z.Length; start = end, end += (nuint)rows)
        {
            V maximum = Maximum(ref from, start, end);
            for (nuint i = start; i < end; i += Count)
            {
                Exp(LoadUnsafe(ref from, i) - maximum).StoreUnsafe(ref to, i);
            }

            double sum = 0;
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
    public static void SoftmaxBackward(ReadOnlySpan<double> a, Span<double> dz, int rows)
    {
        ref double from = ref GetReference(a), slopes = ref GetReference(dz);
        for (nuint start = 0, end = (nuint)rows; start < (nuint)a.Length; start = end, end += (nuint)rows)
        {
            double sum = 0;
            for (nuint i = start; i < end; i++)
            {
                sum = double.FusedMultiplyAdd(Unsafe.Add(ref slopes, i), Unsafe.Add(ref from, i), sum);
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
    private static V Maximum(ref double z, nuint start, nuint end)
    {
        V largest = LoadUnsafe(ref z, start);
        for (nuint i = start + Count; i < end; i += Count)
        {
            largest = MaxNative(largest, LoadUnsafe(ref z, i));
        }

        largest = MaxNative(largest, Shuffle(largest, Create(2L, 3, 0, 1)));
        return MaxNative(largest, Shuffle(largest, Create(1L, 0, 3, 2)));
    }
}
