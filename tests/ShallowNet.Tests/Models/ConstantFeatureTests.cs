using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class ConstantFeaturesInDouble : ConstantFeatureTests<double>;

public sealed class ConstantFeaturesInFloat : ConstantFeatureTests<float>;

/// <summary>A feature that has one value in training does not count, and one of a very small or large scale counts as every other.</summary>
public abstract class ConstantFeatureTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Constant = 1;

    private static readonly T Zero = T.Zero;

    private static readonly Matrix<T> X = ColumnMajor.Convert<double, T>(new NumPyRandom(1).Randn<double>(3, 60).MapIndexed((i, _, x) => i == Constant ? 0.1 : x));
    private static readonly T[] Y = [.. X.EnumerateColumns().Select(x => x[0] - x[2])];

    /// <summary>The samples with other values of the constant feature.</summary>
    private static readonly Matrix<T> Others = X.MapIndexed((i, j, x) => i == Constant ? T.CreateChecked(j - 30) : x);

    public static TheoryData<Scaling, string> ScalingsAndOptimizers =>
        new(Enum.GetValues<Scaling>().SelectMany(_ => TestNetworks.Optimizers.Keys, (scaling, optimizer) => (scaling, optimizer)));

    [Theory, MemberData(nameof(ScalingsAndOptimizers))]
    public void Fit_ConstantFeature_DoesNotCount(Scaling scaling, string optimizer)
    {
        Optimizer method = TestNetworks.Optimizers[optimizer];
        foreach (double l2 in method.FindsPenalties ? (double[])[0] : [0, 1])
        {
            MlpOptions options = new()
            {
                InputScaling = scaling,
                HiddenLayers = [new Dense(4, Activation.Tanh) { BatchNormalization = l2 == 0 || method.MostParametersForCurvature is not null ? null : new BatchNormalization() }],
                Training = new() { Optimizer = method, Epochs = 5, L2 = l2 },
            };
            MlpRegressor<T> model = MlpRegressor.Fit(X, Y, options);
            model.Network.W[1].Column(Constant).Should().AllBeEquivalentTo(Zero);
            model.Network.W[1].Column(0).Should().NotContain(Zero);
            model.Predict(Others).Should().Be(model.Predict(X));
        }
    }

    [Fact]
    public void Fit_FeatureThatIsConstantWhereWeightsAreNotZero_DoesNotCount()
    {
        double[] weights = [.. Enumerable.Range(0, 60).Select(j => j < 40 ? 0.5 : 0)];
        Matrix<T> partly = X.MapIndexed((i, j, x) => i == Constant && j >= 40 ? x + T.One : x);
        MlpClassifier<T, bool> model = MlpClassifier.Fit(partly, [.. Y.Select(y => y > T.Zero)], new MlpOptions { Training = new() { Epochs = 3 } }, weights);
        model.PredictProbability(Others).Should().Be(model.PredictProbability(X));
    }

    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.Standardize)]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Robust)]
    public void PartialFit_FeatureThatStaysConstant_DoesNotCountUntilItChanges(Scaling scaling)
    {
        MlpRegressor<T> model = new(new MlpOptions { InputScaling = scaling, HiddenLayers = [new Dense(4, Activation.Tanh)] });
        model.PartialFit(X, Y);
        model.PartialFit(X.SubMatrix(0, 3, 0, 1), Y[..1]);
        model.PartialFit(X, Y);
        model.Predict(Others).Should().Be(model.Predict(X));
        model.PartialFit(Others, Y);
        model.Network.W[1].Column(Constant).Should().NotContain(Zero);
        model.Predict(Others).Should().NotBe(model.Predict(X));
    }

    [Fact]
    public void PartialFit_AfterFit_LearnsAFeatureThatWasConstant()
    {
        MlpRegressor<T> model = MlpRegressor.Fit(X, Y, new MlpOptions { Training = new() { Epochs = 2 } });
        T[] infinite = [.. Y.Select(_ => T.CreateChecked(1e30))];
        FluentActions.Invoking(() => model.PartialFit(Others, [.. infinite[1..], T.PositiveInfinity])).Should().Throw<ArgumentException>();
        model.PartialFit(X, Y);
        model.Predict(Others).Should().Be(model.Predict(X));
        model.PartialFit(Others, Y);
        model.Network.W[1].Column(Constant).Should().NotContain(Zero);
    }

    [Fact]
    public void PartialFit_PiecesOfOneSample_LearnAllFeatures()
    {
        MlpRegressor<T> model = new(new MlpOptions { HiddenLayers = [new Dense(4, Activation.Tanh)] });
        for (int j = 0; j < 10; j++)
        {
            model.PartialFit(Others.SubMatrix(0, 3, j, 1), [Y[j]]);
        }

        model.Network.W[1].Enumerate().Should().NotContain(Zero);
    }

    /// <summary>A power of two changes no digit of what is scaled, whether its square is a number or not.</summary>
    [Theory]
    [InlineData(Scaling.Standardize)]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Robust)]
    public void Fit_FeaturesOfVerySmallOrLargeScale_GiveTheSameBits(Scaling scaling)
    {
        MlpOptions options = new() { InputScaling = scaling, TargetScaling = scaling, Training = new() { Epochs = 5 } };
        Matrix<T> expected = MlpRegressor.Fit(X, Y, options).Predict(X);
        int largest = typeof(T) == typeof(double) ? 1020 : 124;
        foreach (int exponent in (int[])[largest, -largest + 24])
        {
            Matrix<T> other = X.Map(x => T.ScaleB(x, exponent));
            MlpRegressor.Fit(other, Y, options).Predict(other).Should().Be(expected);
            T[] y = Array.ConvertAll(Y, value => T.ScaleB(value, exponent));
            MlpRegressor.Fit(X, y, options).Predict(X).Map(value => T.ScaleB(value, -exponent)).Should().Be(expected);
        }
    }
}
