using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OptimizerConvergenceInDouble : OptimizerConvergenceTests<double>;

public sealed class OptimizerConvergenceInFloat : OptimizerConvergenceTests<float>;

/// <summary>Every optimizer learns real data; the thresholds lie between what it reaches and what plain gradient descent does at its rate.</summary>
public abstract class OptimizerConvergenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<GradientOptimizer, int, double> Trainings => new()
    {
        { new Nesterov(LearningRate.Cosine(0.02, warmUpEpochs: 5)), 16, 0.085 },
        { new AdaGrad(0.1), 16, 0.06 },
        { new AdamW(LearningRate.OneCycle(0.02)), 16, 0.065 },
        { new NAdam(0.01), 16, 0.06 },
        { new AdaMax(0.02), 16, 0.065 },
        { new Rprop(), TrainingOptions.FullBatch, 0.04 },
    };

    [Theory, MemberData(nameof(Trainings))]
    public void Train_Iris_ReachesItsCostAndGeneralizes(GradientOptimizer optimizer, int batchSize, double cost)
    {
        var (X, labels) = RealData.Read<T>("iris.csv", header: true);
        var (train, test) = Split.TrainTest(X, OneHot.Encode<T>(labels, 3), testShare: 0.2, seed: 1);
        Standardizer standardizer = Standardizer.Fit(train.X);
        Matrix<T> inputs = standardizer.Transform(train.X);
        Network<T> network = Network.Create<T>(X.RowCount, 1, new Dense(8, Activation.Tanh), new Dense(3, Activation.Softmax)), plain = network.Copy<T>();
        TrainingOptions options = new() { Optimizer = optimizer, Epochs = 60, BatchSize = batchSize };
        network.Train(inputs, train.Y, options);
        plain.Train(inputs, train.Y, options with { Optimizer = new GradientDescent(optimizer.LearningRate) });
        network.Cost(network.Forward(inputs), train.Y).Should().BeLessThan(cost);
        plain.Cost(plain.Forward(inputs), train.Y).Should().BeGreaterThan(cost);
        Metrics.Accuracy(network.Predict(standardizer.Transform(test.X)), test.Y).Should().BeGreaterThanOrEqualTo(0.96);
    }
}
