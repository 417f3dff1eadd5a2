using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

[Collection(typeof(Alone))]
public sealed class AllocationInDouble : AllocationTests<double>;

[Collection(typeof(Alone))]
public sealed class AllocationInFloat : AllocationTests<float>;

/// <summary>What is warm allocates nothing, in bytes.</summary>
public abstract class AllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<Optimizer, int> Trainings
    {
        get
        {
            TheoryData<Optimizer, int> data = [];
            foreach (Optimizer optimizer in (Optimizer[])
                [
                    .. TestNetworks.Optimizers.Values.OfType<GradientOptimizer>(),
                    new GradientDescent(LearningRate.InverseTime(0.1, 0.1)), new Nesterov(LearningRate.Cosine(0.1, warmUpEpochs: 5)),
                    new AdamW(LearningRate.OneCycle(0.01)), new AdamW(LearningRate.CosineLog(0.01)), new NAdam(LearningRate.ReduceOnPlateau(0.01)), new AdaMax(LearningRate.Of(_ => 0.01)),
                ])
            {
                foreach (int batchSize in (int[])[1, 7, 32, TrainingOptions.FullBatch])
                {
                    data.Add(optimizer, batchSize);
                }
            }

            return data;
        }
    }

    public static TheoryData<Optimizer> OfAllSamples => [new Lbfgs(memory: 5, 0, 0), new ScaledConjugateGradient(tolerance: 0)];

    [Theory, MemberData(nameof(Trainings))]
    public void Train_WarmSteps_AllocateNothing(Optimizer optimizer, int batchSize)
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 100, classes: 3, seed: 1);
        Network<T> network = Network.Create<T>(
            2, 1, new Dense(20, Activation.ReLU), new Dense(20, Activation.Tanh), new Dense(5, Activation.LeakyReLU()), new Dense(3, Activation.Softmax));
        Counter counter = new();
        network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 40, BatchSize = batchSize }, progress: counter);
        (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(TrainingOptions.FullBatch)]
    public void Train_WarmStepsWithAllOptions_AllocateNothing(int batchSize)
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 600, classes: 3, seed: 1);
        double[] weights = [.. Enumerable.Range(0, 600).Select(j => j % 4 * 0.5)];
        foreach (Network<T> network in (Network<T>[])[AllOptions(), WithoutNormalization()])
        {
            Counter counter = new();
            network.Train(X, Y, new TrainingOptions
            {
                Optimizer = new AdamW { RateFactors = new() { Mix = 0.1, DivideByRootOfInputs = true }, WeightDecaySchedule = LearningRate.FlatCosine(1) },
                LabelSmoothing = 0.1, DropoutSchedule = LearningRate.FlatCosine(1), Epochs = 20, BatchSize = batchSize, L1 = 0.1, L2 = 0.1, ClipNorm = 0.1, ClipValue = 0.01, ClassWeights = ClassWeights.Balanced,
            }, weights, progress: counter);
            (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
        }
    }

    [Fact]
    public void Train_WarmEpochsWithAllOptions_AllocateNothing()
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 100, classes: 3, seed: 1);
        Network<T> network = Network.Create<T>(
            2, 1, new Dense(20, Activation.ReLU) { BatchNormalization = new(), Dropout = 0.1 }, new Dense(20, Activation.Tanh) { Residual = true }, new Dense(3, Activation.Softmax));
        TrainingOptions options = new()
        {
            Epochs = 40, BatchSize = 16, L1 = 0.01, L2 = 0.1, ClipNorm = 0.5, ClipValue = 0.3, ValidationShare = 0.2, ClassWeights = ClassWeights.Balanced,
            EarlyStopping = new(patience: 100), TargetCost = 0, TimeLimit = TimeSpan.FromHours(1),
        };
        Counter counter = new();
        network.Train(X, Y, options, progress: counter);
        (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
    }

    [Theory, MemberData(nameof(OfAllSamples))]
    public void Train_WarmIterationsOnAllSamples_AllocateNothing(Optimizer optimizer)
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 100, classes: 3, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(20, Activation.Tanh), new Dense(3, Activation.Softmax));
        Counter counter = new();
        network.Train(X, Y, new TrainingOptions { Optimizer = optimizer, Epochs = 40, L2 = 0.1 }, progress: counter).Epochs.Should().HaveCount(40);
        (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
    }

    public static TheoryData<Optimizer> SecondOrder => [new LevenbergMarquardt(tolerance: 0, costTolerance: 0), new BayesianRegularization(relevanceOfInputs: true)];

    [Theory, MemberData(nameof(SecondOrder))]
    public void Train_WarmIterationsOfSecondOrder_AllocateNothing(Optimizer optimizer)
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 300, classes: 3, noise: 1, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(8, Activation.Tanh), new Dense(8, Activation.Tanh) { Residual = true }, new Dense(3, Activation.Softmax));
        Counter counter = new();
        TrainingOptions options = new() { Optimizer = optimizer, Epochs = 40, MaxThreads = 1, ClassWeights = ClassWeights.Given(1, 2, 3) };
        network.Train(X, Y, options, progress: counter).Epochs.Should().HaveCountGreaterThan(20);
        (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
    }

    [Fact]
    public void TrainStep_OnBatchesOfTwoSizes_AllocatesNothing()
    {
        var (X, Y) = Datasets.Flower<T>(samples: 40, seed: 1);
        var (XLast, YLast) = (X.SubMatrix(0, 2, 0, 9), Y.SubMatrix(0, 1, 0, 9));
        Network<T> network = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh) { Dropout = 0.1 }, new Dense(1, Activation.Sigmoid));
        Trainer<T> trainer = new(network, new TrainingOptions { L2 = 0.1, ClipNorm = 1, LabelSmoothing = 0.1, DropoutSchedule = 0.5 });
        Allocations.Measure(() => trainer.TrainStep(X, Y)).Should().Be(0);
        Allocations.Measure(() =>
        {
            trainer.TrainStep(X, Y);
            trainer.TrainStep(XLast, YLast);
        }).Should().Be(0);
    }

    [Fact]
    public void StudentsLoop_ReusingItsObjects_AllocatesNothing()
    {
        var (X, Y) = Datasets.Flower<T>(samples: 40, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        Allocations.Measure(() =>
        {
            network.Forward(X, pass);
            network.Cost(pass, Y);
            network.Backward(pass, Y, gradients);
            network.Update(gradients, 0.1);
        }).Should().Be(0);
    }

    [Fact]
    public void Predict_IntoGivenMemory_AllocatesNothing()
    {
        Network<T> network = Network.Create<T>(2, 1, new Dense(40, Activation.Sigmoid), new Dense(3, Activation.Softmax));
        Matrix<T> X = new NumPyRandom(1).Randn<T>(2, 500), YHat = ColumnMajor.Create<T>(3, 500);
        T[] x = X.Column(0).ToArray(), yHat = new T[3];
        Allocations.Measure(() => network.Predict(X, YHat)).Should().Be(0);
        Allocations.Measure(() => network.Predict(x, yHat)).Should().Be(0);
    }

    [Fact]
    public void StudentsLoopAndPredict_WithAllOptions_AllocateNothing()
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 600, classes: 3, seed: 1);
        Network<T> network = AllOptions();
        ForwardPass<T> pass = network.Forward(X);
        Gradients<T> gradients = network.Backward(pass, Y);
        Allocations.Measure(() =>
        {
            network.Forward(X, pass);
            network.Cost(pass, Y);
            network.Backward(pass, Y, gradients);
            network.Update(gradients, 0.1);
        }).Should().Be(0);
        Matrix<T> YHat = ColumnMajor.Create<T>(3, 600);
        T[] x = X.Column(0).ToArray(), yHat = new T[3];
        Allocations.Measure(() => network.Predict(X, YHat)).Should().Be(0);
        Allocations.Measure(() => network.Predict(x, yHat)).Should().Be(0);
    }

    [Fact]
    public void Train_WarmStepsOfAMonotoneNetwork_AllocateNothing()
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 100, classes: 3, seed: 1);
        Network<T> network = Network.Create<T>(2, 1, new Dense(20, Activation.ReLU) { Monotone = [1, -1], Embedding = Embedding.PiecewiseLinear(X, 4) }, new Dense(20, Activation.ReLU), new Dense(3, Activation.Sigmoid));
        Counter counter = new();
        network.Train(X, Y, new TrainingOptions { Epochs = 40, BatchSize = 32 }, progress: counter);
        (counter.AtEnd - counter.AtTenthEpoch).Should().Be(0);
    }

    private static Network<T> AllOptions()
    {
        Dense hidden = new(20, Activation.ReLU) { BatchNormalization = new(), LearnedMix = true, Dropout = 0.2 };
        return Network.Create<T>(2, 1, hidden, hidden with { Residual = true }, hidden with { Residual = true }, new Dense(3, Activation.Softmax) { BatchNormalization = new() });
    }

    private static Network<T> WithoutNormalization()
    {
        Dense hidden = new(20, Activation.ReLU) { LearnedMix = true, Dropout = 0.2 };
        return Network.Create<T>(2, 1, hidden, hidden with { Residual = true }, new Dense(3, Activation.Softmax));
    }

    private sealed class Counter : IProgress<TrainingProgress>
    {
        public long AtTenthEpoch { get; private set; }

        public long AtEnd { get; private set; }

        public void Report(TrainingProgress value)
        {
            AtEnd = GC.GetAllocatedBytesForCurrentThread();
            if (value.Epoch == 10)
            {
                AtTenthEpoch = AtEnd;
            }
        }
    }
}
