using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class CheckpointInDouble : CheckpointTests<double>;

public sealed class CheckpointInFloat : CheckpointTests<float>;

/// <summary>A training that was interrupted and goes on from a file ends with the bits of one that never was.</summary>
public abstract class CheckpointTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<T>(5, 120);
    private readonly Matrix<T> Y;

    protected CheckpointTests() => Y = OneHot.Encode<T>([.. Enumerable.Range(0, 120).Select(j => X[0, j] + X[1, j] > T.Zero ? 0 : X[2, j] > T.Zero ? 1 : 2)], 3);

    public static TheoryData<string> Trainings => [.. Options.Keys];

    private static IReadOnlyDictionary<string, TrainingOptions> Options { get; } = WithEveryOptimizer(new()
    {
        ["gradient descent"] = new() { Optimizer = new GradientDescent(0.1), Epochs = 12 },
        ["momentum, full batch"] = new() { Optimizer = new Momentum(0.1), Epochs = 12, BatchSize = TrainingOptions.FullBatch },
        ["Adam, early stopping"] = new() { Epochs = 40, BatchSize = 7, ValidationShare = 0.25, EarlyStopping = new(3, 0.01), Metrics = [Metric.Accuracy] },
        ["NAdam, cosine"] = new() { Optimizer = new NAdam(LearningRate.Cosine(0.05, warmUpEpochs: 3)), Epochs = 12, L2 = 0.1, Seed = 4 },
        ["plateau"] = new() { Optimizer = new AdamW(LearningRate.ReduceOnPlateau(0.1, patience: 1)), Epochs = 25, ValidationShare = 0.2, ClipNorm = 1 },
        ["weights of classes"] = new() { Optimizer = new Rprop(), Epochs = 12, ClassWeights = ClassWeights.Balanced, BatchSize = TrainingOptions.FullBatch },
        ["L-BFGS"] = new() { Optimizer = new Lbfgs(memory: 4), Epochs = 12 },
        ["L-BFGS, early stopping"] = new() { Optimizer = new Lbfgs(), Epochs = 60, ValidationShare = 0.25, EarlyStopping = new(5) },
    });

    [Theory, MemberData(nameof(Trainings))]
    public void Train_InterruptedAnywhere_EndsWithTheSameBits(string training)
    {
        TrainingOptions options = Options[training];
        Network<T> expected = Create(options);
        TrainingHistory history = expected.Train(X, Y, options);
        foreach (int interruptedAt in (int[])[1, 2, history.Epochs.Count / 2, history.Epochs.Count - 1])
        {
            using TemporaryFolder folder = new();
            string path = folder.File("checkpoint");
            using CancellationTokenSource source = new();
            TrainingOptions withFile = options with { Checkpoints = Checkpoints.Every(path, 1) };
            Network<T> interrupted = Create(options);
            interrupted.Invoking(n => n.Train(X, Y, withFile, progress: new Reporter(p =>
            {
                // The file of this epoch is written after the report: the next batch is where the training ends.
                if (p.Epoch == interruptedAt)
                {
                    source.Cancel();
                }
            }), cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();

            Trainer<T> trainer = Trainer.Load<T>(path, options);
            trainer.CompletedEpochs.Should().Be(interruptedAt);
            TrainingHistory resumed = trainer.Train(X, Y);
            trainer.Network.State.Should().BeEquivalentTo(expected.State, o => o.WithStrictOrdering());
            resumed.Epochs.Select(WithoutTime).Should().Equal(history.Epochs.Select(WithoutTime));
            (resumed.StopReason, resumed.BestEpoch).Should().Be((history.StopReason, history.BestEpoch));
        }
    }

    [Fact]
    public void Save_BetweenTwoCalls_GoesOnAsTheTrainerItself()
    {
        TrainingOptions options = new() { Epochs = 5, BatchSize = 16 };
        Trainer<T> trainer = new(Create(options), options);
        trainer.Train(X, Y);
        using MemoryStream stream = new();
        trainer.Save(stream);
        stream.Position = 0;
        Trainer<T> loaded = Trainer.Load<T>(stream, options);
        (loaded.CompletedEpochs, loaded.CompletedSteps).Should().Be((trainer.CompletedEpochs, trainer.CompletedSteps));
        TrainingHistory expected = trainer.Train(X, Y);
        loaded.Train(X, Y).Epochs.Select(WithoutTime).Should().Equal(expected.Epochs.Select(WithoutTime));
        loaded.Network.State.Should().BeEquivalentTo(trainer.Network.State, o => o.WithStrictOrdering());
    }

    [Fact]
    public void Save_OfALayerThatIsSteppedInPieces_GoesOnAsTheTrainerItself()
    {
        TrainingOptions options = new() { Optimizer = new Adam() };
        Trainer<T> trainer = new(Network.Create<T>(5, 1, new Dense(2000, Activation.Tanh), new Dense(3, Activation.Softmax)), options);
        trainer.TrainStep(X, Y);
        using MemoryStream stream = new();
        trainer.Save(stream);
        stream.Position = 0;
        Trainer<T> loaded = Trainer.Load<T>(stream, options);
        loaded.TrainStep(X, Y).Should().Be(trainer.TrainStep(X, Y));
        TrainingTools.Equal(loaded.Network, trainer.Network).Should().BeTrue();
    }

    [Fact]
    public void Load_InAnotherPrecision_IsRefused() => FluentActions.Invoking(() => Trainer.Load<Half>(new MemoryStream(), new(), new()))
        .Should().Throw<NotSupportedException>().WithMessage("T must be float or double, but is Half.");

    [Fact]
    public void Save_ToAPath_ReplacesTheFile()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 2 };
        Trainer<T> trainer = new(Create(options), options);
        trainer.Save(folder.File("c"));
        trainer.Train(X, Y);
        trainer.Save(folder.File("c"));
        Trainer<T> loaded = Trainer.Load<T>(folder.File("c"), options);
        loaded.CompletedEpochs.Should().Be(2);
        loaded.Network.W.Should().Equal(trainer.Network.W);
        Directory.GetFiles(folder.Path).Should().ContainSingle();
        trainer.Invoking(t => t.Save("/does/not/exist")).Should().Throw<IOException>();
        trainer.Invoking(t => t.Save((string)null!)).Should().Throw<ArgumentNullException>().WithMessage("path must not be null.*");
        trainer.Invoking(t => t.Save((Stream)null!)).Should().Throw<ArgumentNullException>().WithMessage("stream must not be null.*");
    }

    [Fact]
    public void Save_NumbersOfTheHistoryThatAreNotFinite_AreKept()
    {
        double[] values = [double.PositiveInfinity, double.NegativeInfinity, double.NaN, -0.5];

        // The first value is taken before training, to see whether the metric is defined for the labels.
        TrainingOptions options = new() { Epochs = values.Length, Metrics = [new Listed([0, .. values])] };
        Trainer<T> trainer = new(Create(options), options);
        trainer.Train(X, Y);
        Trainer<T> loaded = Trainer.Load<T>(new MemoryStream(SaveTests<T>.Bytes(trainer.Save)), options with { Epochs = 1, Metrics = [new Listed([0, 7])] });
        loaded.Train(X, Y).Epochs.Select(epoch => epoch.Metrics[0]).Should().Equal([.. values, 7]);
    }

    [Fact]
    public void Every_WritesAfterEveryKthEpochAndTheLastIfItIsOne()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 10, Checkpoints = Checkpoints.Every(folder.File("c"), 4) };
        Network<T> network = Create(options);
        List<int> written = [];
        network.Train(X, Y, options, progress: new Reporter(p => written.Add(File.Exists(folder.File("c")) ? Trainer.Load<T>(folder.File("c"), options).CompletedEpochs : 0)));
        written.Should().Equal(0, 0, 0, 0, 4, 4, 4, 4, 8, 8);
        network.Train(X, Y, options with { Epochs = 12 });
        Trainer.Load<T>(folder.File("c"), options).Network.W.Should().Equal(network.W);
    }

    [Fact]
    public void OnImprovement_HoldsTheBestEpoch()
    {
        using TemporaryFolder folder = new();
        foreach (EarlyStopping? stopping in (EarlyStopping?[])[null, new EarlyStopping(5)])
        {
            TrainingOptions options = new()
            {
                Optimizer = new Adam(0.1), Epochs = 30, ValidationShare = 0.3, Checkpoints = Checkpoints.OnImprovement(folder.File("c")), EarlyStopping = stopping,
            };
            TrainingHistory history = Create(options).Train(X, Y, options);
            int best = history.Epochs.MinBy(epoch => epoch.ValidationCost).Epoch;
            Trainer.Load<T>(folder.File("c"), options).CompletedEpochs.Should().Be(best);
        }
    }

    [Theory]
    [InlineData("training.history", "*The tensor \"training.history\" must hold 2 × *")]
    [InlineData("training.history.kinds", "*The tensor \"training.history.kinds\" must hold 2 × *")]
    [InlineData("training.optimizer.0", "*The file must have what * remembers, 2 numbers for each parameter, but has not.")]
    public void Load_ATensorThatIsTooShort_IsRefused(string name, string message)
    {
        TrainingOptions options = new() { Epochs = 2 };
        using TemporaryFolder folder = new();
        string path = folder.File("checkpoint");
        Create(options).Train(X, Y, options with { Checkpoints = Checkpoints.Every(path, 1) });
        using MemoryStream stream = new(File.ReadAllBytes(path));
        TensorFile file = TensorFile.Read(stream);
        TensorToWrite[] whole = [.. file.Tensors.Select(entry => Read(entry))];
        File.WriteAllBytes(path, TensorBytes.Written([.. file.Metadata], whole));
        Trainer.Load<T>(path, options).CompletedEpochs.Should().Be(2);

        TensorToWrite[] shorter = [.. whole.Select(tensor => tensor.Name == name ? TensorToWrite.Of(name, [1], (double[])[0]) : tensor)];
        File.WriteAllBytes(path, TensorBytes.Written([.. file.Metadata], shorter));
        FluentActions.Invoking(() => Trainer.Load<T>(path, options)).Should().Throw<ModelFileException>().WithMessage(message);

        TensorToWrite Read(TensorEntry entry)
        {
            double[] elements = new double[entry.Elements];
            file.CopyTo<double>(entry, elements);
            return TensorToWrite.Of(entry.Name, [.. entry.Shape], elements);
        }
    }

    [Fact]
    public void Load_OfAnotherTraining_IsRefused()
    {
        TrainingOptions options = new() { Epochs = 2, Metrics = [Metric.Accuracy] };
        Trainer<T> trainer = new(Create(options), options);
        trainer.Train(X, Y);
        byte[] file = SaveTests<T>.Bytes(trainer.Save);
        Refused(options with { Optimizer = new Momentum(0.1) }, "The training was written with the optimizer \"Adam\", but the options have Momentum.");
        Refused(options with { Metrics = [] }, "The training was written with 1 metric, but the options have 0.");
        FluentActions.Invoking(() => Network.Load<T>(new MemoryStream(file))).Should().Throw<ModelFileException>()
            .WithMessage("The file must hold a network, but holds a trainer: load it with Trainer.Load.");
        FluentActions.Invoking(() => Trainer.Load<T>(new MemoryStream(file), null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Checkpoints.Every("x", 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("epochs must be at least 1, but is 0.*");
        FluentActions.Invoking(() => Checkpoints.OnImprovement(null!)).Should().Throw<ArgumentNullException>();

        void Refused(TrainingOptions other, string message) => FluentActions.Invoking(() => Trainer.Load<T>(new MemoryStream(file), other))
            .Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void Checkpoint_ThatCannotBeWritten_EndsTheTrainingWithFiniteParameters()
    {
        TrainingOptions options = new() { Checkpoints = Checkpoints.Every("/does/not/exist", 1) };
        Network<T> network = Create(options);
        network.Invoking(n => n.Train(X, Y, options)).Should().Throw<IOException>();
        network.Predict(X).Enumerate().All(T.IsFinite).Should().BeTrue();
    }

    /// <summary>The trainings, and one with each optimizer that none of them has.</summary>
    private static Dictionary<string, TrainingOptions> WithEveryOptimizer(Dictionary<string, TrainingOptions> trainings)
    {
        foreach ((string name, Optimizer optimizer) in TestNetworks.Optimizers)
        {
            if (!trainings.Values.Any(training => training.Optimizer.GetType() == optimizer.GetType()))
            {
                trainings.Add(name, new() { Optimizer = optimizer, Epochs = 12 });
            }
        }

        return trainings;
    }

    private static Network<T> Create(TrainingOptions options) => options.Optimizer.NeedsSteadyCost
        ? Network.Create<T>(5, 2, new Dense(6, Activation.Tanh), new Dense(3, Activation.Softmax))
        : Network.Create<T>(
            5, 2, new Dense(6, Activation.Tanh) { BatchNormalization = new() }, new Dense(6, Activation.ReLU) { Dropout = 0.2, Residual = true }, new Dense(3, Activation.Softmax));

    private static string WithoutTime(TrainingEpoch epoch) =>
        $"{epoch.Epoch} {epoch.Cost:r} {epoch.ValidationCost:r} {epoch.LearningRate:r} {epoch.GradientNorm:r} {string.Join(' ', epoch.Metrics)}";

    /// <summary>One value after another, whatever the predictions.</summary>
    private sealed record Listed(double[] Values) : Metric
    {
        private int next;

        public override string Name => "listed";

        public override bool HigherIsBetter => true;

        public override double Of<TY>(Matrix<TY> YHat, Matrix<TY> Y, IReadOnlyList<double>? weights = null) => Values[next++];
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
