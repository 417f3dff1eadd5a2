using System.Runtime.CompilerServices;
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
    public static V CosPi<V>(V t)
        where V : struct, IFloats<V>
    {
        V f = Rest(t, out V sign), z = V.MinNative(V.All(0.25), f * f);
        return V.FusedMultiplyAdd(z, CosPiPolynomial(z), V.One) ^ sign;
    }

    /// <summary>sin πt, and cos πt with the bits of <see cref="CosPi"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SinPi<V>(V t, out V cosine)
        where V : struct, IFloats<V>
    {
        V f = V.MaxNative(V.All(-0.5), V.MinNative(V.All(0.5), Rest(t, out V sign))), z = f * f;
        cosine = V.FusedMultiplyAdd(z, CosPiPolynomial(z), V.One) ^ sign;
        return (f * SinPiPolynomial(z)) ^ sign;
    }

    /// <summary>t = n + f with n whole and |f| ≤ ½ up to 2²¹, beyond which f is not limited; the sign bit where n is odd, because cos and sin then change their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<V>(V t, out V sign)
        where V : struct, IFloats<V>
    {
        V n = RoundWithOffset(t, V.One);
        sign = V.SignOfOdd(n);
        return t - WithoutOffset(n);
    }

    /// <summary>(cos πf − 1)/f² in z = f² for |f| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosPiPolynomial<V>(V z)
        where V : struct, IFloats<V> => Polynomial(z, CosPiInDouble, CosPiInFloat);

    /// <summary>(sin πf)/f in z = f² for |f| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinPiPolynomial<V>(V z)
        where V : struct, IFloats<V> => Polynomial(z, SinPiInDouble, SinPiInFloat);

    /// <summary>A polynomial of nine coefficients in double, and of five in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial<V>(V z, ReadOnlySpan<double> inDouble, ReadOnlySpan<double> inFloat)
        where V : struct, IFloats<V>
    {
        V p;
        ReadOnlySpan<double> c;
        if (V.IsDouble)
        {
            c = inDouble;
            p = V.All(c[0]);
            p = V.FusedMultiplyAdd(p, z, c[1]);
            p = V.FusedMultiplyAdd(p, z, c[2]);
            p = V.FusedMultiplyAdd(p, z, c[3]);
            p = V.FusedMultiplyAdd(p, z, c[4]);
            p = V.FusedMultiplyAdd(p, z, c[5]);
            p = V.FusedMultiplyAdd(p, z, c[6]);
            p = V.FusedMultiplyAdd(p, z, c[7]);
            return V.FusedMultiplyAdd(p, z, c[8]);
        }

        c = inFloat;
        p = V.All(c[0]);
        p = V.FusedMultiplyAdd(p, z, c[1]);
        p = V.FusedMultiplyAdd(p, z, c[2]);
        p = V.FusedMultiplyAdd(p, z, c[3]);
        return V.FusedMultiplyAdd(p, z, c[4]);
    }
}
