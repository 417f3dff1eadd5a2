using CsCheck;

namespace ShallowNet.Tests;

/// <summary>Line searches on functions of one number.</summary>
public sealed class WolfeSearchTests
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;

    /// <summary>A parabola with waves on it, turned so that it falls at 0; and a first step of any size.</summary>
    private static readonly Gen<(double[] Numbers, double First)> Functions =
        Gen.Select(Gen.Double[-1, 1].Array[10], Gen.Double[-4, 3].Select(exponent => Math.Pow(10, exponent)));

    [Fact]
    public void Run_OnSmoothFunctions_FindsAStepThatMeetsBothConditions() => Functions.Check(
        sample =>
        {
            Function f = Wave(sample.Numbers);
            if (f.Slope(0) > -1e-6)
            {
                return false;
            }

            Search search = new(f);
            double step = search.Run(sample.First);
            step.Should().BePositive();
            f.Cost(step).Should().BeLessThanOrEqualTo(f.Cost(0) + Decrease * step * f.Slope(0));
            Math.Abs(f.Slope(step)).Should().BeLessThanOrEqualTo(-Curvature * f.Slope(0));
            (search.Kept, search.KeptCost).Should().Be((step, f.Cost(step)));
            search.Evaluations.Should().BeLessThanOrEqualTo(25);
            return true;
        },
        least: 0.95, count: 20_000);

    [Fact]
    public void Run_OnSmoothFunctions_KeepsNoStepThatIsWorseThanAnEarlierOne() => Functions.Check(
        sample =>
        {
            Function f = Wave(sample.Numbers);
            Search search = new(f);
            if (f.Slope(0) >= -1e-6)
            {
                return false;
            }

            search.Run(sample.First);
            search.KeptCosts.Should().NotBeEmpty().And.BeInDescendingOrder();
            return true;
        },
        least: 0.95, count: 1000);

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(4.9)]
    [InlineData(5)]
    [InlineData(5000)]
    public void Run_TowardsInfinity_StaysWhereTheCostIsFinite(double first)
    {
        Function f = new(t => t < 5 ? -Math.Log(1 + t) - 0.5 * Math.Log(5 - t) : double.PositiveInfinity, t => t < 5 ? -1 / (1 + t) + 0.5 / (5 - t) : 0);
        double step = new Search(f).Run(first);
        step.Should().BeInRange(double.Epsilon, 5 - 1e-9);
        f.Cost(step).Should().BeLessThanOrEqualTo(f.Cost(0) + Decrease * step * f.Slope(0));
        Math.Abs(f.Slope(step)).Should().BeLessThanOrEqualTo(-Curvature * f.Slope(0));
    }

    [Fact]
    public void Run_WhereEverythingIsInfinite_KeepsNothing()
    {
        Search search = new(new Function(t => t == 0 ? 1 : double.PositiveInfinity, t => t == 0 ? -1 : 0));
        search.Run(1).Should().Be(0);
        search.KeptCosts.Should().BeEmpty();
        search.Evaluations.Should().Be(25);
    }

    [Fact]
    public void Run_OnAFlatFunction_KeepsNothing()
    {
        // Such as a network's cost where the slope's promise drowns in rounding.
        Search search = new(new Function(_ => 3, t => t == 0 ? -1e-3 : 0));
        search.Run(1).Should().Be(0);
        search.KeptCosts.Should().BeEmpty();
    }

    [Fact]
    public void Run_OnAFunctionThatRisesAgainstItsSlope_KeepsNothing()
    {
        Search search = new(new Function(t => 1 + t, t => t == 0 ? -1 : 1));
        search.Run(1).Should().Be(0);
        search.KeptCosts.Should().BeEmpty();
        search.Evaluations.Should().BeLessThanOrEqualTo(25);
    }

    [Fact]
    public void Run_OnAFunctionWithoutAnEnd_GoesFarAndGivesUp()
    {
        Search search = new(new Function(t => -t, _ => -1));
        double step = search.Run(1);
        step.Should().BeGreaterThan(1e6);
        (search.Kept, search.Evaluations).Should().Be((step, 25));
    }

    [Fact]
    public void Run_WhereTheFirstStepWillDo_TakesNoOther()
    {
        Search search = new(new Function(t => (t - 1) * (t - 1), t => 2 * (t - 1)));
        search.Run(1).Should().Be(1);
        search.Evaluations.Should().Be(1);
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Run_OnAParabola_FindsAStepQuicklyFromAnywhere(double first)
    {
        Function f = new(t => (t - 1) * (t - 1), t => 2 * (t - 1));
        Search search = new(f);
        double step = search.Run(first);
        Math.Abs(f.Slope(step)).Should().BeLessThanOrEqualTo(1.8);
        search.Evaluations.Should().BeLessThanOrEqualTo(10);
    }

    private static Function Wave(double[] numbers)
    {
        double curvature = 0.01 + Math.Abs(numbers[0]), center = 5 * numbers[1];
        double Cost(double t) => curvature * (t - center) * (t - center) + Enumerable.Range(1, 4).Sum(k => numbers[2 * k] * Math.Sin(k * t + 3 * numbers[2 * k + 1]));
        double Slope(double t) => 2 * curvature * (t - center) + Enumerable.Range(1, 4).Sum(k => k * numbers[2 * k] * Math.Cos(k * t + 3 * numbers[2 * k + 1]));
        return Slope(0) <= 0 ? new Function(Cost, Slope) : new Function(t => Cost(-t), t => -Slope(-t));
    }

    private sealed record Function(Func<double, double> Cost, Func<double, double> Slope);

    /// <summary>A search that remembers what it did.</summary>
    private sealed class Search(Function f)
    {
        private double last;

        public int Evaluations { get; private set; }

        public double Kept { get; private set; }

        public double KeptCost => KeptCosts[^1];

        public List<double> KeptCosts { get; } = [];

        public double Run(double first) => new WolfeSearch(
            step =>
            {
                Evaluations++;
                last = step;
                return (f.Cost(step), f.Slope(step));
            },
            cost =>
            {
                Kept = last;
                KeptCosts.Add(cost);
            }).Run(f.Cost(0), f.Slope(0), first);
    }
}
