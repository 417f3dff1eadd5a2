using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static ShallowNet.ElementaryNumbers;
using static ShallowNet.Lanes;

namespace ShallowNet;

/// <content>
/// cos πt and sin πt, whose argument counts half-turns, so that its nearest whole number is taken off without rounding. Worst errors measured,
/// absolute, in units of the last place of numbers below 1 (2⁻⁵³ and 2⁻²⁴): cos 2.3 and 2.0, sin 2.0 and 2.3.
/// </content>
internal static partial class Elementary
{
    /// <summary>cos πt, and some number from −1 to 1 beyond 2²¹, where float has no half-turns; NaN for what is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> CosPi<T>(Vector512<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> f = Rest(t, out Vector512<T> sign), z = Vector512.MinNative(All<T>(0.25), f * f);
        return FusedMultiplyAdd(z, CosPiPolynomial(z), Vector512<T>.One) ^ sign;
    }

    /// <summary>sin πt, and cos πt with the bits of <see cref="CosPi"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SinPi<T>(Vector512<T> t, out Vector512<T> cosine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> f = Vector512.MaxNative(All<T>(-0.5), Vector512.MinNative(All<T>(0.5), Rest(t, out Vector512<T> sign))), z = f * f;
        cosine = FusedMultiplyAdd(z, CosPiPolynomial(z), Vector512<T>.One) ^ sign;
        return (f * SinPiPolynomial(z)) ^ sign;
    }

    /// <summary>t = n + f with n whole and |f| ≤ ½ up to 2²¹, beyond which f is not limited; the sign bit where n is odd, because cos and sin then change their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Rest<T>(Vector512<T> t, out Vector512<T> sign)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> n = RoundWithOffset(t, Vector512<T>.One);
        sign = SignOfOdd(n);
        return t - WithoutOffset(n);
    }

    /// <summary>(cos πf − 1)/f² in z = f² for |f| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> CosPiPolynomial<T>(Vector512<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Polynomial(z, CosPiInDouble, CosPiInFloat);

    /// <summary>(sin πf)/f in z = f² for |f| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SinPiPolynomial<T>(Vector512<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Polynomial(z, SinPiInDouble, SinPiInFloat);

    /// <summary>A polynomial of nine coefficients in double, and of five in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Polynomial<T>(Vector512<T> z, ReadOnlySpan<double> inDouble, ReadOnlySpan<double> inFloat)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> p;
        ReadOnlySpan<double> c;
        if (typeof(T) == typeof(double))
        {
            c = inDouble;
            p = All<T>(c[0]);
            p = FusedMultiplyAdd(p, z, All<T>(c[1]));
            p = FusedMultiplyAdd(p, z, All<T>(c[2]));
            p = FusedMultiplyAdd(p, z, All<T>(c[3]));
            p = FusedMultiplyAdd(p, z, All<T>(c[4]));
            p = FusedMultiplyAdd(p, z, All<T>(c[5]));
            p = FusedMultiplyAdd(p, z, All<T>(c[6]));
            p = FusedMultiplyAdd(p, z, All<T>(c[7]));
            return FusedMultiplyAdd(p, z, All<T>(c[8]));
        }

        c = inFloat;
        p = All<T>(c[0]);
        p = FusedMultiplyAdd(p, z, All<T>(c[1]));
        p = FusedMultiplyAdd(p, z, All<T>(c[2]));
        p = FusedMultiplyAdd(p, z, All<T>(c[3]));
        return FusedMultiplyAdd(p, z, All<T>(c[4]));
    }
}
