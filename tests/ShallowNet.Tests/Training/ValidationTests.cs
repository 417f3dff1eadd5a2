using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class ValidationInDouble : ValidationTests<double>;

public sealed class ValidationInFloat : ValidationTests<float>;

/// <summary>Samples that judge a network while others train it.</summary>
public abstract class ValidationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TrainingOptions Share = new() { Epochs = 5, BatchSize = 8, Seed = 7, ValidationShare = 0.3 };
    private readonly Matrix<T> X = Datasets.Spirals<T>(samples: 90, classes: 3, seed: 1).X;
    private readonly Matrix<T> Y = Datasets.Spirals<T>(samples: 90, classes: 3, seed: 1).Y;

    public static TheoryData<string> Kinds => ["binary", "one-hot", "regression"];

    [Theory, MemberData(nameof(Kinds))]
    public void ValidationShare_OfAnyLabels_IsTheRestOfASplitBitForBit(string kind)
    {
        var (network, labels) = Problem(kind);
        Network<T> given = network.Copy<T>();
        TrainingHistory history = network.Train(X, labels, Share);
        var (train, test) = kind == "regression" ? Split.TrainTest(X, labels, 0.3, 7) : Split.StratifiedTrainTest(X, labels, 0.3, 7);
        TrainingHistory expected = given.Train(train.X, train.Y, Share with { ValidationShare = 0 }, validation: test);
        TrainingTools.Equal(network, given).Should().BeTrue();
        history.Costs.Should().Equal(expected.Costs);
        history.ValidationCosts.Should().Equal(expected.ValidationCosts);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void ValidationShare_SamplesSetAside_NeverInfluenceTheParameters(string kind)
    {
        var (network, labels) = Problem(kind);
        Network<T> disturbed = network.Copy<T>();
        int[]? classes = SampleWeights.ClassesOf(labels);
        (_, int[] test) = classes is null ? Split.Indices(90, 0.3, 7) : Split.StratifiedIndices(classes, 0.3, 7);
        Matrix<T> other = X.Clone();
        foreach (int j in test)
        {
            other.SetColumn(j, X.Column(j) * T.CreateTruncating(50));
        }

        TrainingHistory history = network.Train(X, labels, Share), disturbedHistory = disturbed.Train(other, labels, Share);
        TrainingTools.Equal(network, disturbed).Should().BeTrue();
        disturbedHistory.Costs.Should().Equal(history.Costs);
        disturbedHistory.ValidationCosts.Zip(history.ValidationCosts).Should().OnlyContain(pair => pair.First != pair.Second);
    }

    [Fact]
    public void ValidationShare_WithWeights_TakesEachPartsOwn()
    {
        var (network, labels) = Problem("one-hot");
        Network<T> given = network.Copy<T>();
        double[] weights = [.. Enumerable.Range(0, 90).Select(j => 1.0 + j % 4)];
        TrainingOptions options = Share with { ClassWeights = ClassWeights.Balanced, L2 = 0.3, Metrics = [Metric.Accuracy] };
        TrainingHistory history = network.Train(X, labels, options, weights);
        (int[] train, int[] test) = Split.StratifiedIndices(SampleWeights.ClassesOf(labels)!, 0.3, 7);
        TrainingHistory expected = given.Train(
            Split.Columns(X, train), Split.Columns(labels, train), options with { ValidationShare = 0 }, [.. train.Select(j => weights[j])],
            new Batch<T>(Split.Columns(X, test), Split.Columns(labels, test), [.. test.Select(j => weights[j])]));
        TrainingTools.Equal(network, given).Should().BeTrue();
        history.ValidationCosts.Should().Equal(expected.ValidationCosts);
        history.Epochs.Select(e => e.Metrics[0]).Should().Equal(expected.Epochs.Select(e => e.Metrics[0]));
    }

    [Fact]
    public void ValidationShare_WithNothingButZeroWeightsInAPart_IsRefused()
    {
        var (network, labels) = Problem("regression");
        (int[] train, int[] test) = Split.Indices(90, 0.3, 7);
        Refused(() => network.Train(X, labels, Share, Zero(test)), "weights must not be 0 for all samples set aside for validation, but are.*");
        Refused(() => network.Train(X, labels, Share, Zero(train)), "weights must not be 0 for all samples to train on, but are.*");

        static double[] Zero(int[] columns) => [.. Enumerable.Range(0, 90).Select(j => columns.Contains(j) ? 0.0 : 1)];
    }

    [Fact]
    public void ValidationShare_ThatLeavesNothingToTrainOn_IsRefused()
    {
        var (network, labels) = Problem("regression");
        T[][] before = TrainingTools.StateOf(network);
        TrainingOptions most = Share with { ValidationShare = 0.999 };
        Refused(() => network.Train(X, labels, most), "A ValidationShare of 0.999 must leave a sample to train on, but X has only 90 columns.*");
        Refused(() => Problem("one-hot").Network.Train(X, Y, most), "A ValidationShare of 0.999 must leave a sample of every class to train on, but there are only 90 samples of 3 classes.*");
        Refused(() => network.Train(X, labels, Share, validation: (X, labels)), "validation must not be given beside a ValidationShare, but both are.*");
        Refused(() => new TrainingOptions { ValidationShare = 1 }, "ValidationShare must be at least 0 and less than 1, but is 1.*");
        Refused(() => new TrainingOptions { ValidationShare = -0.1 }, "ValidationShare must be at least 0 and less than 1, but is -0.1.*");
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void ValidationCost_AfterAnEpoch_IsTheNetworksOwnWithoutPenalties(string kind)
    {
        var (network, labels) = Problem(kind);
        Network<T> student = network.Copy<T>();
        var (train, test) = Split.TrainTest(X, labels, 0.3, 1);
        TrainingHistory history = network.Train(train.X, train.Y, new TrainingOptions { Epochs = 3, L1 = 5, L2 = 7 }, validation: test);
        Trainer<T> trainer = new(student, new TrainingOptions { Epochs = 1, L1 = 5, L2 = 7 });
        for (int epoch = 0; epoch < 3; epoch++)
        {
            trainer.Train(train.X, train.Y);
            history.ValidationCosts[epoch].Should().Be(student.Cost(student.Forward(test.X), test.Y));
        }
    }

    [Fact]
    public void ValidationCost_WithDropoutAndBatchNormalization_IsThatOfPredictions()
    {
        Network<T> network = Network.Create<T>(
            2, 1, new Dense(10, Activation.Tanh) { BatchNormalization = new(), Dropout = 0.5 }, new Dense(3, Activation.Softmax) { Residual = false });
        var (train, test) = Split.TrainTest(X, Y, 0.3, 1);
        TrainingHistory history = network.Train(train.X, train.Y, new TrainingOptions { Epochs = 3 }, validation: test);
        history.ValidationCosts[2].Should().BeApproximately(Loss.CategoricalCrossEntropy.Cost(network.Predict(test.X), test.Y), typeof(T) == typeof(double) ? 1e-13 : 1e-6);
    }

    [Fact]
    public void ValidationCost_WithWeights_IsTheWeightedMean_AndMetricsLeaveClassWeightsAside()
    {
        var (network, labels) = Problem("binary");
        var (train, test) = Split.TrainTest(X, labels, 0.3, 1);
        double[] weights = [.. Enumerable.Range(0, test.X.ColumnCount).Select(j => 1.0 + j % 4)];
        TrainingOptions options = new() { Epochs = 2, ClassWeights = ClassWeights.Given(1, 3), Metrics = [Metric.Accuracy] };
        TrainingHistory history = network.Train(train.X, train.Y, options, validation: new Batch<T>(test.X, test.Y, weights));
        Matrix<T> yHat = network.Predict(test.X);
        double sum = 0, total = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            double w = weights[j] * (test.Y[0, j] == T.One ? 3 : 1);
            sum += w * Loss.CrossEntropy.Of<T>([yHat[0, j]], [test.Y[0, j]]);
            total += w;
        }

        history.ValidationCosts[1].Should().BeApproximately(sum / total, typeof(T) == typeof(double) ? 1e-13 : 1e-6);
        history.Epochs[1].Metrics[0].Should().Be(Metrics.Accuracy(yHat, test.Y, weights));
    }

    [Fact]
    public void ValidationCost_WithoutValidation_IsNaN()
    {
        var (network, labels) = Problem("binary");
        network.Train(X, labels, new TrainingOptions { Epochs = 2, Metrics = [Metric.Accuracy] }).ValidationCosts.Should().Equal(double.NaN, double.NaN);
    }

    [Fact]
    public void Validation_Samples_DoNotChangeTheTraining()
    {
        var (network, labels) = Problem("one-hot");
        Network<T> alone = network.Copy<T>();
        network.Train(X, labels, new TrainingOptions { Epochs = 3, Metrics = [Metric.Accuracy] }, validation: (X, labels));
        alone.Train(X, labels, new TrainingOptions { Epochs = 3 });
        TrainingTools.Equal(network, alone).Should().BeTrue();
    }

    [Fact]
    public void Validation_BadInput_IsRefusedBeforeAnythingChanges()
    {
        var (network, labels) = Problem("binary");
        T[][] before = TrainingTools.StateOf(network);
        TrainingOptions options = new();
        Refused(() => network.Train(X, labels, options, validation: (labels, labels)), "validation.X must have 2 rows (the network's inputs), but is 1 × 90.*");
        Refused(() => network.Train(X, labels, options, validation: (X * T.NaN, labels)), "validation.X must be finite, but validation.X[0, 0] is NaN.*");
        Refused(() => network.Train(X, labels, options, validation: (X, X)), "validation.Y must have 1 row (one for each output), but is 2 × 90.*");
        Refused(() => network.Train(X, labels, options, validation: (X, labels * T.CreateTruncating(3))), "validation.Y must lie within [0, 1] for cross-entropy*");
        Refused(() => network.Train(X, labels, options, validation: new Batch<T>(X, labels, new double[90])), "validation.Weights must have a sum that is finite*");
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void Metrics_ThatTheLabelsAreNotFor_AreRefusedBeforeAnythingChanges()
    {
        Network<T> network = Network.Create<T>(2, 1, new Dense(1, Activation.Identity));
        Matrix<T> numbers = X.SubMatrix(0, 1, 0, 90);
        T[][] before = TrainingTools.StateOf(network);
        Refused(() => network.Train(X, numbers, new TrainingOptions { Metrics = [Metric.Accuracy] }), "Y must * 0 *1*");
        Refused(() => network.Train(X, numbers, new TrainingOptions { EarlyStopping = new(metric: Metric.RocAuc) }), "Y must * 0 *1*");
        TrainingTools.Has(network, before).Should().BeTrue();
    }

    [Fact]
    public void Progress_WithValidation_ReportsWhatTheHistoryHolds()
    {
        var (network, labels) = Problem("one-hot");
        List<TrainingProgress> reports = [];
        TrainingHistory history = network.Train(X, labels, Share with { Metrics = [Metric.Accuracy] }, progress: new Reporter(reports.Add));
        reports.Select(r => r.Last).Should().Equal(history.Epochs);
        reports.Select(r => r.ValidationCost).Should().Equal(history.ValidationCosts);
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private (Network<T> Network, Matrix<T> Labels) Problem(string kind) => kind switch
    {
        "binary" => (Network.Create<T>(2, 1, new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid)), Y.SubMatrix(0, 1, 0, 90)),
        "one-hot" => (Network.Create<T>(2, 1, new Dense(8, Activation.Tanh), new Dense(3, Activation.Softmax)), Y),
        _ => (Network.Create<T>(2, 1, new Dense(8, Activation.Tanh), new Dense(2, Activation.Identity)), X.Map(x => x * x)),
    };
}
