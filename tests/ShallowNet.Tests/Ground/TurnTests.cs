namespace ShallowNet.Tests;

/// <summary>cos πt and sin πt against the platform's functions of an exactly reduced angle.</summary>
public sealed class TurnTests
{
    /// <summary>Half a unit of the last place of numbers below 1.</summary>
    private const double Double = 1.1102230246251565e-16, Float = 5.9604645e-8;

    [Fact]
    public void CosPiAndSinPi_OfAnyNumber_AreWithinTwoRoundings()
    {
        NumPyRandom random = new(1);
        double cosine = 0, sine = 0, floatCosine = 0, floatSine = 0;
        for (int i = 0; i < (Instructions.AreLeftOut ? 2_000 : 100_000); i++)
        {
            double t = random.Uniform(-3, 3) * (i % 3 == 0 ? 1e-4 : i % 3 == 1 ? 1 : 1e5);
            Wide<double> sin = Elementary.SinPi(Wide<double>.Broadcast(t), out Wide<double> cos);
            cosine = Math.Max(cosine, Math.Abs(cos.Value[0] - Cosine(t)));
            sine = Math.Max(sine, Math.Abs(sin.Value[0] - Sine(t)));
            Elementary.CosPi(Wide<double>.Broadcast(t)).Should().Be(cos);

            float single = (float)t;
            Wide<float> floatSin = Elementary.SinPi(Wide<float>.Broadcast(single), out Wide<float> floatCos);
            floatCosine = Math.Max(floatCosine, Math.Abs(floatCos.Value[0] - Cosine(single)));
            floatSine = Math.Max(floatSine, Math.Abs(floatSin.Value[0] - Sine(single)));
            Elementary.CosPi(Wide<float>.Broadcast(single)).Should().Be(floatCos);
        }

        TestContext.Current.SendDiagnosticMessage($"{cosine / Double:0.00} {sine / Double:0.00} {floatCosine / Float:0.00} {floatSine / Float:0.00}");
        (cosine / Double).Should().BeLessThan(4);
        (sine / Double).Should().BeLessThan(4);
        (floatCosine / Float).Should().BeLessThan(3);
        (floatSine / Float).Should().BeLessThan(3);
    }

    [Fact]
    public void CosPiAndSinPi_AtTheEdges_AreExactOrLimited()
    {
        foreach ((double t, double cos, double sin) in new[] { (0.0, 1.0, 0.0), (1, -1, 0), (-1, -1, 0), (2, 1, 0), (1001, -1, 0), (-2097152, 1, 0) })
        {
            Wide<double> sine = Elementary.SinPi(Wide<double>.Broadcast(t), out Wide<double> cosine);
            (cosine.Value[0], sine.Value[0]).Should().Be((cos, sin));
            Wide<float> floatSine = Elementary.SinPi(Wide<float>.Broadcast((float)t), out Wide<float> floatCosine);
            ((double)floatCosine.Value[0], (double)floatSine.Value[0]).Should().Be((cos, sin));
        }

        foreach (double large in (double[])[1e7, 1e10, 3e38, -3e38])
        {
            Elementary.CosPi(Wide<double>.Broadcast(large)).Value[0].Should().BeInRange(-1, 1);
            Elementary.CosPi(Wide<float>.Broadcast((float)large)).Value[0].Should().BeInRange(-1, 1);
        }

        foreach (double none in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Elementary.CosPi(Wide<double>.Broadcast(none)).Value[0].Should().Be(double.NaN);
            Elementary.CosPi(Wide<float>.Broadcast((float)none)).Value[0].Should().Be(float.NaN);
        }
    }

    private static double Cosine(double t) => OfRest(t, f => Math.Abs(f) <= 0.25 ? Math.Cos(Math.PI * f) : Math.Sin(Math.PI * (0.5 - Math.Abs(f))));

    private static double Sine(double t) => OfRest(t, f => Math.Abs(f) <= 0.25 ? Math.Sin(Math.PI * f) : Math.Sign(f) * Math.Cos(Math.PI * (0.5 - Math.Abs(f))));

    /// <summary>A function of what is over of the nearest whole number, which is exact, with the other sign where that number is odd.</summary>
    private static double OfRest(double t, Func<double, double> function)
    {
        double whole = Math.Round(t);
        return (whole % 2 == 0 ? 1 : -1) * function(t - whole);
    }
}
