using System.Text.Json;

namespace ShallowNet.Tests;

public sealed class NumPyRandomTests
{
    public static TheoryData<int> Seeds => [.. Golden.Read("random.json").EnumerateArray().Select(c => c.GetProperty("seed").GetInt32())];

    [Theory, MemberData(nameof(Seeds))]
    public void Rand_AnySeed_IsNumPysBitForBit(int seed)
    {
        NumPyRandom random = new(seed);
        double[] expected = Case(seed).GetProperty("rand").Numbers();
        Draw(expected.Length, random.Rand).Should().Equal(expected);
        new NumPyRandom(seed).Rand<double>(4, 2).Should().Be(Case(seed).GetProperty("randMatrix").Matrix());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Randn_AnySeed_IsNumPysBitForBit(int seed)
    {
        NumPyRandom random = new(seed);
        double[] expected = Case(seed).GetProperty("randn").Numbers();
        Draw(expected.Length, random.Randn).Should().Equal(expected);
        new NumPyRandom(seed).Randn<double>(3, 5).Should().Be(Case(seed).GetProperty("randnMatrix").Matrix());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Uniform_AnySeed_IsNumPysBitForBit(int seed)
    {
        NumPyRandom random = new(seed);
        Draw(10, () => random.Uniform(-10, 10)).Should().Equal(Case(seed).GetProperty("uniform").Numbers());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Permutation_AnySeedAndLength_IsNumPys(int seed)
    {
        foreach (JsonProperty permutation in Case(seed).GetProperty("permutations").EnumerateObject())
        {
            new NumPyRandom(seed).Permutation(int.Parse(permutation.Name, null)).Should().Equal(permutation.Value.Integers());
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Shuffle_AnySeed_IsNumPys(int seed)
    {
        int[] items = [.. Enumerable.Range(0, 257)];
        new NumPyRandom(seed).Shuffle<int>(items);
        items.Should().Equal(Case(seed).GetProperty("shuffle").Integers());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Stream_MixedDraws_KeepsASavedGaussianAsNumPyDoes(int seed)
    {
        NumPyRandom random = new(seed);
        JsonElement mixed = Case(seed).GetProperty("mixed");
        Draw(3, random.Randn).Should().Equal(mixed[0].Numbers());
        Draw(2, random.Rand).Should().Equal(mixed[1].Numbers());
        random.Permutation(5).Should().Equal(mixed[2].Integers());
        Draw(2, random.Randn).Should().Equal(mixed[3].Numbers());
    }

    [Fact]
    public void Randn_InFloat_IsTheDoubleRounded()
    {
        double[] expected = new NumPyRandom(3).Randn<double>(4, 6).ToColumnMajorArray();
        new NumPyRandom(3).Randn<float>(4, 6).ToColumnMajorArray().Should().Equal(Array.ConvertAll(expected, v => (float)v));
    }

    [Fact]
    public void Permutation_OfNothing_IsEmpty() => new NumPyRandom(1).Permutation(0).Should().BeEmpty();

    [Fact]
    public void Constructor_NegativeSeed_IsRefused() =>
        FluentActions.Invoking(() => new NumPyRandom(-1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("seed must be at least 0, but is -1.*");

    [Fact]
    public void Draws_OfImpossibleSizes_AreRefused()
    {
        NumPyRandom random = new(1);
        random.Invoking(r => r.Permutation(-2)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("n must be at least 0, but is -2.*");
        random.Invoking(r => r.Randn<double>(0, 3)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("rows must be at least 1, but is 0.*");
        random.Invoking(r => r.Rand<double>(3, 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("columns must be at least 1, but is 0.*");
        random.Invoking(r => r.Uniform(5, double.NaN)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("low and high must be finite, and their distance too, but are 5 and NaN.*");
        random.Invoking(r => r.Randn<Half>(1, 1)).Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is Half.");
    }

    private static JsonElement Case(int seed) =>
        Golden.Read("random.json").EnumerateArray().Single(c => c.GetProperty("seed").GetInt32() == seed);

    private static double[] Draw(int count, Func<double> next)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = next();
        }

        return numbers;
    }
}
