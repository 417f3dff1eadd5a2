using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class ConvergenceInDouble : ConvergenceTests<double>;

public sealed class ConvergenceInFloat : ConvergenceTests<float>;

/// <summary>
/// Real data, with thresholds that a broken gradient does not reach: neither a hidden layer that does not learn, nor one whose
/// g′ is left out, which lowers the cost too, but less.
/// </summary>
public abstract class ConvergenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData("breast_cancer.csv", true, 2, 16, 60, 0.95, 0.01)]
    [InlineData("iris.csv", true, 3, 8, 200, 0.96, 0.043)]
    [InlineData("wine_data.csv", true, 3, 8, 100, 0.97, 0.0012)]
    [InlineData("digits.csv.gz", false, 10, 32, 30, 0.97, 0.0005)]
    public void Train_RealData_GeneralizesToTheTestSet(string file, bool header, int classes, int hidden, int epochs, double accuracy, double cost)
    {
        var (X, labels) = RealData.Read<T>(file, header);
        Matrix<T> Y = classes == 2 ? Matrix<T>.Build.Dense(1, labels.Length, (_, j) => T.CreateTruncating(labels[j])) : OneHot.Encode<T>(labels, classes);
        var (train, test) = Split.TrainTest(X, Y, testShare: 0.2, seed: 1);
        Standardizer standardizer = Standardizer.Fit(train.X);
        Network<T> network = Network.Create<T>(
            X.RowCount, 1, new Dense(hidden, Activation.ReLU), new Dense(Y.RowCount, classes == 2 ? Activation.Sigmoid : Activation.Softmax));
        TrainingHistory history = network.Train(
            standardizer.Transform(train.X), train.Y, new TrainingOptions { Optimizer = new Adam(0.01), Epochs = epochs, BatchSize = 16 });
        Metrics.Accuracy(network.Predict(standardizer.Transform(test.X)), test.Y).Should().BeGreaterThanOrEqualTo(accuracy);
        history.FinalCost.Should().BeLessThan(cost);
    }

    [Fact]
    public void Train_TheArticlesProgram_ReachesItsAccuracy()
    {
        var (X, Y) = Datasets.Flower<T>(samples: 400, seed: 1);
        Network<T> network = Network.Create<T>(
            2, 2, new Dense(4, Activation.Tanh) { Initializer = Initializer.Normal(0.01) }, new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(1.2), Epochs = 10_000, BatchSize = TrainingOptions.FullBatch });
        Metrics.Accuracy(network.Predict(X), Y).Should().BeInRange(0.89, 0.93);
    }

    [Fact]
    public void Train_Regression_FindsTheLine()
    {
        NumPyRandom random = new(1);
        Matrix<T> X = random.Randn<T>(3, 200);
        Matrix<T> Y = Matrix<double>.Build.DenseOfRows([[1.0, -2, 0.5], [0, 3, 1]]).As<T>() * X + T.CreateTruncating(4);
        Network<T> network = Network.Create<T>(3, 1, new Dense(2, Activation.Identity));
        network.Train(X, Y, new TrainingOptions { Optimizer = new GradientDescent(0.1), Epochs = 200, BatchSize = TrainingOptions.FullBatch });
        double.CreateTruncating(network.W[1][0, 1]).Should().BeApproximately(-2, 1e-4);
        double.CreateTruncating(network.b[1][1, 0]).Should().BeApproximately(4, 1e-4);
    }
}
