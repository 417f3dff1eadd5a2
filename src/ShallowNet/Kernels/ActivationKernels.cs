using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>
/// A = g(Z), and dZ = dA ∘ g′(Z) in place: on entry <c>dZ</c> holds dA. Derivatives come from A wherever that suffices.
/// </summary>
internal static class ActivationKernels
{
    /// <summary>a = σ(z).</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(SigmoidOf<T>));

    /// <summary>dz = da·a(1 − a).</summary>
    public static void SigmoidBackward<T>(ReadOnlySpan<T> A, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, default(SigmoidSlope<T>));

    /// <summary>a = tanh(z).</summary>
    public static void Tanh<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(TanhOf<T>));

    /// <summary>dz = da·(1 − a²).</summary>
    public static void TanhBackward<T>(ReadOnlySpan<T> A, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(A, dZ, dZ, default(TanhSlope<T>));

    /// <summary>a = max(z, 0).</summary>
    public static void ReLU<T>(ReadOnlySpan<T> Z, Span<T> A)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, default(ReLUOf<T>));

    /// <summary>dz = da where z &gt; 0, 0 elsewhere.</summary>
    public static void ReLUBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, default(ReLUSlope<T>));

    /// <summary>a = z where z &gt; 0, slope·z elsewhere.</summary>
    public static void LeakyReLU<T>(ReadOnlySpan<T> Z, Span<T> A, double slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new Rectify<T>(T.CreateTruncating(slope)));

    /// <summary>dz = da where z &gt; 0, slope·da elsewhere (0 included).</summary>
    public static void LeakyReLUBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ, double slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, new RectifierSlope<T>(T.CreateTruncating(slope)));

    /// <summary>a = exp(z − max z) / Σ exp(z − max z), in every column of <paramref name="rows"/> elements.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void Softmax<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckColumns(Z.Length, A.Length, rows);
        for (int start = 0; start < Z.Length; start += rows)
        {
            SubtractMaximum(Z.Slice(start, rows), A.Slice(start, rows));
        }

        Map.Unary(A, A, default(ExpOf<T>));
        for (int start = 0; start < Z.Length; start += rows)
        {
            Span<T> a = A.Slice(start, rows);
            T inverse = T.One / SumOf(a);
            for (int i = 0; i < a.Length; i++)
            {
                a[i] *= inverse;
            }
        }
    }

    /// <summary>dz = a·(da − Σ da·a) in every column: the softmax's Jacobian times da.</summary>
    [MethodImpl(Compile.AtOnce)]
    public static void SoftmaxBackward<T>(ReadOnlySpan<T> A, Span<T> dZ, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckColumns(A.Length, dZ.Length, rows);
        for (int start = 0; start < A.Length; start += rows)
        {
            ReadOnlySpan<T> a = A.Slice(start, rows);
            Span<T> d = dZ.Slice(start, rows);
            T sum = T.Zero;
            for (int i = 0; i < rows; i++)
            {
                sum = T.FusedMultiplyAdd(d[i], a[i], sum);
            }

            for (int i = 0; i < rows; i++)
            {
                d[i] = a[i] * (d[i] - sum);
            }
        }
    }

    /// <summary>t = z − max z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SubtractMaximum<T>(ReadOnlySpan<T> z, Span<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = z[0];
        foreach (T value in z)
        {
            maximum = value > maximum ? value : maximum;
        }

        for (int i = 0; i < t.Length; i++)
        {
            t[i] = z[i] - maximum;
        }
    }

    /// <summary>Σ e, from the first to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SumOf<T>(ReadOnlySpan<T> e)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T value in e)
        {
            sum += value;
        }

        return sum;
    }

    private static void CheckColumns(int source, int destination, int rows)
    {
        if (source != destination || rows < 1 || source % rows != 0)
        {
            throw new ArgumentException(
                Invariant($"The spans must have the same number of elements, in whole columns of {rows}, but have {source} and {destination}."));
        }
    }

    internal readonly struct ExpOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => Elementary.Exp(x);
    }

    private readonly struct SigmoidOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => Elementary.Sigmoid(x);
    }

    private readonly struct SigmoidSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V da)
            where V : struct, IVector<V, T> => da * (a * (V.One - a));
    }

    private readonly struct TanhOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IVector<V, T> => Elementary.Tanh(x);
    }

    private readonly struct TanhSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V da)
            where V : struct, IVector<V, T> =>
            da * V.FusedMultiplyAdd(-a, a, V.One);
    }

    // By z ≤ 0, because by z > 0 a NaN would become 0.
    private readonly struct ReLUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.LessThanOrEqual(z, V.Zero), V.Zero, z);
    }

    private readonly struct ReLUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.LessThanOrEqual(z, V.Zero), V.Zero, da);
    }

    private readonly struct Rectify<T>(T slope) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.GreaterThan(z, V.Zero), z, V.Broadcast(slope) * z);
    }

    private readonly struct RectifierSlope<T>(T slope) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V da)
            where V : struct, IVector<V, T> =>
            V.ConditionalSelect(V.GreaterThan(z, V.Zero), da, V.Broadcast(slope) * da);
    }
}
