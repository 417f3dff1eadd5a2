namespace ShallowNet.Tests;

/// <summary>What the first folds decide: 20 % of the other's cost, and in no fold the other way.</summary>
public sealed class RaceTests
{
    [Theory]
    [InlineData(new[] { 1.3, 1.2 }, true, true)]
    [InlineData(new[] { 1.1, 1.2 }, false, false)]
    [InlineData(new[] { 0.9, 9.0 }, false, false)]
    [InlineData(new[] { 0.7, 0.8 }, false, true)]
    [InlineData(new[] { 0.9, 0.8 }, false, false)]
    [InlineData(new[] { 1.1, 0.1 }, false, false)]
    [InlineData(new[] { double.NaN, 0.1 }, true, true)]
    [InlineData(new[] { double.PositiveInfinity, 0.1 }, true, true)]
    public void FirstFolds_AgainstCostsOf1_DecideWhatIsClear(double[] costs, bool isLost, bool isDecided)
    {
        Race.IsLost(costs, [1, 1, 0]).Should().Be(isLost);
        Race.IsDecided(costs, [1, 1, 0]).Should().Be(isDecided);
    }

    [Fact]
    public void Costs_BelowZero_AreMeasuredByTheirSize()
    {
        // As those of likelihoods may be.
        Race.IsLost([-7.0, -8], [-10.0, -10]).Should().BeTrue();
        Race.IsLost([-8.5, -8], [-10.0, -10]).Should().BeFalse();
        Race.IsDecided([-12.0, -13], [-10.0, -10]).Should().BeTrue();
    }
}
