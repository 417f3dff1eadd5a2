using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class RegressionLossesInDouble : RegressionLossTests<double>;

public sealed class RegressionLossesInFloat : RegressionLossTests<float>;

/// <summary>Absolute error, Huber's loss, the quantile's and Poisson's.</summary>
public abstract class RegressionLossTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Accuracy = typeof(T) == typeof(float) ? 1e-6 : 1e-15;

    [Fact]
    public void Of_OneSample_IsItsFormula()
    {
        Of(Loss.AbsoluteError, [1, 2], [0, 4.5]).Should().Be(3.5);
        Of(Loss.Huber(), [0.5, 3], [0, 0]).Should().Be(0.125 + 2.5);
        Of(Loss.Huber(2), [-2, 3], [0, 0]).Should().Be(2 + 4);
        Of(Loss.Quantile(0.75), [1, 2], [0, 4]).Should().Be(0.25 + 1.5);
        Of(Loss.Poisson, [2, 0.5], [3, 0]).Should().BeApproximately(2.5 - 3 * Math.Log(2), 2 * Accuracy);
    }

    [Fact]
    public void Derivative_OnBothSidesAndAtTheKink_IsItsFormula()
    {
        Slope(Loss.AbsoluteError, [2, 1, 0], [1, 1, 1]).Should().Equal(1, 0, -1);
        Slope(Loss.Huber(0.5), [2, 1.25, 1, 0.75, 0.5, -1], [1, 1, 1, 1, 1, 1]).Should().Equal(0.5, 0.25, 0, -0.25, -0.5, -0.5);
        Slope(Loss.Quantile(0.75), [2, 1, 0], [1, 1, 1]).Should().Equal(0.25, 0, -0.75);
        Slope(Loss.Poisson, [2, 0.5], [3, 0]).Should().Equal(-0.5, 1);
    }

    [Fact]
    public void Losses_ForModels_TellWhetherTheyAreRobustAndHaveUnits()
    {
        TestNetworks.Losses.Where(loss => loss.Value.IsRobust).Select(loss => loss.Key).Should().BeEquivalentTo("absolute", "huber", "quantile");
        TestNetworks.Losses.Where(loss => !loss.Value.LabelsHaveUnits).Select(loss => loss.Key).Should().BeEquivalentTo("crossEntropy", "categorical", "poisson");
    }

    [Fact]
    public void Losses_HugeResiduals_GrowLinearly()
    {
        double huge = Rounded(1e30);
        Of(Loss.AbsoluteError, [huge], [-huge]).Should().Be(2 * huge);
        Of(Loss.Huber(0.5), [huge], [-huge]).Should().Be(huge);
        Of(Loss.Quantile(0.25), [huge], [-huge]).Should().BeApproximately(1.5 * huge, huge * Accuracy);
        Slope(Loss.Huber(0.5), [huge, -huge], [0, 0]).Should().Equal(0.5, -0.5);
    }

    [Fact]
    public void Losses_NaN_IsNotHidden()
    {
        foreach (Loss loss in (Loss[])[Loss.AbsoluteError, Loss.Huber(), Loss.Quantile(0.5), Loss.Poisson])
        {
            T[] losses = new T[1];
            loss.PerSample<T>(Activation.Identity, [T.NaN], [T.NaN], [T.One], losses);
            T.IsNaN(losses[0]).Should().BeTrue();
            Slope(loss, [double.NaN], [1]).Should().Equal(double.NaN);
        }
    }

    [Fact]
    public void Poisson_WithTheExponential_IsExactForHugeZ()
    {
        TestNetworks.Activations.Values.Where(Loss.Poisson.Matches).Should().Equal(Activation.Exponential);
        T[] Z = [T.CreateTruncating(-1e4), T.CreateTruncating(3)], A = new T[2], Y = [T.CreateTruncating(2), T.One], losses = new T[1];
        Activation.Exponential.Forward<T>(Z, A, 2);
        Loss.Poisson.PerSample<T>(Activation.Exponential, Z, A, Y, losses);
        double.CreateTruncating(losses[0]).Should().BeApproximately(20000 + Math.Exp(3) - 3, 20000 * Accuracy);
        TestNetworks.OutputGradient(Loss.Poisson, Activation.Exponential, Z, Y).Should().Equal(A[0] - Y[0], A[1] - Y[1]);
        Of(Loss.Poisson, [0], [0]).Should().Be(0);
        Of(Loss.Poisson, [0], [1]).Should().Be(double.PositiveInfinity);
        Slope(Loss.Poisson, [0], [0]).Should().Equal(1);
    }

    [Fact]
    public void Labels_NotAllowed_AreRefused()
    {
        Refused(() => Of(Loss.Poisson, [1, 1], [0, -0.5]), "y must not be negative for Poisson, but y[1, 0] is -0.5.*");
        Refused(() => Of(Loss.Poisson, [1], [double.NaN]), "y must be finite, but y[0, 0] is NaN.*");
        foreach (Loss loss in (Loss[])[Loss.AbsoluteError, Loss.Huber(), Loss.Quantile(0.5)])
        {
            Refused(() => Of(loss, [1], [double.NegativeInfinity]), "y must be finite, but y[0, 0] is -Infinity.*");
        }

        Network<T> network = Network.Create<T>(1, 1, new Dense(1, Activation.Exponential));
        Matrix<T> X = Matrix<T>.Build.Dense(1, 2, T.One), Y = Matrix<double>.Build.DenseOfRows([[1.0, -1]]).As<T>();
        Refused(() => network.Train(X, Y, new TrainingOptions()), "Y must not be negative for Poisson, but Y[0, 1] is -1.*");
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        foreach ((double bad, string text) in ((double, string)[])[(0, "0"), (-1, "-1"), (double.NaN, "NaN"), (double.PositiveInfinity, "Infinity")])
        {
            Refused(() => Loss.Huber(bad), $"delta must be finite and greater than 0, but is {text}.*");
            Refused(() => Loss.Quantile(bad), $"tau must be greater than 0 and less than 1, but is {text}.*");
        }

        Refused(() => Loss.Quantile(1), "tau must be greater than 0 and less than 1, but is 1.*");
        Loss.Huber().Should().Be(Loss.Huber(1)).And.NotBe(Loss.Huber(2));
        Loss.Quantile(0.5).Should().NotBe(Loss.Quantile(0.25));
    }

    /// <summary>What the losses are for: the constant that costs least is the median, the quantile, the mean of the labels.</summary>
    [Fact]
    public void Train_OneBias_FindsMedianQuantileAndMean()
    {
        double[] labels = [0, 1, 2, 3, 5, 8, 13, 21, 99];
        Learned(Loss.AbsoluteError, Activation.Identity).Should().BeApproximately(5, 0.1);
        Learned(Loss.Quantile(0.25), Activation.Identity).Should().BeApproximately(2, 0.1);
        Learned(Loss.Poisson, Activation.Exponential).Should().BeApproximately(labels.Average(), 0.1);
        Learned(Loss.Poisson, Activation.Softplus).Should().BeApproximately(labels.Average(), 0.1);

        double Learned(Loss loss, Activation output)
        {
            Network<T> network = Network.Create<T>(1, 1, loss, new Dense(1, output) { Initializer = Initializer.Zeros });
            Matrix<T> X = Matrix<T>.Build.Dense(1, labels.Length), Y = Matrix<double>.Build.DenseOfRows([labels]).As<T>();
            network.Train(X, Y, new TrainingOptions
            {
                Optimizer = new Adam(learningRate: 0.05), Epochs = 3000, BatchSize = TrainingOptions.FullBatch,
            });
            return double.CreateTruncating(network.Predict(X)[0, 0]);
        }
    }

    private static double Rounded(double value) => double.CreateTruncating(T.CreateTruncating(value));

    private static double Of(Loss loss, double[] yHat, double[] y) =>
        loss.Of<T>(Array.ConvertAll(yHat, T.CreateTruncating), Array.ConvertAll(y, T.CreateTruncating));

    private static double[] Slope(Loss loss, double[] a, double[] y)
    {
        T[] dA = new T[a.Length];
        loss.Derivative<T>(Array.ConvertAll(a, T.CreateTruncating), Array.ConvertAll(y, T.CreateTruncating), dA);
        return Array.ConvertAll(dA, double.CreateTruncating);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
