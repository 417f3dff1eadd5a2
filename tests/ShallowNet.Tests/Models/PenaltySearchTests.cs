namespace ShallowNet.Tests;

/// <summary>Which penalties are tried, and which one is the best, for costs that are known.</summary>
public sealed class PenaltySearchTests
{
    private readonly List<double> tried = [];

    [Fact]
    public void AmongPowersOfTen_LowestAboveOne_GoesUpOnly()
    {
        Search(l2 => Math.Abs(Math.Log10(l2) - 2) + 1).AmongPowersOfTen()!.L2.Should().Be(100);
        tried.Should().Equal(1, 10, 100);
    }

    [Fact]
    public void AmongPowersOfTen_LowestBelowOne_GoesDown()
    {
        Search(l2 => Math.Abs(Math.Log10(l2) + 1) + 1).AmongPowersOfTen()!.L2.Should().Be(0.1);
        tried.Should().Equal(1, 10, 0.1, 0.01);
    }

    [Fact]
    public void AmongPowersOfTen_NothingLearnedYet_TriesAll()
    {
        Search(l2 => l2 == 0.01 ? 1 : 99).AmongPowersOfTen()!.L2.Should().Be(0.01);
        tried.Should().Equal(1, 10, 100, 0.1, 0.01);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AmongPowersOfTen_CostsThatAreNotFinite_AreBeatenByOthers(double cost) =>
        Search(l2 => l2 >= 1 ? cost : 1).AmongPowersOfTen()!.L2.Should().Be(0.1);

    [Fact]
    public void AmongPowersOfTen_AllDiverged_IsNull() => Search(_ => null).AmongPowersOfTen().Should().BeNull();

    [Fact]
    public void AmongPowersOfTen_NegativeCostsAboveTheBase_AreNothingLearned()
    {
        Search(l2 => l2 == 0.01 ? -8 : -4.6, baseCost: -5).AmongPowersOfTen()!.L2.Should().Be(0.01);
        tried.Should().HaveCount(5);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Beside_AnyPowerOfTen_TriesThreeTimesAsMuchAndAThird(double best)
    {
        PenaltySearch<Judged> search = Search(l2 => Math.Abs(Math.Log(l2 / (best / 3))) + 1);
        search.Beside(new Judged(best, Math.Log(3) + 1)).L2.Should().Be(best / 3);
        tried.Should().Equal(best * 3, best / 3);
    }

    private PenaltySearch<Judged> Search(Func<double, double?> cost, double baseCost = 100) => new(
        (l2, _) =>
        {
            tried.Add(l2);
            return cost(l2) is { } known ? new Judged(l2, known) : null;
        },
        baseCost, stepsDown: 2);

    private sealed record Judged(double L2, double Cost) : IJudgedPenalty;
}
