using System.Numerics;

namespace ShallowNet.Tests;

public sealed class SmoothActivationsInDouble : SmoothActivationTests<double>;

public sealed class SmoothActivationsInFloat : SmoothActivationTests<float>;

/// <summary>The relatives of ReLU and the exponential where their formulas are in danger.</summary>
public abstract class SmoothActivationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Epsilon = typeof(T) == typeof(float) ? 1.2e-7 : 2.2e-16;

    public static TheoryData<string> Names => ["elu", "gelu", "geluTanh", "silu", "mish", "softplus"];

    [Theory, MemberData(nameof(Names))]
    public void Activation_HugeArguments_AreThemselvesOrTheLimit(string name)
    {
        double huge = typeof(T) == typeof(float) ? 3e38 : 1e308;
        double low = name == "elu" ? -0.5 : 0;
        foreach (double z in (double[])[1e4, 1e30, huge])
        {
            (double value, double slope) = Evaluate(TestNetworks.Activations[name], z);
            (value, slope).Should().Be((Rounded(z), 1));
            (value, slope) = Evaluate(TestNetworks.Activations[name], -z);
            (value, slope).Should().Be((low, 0));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Activation_NaN_StaysNaN(string name) =>
        Evaluate(TestNetworks.Activations[name], double.NaN).Should().Be((double.NaN, double.NaN));

    [Fact]
    public void Activations_AtZeroOfEitherSign_HaveValueAndDerivative()
    {
        foreach (double zero in (double[])[0, -0.0])
        {
            Evaluate(Activation.ELU(0.25), zero).Should().Be((0, 0.25));
            Evaluate(Activation.ELU(), zero).Should().Be((0, 1));
            Evaluate(Activation.GELU, zero).Should().Be((0, 0.5));
            Evaluate(Activation.GELUTanh, zero).Should().Be((0, 0.5));
            Evaluate(Activation.SiLU, zero).Should().Be((0, 0.5));
            Evaluate(Activation.SELU, zero).Should().Be((0, Rounded(1.7580993408473766)));
            Evaluate(Activation.Mish, zero).Should().Be((0, Rounded(0.6)));
            (double value, double slope) = Evaluate(Activation.Softplus, zero);
            value.Should().BeApproximately(Math.Log(2), Epsilon);
            slope.Should().BeApproximately(0.5, Epsilon);
            Evaluate(Activation.Exponential, zero).Should().Be((1, 1));
        }
    }

    /// <summary>Values of mpmath: those whose smallness a formula with a 1 in it would lose.</summary>
    [Theory]
    [InlineData("gelu", -5, -1.4332578593959696e-6, -7.1469460017922946e-6)]
    [InlineData("gelu", -12, -2.1317785344932148e-32, -2.5578956616748956e-31)]
    [InlineData("geluTanh", -5, -2.291796196629506e-7, -1.5463619875325946e-6)]
    [InlineData("silu", -40, -1.6993417021166356e-16, -1.6568581595637197e-16)]
    [InlineData("mish", -5, -0.0335762377301617054, -0.0267474980199019335)]
    [InlineData("mish", -40, -1.69934170211663559e-16, -1.6568581595637197e-16)]
    [InlineData("selu", -1e-6, -1.75809846179799919e-6, 1.75809758274891488)]
    [InlineData("softplus", -40, 4.248354255291589e-18, 4.248354255291589e-18)]
    [InlineData("exponential", -40, 4.248354255291589e-18, 4.248354255291589e-18)]
    [InlineData("elu", -1e-6, -4.9999975000008333e-7, 0.49999950000025)]
    public void Activation_SmallValues_KeepTheirRelativeAccuracy(string name, double z, double a, double slope)
    {
        (double value, double derivative) = Evaluate(TestNetworks.Activations[name], z);
        value.Should().BeApproximately(a, 16 * Epsilon * Math.Abs(a));
        derivative.Should().BeApproximately(slope, 64 * Epsilon * Math.Abs(slope));
    }

    [Fact]
    public void SELU_HugeArguments_IsALineOrTheLimit()
    {
        const double Scale = 1.0507009873554805, Limit = -1.7580993408473766;
        foreach (double z in (double[])[1e4, 1e30])
        {
            Evaluate(Activation.SELU, z).Should().Be((double.CreateTruncating(T.CreateTruncating(Scale) * T.CreateTruncating(z)), Rounded(Scale)));
            Evaluate(Activation.SELU, -z).Should().Be((Rounded(Limit), 0));
        }

        Evaluate(Activation.SELU, double.NaN).Should().Be((double.NaN, double.NaN));
    }

    /// <summary>The reason for its two numbers.</summary>
    [Fact]
    public void SELU_StandardGaussians_KeepMeanAndVariance()
    {
        T[] Z = new NumPyRandom(1).Randn<T>(1, 100_000).ToColumnMajorArray(), A = new T[Z.Length];
        Activation.SELU.Forward<T>(Z, A, 1);
        double[] a = Array.ConvertAll(A, double.CreateTruncating);
        a.Average().Should().BeApproximately(0, 0.01);
        a.Average(x => x * x).Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void Exponential_BeyondTheRange_IsZeroOrInfinite()
    {
        Evaluate(Activation.Exponential, 1e4).Should().Be((double.PositiveInfinity, double.PositiveInfinity));
        Evaluate(Activation.Exponential, -1e4).Should().Be((0, 0));
        Evaluate(Activation.Exponential, double.NaN).Should().Be((double.NaN, double.NaN));
    }

    [Fact]
    public void ELU_Alpha_IsSettable()
    {
        Evaluate(Activation.ELU(3), -1e4).Should().Be((-3, 0));
        Evaluate(Activation.ELU(0), -1).Should().Be((0, 0));
        Activation.ELU().Should().Be(Activation.ELU(1)).And.NotBe(Activation.ELU(2));
        foreach ((double alpha, string text) in ((double, string)[])[(-1, "-1"), (double.NaN, "NaN"), (double.PositiveInfinity, "Infinity")])
        {
            FluentActions.Invoking(() => Activation.ELU(alpha)).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage($"alpha must be finite and at least 0, but is {text}.*");
        }
    }

    private static double Rounded(double z) => double.CreateTruncating(T.CreateTruncating(z));

    private static (double Value, double Slope) Evaluate(Activation activation, double z)
    {
        T[] Z = [T.CreateTruncating(z)], A = new T[1], dZ = [T.One];
        activation.Forward<T>(Z, A, 1);
        activation.Backward<T>(Z, A, dZ, 1);
        return (double.CreateTruncating(A[0]), double.CreateTruncating(dZ[0]));
    }
}
