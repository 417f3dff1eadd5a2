using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShallowNet.Tests;

public sealed class ScalarFunctionsTests
{
    private static readonly JsonElement Expected = Golden.Read("scalars.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Expected.GetProperty("many").GetArrayLength())];

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

    /// <summary>Logarithms are NumPy's, and so is every Gaussian number; sines and cosines are the nearest doubles, all of them.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Function_OfManyNumbers_HasTheExpectedBits(int which)
    {
        JsonElement expected = Expected.GetProperty("many")[which];
        (double low, double high) = (expected.GetProperty("low").GetDouble(), expected.GetProperty("high").GetDouble());
        bool isSpread = expected.GetProperty("spread").GetBoolean();
        Func<double, double> function = Function(expected.GetProperty("function").GetString()!);
        NumPyRandom random = new(7);
        double[] results = new double[expected.GetProperty("count").GetInt32()];
        for (int i = 0; i < results.Length; i++)
        {
            double x = isSpread ? 1 + random.Rand() : random.Uniform(low, high);
            results[i] = function(isSpread ? Math.ScaleB(x, (int)Math.Floor(random.Uniform(low, high))) : x);
        }

        results[..5].Should().Equal(expected.GetProperty("first").Numbers());
        Sha256.Of(MemoryMarshal.AsBytes<double>(results), digits: 32).Should().Be(expected.GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("log")]
    [InlineData("sin")]
    [InlineData("cos")]
    public void Function_OfTinyHugeAndOtherSpecialNumbers_HasTheExpectedBits(string name)
    {
        JsonElement expected = Expected.GetProperty("single").GetProperty(name);
        Array.ConvertAll(expected.GetProperty("x").Numbers(), x => Function(name)(x)).Should().Equal(expected.GetProperty("y").Numbers());
    }

    [Fact]
    public void Log_AtTheEdges_IsExact()
    {
        ScalarFunctions.Log(0).Should().Be(double.NegativeInfinity);
        ScalarFunctions.Log(-0.0).Should().Be(double.NegativeInfinity);
        ScalarFunctions.Log(-1).Should().Be(double.NaN);
        ScalarFunctions.Log(double.NegativeInfinity).Should().Be(double.NaN);
        ScalarFunctions.Log(double.PositiveInfinity).Should().Be(double.PositiveInfinity);
        ScalarFunctions.Log(double.NaN).Should().Be(double.NaN);
        BitConverter.DoubleToInt64Bits(ScalarFunctions.Log(1)).Should().Be(0);
    }

    [Fact]
    public void SinAndCos_AtTheEdges_AreExact()
    {
        BitConverter.DoubleToInt64Bits(ScalarFunctions.Sin(0)).Should().Be(0);
        double.IsNegative(ScalarFunctions.Sin(-0.0)).Should().BeTrue();
        ScalarFunctions.Cos(-0.0).Should().Be(1);
        foreach (double none in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            ScalarFunctions.Sin(none).Should().Be(double.NaN);
            ScalarFunctions.Cos(none).Should().Be(double.NaN);
        }
    }

    [Fact]
    public void DecimalExponent_AtPowersOf10AndBelow_ChangesThere()
    {
        for (int n = -300; n <= 300; n += 25)
        {
            double power = double.Parse(FormattableString.Invariant($"1E{n}"), System.Globalization.CultureInfo.InvariantCulture);
            double above = Math.BitIncrement(power), below = Math.BitDecrement(power);
            ScalarFunctions.DecimalExponent(above).Should().Be(n);
            ScalarFunctions.DecimalExponent(below).Should().Be(n - 1);
        }

        (ScalarFunctions.DecimalExponent(1), ScalarFunctions.DecimalExponent(1000), ScalarFunctions.DecimalExponent(double.MaxValue)).Should().Be((0, 3, 308));
        ScalarFunctions.DecimalExponent(5e-324).Should().Be(-324);
    }

    private static Func<double, double> Function(string name) => name switch
    {
        "log" => ScalarFunctions.Log,
        "sin" => ScalarFunctions.Sin,
        "cos" => ScalarFunctions.Cos,
        _ => throw new ArgumentException(name),
    };
}
