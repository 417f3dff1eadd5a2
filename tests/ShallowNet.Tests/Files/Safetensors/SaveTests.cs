using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class SaveInDouble : SaveTests<double>;

public sealed class SaveInFloat : SaveTests<float>;

/// <summary>What is loaded predicts bit for bit what was saved.</summary>
public abstract class SaveTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> X = new NumPyRandom(1).Randn<T>(6, 40);

    public static TheoryData<string> Activations => [.. TestNetworks.Activations.Keys];

    public static TheoryData<string> Losses => [.. TestNetworks.Losses.Keys];

    [Theory, MemberData(nameof(Activations))]
    public void Network_EveryActivation_PredictsTheSameBits(string name)
    {
        bool isOutput = TestNetworks.Activations[name].IsOutputOnly;
        Network<T> network = Network.Create<T>(6, 3, new Dense(5, isOutput ? Activation.Tanh : TestNetworks.Activations[name]), new Dense(3, TestNetworks.Activations[name]));
        Network<T> loaded = Reloaded(network);
        loaded.Predict(X).Should().Be(network.Predict(X));
        loaded.Layers.Should().Equal(network.Layers);
        loaded.Loss.Should().Be(network.Loss);
        loaded.ToString().Should().Be(network.ToString());
    }

    [Theory, MemberData(nameof(Losses))]
    public void Network_EveryLoss_IsTheSameLoss(string name)
    {
        Network<T> network = Network.Create<T>(6, 3, TestNetworks.Losses[name], new Dense(3, Activation.Sigmoid));
        Reloaded(network).Loss.Should().Be(TestNetworks.Losses[name]);
    }

    [Fact]
    public void Network_EveryLayerOption_GoesOnInTrainingWithTheSameBits()
    {
        Network<T> network = WithEverything();
        Network<T> loaded = Reloaded(network);
        loaded.Predict(X).Should().Be(network.Predict(X));
        loaded.State.Should().BeEquivalentTo(network.State, options => options.WithStrictOrdering());
        loaded.Layers.Should().Equal(network.Layers);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 8 };
        Matrix<T> Y = X.SubMatrix(0, 3, 0, 40);
        network.Train(X, Y, options);
        loaded.Train(X, Y, options);
        loaded.W.Should().Equal(network.W);
    }

    [Fact]
    public void Network_Initializers_AreKept()
    {
        foreach (Initializer initializer in TestNetworks.Initializers.Values)
        {
            // One of the two layers has it by default, which the file does not say.
            Network<T> network = Network.Create<T>(6, 3, new Dense(5, Activation.Tanh) { Initializer = initializer }, new Dense(3, Activation.ReLU) { Initializer = initializer });
            Reloaded(network).Layers.Select(layer => layer.Initializer).Should().Equal(initializer, initializer);
        }
    }

    [Fact]
    public void Network_OwnInitializer_HasDoneItsWorkAndIsForgotten()
    {
        Network<T> network = Network.Create<T>(6, 3, new Dense(3, Activation.Tanh) { Initializer = new OwnInitializer() });
        Network<T> loaded = Reloaded(network);
        loaded.W.Should().Equal(network.W);
        loaded.Layers[1].Initializer.Should().Be(Activation.Tanh.DefaultInitializer);
    }

    [Fact]
    public void Network_SavedTwice_IsTheSameFile() => Bytes(WithEverything().Save).Should().Equal(Bytes(WithEverything().Save));

    [Fact]
    public void Network_OfTheOtherPrecision_IsConverted()
    {
        Network<T> network = WithEverything();
        byte[] file = Bytes(network.Save);
        Network<float> single = Network.Load<float>(new MemoryStream(file));
        single.W[2].Should().Be(network.Copy<float>().W[2]);
        Network<double> twice = Network.Load<double>(new MemoryStream(file));
        twice.RunningVariance[1].Should().Be(network.Copy<double>().RunningVariance[1]);
    }

    [Fact]
    public void Network_ToAPathAndBack_ReplacesTheFile()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.safetensors");
        File.WriteAllText(path, "something else");
        Network<T> network = WithEverything();
        network.Save(path);
        Network.Load<T>(path).Predict(X).Should().Be(network.Predict(X));
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void Network_OfOwnParts_IsLoadedWithThem()
    {
        Network<T> network = Network.Create<T>(6, 3, new OwnLoss(), new Dense(3, new OwnActivation()));
        byte[] file = Bytes(network.Save);
        LoadOptions options = new() { Activations = [new OwnActivation()], Losses = [new OwnLoss()] };
        Network.Load<T>(new MemoryStream(file), options).Predict(X).Should().Be(network.Predict(X));
        FluentActions.Invoking(() => Network.Load<T>(new MemoryStream(file))).Should().Throw<ModelFileException>()
            .WithMessage("The file names the activation \"twice\", which is not the library's: give it in LoadOptions.Activations.");
        FluentActions.Invoking(() => Network.Load<T>(new MemoryStream(file), options with { Losses = [] })).Should().Throw<ModelFileException>()
            .WithMessage("The file names the loss \"own loss\", which is not the library's: give it in LoadOptions.Losses.");
    }

    [Fact]
    public void Tensors_AreNamedAsPyTorchNamesThem()
    {
        TensorFile file = TensorFile.Read(new MemoryStream(Bytes(WithEverything().Save)));
        file.Tensors.Select(entry => $"{entry.Name} {string.Join('x', entry.Shape)}").Should().BeEquivalentTo(
            "0.weight 6x6", "0.bias 6", "1.weight 6", "1.bias 6", "1.running_mean 6", "1.running_var 6", "4.weight 6x6", "4.bias 6", "5.alpha 6", "6.weight 3x6", "6.bias 3");
        file.Tensors.Should().OnlyContain(entry => entry.Type == (typeof(T) == typeof(float) ? TensorType.F32 : TensorType.F64));
    }

    [Fact]
    public void Classifier_OfEveryKindOfLabel_PredictsTheSameBits()
    {
        Classified(["b", "a", "Ä \"quoted\"\n"]);
        Classified([3, 1, -2]);
        Classified([true, false]);
        Classified([1.5, double.MaxValue, -0.1]);
        Classified([DayOfWeek.Friday, DayOfWeek.Monday]);
        Classified([Guid.Empty, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]);
        Classified(['x', 'y']);
        Classified([1.10m, 2.5m]);
    }

    [Fact]
    public void Classifier_WhatItIs_IsKept()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit(X, Labels(["no", "yes"]), Options with { FeatureNames = ["a", "b", "c", "d", "e", "f"], InputScaling = Scaling.MinMax });
        MlpClassifier<T, string> loaded = MlpClassifier.Load<T, string>(new MemoryStream(Bytes(model.Save)));
        loaded.Options.FeatureNames.Should().Equal(model.Options.FeatureNames);
        loaded.History.Should().BeEquivalentTo(model.History);
        loaded.InputScaler.Should().BeOfType<MinMaxScaler>();
        loaded.ToString().Should().Be(model.ToString());
        loaded.PartialFit(X, Labels(["no", "yes"]));
    }

    [Fact]
    public void MultiLabelClassifierAndRegressor_PredictTheSameBits()
    {
        string[][] sets = [.. Enumerable.Range(0, 40).Select(j => j % 3 == 0 ? new[] { "a" } : j % 3 == 1 ? ["b", "c"] : [])];
        MlpMultiLabelClassifier<T, string> several = MlpMultiLabelClassifier.Fit<T, string>(X, sets, Options);
        MlpMultiLabelClassifier<T, string> loaded = MlpMultiLabelClassifier.Load<T, string>(new MemoryStream(Bytes(several.Save)));
        loaded.PredictProbability(X).Should().Be(several.PredictProbability(X));
        loaded.Classes.Should().Equal(several.Classes);

        foreach (MlpOptions options in (MlpOptions[])[Options, Options with { TargetScaling = Scaling.MinMax }, Options with { Loss = Loss.Poisson }, Options with { Loss = Loss.AbsoluteError }])
        {
            MlpRegressor<T> regressor = MlpRegressor.Fit(X, X.SubMatrix(0, 2, 0, 40).Map(x => x * x), options);
            using TemporaryFolder folder = new();
            regressor.Save(folder.File("regressor"));
            MlpRegressor<T> again = MlpRegressor.Load<T>(folder.File("regressor"));
            again.Predict(X).Should().Be(regressor.Predict(X));
            (again.InputScaler!.Limit, again.TargetScaler?.Limit).Should().Be((regressor.InputScaler!.Limit, regressor.TargetScaler?.Limit));
        }
    }

    [Fact]
    public void LongHistory_IsThinnedAndFitsTheHeader()
    {
        MlpRegressor<T> model = MlpRegressor.Fit(X, X.SubMatrix(0, 1, 0, 40), Options with
        {
            Training = new() { Optimizer = new GradientDescent(1e-3), BatchSize = 1000, Epochs = 7001, EarlyStopping = null, ValidationShare = 0, Metrics = [Metric.R2, Metric.MeanAbsoluteError] },
        });
        TrainingHistory history = MlpRegressor.Load<T>(new MemoryStream(Bytes(model.Save))).History;
        history.Epochs.Should().HaveCountLessThan(2003).And.HaveCountGreaterThan(1000);
        history.Epochs[^1].Should().BeEquivalentTo(model.History.Epochs[^1]);
        history.Epochs[1].Epoch.Should().Be(5);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Network<T> network = WithEverything();
        FluentActions.Invoking(() => network.Save((string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => network.Save((Stream)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Network.Load<T>((Stream)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Network.Load<T>("/does/not/exist")).Should().Throw<IOException>();
        FluentActions.Invoking(() => network.Save("/does/not/exist")).Should().Throw<IOException>();
        FluentActions.Invoking(() => new MlpRegressor<T>().Save(new MemoryStream())).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => MlpClassifier.Fit(X, Labels([(1, 2), (3, 4)]), Options).Save(new MemoryStream())).Should().Throw<NotSupportedException>()
            .WithMessage("Labels must be texts, whole or decimal numbers, characters, truth values, Guids or an enumeration's to be saved, but are ValueTuple`2.");
        FluentActions.Invoking(() => MlpRegressor.Fit(X, X, Options with { FeatureNames = ["one"] })).Should().Throw<ArgumentException>()
            .WithMessage("FeatureNames must have 6 elements (one for each row of X), but has 1.*");
        byte[] file = Bytes(MlpClassifier.Fit(X, Labels(["b", "a"]), Options).Save);
        FluentActions.Invoking(() => MlpClassifier.Load<T, int>(new MemoryStream(file))).Should().Throw<ModelFileException>()
            .WithMessage("The file's labels are of the kind \"text\", but TLabel is Int32: load the model with its labels as they are by MlpModel.Load.");
        FluentActions.Invoking(() => Network.Load<T>(new MemoryStream(file))).Should().Throw<ModelFileException>()
            .WithMessage("The file must hold a network, but holds an MlpClassifier: load it with MlpClassifier.Load.");
    }

    internal static byte[] Bytes(Action<Stream> save)
    {
        using MemoryStream stream = new();
        save(stream);
        return stream.ToArray();
    }

    private static MlpOptions Options => new() { HiddenLayers = [new Dense(4, Activation.Tanh)], Training = new() { Epochs = 5 } };

    private static Network<T> Reloaded(Network<T> network) => Network.Load<T>(new MemoryStream(Bytes(network.Save)));

    private Network<T> WithEverything()
    {
        Network<T> network = Network.Create<T>(
            6, 3, new Dense(6, Activation.LeakyReLU(0.2)) { BatchNormalization = new(0.2, 1e-4), Dropout = 0.25, Residual = true },
            new Dense(6, Activation.ELU(0.7)) { LearnedMix = true, Residual = true, Initializer = Initializer.LeCun }, new Dense(3, Activation.Identity));
        network.Train(X, X.SubMatrix(0, 3, 0, 40), new TrainingOptions { Epochs = 3 });
        return network;
    }

    private void Classified<TLabel>(TLabel[] classes)
        where TLabel : notnull
    {
        MlpClassifier<T, TLabel> model = MlpClassifier.Fit(X, Labels(classes), Options);
        MlpClassifier<T, TLabel> loaded = MlpClassifier.Load<T, TLabel>(new MemoryStream(Bytes(model.Save)));
        loaded.Predict(X).Should().Equal(model.Predict(X));
        loaded.PredictProbability(X).Should().Be(model.PredictProbability(X));
        loaded.Classes.Should().Equal(model.Classes);
        loaded.Predict(X.Column(0).ToArray()).Should().Be(model.Predict(X.Column(0).ToArray()));
    }

    private static TLabel[] Labels<TLabel>(TLabel[] classes) => [.. Enumerable.Range(0, 40).Select(j => classes[j % classes.Length])];

    private sealed record OwnInitializer : Initializer
    {
        public override Matrix<double> Create(int units, int inputs, NumPyRandom random) => Matrix<double>.Build.Dense(units, inputs, 0.25);
    }

    private sealed record OwnActivation : Activation
    {
        public override string Name => "twice";

        public override void Forward<TZ>(ReadOnlySpan<TZ> Z, Span<TZ> A, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                A[i] = Z[i] + Z[i];
            }
        }

        public override void Backward<TZ>(ReadOnlySpan<TZ> Z, ReadOnlySpan<TZ> A, Span<TZ> dZ, int rows)
        {
            for (int i = 0; i < Z.Length; i++)
            {
                dZ[i] += dZ[i];
            }
        }
    }

    private sealed record OwnLoss : Loss
    {
        public override string Name => "own loss";

        public override void PerSample<TA>(Activation output, ReadOnlySpan<TA> Z, ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> losses) => losses.Clear();

        public override void Derivative<TA>(ReadOnlySpan<TA> A, ReadOnlySpan<TA> Y, Span<TA> dA) => dA.Clear();
    }
}

/// <summary>A folder of the test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("shallownet").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
