using System.Runtime.CompilerServices;

namespace ShallowNet.Kernels;

/// <summary>
/// Φ(z) = ½·erfc(−z/√2), the distribution function of the standard Gaussian, and its density, in the manner of <see cref="Elementary"/>.
/// </summary>
/// <remarks>
/// Φ(−t) = exp(−t²/2)·M(t), where M(t)·(t + K) is smooth and has no zero: one polynomial in u = (t − K)/(t + K) serves for all
/// t ≥ 0, so that the lower tail keeps its relative accuracy down to where the result is subnormal (z = −37.5; −12.9 for float). The
/// fraction u is the idea of Schonfelder (1978) and of Shepherd and Laframboise (1981) for erfc; the polynomials are Chebyshev fits of
/// our own.
/// <para>Worst errors measured, in units of the last place (double against mpmath, float against double): 2.13 and 2.17.</para>
/// </remarks>
internal static class GaussianIntegral
{
    /// <summary>From this t on exp(−t²/2) is 0.</summary>
    public const double HighestInDouble = 40;

    /// <inheritdoc cref="HighestInDouble"/>
    public const double HighestInFloat = 15;

    /// <summary>K.</summary>
    public const double KInDouble = 5;

    /// <inheritdoc cref="KInDouble"/>
    public const double KInFloat = 3;

    /// <summary>The polynomial's coefficient of u⁰, with so few bits that its difference from a sum is exact.</summary>
    public const double MillsHighInDouble = 0.7691930497500628;

    /// <inheritdoc cref="MillsHighInDouble"/>
    public const double MillsHighInFloat = 0.7290836572647095;

    /// <summary>The rest of that coefficient.</summary>
    public const double MillsLowInDouble = 2.0632278575640552e-16;

    /// <inheritdoc cref="MillsLowInDouble"/>
    public const double MillsLowInFloat = 3.3449269884163059e-8;

    /// <summary>The polynomial (M(t)·(t + K) − c)/u in u, c being the two coefficients above; the highest power first; error 1.3e-17 to t = 40.</summary>
    public static ReadOnlySpan<double> MillsInDouble =>
    [
        -1.8073212078146043403e-10, 1.6891057665153780829e-9, 7.6672361072026533149e-9, -9.1445020812891738596e-9,
        -6.5848868400797397181e-8, 4.2091833338869145819e-8, 4.3298370374156094057e-7, -3.3651220434990695011e-7,
        -2.7691457822822778648e-6, 3.9808712856669724865e-6, 0.000016681160364586645435, -0.00004976281037790303534,
        -0.000059375713816471311811, 0.00054489906503732301149, -0.00079786940073924878713, -0.0029933767706492681155,
        0.020795066800091459633, -0.069118638706294679525, 0.16502036617037502528, -0.31353315667130517141,
        0.49530561596997658874, -0.66538250289005669366,
    ];

    /// <summary>The same for float; error 1.2e-9 to t = 15.</summary>
    public static ReadOnlySpan<double> MillsInFloat =>
    [
        0.000055491871716794677218, 0.00013332395420363602296, -0.00024470932079177607372, -0.0010344765508861834991,
        0.0010241573243785497531, 0.0069699201509127923462, -0.010462288966531259156, -0.047262761921176019607,
        0.23001767667416651821, -0.50933198883453911591,
    ];

    /// <summary>Φ(z), and exp(−z²/2); 0 and 1 beyond the range; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Phi<V>(V z, out V exponential)
        where V : struct, IFloats<V>
    {
        // A native minimum gives its second argument where one is NaN.
        bool isDouble = V.IsDouble;
        V t = V.MinNative(V.All(isDouble ? HighestInDouble : HighestInFloat), V.Abs(z));

        // exp(−t²/2), but for the factor 1 − lost/2: what the square loses by rounding is much of a unit of a large exponent.
        V square = t * t;
        V minusHalfLost = V.FusedMultiplyAdd(t, t, -square) * V.All(-0.5);
        V e = Elementary.Exp(square * V.All(-0.5));
        exponential = V.FusedMultiplyAdd(e, minusHalfLost, e);

        // All small corrections meet before the one rounding of the result.
        V M = MillsRatio(t, isDouble, out V rest);
        V tail = V.FusedMultiplyAdd(e, M, e * V.FusedMultiplyAdd(M, minusHalfLost, rest));
        return V.ConditionalSelect(V.GreaterThan(z, V.Zero), V.One - tail, tail);
    }

    /// <summary>M(t) = exp(t²/2)·Φ(−t) for t from 0 to the bound, as the sum of what is returned and a small rest.</summary>
    /// <remarks>The precision is asked once and handed on: on ARM64 the compiler had inlined so much by here that the last of the questions stayed a call for each vector.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MillsRatio<V>(V t, bool isDouble, out V rest)
        where V : struct, IFloats<V>
    {
        V k = V.All(isDouble ? KInDouble : KInFloat);
        V sum = t + k, difference = t - k, inverse = V.One / sum;
        V largest = V.MaxNative(k, t), smallest = V.MinNative(k, t);
        V sumLost = smallest - (sum - largest), differenceLost = t - (difference + k);

        // A quotient is corrected by what it leaves over.
        V u = difference * inverse;
        V over = V.FusedMultiplyAdd(-u, sum, difference) + V.FusedMultiplyAdd(-u, sumLost, differenceLost);
        u = V.FusedMultiplyAdd(over, inverse, u);

        // The polynomial's last step c + u·p, and what it loses: c has so few bits that c − (c + u·p) is exact.
        V c = V.All(isDouble ? MillsHighInDouble : MillsHighInFloat);
        V p = Polynomial(u, isDouble);
        V numerator = V.FusedMultiplyAdd(u, p, c);
        V numeratorLost = V.FusedMultiplyAdd(u, p, c - numerator) + V.All(isDouble ? MillsLowInDouble : MillsLowInFloat);

        V M = numerator * inverse;
        over = V.FusedMultiplyAdd(-M, sumLost, V.FusedMultiplyAdd(-M, sum, numerator)) + numeratorLost;
        rest = over * inverse;
        return M;
    }

    /// <summary>(M(t)·(t + K) − c)/u in u = (t − K)/(t + K).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial<V>(V u, bool isDouble)
        where V : struct, IFloats<V>
    {
        V p;
        ReadOnlySpan<double> c;
        if (isDouble)
        {
            c = MillsInDouble;
            p = V.All(c[0]);
            p = V.FusedMultiplyAdd(p, u, c[1]);
            p = V.FusedMultiplyAdd(p, u, c[2]);
            p = V.FusedMultiplyAdd(p, u, c[3]);
            p = V.FusedMultiplyAdd(p, u, c[4]);
            p = V.FusedMultiplyAdd(p, u, c[5]);
            p = V.FusedMultiplyAdd(p, u, c[6]);
            p = V.FusedMultiplyAdd(p, u, c[7]);
            p = V.FusedMultiplyAdd(p, u, c[8]);
            p = V.FusedMultiplyAdd(p, u, c[9]);
            p = V.FusedMultiplyAdd(p, u, c[10]);
            p = V.FusedMultiplyAdd(p, u, c[11]);
            p = V.FusedMultiplyAdd(p, u, c[12]);
            p = V.FusedMultiplyAdd(p, u, c[13]);
            p = V.FusedMultiplyAdd(p, u, c[14]);
            p = V.FusedMultiplyAdd(p, u, c[15]);
            p = V.FusedMultiplyAdd(p, u, c[16]);
            p = V.FusedMultiplyAdd(p, u, c[17]);
            p = V.FusedMultiplyAdd(p, u, c[18]);
            p = V.FusedMultiplyAdd(p, u, c[19]);
            p = V.FusedMultiplyAdd(p, u, c[20]);
            return V.FusedMultiplyAdd(p, u, c[21]);
        }

        c = MillsInFloat;
        p = V.All(c[0]);
        p = V.FusedMultiplyAdd(p, u, c[1]);
        p = V.FusedMultiplyAdd(p, u, c[2]);
        p = V.FusedMultiplyAdd(p, u, c[3]);
        p = V.FusedMultiplyAdd(p, u, c[4]);
        p = V.FusedMultiplyAdd(p, u, c[5]);
        p = V.FusedMultiplyAdd(p, u, c[6]);
        p = V.FusedMultiplyAdd(p, u, c[7]);
        p = V.FusedMultiplyAdd(p, u, c[8]);
        return V.FusedMultiplyAdd(p, u, c[9]);
    }
}
