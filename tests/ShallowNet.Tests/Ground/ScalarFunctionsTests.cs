namespace ShallowNet.Tests;

public sealed class ScalarFunctionsTests
{
    [Fact]
    public void Power_WholeExponents_IsTheProductOfSoManyFactors()
    {
        ScalarFunctions.Power(0.9, 0).Should().Be(1);
        ScalarFunctions.Power(0.9, 1).Should().Be(0.9);
        foreach (int n in (int[])[2, 3, 10, 1000])
        {
            ScalarFunctions.Power(0.999, n).Should().BeApproximately(Math.Pow(0.999, n), 1e-13);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-20.5)]
    [InlineData(300.25)]
    public void Exp_AnyNumber_IsThePlatformsWithinItsLastPlaces(double x) =>
        (ScalarFunctions.Exp(x) / Math.Exp(x)).Should().BeApproximately(1, 1e-15);

    [Theory]
    [InlineData(1e-300)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(7.25)]
    public void Log_PositiveNumbers_IsThePlatformsWithinItsLastPlaces(double x) =>
        ScalarFunctions.Log(x).Should().BeApproximately(Math.Log(x), 1e-15 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Fact]
    public void Log_ZeroAndBelow_IsMinusInfinityAndNaN()
    {
        ScalarFunctions.Log(0).Should().Be(double.NegativeInfinity);
        ScalarFunctions.Log(-1).Should().Be(double.NaN);
    }
}
