#!/usr/bin/python3
"""Writes the numbers of the library's scalar functions, src/ShallowNet/Ground/LogarithmNumbers.cs and AngleNumbers.cs, and nothing else.

    apt-get install python3-mpmath python3-numpy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_scalar_numbers.py

Made with NumPy 1.24.2 and mpmath 1.2.1, in a minute and a half.
"""
from pathlib import Path

import mpmath
import numpy as np
from mpmath import mpf

mpmath.mp.prec = 300
GROUND = Path(__file__).resolve().parents[3] / "src" / "ShallowNet" / "Ground"


# ---------------------------------------------------------------- the logarithm's table

ENTRIES, FIRST, CANDIDATES = 128, mpf(11) / 16, 2**29


def table_entry(i):
    """1/c and log c for the numbers from FIRST + i/128 on (twice that from 1 on).

    1/c is a double near 1/center. Among the doubles at most 2^29 places away, it is the one for which log c lies nearest to a double, where
    1. this double is a multiple of 2^-43, so that whole multiples of the larger part of ln 2 are added to it without rounding, and
    2. (z - c1 - c2)/c, with c = c1 + c2 in two doubles, which is what is computed where there are no fused multiply-adds, is
       rounded by less than 2^-66: c lies so near to a multiple of the last place of a difference.
    """
    low = FIRST + mpf(i) / 256 if i < 80 else 1 + mpf(i - 80) / 128
    width = mpf(1) / 256 if low < 1 else mpf(1) / 128
    last_of_difference = width * mpf(2)**-53
    inverse = 1 / (low + width / 2)
    ulp = mpf(2)**(mpmath.floor(mpmath.log(inverse, 2)) - 52)
    middle = mpmath.nint(inverse / ulp)

    # Every multiple of 2^-43 among the logarithms, and how far its 1/c is from a double, in its last places: 1/c = B exp(-t d) at
    # the d-th multiple from the middle one. The linear part is taken modulo 1 in 64 bits; the others are so small that doubles have them.
    t = mpf(2)**-43
    first, last = (int(mpmath.nint(-mpmath.log((middle + c) * ulp) / t)) for c in (CANDIDATES, -CANDIDATES))
    start = (first + last) // 2
    B = mpmath.exp(-start * t) / ulp
    d = np.arange(first - start, last - start + 1)
    bits = lambda x: np.uint64(int(mpmath.nint(x * 2**64)) % 2**64)
    linear = (bits(B) + d.astype(np.uint64) * bits(-B * t)).view(np.int64) / 2.0**64
    off = linear + float(B * t**2 / 2) * d**2.0 - float(B * t**3 / 6) * d**3.0
    off -= np.rint(off)

    found = []
    for j in np.argsort(np.abs(off))[:300]:
        logarithm = (start + int(d[j])) * t
        quotient = mpmath.nint(mpmath.exp(-logarithm) / ulp) * ulp
        c = 1 / quotient
        distance = abs(c - mpmath.nint(c / last_of_difference) * last_of_difference)
        if float(mpmath.log(c)) == logarithm and distance * quotient < mpf(2)**-66:
            found.append((abs(mpmath.log(c) - logarithm), float(quotient), float(logarithm)))
    return min(found)[1:]


# ---------------------------------------------------------------- C#

def rows(numbers, each=4):
    texts = [n if isinstance(n, str) else repr(n) for n in numbers]
    return "\n".join("        " + ", ".join(texts[i:i + each]) + "," for i in range(0, len(texts), each))


def two_doubles(x):
    high = float(x)
    return high, float(x - high)


def logarithm_numbers():
    table = [table_entry(i) for i in range(ENTRIES)]
    (GROUND / "LogarithmNumbers.cs").write_text(f"""namespace ShallowNet;

/// <summary>The numbers in <see cref="ScalarFunctions.Log"/>'s formulas, which make_scalar_numbers.py wrote beside the tests' golden numbers.</summary>
internal static class LogarithmNumbers
{{
    /// <summary>Between these two, ln x is a polynomial of x − 1.</summary>
    public const double NearFrom = {1 - 2**-4!r}, NearTo = {1 + 0x109 / 2**12!r};

    /// <summary>
    /// ln(1 + r) = r + Σ Far[i]·rⁱ⁺² for |r| ≤ 0.0038, with an error of 4.2e-20: the coefficients that S. Nagy published with the method
    /// (Arm Optimized Routines, 2018).
    /// </summary>
    public static ReadOnlySpan<double> Far =>
    [
{rows([float.fromhex(c) for c in FAR])}
    ];

    /// <summary>ln(1 + r) = r + Σ Near[i]·rⁱ⁺² between <see cref="NearFrom"/> and <see cref="NearTo"/>, with a relative error of 1.9e-19; from the same source.</summary>
    public static ReadOnlySpan<double> Near =>
    [
{rows([float.fromhex(c) for c in NEAR])}
    ];

    /// <summary>1/c for c near the middle of each of the 128 pieces of [11/16, 11/8): 80 below 1, which are half as wide as the 48 above.</summary>
    public static ReadOnlySpan<double> Inverses =>
    [
{rows([inverse for inverse, _ in table])}
    ];

    /// <summary>ln c, a multiple of 2⁻⁴³, which c was chosen to be near to.</summary>
    public static ReadOnlySpan<double> Logarithms =>
    [
{rows([logarithm for _, logarithm in table])}
    ];
}}
""")


# Minimax polynomials: the figures of log_data.c in github.com/ARM-software/optimized-routines, without the leading 1.
FAR = ["-0x1.0000000000001p-1", "0x1.555555551305bp-2", "-0x1.fffffffeb459p-3", "0x1.999b324f10111p-3", "-0x1.55575e506c89fp-3"]
NEAR = ["-0x1p-1", "0x1.5555555555577p-2", "-0x1.ffffffffffdcbp-3", "0x1.999999995dd0cp-3", "-0x1.55555556745a7p-3", "0x1.24924a344de3p-3",
        "-0x1.fffffa4423d65p-4", "0x1.c7184282ad6cap-4", "-0x1.999eb43b068ffp-4", "0x1.78182f7afd085p-4", "-0x1.5521375d145cdp-4"]


def angle_numbers():
    mpmath.mp.prec = 1600
    bits = int(mpmath.floor(2 / mpmath.pi * mpf(2)**1280))
    words = [0, 0] + [(bits >> (1280 - 64 * (i + 1))) % 2**64 for i in range(20)]
    high, low = two_doubles(mpmath.pi / 2)
    term = lambda power: mpf((-1)**(power // 2)) / mpmath.factorial(power)

    def series(first, exact, last):
        """Coefficients as two doubles each, then as one, the highest power first."""
        pairs = [two_doubles(term(p)) for p in range(first + 2 * exact - 2, first - 1, -2)]
        return [float(term(p)) for p in range(last, first + 2 * exact - 1, -2)], [h for h, _ in pairs], [l for _, l in pairs]

    sine, cosine = series(3, 7, 29), series(2, 8, 30)
    (GROUND / "AngleNumbers.cs").write_text(f"""namespace ShallowNet;

/// <summary>The numbers in the formulas of <see cref="ScalarFunctions.Sin"/> and <see cref="ScalarFunctions.Cos"/>, which make_scalar_numbers.py wrote beside the tests' golden numbers.</summary>
internal static class AngleNumbers
{{
    /// <summary>π/2 as two doubles.</summary>
    public const double QuarterTurn = {high!r}, QuarterTurnLow = {low!r};

    /// <summary>128 zeros and the first 1,280 bits of 2/π: so many that of the largest double, too, 190 bits behind the point are right.</summary>
    public static ReadOnlySpan<ulong> TwoOverPi =>
    [
{rows([f"0x{w:016X}" for w in words])}
    ];

    /// <summary>Taylor's coefficients of sin, of θ²⁹ down to θ¹⁷.</summary>
    public static ReadOnlySpan<double> SineHighPowers =>
    [
{rows(sine[0])}
    ];

    /// <summary>Those of θ¹⁵ down to θ³.</summary>
    public static ReadOnlySpan<double> Sine =>
    [
{rows(sine[1])}
    ];

    /// <summary>What <see cref="Sine"/> lacks.</summary>
    public static ReadOnlySpan<double> SineLow =>
    [
{rows(sine[2])}
    ];

    /// <summary>Taylor's coefficients of cos, of θ³⁰ down to θ¹⁸.</summary>
    public static ReadOnlySpan<double> CosineHighPowers =>
    [
{rows(cosine[0])}
    ];

    /// <summary>Those of θ¹⁶ down to θ².</summary>
    public static ReadOnlySpan<double> Cosine =>
    [
{rows(cosine[1])}
    ];

    /// <summary>What <see cref="Cosine"/> lacks.</summary>
    public static ReadOnlySpan<double> CosineLow =>
    [
{rows(cosine[2])}
    ];
}}
""")


logarithm_numbers()
angle_numbers()
