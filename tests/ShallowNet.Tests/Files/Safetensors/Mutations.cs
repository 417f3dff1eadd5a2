using System.Buffers.Binary;
using System.Text;

namespace ShallowNet.Tests;

/// <summary>The ways in which <see cref="Fuzzing"/> damages a file of a length in 8 bytes, a header in JSON, and data.</summary>
internal static class Mutations
{
    private static readonly byte[][] Numbers = [.. new[]
    {
        "0", "-0", "-1", "1", "2", "3", "4", "8", "16", "1.5", "1e2", "1e999", "00", "2147483647", "2147483648", "2147483591", "2147483592", "4294967296",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "NaN", "null", "true",
        "\"1\"", "[]", "{}", "[1]",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Pieces = [.. new[]
    {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u0000", "\0", "/*", "//", "\u00e9", "\ufeff", "\"a\":1,", "\"dtype\":\"F16\",", "\"shape\":[],",
        "\"data_offsets\":[0,0],", "\"__metadata__\":{},", "{\"a\":", "[[", new string('[', 70), string.Concat(Enumerable.Repeat("{\"a\":", 70)),
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly double[] Elements = [double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon, -0.0];

    private delegate byte[] Mutation(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice);

    private static readonly Mutation[] All =
        [FlipBit, SetByte, Truncate, Insert, Remove, Repeat, ChangeLength, Splice, ChangeElement,
            HeaderNumber, HeaderNumber, HeaderNumber, HeaderPiece, HeaderRepeat, HeaderSwap, HeaderRemove, HeaderByte];

    public static byte[] Any(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice) =>
        bytes.Length == 0 ? Insert(bytes, files, ref dice) : All[dice.Below(All.Length)](bytes, files, ref dice);

    private static byte[] FlipBit(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return bytes;
    }

    private static byte[] SetByte(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        bytes[dice.Below(bytes.Length)] = (byte)dice.Next();
        return bytes;
    }

    private static byte[] Truncate(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice) => bytes[..dice.Below(bytes.Length)];

    private static byte[] Insert(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        byte[] added = new byte[1 + dice.Below(16)];
        added.AsSpan().Fill((byte)dice.Next());
        return Replace(bytes, dice.Below(bytes.Length + 1), 0, added);
    }

    private static byte[] Remove(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        int start = dice.Below(bytes.Length);
        return Replace(bytes, start, 1 + dice.Below(Math.Min(32, bytes.Length - start)), []);
    }

    private static byte[] Repeat(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        int start = dice.Below(bytes.Length);
        return Replace(bytes, start, 0, bytes.AsSpan(start, 1 + dice.Below(Math.Min(64, bytes.Length - start))).ToArray());
    }

    private static byte[] ChangeLength(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        if (bytes.Length >= 8)
        {
            ulong length = dice.Below(3) == 0 ? dice.Next() >> dice.Below(64) : (ulong)dice.Below(bytes.Length + 9);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        }

        return bytes;
    }

    /// <summary>The beginning of this file, and the end of another.</summary>
    private static byte[] Splice(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        byte[] other = files[dice.Below(files.Count)];
        return [.. bytes.AsSpan(0, dice.Below(bytes.Length)), .. other.AsSpan(dice.Below(other.Length))];
    }

    private static byte[] ChangeElement(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        int start = 8 + HeaderLength(bytes);
        double element = Elements[dice.Below(Elements.Length)];
        byte[] value = dice.Below(2) == 0 ? BitConverter.GetBytes(element) : BitConverter.GetBytes((float)element);
        int count = (bytes.Length - start) / value.Length;
        return count <= 0 ? bytes : Replace(bytes, start + (dice.Below(count) * value.Length), value.Length, value);
    }

    /// <summary>A number of the header becomes another one, near or far.</summary>
    private static byte[] HeaderNumber(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        int length = HeaderLength(bytes);
        int start = length == 0 ? -1 : Find(bytes, dice.Below(length), length, digit: true);
        if (start < 0)
        {
            return bytes;
        }

        int end = start;
        while (end < 8 + length && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        byte[] number = Numbers[dice.Below(Numbers.Length)];
        if (dice.Below(3) == 0 && long.TryParse(bytes.AsSpan(start, end - start), out long old))
        {
            number = Encoding.UTF8.GetBytes((old + dice.Below(17) - 8).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return InHeader(bytes, start, end - start, number);
    }

    private static byte[] HeaderPiece(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice) =>
        InHeader(bytes, Math.Min(bytes.Length, 8 + dice.Below(HeaderLength(bytes) + 1)), 0, Pieces[dice.Below(Pieces.Length)]);

    /// <summary>From one quotation mark to a later one, once more: often a whole property.</summary>
    private static byte[] HeaderRepeat(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice) =>
        Part(bytes, ref dice, out int start, out int end) ? InHeader(bytes, start, 0, bytes[start..end]) : bytes;

    private static byte[] HeaderRemove(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice) =>
        Part(bytes, ref dice, out int start, out int end) ? InHeader(bytes, start, end - start, []) : bytes;

    /// <summary>Two parts that follow one another change places.</summary>
    private static byte[] HeaderSwap(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        if (!Part(bytes, ref dice, out int start, out int end))
        {
            return bytes;
        }

        int next = Find(bytes, end - 8 + 1, HeaderLength(bytes), digit: false);
        return next < 0 ? bytes : [.. bytes[..start], .. bytes[end..next], .. bytes[start..end], .. bytes[next..]];
    }

    private static byte[] HeaderByte(byte[] bytes, IReadOnlyList<byte[]> files, ref Dice dice)
    {
        int length = HeaderLength(bytes);
        if (length > 0)
        {
            bytes[8 + dice.Below(length)] = dice.Below(2) == 0 ? (byte)dice.Next() : (byte)(' ' + dice.Below(95));
        }

        return bytes;
    }

    private static bool Part(byte[] bytes, ref Dice dice, out int start, out int end)
    {
        int length = HeaderLength(bytes);
        start = end = length == 0 ? -1 : Find(bytes, dice.Below(length), length, digit: false);
        for (int quotes = 1 + dice.Below(8); quotes > 0 && end >= 0; quotes--)
        {
            end = Find(bytes, end - 8 + 1, length, digit: false);
        }

        return start >= 0 && end > start;
    }

    /// <summary>The next digit, or quotation mark, of the header.</summary>
    private static int Find(byte[] bytes, int from, int length, bool digit)
    {
        for (int i = from; i < length; i++)
        {
            if (digit ? char.IsAsciiDigit((char)bytes[8 + i]) : bytes[8 + i] == '"')
            {
                return 8 + i;
            }
        }

        return -1;
    }

    /// <summary>The length of the header, within the file.</summary>
    private static int HeaderLength(byte[] bytes) =>
        bytes.Length < 8 ? 0 : (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes), (ulong)(bytes.Length - 8));

    /// <summary>Replaces bytes of the header, and keeps the length before it true.</summary>
    private static byte[] InHeader(byte[] bytes, int start, int count, byte[] replacement)
    {
        int length = HeaderLength(bytes);
        byte[] result = Replace(bytes, start, count, replacement);
        if (result.Length >= 8)
        {
            BinaryPrimitives.WriteInt64LittleEndian(result, length + replacement.Length - count);
        }

        return result;
    }

    private static byte[] Replace(byte[] bytes, int start, int count, byte[] replacement) =>
        [.. bytes.AsSpan(0, start), .. replacement, .. bytes.AsSpan(start + count)];
}
