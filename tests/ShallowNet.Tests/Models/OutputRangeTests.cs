using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Regressions whose outputs have a range: what their targets become, and what is refused.</summary>
public sealed class OutputRangeTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.Dense(1, 100, (_, j) => j);
    private static readonly double[] Whole = [.. Enumerable.Range(0, 100).Select(j => (double)j)];

    /// <summary>Epochs that say how targets are scaled, and no more.</summary>
    private static readonly MlpOptions Quick = new() { HiddenLayers = [], Training = new() { Epochs = 1 } };

    public static TheoryData<string> Bounded => ["tanh", "sigmoid", "relu", "softplus", "exponential", "elu", "gelu", "geluTanh", "silu", "selu", "mish", "leakyRelu", "identity"];

    [Theory, MemberData(nameof(Bounded)), Trait("Cost", "Expensive")]
    public void Fit_TargetsFromNothingToAHundred_AreLearned(string output)
    {
        MlpOptions options = new() { OutputActivation = TestNetworks.Activations[output] };
        MlpRegressor.Fit(X, Whole, options).Score(X, Whole).Should().BeGreaterThan(0.98);

        // The usual penalty counts much beside the small numbers that targets of sigmoid become.
        options = options with { Training = new() { L2 = 0.03 } };
        MlpRegressor.Fit(X, Whole, options).Score(X, Whole).Should().BeGreaterThan(0.99);
        Matrix<float> floats = X.As<float>();
        MlpRegressor.Fit(floats, [.. floats.Row(0).Select(x => 1e-3f * x)], options).Score(floats, floats.Map(x => 1e-3f * x)).Should().BeGreaterThan(0.99);
    }

    [Fact]
    public void Fit_OutputsWithTwoEnds_BringTargetsIntoTheMiddleNineTenths()
    {
        foreach (Loss? loss in (Loss?[])[null, Loss.SquaredError, Loss.Huber()])
        {
            MinMaxScaler tanh = Scaler<MinMaxScaler>(Activation.Tanh, loss, null, Whole), sigmoid = Scaler<MinMaxScaler>(Activation.Sigmoid, loss, null, Whole);
            (tanh.Lower, tanh.Upper, tanh.Minimums[0], tanh.Maximums[0]).Should().Be((-0.9, 0.9, 0, 99));
            (sigmoid.Lower, sigmoid.Upper).Should().Be((0.05, 0.95));
        }

        Scaler<MinMaxScaler>(Activation.Sigmoid, Loss.CrossEntropy, null, Whole).Upper.Should().Be(0.95, "percentages are probabilities once they are scaled");
    }

    [Fact]
    public void Fit_TargetsThatFillTheRange_AreLeftAlone()
    {
        double[] shares = [.. Whole.Select(y => y / 99)], few = [.. shares.Select(y => 0.45 + y / 10.1)], fewer = [.. shares.Select(y => 0.45 + y / 9.9)], same = new double[100];
        Scaler(Activation.Sigmoid, Loss.SquaredError, null, shares).Should().BeNull();
        Scaler(Activation.Tanh, null, null, [.. shares.Select(y => 2 * y - 1)]).Should().BeNull();
        Scaler(Activation.Sigmoid, Loss.SquaredError, null, fewer).Should().BeNull();
        Scaler(Activation.Sigmoid, Loss.SquaredError, null, few).Should().BeOfType<MinMaxScaler>();
        Scaler(Activation.Sigmoid, null, null, few).Should().BeNull("probabilities mean something as they are");
        Scaler(Activation.Tanh, null, null, same).Should().BeNull("equal targets within the range are as good as any");
        MlpRegressor.Fit(X, Matrix<double>.Build.DenseOfRowArrays(shares, few), Quick with { OutputActivation = Activation.Sigmoid, Loss = Loss.SquaredError })
            .TargetScaler.Should().BeOfType<MinMaxScaler>("one row is not enough");
    }

    [Fact]
    public void Fit_GivenMinMax_GoesFromEndToEnd()
    {
        Ends(Activation.Sigmoid).Should().Be((0, 1));
        Ends(Activation.Tanh).Should().Be((-1, 1));
        Ends(Activation.ReLU).Should().Be((0, 1));
        Ends(Activation.ELU(2)).Should().Be((-2, -1));
        Ends(new NotPositive()).Should().Be((-1, 0));
        Ends(Activation.LeakyReLU()).Should().Be((-1, 1));
        Ends(Activation.Identity).Should().Be((-1, 1));
        Ends(new Unknown()).Should().Be((-1, 1));

        static (double Lower, double Upper) Ends(Activation output)
        {
            MinMaxScaler scaler = Scaler<MinMaxScaler>(output, Loss.SquaredError, Scaling.MinMax, Whole);
            return (scaler.Lower, scaler.Upper);
        }
    }

    [Fact]
    public void Fit_OutputsWithOneEnd_OnlyDivideTargets()
    {
        double deviation = Math.Sqrt((100 * 100 - 1) / 12.0);
        foreach (Activation output in (Activation[])[Activation.ReLU, Activation.Softplus, Activation.Exponential, Activation.ELU(), Activation.LeakyReLU()])
        {
            foreach (Scaling? given in (Scaling?[])[null, Scaling.Standardize])
            {
                Standardizer scaler = Scaler<Standardizer>(output, Loss.SquaredError, given, Whole);
                scaler.Means.Should().Equal(0);
                scaler.StandardDeviations[0].Should().BeApproximately(deviation, 1e-12);
            }

            foreach (RobustScaler robust in (RobustScaler[])[Scaler<RobustScaler>(output, Loss.Huber(), null, Whole), Scaler<RobustScaler>(output, Loss.SquaredError, Scaling.Robust, Whole)])
            {
                (robust.Medians[0], robust.InterquartileRanges[0], robust.Limit).Should().Be((0, 49.5, double.PositiveInfinity));
            }
        }

        double[] far = [.. Whole.Select(y => 1e4 + y / 99)], zeros = new double[100], equal = [.. Whole.Select(_ => 3.0)];
        Scaler<Standardizer>(Activation.ReLU, null, null, far).StandardDeviations[0].Should().BeApproximately(1e3, 1, "targets are 10 at most");
        Scaler<RobustScaler>(Activation.ReLU, Loss.AbsoluteError, null, far).InterquartileRanges[0].Should().BeApproximately(1e3, 1);
        Scaler<Standardizer>(Activation.ReLU, null, null, zeros).StandardDeviations[0].Should().Be(1);
        Scaler<RobustScaler>(Activation.ReLU, Loss.AbsoluteError, null, zeros).InterquartileRanges[0].Should().Be(1);
        Scaler<Standardizer>(Activation.ReLU, null, null, equal).StandardDeviations[0].Should().BeApproximately(0.3, 1e-15);
        Scaler<Standardizer>(Activation.ELU(0.5), null, null, [.. Whole.Select(y => y - 90)]).StandardDeviations[0].Should().Be(180, "the smallest is -0.5 then");
        Scaler<Standardizer>(new NotPositive(), null, null, [.. Whole.Select(y => -y)]).StandardDeviations[0].Should().BeApproximately(deviation, 1e-12);
    }

    [Fact]
    public void Fit_CountsAndProbabilities_AreLeftAlone()
    {
        Scaler(Activation.Exponential, null, null, Whole).Should().BeNull();
        Scaler(Activation.Softplus, Loss.Poisson, null, Whole).Should().BeNull();
        new TargetScaling(null, Activation.Identity, Loss.Poisson).Fit(X, null).Should().BeNull();
        Scaler<Standardizer>(Activation.Exponential, Loss.Poisson, Scaling.Standardize, Whole).Means.Should().Equal(0);
        Scaler(new Unknown(), null, null, Whole).Should().BeNull();
        Scaler(new FarAway(), null, null, [.. Whole.Select(y => y + 2)]).Should().BeNull("nothing that is divided stays above 2 for sure");
        Matrix<double> distributions = Matrix<double>.Build.Dense(2, 100, (i, j) => i == 0 ? j / 100.0 : 1 - j / 100.0);
        MlpRegressor.Fit(X, distributions, Quick with { OutputActivation = Activation.Softmax }).TargetScaler.Should().BeNull();
    }

    [Fact]
    public void Fit_TargetsThatNoOutputReaches_AreRefused()
    {
        double[] below = [.. Whole.Select(y => y - 3)];
        Refused(Activation.Tanh, null, Scaling.None, Whole, "Y must be at least -1 and at most 1 for outputs of tanh without TargetScaling, but Y[0, 2] is 2.*");
        Refused(Activation.Sigmoid, Loss.SquaredError, Scaling.None, below, "Y must be at least 0 and at most 1 for outputs of sigmoid without TargetScaling, but Y[0, 0] is -3.*");
        Refused(Activation.Sigmoid, null, Scaling.None, Whole, "Y must lie within [0, 1] for cross-entropy, but Y[0, 2] is 2.*");
        Refused(Activation.Tanh, Loss.CrossEntropy, null, Whole, "Y must lie within [0, 1] for cross-entropy, but Y[0, 2] is 2.*");
        Refused(Activation.Softmax, Loss.SquaredError, null, Whole, "Y must be at least 0 and at most 1 for outputs of softmax without TargetScaling, but Y[0, 2] is 2.*", twice: true);
        foreach (Scaling? scaling in (Scaling?[])[null, Scaling.None, Scaling.Standardize, Scaling.Robust])
        {
            Refused(Activation.ReLU, null, scaling, below, "Y must be at least 0 for outputs of ReLU, but Y[0, 0] is -3.*");
            Refused(Activation.Softplus, Loss.Huber(), scaling, below, "Y must be at least 0 for outputs of softplus, but Y[0, 0] is -3.*");
            Refused(new NotPositive(), null, scaling, below, "Y must be at most 0 for outputs of not positive, but Y[0, 4] is 1.*");
        }

        Refused(Activation.ELU(2), null, Scaling.None, below, "Y must be at least -2 for outputs of ELU (2), but Y[0, 0] is -3.*");
        Refused(Activation.Exponential, null, null, below, "Y must not be negative for Poisson, but Y[0, 0] is -3.*");
        foreach (Scaling scaling in (Scaling[])[Scaling.Standardize, Scaling.Robust])
        {
            Refused(
                Activation.Tanh, null, scaling, Whole,
                $"TargetScaling must be MinMax or None for outputs of tanh, which are at least -1 and at most 1, but is {scaling}.");
        }

        Refused(new FarAway(), null, Scaling.Standardize, Whole, "Y must be at least 2 for outputs of far away, but Y[0, 0] is 0.*");
        Scaler(new FarAway(), null, Scaling.MinMax, Whole).Should().BeOfType<MinMaxScaler>();
    }

    [Fact]
    public void PartialFit_LaterPiece_IsScaledAsTheFirst()
    {
        MlpRegressor<double> model = new(Quick with { OutputActivation = Activation.Tanh, Training = new() });
        model.PartialFit(X, Whole);
        Scaler first = model.TargetScaler!;
        model.PartialFit(X, [.. Whole.Select(y => 2 * y)]);
        model.TargetScaler.Should().BeSameAs(first);

        MlpRegressor<double> unscaled = new(Quick with { OutputActivation = Activation.Tanh, Training = new() });
        unscaled.PartialFit(X, [.. Whole.Select(y => y / 100)]);
        unscaled.TargetScaler.Should().BeNull();
        Refused(() => unscaled.PartialFit(X, Whole), "Y must be at least -1 and at most 1 for outputs of tanh without TargetScaling, but Y[0, 2] is 2.*");

        MlpRegressor<double> percentages = new(Quick with { OutputActivation = Activation.Sigmoid, Training = new() });
        percentages.PartialFit(X, Whole);
        Refused(
            () => percentages.PartialFit(X, [.. Whole.Select(y => 2 * y)]),
            "targets must be such that cross-entropy allows them when they are scaled as those of the first piece were, but are not.");

        MlpRegressor<double> divided = new(Quick with { OutputActivation = Activation.ReLU, Training = new() });
        divided.PartialFit(X, Whole);
        Refused(() => divided.PartialFit(X, [.. Whole.Select(y => y - 3)]), "Y must be at least 0 for outputs of ReLU, but Y[0, 0] is -3.*");
    }

    [Fact]
    public void Fit_TargetThatDoesNotCount_MayLieAnywhereInAScaledRange()
    {
        double[] y = [.. Whole[..^1], 1e6], weights = [.. Enumerable.Repeat(1.0, 99), 0];
        MlpRegressor<double> model = MlpRegressor.Fit(X, y, Quick with { OutputActivation = Activation.Tanh }, weights);
        ((MinMaxScaler)model.TargetScaler!).Maximums.Should().Equal(98);
    }

    private static TScaler Scaler<TScaler>(Activation output, Loss? loss, Scaling? scaling, double[] y)
        where TScaler : Scaler => Scaler(output, loss, scaling, y).Should().BeOfType<TScaler>().Subject;

    private static Scaler? Scaler(Activation output, Loss? loss, Scaling? scaling, double[] y) =>
        MlpRegressor.Fit(X, y, Quick with { OutputActivation = output, Loss = loss, TargetScaling = scaling }).TargetScaler;

    private static void Refused(Activation output, Loss? loss, Scaling? scaling, double[] y, string message, bool twice = false) => Refused(
        () => MlpRegressor.Fit(X, Matrix<double>.Build.DenseOfRows(twice ? [y, y] : [y]), Quick with { OutputActivation = output, Loss = loss, TargetScaling = scaling }),
        message);

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    /// <summary>An activation that does not tell its range.</summary>
    private sealed record Unknown : Shifted
    {
        public override string Name => "unknown";
    }

    private sealed record NotPositive : Shifted
    {
        public override string Name => "not positive";

        public override (double Lower, double Upper)? Range => (double.NegativeInfinity, 0);
    }

    private sealed record FarAway : Shifted
    {
        public override string Name => "far away";

        public override (double Lower, double Upper)? Range => (2, double.PositiveInfinity);
    }

    private abstract record Shifted : Activation
    {
        public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => Z.CopyTo(A);

        public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
        {
        }
    }
}
