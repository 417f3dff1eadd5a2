using System.Buffers.Binary;
using System.Numerics;

namespace ShallowNet.Tests;

/// <summary>SHA-256 (FIPS 180-4), so that fingerprints need no cryptographic library, which a platform may lack.</summary>
internal static class Sha256
{
    /// <summary>The first 32 bits behind the point of the cube roots of the first 64 primes.</summary>
    private static readonly uint[] RoundNumbers = [.. Primes(64).Select(p => FractionOfRoot(p, 3))];

    /// <summary>The first hexadecimal digits of the hash.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int digits)
    {
        uint[] state = [.. Primes(8).Select(p => FractionOfRoot(p, 2))];
        byte[] padded = new byte[(bytes.Length + 9 + 63) / 64 * 64];
        bytes.CopyTo(padded);
        padded[bytes.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), 8 * (ulong)bytes.Length);
        for (int start = 0; start < padded.Length; start += 64)
        {
            AddBlock(state, padded.AsSpan(start, 64));
        }

        return Convert.ToHexStringLower([.. state.SelectMany(word => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(word)))])[..digits];
    }

    private static void AddBlock(uint[] state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int t = 0; t < 64; t++)
        {
            w[t] = t < 16
                ? BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..])
                : w[t - 16] + (Turn(w[t - 15], 7) ^ Turn(w[t - 15], 18) ^ (w[t - 15] >> 3)) + w[t - 7] + (Turn(w[t - 2], 17) ^ Turn(w[t - 2], 19) ^ (w[t - 2] >> 10));
        }

        (uint a, uint b, uint c, uint d) = (state[0], state[1], state[2], state[3]);
        (uint e, uint f, uint g, uint h) = (state[4], state[5], state[6], state[7]);
        for (int t = 0; t < 64; t++)
        {
            uint first = h + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25)) + ((e & f) ^ (~e & g)) + RoundNumbers[t] + w[t];
            uint second = (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    private static uint Turn(uint x, int bits) => BitOperations.RotateRight(x, bits);

    private static IEnumerable<int> Primes(int count) => Enumerable.Range(2, 400).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0)).Take(count);

    /// <summary>The largest whole number whose power is at most p·2^(32·degree), modulo 2³².</summary>
    private static uint FractionOfRoot(int p, int degree)
    {
        BigInteger power = (BigInteger)p << (32 * degree), root = 0;
        for (int bit = 40; bit >= 0; bit--)
        {
            BigInteger next = root + (BigInteger.One << bit);
            root = BigInteger.Pow(next, degree) <= power ? next : root;
        }

        return (uint)(root & uint.MaxValue);
    }
}
