using System.Numerics;
using System.Runtime.InteropServices;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>Dropout masks are random: in their share, in neighbours, and from one layer or key to another.</summary>
public sealed class MaskTests
{
    private const int Count = 1 << 18;

    /// <summary>Standard deviations: with 5,000 comparisons, chance goes beyond in one of 300 sets of keys.</summary>
    private const double Most = 5;

    public static TheoryData<ulong> Keys => [0, 1, 2, 3, 1UL << 32, ulong.MaxValue, 0x123456789ABCDEF0, Drawn()[0], Drawn()[1]];

    [Theory, MemberData(nameof(Keys))]
    public void Share_OfWhatIsLeftOut_IsTheProbability(ulong key)
    {
        foreach (double p in (double[])[0.001, 0.1, 0.2, 0.5, 0.8, 0.999])
        {
            double[] mask = new double[4 * Count];
            Masks.Draw<double>(mask, 0, key, 1, p);
            int leftOut = mask.AsSpan().Count(0.0);
            (leftOut + mask.AsSpan().Count(1 / (1 - p))).Should().Be(mask.Length, "what stays makes up for what does not");
            (leftOut / (double)mask.Length).Should().BeApproximately(p, Most * Math.Sqrt(p * (1 - p) / mask.Length));
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public void Neighbours_AtAnyDistance_AreNotCorrelated(ulong key)
    {
        ulong[] mask = Draw(key, 1);
        foreach (int distance in (int[])[.. Enumerable.Range(1, 130), 255, 256, 257, 511, 512, 1000, 1024, 4096, 65536])
        {
            Deviation(mask, distance, mask).Should().BeInRange(-Most, Most);
        }
    }

    /// <summary>χ² of the 256 patterns of eight elements.</summary>
    [Theory, MemberData(nameof(Keys))]
    public void Patterns_OfEightNeighbours_AreEquallyFrequent(ulong key)
    {
        int[] counts = new int[256];
        foreach (byte eight in MemoryMarshal.AsBytes<ulong>(Draw(key, 2)))
        {
            counts[eight]++;
        }

        double expected = Count / 8 / 256.0;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        chiSquare.Should().BeInRange(255 - Most * Math.Sqrt(2 * 255), 255 + Most * Math.Sqrt(2 * 255));
    }

    /// <summary>Element by element, and moved along: keys that follow each other, as keys or as draws; layers; and layers of other keys.</summary>
    [Theory, MemberData(nameof(Keys))]
    public void Masks_OfOtherLayersAndKeys_AreNotCorrelated(ulong key)
    {
        ulong[] mask = Draw(key, 1);
        foreach ((ulong otherKey, int layer) in new[]
            { (key, 2), (key, 3), (key, 10), (key + 1, 1), (key + 2, 1), (key - 1, 1), (key ^ (1UL << 32), 1), (key ^ (1UL << 63), 1), (key + 1, 2), (Drawn()[2], 1), (Drawn()[3], 1) })
        {
            ulong[] other = Draw(otherKey, layer);
            for (int distance = 0; distance < 20; distance++)
            {
                Deviation(mask, distance, other).Should().BeInRange(-Most, Most);
                Deviation(other, distance, mask).Should().BeInRange(-Most, Most);
            }
        }
    }

    [Fact]
    public void Masks_InFloatAndDouble_LeaveOutTheSame()
    {
        double[] inDouble = new double[1001];
        float[] inFloat = new float[1001];
        Masks.Draw<double>(inDouble, 3, 99, 1, 0.3);
        Masks.Draw<float>(inFloat, 3, 99, 1, 0.3);
        inFloat.Select(v => v == 0).Should().Equal(inDouble.Select(v => v == 0));
        inDouble.Distinct().Should().BeEquivalentTo([0, 1 / 0.7]);
        inFloat.Distinct().Should().BeEquivalentTo([0, (float)(1 / 0.7)]);
    }

    /// <summary>A bit for each element.</summary>
    private static ulong[] Draw(ulong key, int layer)
    {
        float[] mask = new float[Count];
        Masks.Draw<float>(mask, 0, key, layer, 0.5);
        ulong[] bits = new ulong[Count / 64];
        for (int i = 0; i < Count; i++)
        {
            bits[i / 64] |= (mask[i] == 0 ? 0UL : 1) << (i % 64);
        }

        return bits;
    }

    private static ulong[] Drawn()
    {
        NumPyRandom random = new(1);
        return [random.NextKey(), random.NextKey(), random.NextKey(), random.NextKey()];
    }

    /// <summary>How many standard deviations more pairs agree than half of them, with one mask moved along.</summary>
    private static double Deviation(ulong[] moved, int distance, ulong[] other)
    {
        int words = (Count - distance) / 64, same = 0;
        for (int i = 0; i < words; i++)
        {
            int first = i + distance / 64, shift = distance % 64;
            ulong word = shift == 0 ? moved[first] : (moved[first] >> shift) | (moved[first + 1] << (64 - shift));
            same += BitOperations.PopCount(~(word ^ other[i]));
        }

        return (same - 32 * words) / Math.Sqrt(16 * words);
    }
}
