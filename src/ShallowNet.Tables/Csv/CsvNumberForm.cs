using System.Globalization;

namespace ShallowNet;

/// <summary>A way to write numbers.</summary>
/// <param name="point">The decimal sign.</param>
/// <param name="group">What stands between groups of digits; <see cref="NoGroups"/> where nothing does. Where it may stand, it must.</param>
/// <param name="sizes">How many digits the groups have, from the decimal sign on; the last size holds for all others, 0 for any number of digits.</param>
/// <param name="isFixed">Whether the column is known to have numbers: then 007 is one, and a number may have any number of digits, or be infinite.</param>
internal sealed class CsvNumberForm(char point, char group, int[] sizes, bool isFixed)
{
    /// <summary>No sign stands between digits.</summary>
    public const char NoGroups = '\0';

    /// <summary>Integers of more digits are names, as are those that begin with 0.</summary>
    private const int MostDigits = 15;

    /// <summary>An unsigned integer of 64 bits has room for so many digits.</summary>
    private const int MostDigitsOfInteger = 19;

    /// <summary>A longer text is no number.</summary>
    private const int MostCharacters = 400;

    /// <summary>10 to the power of the index, all of which a double has exactly.</summary>
    private static readonly double[] Powers =
    [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    ];

    /// <summary>Reads a text, which is not empty.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <param name="number">The number; infinite or not a number where there is none.</param>
    public CsvFit Read(ReadOnlySpan<char> text, out double number)
    {
        int at = text[0] is '-' or '+' ? 1 : 0, start = at;
        ulong digits = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            digits = digits * 10 + (uint)(text[at++] - '0');
        }

        int whole = at - start, fraction = 0;
        bool hasPoint = at < text.Length && text[at] == point;
        if (hasPoint)
        {
            int first = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                digits = digits * 10 + (uint)(text[at++] - '0');
            }

            fraction = at - first;
        }

        if (at < text.Length || whole + fraction is 0 or > MostDigitsOfInteger || fraction == 0 && whole > MostDigits || !TryDivide(digits, Powers[fraction], out number))
        {
            return ReadSlowly(text, out number);
        }

        number = text[0] == '-' ? -number : number;
        return IsName(text.Slice(start, whole)) || MissesGroups(whole) ? CsvFit.No : CsvFit.Yes;
    }

    /// <summary>The quotient of an integer and a power of ten that a double has exactly, rounded once; false where it lies too near between two doubles to say.</summary>
    private static bool TryDivide(ulong digits, double power, out double quotient)
    {
        if (digits <= 1UL << 53)
        {
            // Two numbers that a double has exactly.
            quotient = digits / power;
            return true;
        }

        // The integer is the sum of two doubles, and so is its quotient, but for much less than a last bit.
        const ulong Low = 0x7FF;
        double high = digits & ~Low, first = high / power, second = (Math.FusedMultiplyAdd(-first, power, high) + (digits & Low)) / power;
        quotient = first + second;
        double rest = Math.Abs(second - (quotient - first)), ulp = Math.BitIncrement(quotient) - quotient;

        // Below a power of two, doubles are twice as close.
        return Math.Abs(rest - ulp / 2) > ulp / 1024 && Math.Abs(rest - ulp / 4) > ulp / 1024;
    }

    /// <summary>Reads numbers with many digits, an exponent, groups, or another sign.</summary>
    private CsvFit ReadSlowly(ReadOnlySpan<char> text, out double number)
    {
        number = double.NaN;
        bool isNegative = text[0] is '-' or '\u2212';
        ReadOnlySpan<char> unsigned = text[0] is '-' or '\u2212' or '+' ? text[1..] : text;
        if (IsInfinity(unsigned))
        {
            number = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return CsvFit.Infinite;
        }

        if (unsigned.IsEmpty || unsigned.Length > MostCharacters)
        {
            return CsvFit.No;
        }

        Span<char> plain = stackalloc char[MostCharacters];
        int wholeLength = unsigned.IndexOfAny(point, 'e', 'E');
        ReadOnlySpan<char> whole = wholeLength < 0 ? unsigned : unsigned[..wholeLength], rest = unsigned[whole.Length..];
        if (!TryUngroup(whole, plain, out int digits) || IsName(plain[..digits]) || wholeLength < 0 && digits > MostDigits && !isFixed)
        {
            return CsvFit.No;
        }

        int length = digits;
        foreach (char sign in rest)
        {
            if (!char.IsAsciiDigit(sign) && sign != point && sign is not ('e' or 'E' or '+' or '-'))
            {
                return CsvFit.No;
            }

            plain[length++] = sign == point ? '.' : sign;
        }

        if (!double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number))
        {
            return CsvFit.No;
        }

        number = isNegative ? -number : number;
        return double.IsFinite(number) ? CsvFit.Yes : isFixed ? CsvFit.No : CsvFit.Infinite;
    }

    private static bool IsInfinity(ReadOnlySpan<char> unsigned) => unsigned is "∞"
        || unsigned.Length is 3 or 8 && (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether digits before the decimal sign are a name, such as a postal code: 007.</summary>
    private bool IsName(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[0] == '0' && !isFixed;

    private bool MissesGroups(int digits) => group != NoGroups && sizes[0] > 0 && digits > sizes[0];

    /// <summary>The digits before the decimal sign, without the signs between groups, all of which must be where they belong.</summary>
    private bool TryUngroup(ReadOnlySpan<char> whole, Span<char> plain, out int digits)
    {
        digits = 0;
        foreach (char sign in whole)
        {
            if (char.IsAsciiDigit(sign))
            {
                plain[digits++] = sign;
            }
            else if (!IsGroup(sign))
            {
                return false;
            }
        }

        int size = 0, inGroup = 0;
        for (int i = whole.Length - 1; i >= 0; i--)
        {
            bool isFull = group != NoGroups && sizes[size] > 0 && inGroup == sizes[size];
            if (IsGroup(whole[i]) != isFull || isFull && i == 0)
            {
                return false;
            }

            (size, inGroup) = isFull ? (Math.Min(size + 1, sizes.Length - 1), 0) : (size, inGroup + 1);
        }

        return true;
    }

    private bool IsGroup(char sign) => group != NoGroups && !char.IsAsciiDigit(sign) && (sign == group
        || IsSpace(sign) && IsSpace(group) || IsApostrophe(sign) && IsApostrophe(group));

    private static bool IsSpace(char sign) => sign is ' ' or '\u00a0' or '\u202f';

    private static bool IsApostrophe(char sign) => sign is '\'' or '\u2019';
}
