namespace ShallowNet.Tests;

public sealed class QuantileTransformTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Apply_OfAnyNumbers_IsTheSearchInTheKnotsToTheBit(int quantiles)
    {
        NumPyRandom random = new(quantiles);
        QuantileTransform transform = new([.. Enumerable.Range(0, quantiles).Select(i => i == 1 && quantiles > 8 ? 0.0 : Math.Round(50 * random.Randn(), 1)).Order()]);
        (double[] knots, double[] places) = transform.Line;
        double[] asked =
        [
            .. knots, .. knots.Select(Math.BitIncrement), .. knots.Select(Math.BitDecrement), 0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity,
            .. Enumerable.Range(0, 1000).Select(_ => 60 * random.Randn()),
        ];
        double[] expected = Array.ConvertAll(asked, x => Slowly(knots, places, x)), actual = [.. asked];
        transform.Apply(actual);
        actual.Should().Equal(expected);
        asked.Select(transform.Of).Should().Equal(expected);
    }

    [Fact]
    public void Apply_OfKnotsThatAreFarApart_StaysFinite()
    {
        QuantileTransform transform = new([-double.MaxValue, -1, 0, 1e-300, double.MaxValue]);
        double[] numbers = [-double.MaxValue, -1e300, -1, 0, 1e-300, 1e300, double.MaxValue], expected = Array.ConvertAll(numbers, x => Slowly(transform.Line.Knots, transform.Line.Places, x));
        transform.Apply(numbers);
        numbers.Should().Equal(expected).And.BeInAscendingOrder();
    }

    private static double Slowly(double[] knots, double[] places, double x)
    {
        if (x <= knots[0] || x >= knots[^1])
        {
            return x <= knots[0] ? places[0] : places[^1];
        }

        int above = Array.FindIndex(knots, knot => knot > x);
        double part = (0.5 * x - 0.5 * knots[above - 1]) / (0.5 * knots[above] - 0.5 * knots[above - 1]);
        return places[above - 1] + (places[above] - places[above - 1]) * part;
    }
}
