using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class LossesInDouble : LossTests<double>;

public sealed class LossesInFloat : LossTests<float>;

public abstract class LossTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Accuracy = typeof(T) == typeof(float) ? 1e-6 : 1e-15;

    [Fact]
    public void Of_OneSample_IsItsFormula()
    {
        Of(Loss.CrossEntropy, [0.9], [1]).Should().BeApproximately(-Math.Log(0.9), Accuracy);
        Of(Loss.CrossEntropy, [0.9, 0.2], [1, 0]).Should().BeApproximately(-Math.Log(0.9) - Math.Log(0.8), Accuracy);
        Of(Loss.CrossEntropy, [0.5], [0.25]).Should().BeApproximately(Math.Log(2), Accuracy);
        Of(Loss.CategoricalCrossEntropy, [0.2, 0.7, 0.1], [0, 1, 0]).Should().BeApproximately(-Math.Log(0.7), Accuracy);
        Of(Loss.SquaredError, [1, 2], [0, 4]).Should().BeApproximately(2.5, Accuracy);
    }

    [Fact]
    public void Of_CertainAndRight_IsZero_CertainAndWrong_IsInfinite()
    {
        Of(Loss.CrossEntropy, [1], [1]).Should().Be(0);
        Of(Loss.CrossEntropy, [0], [0]).Should().Be(0);
        Of(Loss.CrossEntropy, [0], [1]).Should().Be(double.PositiveInfinity);
        Of(Loss.CategoricalCrossEntropy, [0, 1], [0, 1]).Should().Be(0);
        Of(Loss.CategoricalCrossEntropy, [0, 1], [1, 0]).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void For_AnActivation_IsTheLossThatMatchesOrTheSquaredError()
    {
        Loss.For(Activation.Sigmoid).Should().Be(Loss.CrossEntropy);
        Loss.For(Activation.Softmax).Should().Be(Loss.CategoricalCrossEntropy);
        Loss.For(Activation.Exponential).Should().Be(Loss.Poisson);
        Loss.For(Activation.Identity).Should().Be(Loss.SquaredError);
        Loss.For(Activation.Softplus).Should().Be(Loss.SquaredError);
        Network.Create<T>(2, 1, new Dense(1, Activation.Exponential)).Loss.Should().Be(Loss.Poisson);
        FluentActions.Invoking(() => Loss.For(null!)).Should().Throw<ArgumentNullException>().WithMessage("output must not be null.*");
    }

    [Fact]
    public void Cost_OfMatrices_IsTheMeanLoss()
    {
        Matrix<T> YHat = Matrix<double>.Build.DenseOfRows([[0.9, 0.2, 0.5]]).As<T>(), Y = Matrix<double>.Build.DenseOfRows([[1.0, 0, 1]]).As<T>();
        Loss.CrossEntropy.Cost(YHat, Y).Should().BeApproximately(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.5)) / 3, Accuracy);
        Loss.SquaredError.Cost(YHat, Y).Should().BeApproximately(0.5 * (0.01 + 0.04 + 0.25) / 3, Accuracy);
    }

    [Theory]
    [InlineData("crossEntropy", "sigmoid")]
    [InlineData("categorical", "softmax")]
    [InlineData("squared", "identity")]
    public void MatchingPair_HugeZ_StaysExact(string lossName, string outputName)
    {
        Loss loss = TestNetworks.Losses[lossName];
        Activation output = TestNetworks.Activations[outputName];
        loss.Matches(output).Should().BeTrue();
        TestNetworks.Activations.Values.Count(loss.Matches).Should().Be(1);
        T[] Z = [T.CreateTruncating(1e4), T.CreateTruncating(-1e4)], A = new T[2], Y = [T.Zero, T.One], losses = new T[1];
        output.Forward<T>(Z, A, 2);
        loss.PerSample<T>(output, Z, A, Y, losses);
        double.CreateTruncating(losses[0]).Should().BeApproximately(lossName == "squared" ? 0.5 * (1e8 + 10001.0 * 10001.0) : 2e4, lossName == "squared" ? 10 : 1e-2);
        TestNetworks.OutputGradient(loss, output, Z, Y).Should().Equal(A[0] - Y[0], A[1] - Y[1]);
    }

    [Fact]
    public void Labels_NotAllowed_AreRefused()
    {
        Refused(() => Of(Loss.CrossEntropy, [0.5], [1.5]), "y must lie within [0, 1] for cross-entropy, but y[0, 0] is 1.5.*");
        Refused(() => Of(Loss.CrossEntropy, [0.5, 0.5], [0, -0.5]), "y must lie within [0, 1] for cross-entropy, but y[1, 0] is -0.5.*");
        Refused(() => Of(Loss.CategoricalCrossEntropy, [0.5, 0.5], [0.5, 0.25]), "Every column of y must sum to 1 for categorical cross-entropy, but column 0 sums to 0.75.*");
        Refused(() => Of(Loss.CategoricalCrossEntropy, [0.5, 0.5], [1.5, -0.5]), "y must not be negative for categorical cross-entropy, but y[1, 0] is -0.5.*");
        Refused(() => Of(Loss.SquaredError, [0.5], [double.NaN]), "y must be finite, but y[0, 0] is NaN.*");
        Refused(() => Of(Loss.SquaredError, [double.NaN], [1]), "yHat must be finite, but yHat[0, 0] is NaN.*");
        Refused(() => Of(Loss.SquaredError, [0.5], [1, 2]), "yHat and y must have the same number of elements, at least one, but have 1 and 2.*");
        Refused(() => Of(Loss.SquaredError, [], []), "yHat and y must have the same number of elements, at least one, but have 0 and 0.*");
        Matrix<T> Y = OneHot.Encode<T>([0, 1, 2, 1], 3);
        Y[0, 3] = T.One;
        Refused(() => Loss.CategoricalCrossEntropy.Cost(Y, Y), "Every column of Y must sum to 1 for categorical cross-entropy, but column 3 sums to 2.*");
        Refused(() => Loss.SquaredError.Cost(Y * T.NaN, Y), "YHat must be finite, but YHat[0, 0] is NaN.*");
        Refused(() => Loss.SquaredError.Cost(null!, Y), "YHat must not be null.*");
        Refused(() => Loss.SquaredError.Cost(Y, Y.SubMatrix(0, 3, 0, 2)), "Y must have 4 columns (one for each sample), but is 3 × 2.*");
        FluentActions.Invoking(() => Loss.SquaredError.Of<Half>([Half.One], [Half.One])).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Labels_RoundedDistributions_AreAllowed()
    {
        foreach (int classes in (int[])[2, 3, 7, 10, 100])
        {
            double[] column = [.. Enumerable.Repeat(1.0 / classes, classes)];
            FluentActions.Invoking(() => Of(Loss.CategoricalCrossEntropy, column, column)).Should().NotThrow();
        }
    }

    [Fact]
    public void Losses_SayTheirName() => TestNetworks.Losses.Values.Select(loss => $"{loss}")
        .Should().Equal(
            "cross-entropy", "categorical cross-entropy", "squared error", "absolute error", "Huber (0.3)", "quantile (0.8)", "Poisson");

    private static double Of(Loss loss, double[] yHat, double[] y) =>
        loss.Of<T>(Array.ConvertAll(yHat, T.CreateTruncating), Array.ConvertAll(y, T.CreateTruncating));

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
