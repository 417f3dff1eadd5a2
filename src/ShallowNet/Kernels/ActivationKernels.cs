using System.Numerics;
using System.Runtime.Intrinsics;
using static ShallowNet.Kernels.Lanes;

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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Unary(Z, A, new Rectify<T>(All<T>(slope)));

    /// <summary>dz = da where z &gt; 0, slope·da elsewhere (0 included).</summary>
    public static void LeakyReLUBackward<T>(ReadOnlySpan<T> Z, Span<T> dZ, double slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map.Binary(Z, dZ, dZ, new RectifierSlope<T>(All<T>(slope)));

    /// <summary>a = exp(z − max z) / Σ exp(z − max z), in every column of <paramref name="rows"/> elements.</summary>
    public static void Softmax<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckColumns(Z.Length, A.Length, rows);
        for (int start = 0; start < Z.Length; start += rows)
        {
            ReadOnlySpan<T> z = Z.Slice(start, rows);
            Span<T> a = A.Slice(start, rows);
            T maximum = Maximum(z);
            for (int i = 0; i < rows; i++)
            {
                a[i] = z[i] - maximum;
            }

            Map.Unary(a, a, default(ExpOf<T>));
            T sum = T.Zero;
            for (int i = 0; i < rows; i++)
            {
                sum += a[i];
            }

            for (int i = 0; i < rows; i++)
            {
                a[i] /= sum;
            }
        }
    }

    /// <summary>dz = a·(da − Σ da·a) in every column: the softmax's Jacobian times da.</summary>
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

    internal static T Maximum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        return maximum;
    }

    private static void CheckColumns(int source, int destination, int rows)
    {
        if (source != destination || rows < 1 || source % rows != 0)
        {
            throw new ArgumentException(
                $"The spans must have the same number of elements, in whole columns of {rows}, but have {source} and {destination}.");
        }
    }

    private readonly struct ExpOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> x) => Elementary.Exp(x);
    }

    private readonly struct SigmoidOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> x) => Elementary.Sigmoid(x);
    }

    private readonly struct SigmoidSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> a, Vector256<T> da) => da * (a * (Vector256<T>.One - a));
    }

    private readonly struct TanhOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> x) => Elementary.Tanh(x);
    }

    private readonly struct TanhSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> a, Vector256<T> da) =>
            da * FusedMultiplyAdd(-a, a, Vector256<T>.One);
    }

    // Not z > 0 ? z : 0, which would hide a NaN.
    private readonly struct ReLUOf<T> : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> z) =>
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(z, Vector256<T>.Zero), Vector256<T>.Zero, z);
    }

    private readonly struct ReLUSlope<T> : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> z, Vector256<T> da) =>
            Vector256.ConditionalSelect(Vector256.LessThanOrEqual(z, Vector256<T>.Zero), Vector256<T>.Zero, da);
    }

    private readonly struct Rectify<T>(Vector256<T> slope) : IUnary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> z) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), z, slope * z);
    }

    private readonly struct RectifierSlope<T>(Vector256<T> slope) : IBinary<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Vector256<T> Apply(Vector256<T> z, Vector256<T> da) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), da, slope * da);
    }
}
