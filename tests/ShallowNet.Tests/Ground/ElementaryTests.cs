using System.Numerics;
using System.Text.Json;
using ShallowNet.Kernels;

namespace ShallowNet.Tests;

/// <summary>
/// The elementary functions in units of the last place: double against mpmath's, float against double.
/// </summary>
public sealed class ElementaryTests
{
    /// <summary>One of so many samples is taken.</summary>
    private static readonly int Fewer = Instructions.AreLeftOut ? 20 : 1;

    public static TheoryData<string> Functions => ["exp", "log", "log1p", "tanh", "sigmoid", "softplus", "expm1"];

    [Theory, MemberData(nameof(Functions))]
    public void Function_InDouble_IsWithinTwoUnits(string name) => WorstInDouble(name).Should().BeLessThan(2);

    [Theory, MemberData(nameof(Functions))]
    public void Function_InFloat_IsWithinTwoUnits(string name) => WorstInFloat(name).Should().BeLessThan(2);

    [Fact]
    public void Phi_DownToItsLowerTail_IsWithinTwoAndAHalfUnits()
    {
        WorstInDouble("phi").Should().BeLessThan(2.5);
        WorstInFloat("phi").Should().BeLessThan(2.5);
    }

    [Theory, MemberData(nameof(Functions))]
    public void Function_OfNeighbours_IsMonotone(string name)
    {
        NumPyRandom random = new(2);
        foreach (double border in (double[])[0.41421356237309503, 0.5, 1, -0.5, -1])
        {
            // Where a formula changes to another, in both precisions.
            double x = name is "log" or "log1p" ? Math.Abs(border) : name == "expm1" ? -Math.Abs(border) : border;
            float y = (float)x;
            Evaluate<double>(name, Math.BitIncrement(x)).Should().BeGreaterThanOrEqualTo(Evaluate<double>(name, x));
            Evaluate<double>(name, x).Should().BeGreaterThanOrEqualTo(Evaluate<double>(name, Math.BitDecrement(x)));
            Evaluate<float>(name, MathF.BitIncrement(y)).Should().BeGreaterThanOrEqualTo(Evaluate<float>(name, y));
            Evaluate<float>(name, y).Should().BeGreaterThanOrEqualTo(Evaluate<float>(name, MathF.BitDecrement(y)));
        }

        for (int i = 0; i < 20_000 / Fewer; i++)
        {
            double x = name switch { "log" => Math.Exp(random.Uniform(-700, 700)), "log1p" => random.Rand(), "expm1" => random.Uniform(-40, 0), _ => random.Uniform(-40, 40) };
            Evaluate<double>(name, Math.BitIncrement(x)).Should().BeGreaterThanOrEqualTo(Evaluate<double>(name, x));
            float y = (float)(name == "log" ? Math.Exp(random.Uniform(-80, 80)) : x);
            Evaluate<float>(name, MathF.BitIncrement(y)).Should().BeGreaterThanOrEqualTo(Evaluate<float>(name, y));
        }
    }

    [Fact]
    public void Functions_AtTheEdges_AreExact()
    {
        const double Infinity = double.PositiveInfinity;
        foreach (Func<string, double, double> f in (Func<string, double, double>[])[Evaluate<double>, Evaluate<float>])
        {
            f("exp", 0).Should().Be(1);
            f("exp", 1e4).Should().Be(Infinity);
            f("exp", Infinity).Should().Be(Infinity);
            f("exp", -1e4).Should().Be(0);
            f("exp", -Infinity).Should().Be(0);
            f("exp", double.NaN).Should().Be(double.NaN);
            f("log", 1).Should().Be(0);
            f("log", 0).Should().Be(-Infinity);
            f("log", -1).Should().Be(double.NaN);
            f("log", Infinity).Should().Be(Infinity);
            f("log", double.NaN).Should().Be(double.NaN);
            f("tanh", 0).Should().Be(0);
            double.IsNegative(f("tanh", -0.0)).Should().BeTrue();
            f("tanh", 1e4).Should().Be(1);
            f("tanh", -Infinity).Should().Be(-1);
            f("tanh", double.NaN).Should().Be(double.NaN);
            f("sigmoid", 0).Should().Be(0.5);
            f("sigmoid", 1e4).Should().Be(1);
            f("sigmoid", -1e4).Should().Be(0);
            f("sigmoid", double.NaN).Should().Be(double.NaN);
            f("softplus", -1e4).Should().Be(0);
            f("softplus", 1e4).Should().Be(1e4);
            f("log1p", 0).Should().Be(0);
            f("expm1", 0).Should().Be(0);
            f("expm1", -1e30).Should().Be(-1);
            f("expm1", double.NaN).Should().Be(double.NaN);
            f("phi", 0).Should().Be(0.5);
            f("phi", -0.0).Should().Be(0.5);
            f("phi", -1e30).Should().Be(0);
            f("phi", 1e30).Should().Be(1);
            f("phi", -Infinity).Should().Be(0);
            f("phi", Infinity).Should().Be(1);
            f("phi", double.NaN).Should().Be(double.NaN);
        }

        Evaluate<double>("exp", -745).Should().Be(double.Epsilon);
        Evaluate<float>("exp", -103).Should().Be(float.Epsilon);
        Evaluate<double>("log", double.Epsilon).Should().BeApproximately(Math.Log(double.Epsilon), 1e-12);
        Evaluate<float>("log", float.Epsilon).Should().BeApproximately(Math.Log(float.Epsilon), 1e-4);
    }

    private static double WorstInDouble(string name)
    {
        JsonElement expected = (name is "expm1" or "phi" ? Golden.Read("functions.json").GetProperty("precise") : Golden.Read("elementary.json")).GetProperty(name);
        double[] x = expected.GetProperty("x").Numbers(), high = expected.GetProperty("high").Numbers(), low = expected.GetProperty("low").Numbers();
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Math.Abs(Evaluate<double>(name, x[i]) - high[i] - low[i]);
            worst = Math.Max(worst, error == 0 ? 0 : error / (Math.BitIncrement(Math.Abs(high[i])) - Math.Abs(high[i])));
        }

        TestContext.Current.SendDiagnosticMessage($"{name}, double: {worst:0.00} units");
        return worst;
    }

    private static double WorstInFloat(string name)
    {
        (double low, double high) = name switch
        {
            "exp" => (-87, 88),
            "log" => (1e-30, 10),
            "log1p" => (0, 1),
            "expm1" => (-30, 0),
            "phi" => (-13, 6),
            _ => (-30, 30),
        };
        NumPyRandom random = new(1);
        double worst = 0;
        for (int i = 0; i < 200_000 / Fewer; i++)
        {
            // Half of the arguments over the whole range, half near zero at all magnitudes.
            float x = (float)(i % 2 == 0 ? random.Uniform(low, high) : (high == 0 ? low : high) * Math.Exp(-random.Uniform(0, 30)));
            double expected = Expected(name, x);
            double unit = (double)MathF.BitIncrement(Math.Abs((float)expected)) - Math.Abs((float)expected);
            worst = Math.Max(worst, Math.Abs(Evaluate<float>(name, x) - expected) / unit);
        }

        TestContext.Current.SendDiagnosticMessage($"{name}, float: {worst:0.00} units");
        return worst;
    }

    /// <summary>What the widest vectors give, which must be what the others give.</summary>
    private static double Evaluate<T>(string name, double x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T number = T.CreateTruncating(x), y = Of(name, Wide<T>.Broadcast(number)).Value[0];
        if (!y.Equals(Of(name, Narrow<T>.Broadcast(number)).Value[0]) || !y.Equals(Of(name, Slim<T>.Broadcast(number)).Value[0]))
        {
            Assert.Fail($"{name}({x:R}) depends on the width of vectors.");
        }

        return double.CreateTruncating(y);
    }

    private static V Of<V>(string name, V v)
        where V : struct, IFloats<V> => name switch
        {
            "exp" => Elementary.Exp(v),
            "log" => Elementary.Log(v),
            "log1p" => Elementary.Log1p(v),
            "tanh" => Elementary.Tanh(v),
            "sigmoid" => Elementary.Sigmoid(v),
            "expm1" => Elementary.Expm1(v),
            "phi" => GaussianIntegral.Phi(v, out _),
            _ => Elementary.Softplus(v),
        };

    private static double Expected(string name, double x) => name switch
    {
        "exp" => Math.Exp(x),
        "log" => Math.Log(x),
        "log1p" => Naive.Log1p(x),
        "tanh" => Math.Tanh(x),
        "sigmoid" => Naive.Sigmoid(x),
        "expm1" => Naive.Expm1(x),
        "phi" => Evaluate<double>(name, x),
        _ => Naive.Softplus(x),
    };
}
