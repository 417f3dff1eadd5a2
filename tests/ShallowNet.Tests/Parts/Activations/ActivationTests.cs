using System.Numerics;

namespace ShallowNet.Tests;

public sealed class ActivationsInDouble : ActivationTests<double>;

public sealed class ActivationsInFloat : ActivationTests<float>;

public abstract class ActivationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Accuracy = typeof(T) == typeof(float) ? 1e-6 : 1e-15;

    public static TheoryData<string> Names => [.. TestNetworks.Activations.Keys.Where(name => name != "exponential")];

    [Theory]
    [InlineData("sigmoid", 0, 0.5, 0.25)]
    [InlineData("sigmoid", 1, 0.7310585786300049, 0.19661193324148185)]
    [InlineData("tanh", 0, 0, 1)]
    [InlineData("tanh", -0.5, -0.46211715726000975, 0.7864477329659274)]
    [InlineData("relu", 2, 2, 1)]
    [InlineData("relu", -2, 0, 0)]
    [InlineData("relu", 0, 0, 0)]
    [InlineData("leakyRelu", 2, 2, 1)]
    [InlineData("leakyRelu", -2, -0.02, 0.01)]
    [InlineData("leakyRelu", 0, 0, 0.01)]
    [InlineData("identity", -3, -3, 1)]
    public void Activation_KnownPoints_HasValueAndDerivative(string name, double z, double a, double slope)
    {
        (double[] value, double[] derivative) = Evaluate(TestNetworks.Activations[name], [z], [1]);
        value[0].Should().BeApproximately(a, Accuracy);
        derivative[0].Should().BeApproximately(slope, Accuracy);
    }

    [Theory, MemberData(nameof(Names))]
    public void Activation_HugeArguments_StaysFinite(string name)
    {
        double[] z = [-1e4, -100, -1, 0, 1, 100, 1e4];
        (double[] value, double[] derivative) = Evaluate(TestNetworks.Activations[name], z, [1, 1, 1, 1, 1, 1, 1]);
        value.Concat(derivative).Should().OnlyContain(v => double.IsFinite(v));
        value[6].Should().Be(name switch { "sigmoid" or "tanh" or "softmax" => 1, "selu" => double.CreateTruncating(T.CreateTruncating(1.0507009873554805) * T.CreateTruncating(1e4)), _ => 1e4 });
    }

    [Fact]
    public void Range_OfEveryActivation_HoldsItsValuesAndIsReached()
    {
        double[] z = [.. Enumerable.Range(0, 40_001).Select(i => (i - 20_000) / 500.0)];
        foreach ((string name, Activation activation) in TestNetworks.Activations)
        {
            (double lower, double upper) = activation.Range!.Value;
            double[] a = name == "softmax" ? Evaluate(activation, [0, 1, 0, 100, -100, 0], new double[6], rows: 2).Value : Evaluate(activation, z, new double[z.Length]).Value;
            a.Should().OnlyContain(value => value >= lower - Accuracy && value <= upper, "{0}", name);
            a.Min().Should().BeApproximately(double.IsFinite(lower) ? lower : a[0], 1e-5, "{0}", name);
            a.Max().Should().BeApproximately(double.IsFinite(upper) ? upper : a[^1], 1e-5, "{0}", name);
            (double.IsFinite(lower) || a[0] < -0.3).Should().BeTrue("{0} has no lower end", name);
            (double.IsFinite(upper) || a[^1] > 39).Should().BeTrue("{0} has no upper end", name);
        }

        Activation.LeakyReLU(0).Range.Should().Be((0.0, double.PositiveInfinity));
        Activation.LeakyReLU(-1).Range.Should().Be((0.0, double.PositiveInfinity));
        Activation.ELU(2).Range.Should().Be((-2.0, double.PositiveInfinity));
    }

    [Fact]
    public void ReLU_Infinity_IsClippedAndNaNIsNot()
    {
        (double[] value, double[] derivative) = Evaluate(Activation.ReLU, [double.NegativeInfinity, double.NaN, -1, 2], [double.PositiveInfinity, 1, double.PositiveInfinity, 3]);
        value.Should().Equal(0, double.NaN, 0, 2);
        double.IsNegative(value[2]).Should().BeFalse();
        derivative.Should().Equal(0, 1, 0, 3);
    }

    [Fact]
    public void Softmax_Columns_SumToOneAndIgnoreAShift()
    {
        (double[] value, _) = Evaluate(Activation.Softmax, [1, 2, 3, 1001, 1002, 1003], [0, 0, 0, 0, 0, 0], rows: 3);
        value.Take(3).Sum().Should().BeApproximately(1, Accuracy);
        value.Skip(3).Should().Equal(value.Take(3));
        value[2].Should().BeApproximately(0.6652409557748219, Accuracy);
    }

    [Fact]
    public void LeakyReLU_Slope_IsSettable()
    {
        (double[] value, double[] derivative) = Evaluate(Activation.LeakyReLU(0.25), [-4], [1]);
        (value[0], derivative[0]).Should().Be((-1, 0.25));
        FluentActions.Invoking(() => Activation.LeakyReLU(double.NaN)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("slope must be finite, but is NaN.*");
    }

    [Fact]
    public void Activations_WithTheSameParameters_AreEqualAndSayTheirName()
    {
        Activation.LeakyReLU().Should().Be(Activation.LeakyReLU(0.01)).And.NotBe(Activation.LeakyReLU(0.02));
        Activation.LeakyReLU().ToString().Should().Be("leaky ReLU (0.01)");
        TestNetworks.Activations.Values.Select(g => g.Name).Should().Equal(
            "sigmoid", "tanh", "ReLU", "leaky ReLU (0.01)", "ELU (0.5)", "GELU", "GELU (tanh)", "SiLU", "SELU", "Mish", "softplus", "exponential", "identity", "softmax");
        TestNetworks.Activations.Values.Where(g => g.IsOutputOnly).Should().Equal(Activation.Softmax);
    }

    [Fact]
    public void DefaultInitializer_FollowsTheActivation()
    {
        foreach (Activation rectifier in (Activation[])
            [Activation.ReLU, Activation.LeakyReLU(), Activation.ELU(), Activation.GELU, Activation.GELUTanh, Activation.SiLU, Activation.Mish])
        {
            new Dense(1, rectifier).Initializer.Should().Be(Initializer.He);
        }

        foreach (Activation other in (Activation[])
            [Activation.Sigmoid, Activation.Tanh, Activation.Identity, Activation.Softmax, Activation.Softplus, Activation.Exponential])
        {
            new Dense(1, other).Initializer.Should().Be(Initializer.Xavier);
        }

        new Dense(1, Activation.SELU).Initializer.Should().Be(Initializer.LeCun);
        new Dense(1, Activation.ReLU) { Initializer = Initializer.Zeros }.Initializer.Should().Be(Initializer.Zeros);
    }

    private static (double[] Value, double[] Derivative) Evaluate(Activation activation, double[] z, double[] dA, int? rows = null)
    {
        T[] Z = Array.ConvertAll(z, T.CreateTruncating), A = new T[z.Length], dZ = Array.ConvertAll(dA, T.CreateTruncating);
        activation.Forward<T>(Z, A, rows ?? z.Length);
        activation.Backward<T>(Z, A, dZ, rows ?? z.Length);
        return (Array.ConvertAll(A, double.CreateTruncating), Array.ConvertAll(dZ, double.CreateTruncating));
    }
}
