using System.Runtime.CompilerServices;
using static System.Runtime.InteropServices.MemoryMarshal;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace ShallowNet.Benchmarks;

/// <content>The losses.</content>
internal static partial class FloatByHand
{
    [MethodImpl(Compile.AtOnce)]
    public static void SquaredError(ReadOnlySpan<float> a, ReadOnlySpan<float> y, Span<float> losses)
    {
        ref float from = ref GetReference(a), labels = ref GetReference(y), to = ref GetReference(losses);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            V difference = ai - yi;
            (Create(0.5f) * (difference * difference)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void CrossEntropyFromZ(ReadOnlySpan<float> z, ReadOnlySpan<float> y, Span<float> losses)
    {
        ref float from = ref GetReference(z), labels = ref GetReference(y), to = ref GetReference(losses);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            V linear = zi * ((GreaterThan(zi, V.Zero) & V.One) - yi);
            (linear + Log1p(Exp(zi | Create(-0f)))).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void CrossEntropyFromA(ReadOnlySpan<float> a, ReadOnlySpan<float> y, Span<float> losses)
    {
        ref float from = ref GetReference(a), labels = ref GetReference(y), to = ref GetReference(losses);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            (-(TimesOrZero(yi, Log(ai)) + TimesOrZero(V.One - yi, Log(V.One - ai)))).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void CrossEntropySlope(ReadOnlySpan<float> a, ReadOnlySpan<float> y, Span<float> da)
    {
        ref float from = ref GetReference(a), labels = ref GetReference(y), to = ref GetReference(da);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            (TimesOrZero(V.One - yi, V.One / (V.One - ai)) - TimesOrZero(yi, V.One / ai)).StoreUnsafe(ref to, i);
        }
    }

    /// <summary>Cross-entropy of softmax(z), in columns of whole vectors; t and e have room for as many elements as z.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void CategoricalFromZ(ReadOnlySpan<float> z, ReadOnlySpan<float> y, Span<float> losses, Span<float> t, Span<float> e)
    {
        nuint rows = (nuint)(z.Length / losses.Length);
        ref float from = ref GetReference(z), labels = ref GetReference(y), to = ref GetReference(losses), differences = ref GetReference(t), exponentials = ref GetReference(e);
        for (nuint j = 0, start = 0; j < (nuint)losses.Length; j++, start += rows)
        {
            V maximum = Maximum(ref from, start, start + rows);
            for (nuint i = start; i < start + rows; i += Count)
            {
                V difference = LoadUnsafe(ref from, i) - maximum;
                difference.StoreUnsafe(ref differences, i);
                Exp(difference).StoreUnsafe(ref exponentials, i);
            }

            float sum = 0;
            for (nuint i = start; i < start + rows; i++)
            {
                sum += Unsafe.Add(ref exponentials, i);
            }

            Unsafe.Add(ref to, j) = sum;
        }

        for (nuint j = 0; j < (nuint)losses.Length; j += Count)
        {
            Log(LoadUnsafe(ref to, j)).StoreUnsafe(ref to, j);
        }

        for (nuint j = 0, start = 0; j < (nuint)losses.Length; j++, start += rows)
        {
            float logSum = Unsafe.Add(ref to, j), sum = 0;
            for (nuint i = start; i < start + rows; i++)
            {
                sum = float.FusedMultiplyAdd(Unsafe.Add(ref labels, i), logSum - Unsafe.Add(ref differences, i), sum);
            }

            Unsafe.Add(ref to, j) = sum;
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void PoissonFromZ(ReadOnlySpan<float> z, ReadOnlySpan<float> y, Span<float> losses)
    {
        ref float from = ref GetReference(z), labels = ref GetReference(y), to = ref GetReference(losses);
        for (nuint i = 0; i < (nuint)z.Length; i += Count)
        {
            V zi = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            FusedMultiplyAdd(-yi, zi, Exp(zi)).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(Compile.AtOnce)]
    public static void Huber(ReadOnlySpan<float> a, ReadOnlySpan<float> y, Span<float> losses, double δ)
    {
        ref float from = ref GetReference(a), labels = ref GetReference(y), to = ref GetReference(losses);
        V limit = Create((float)δ);
        for (nuint i = 0; i < (nuint)a.Length; i += Count)
        {
            V ai = LoadUnsafe(ref from, i), yi = LoadUnsafe(ref labels, i);
            V r = Abs(ai - yi), c = MinNative(limit, r);
            (c * (r - Create(0.5f) * c)).StoreUnsafe(ref to, i);
        }
    }
}
