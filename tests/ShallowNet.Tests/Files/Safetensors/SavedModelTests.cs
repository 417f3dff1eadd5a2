using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models of any size, with any labels, are saved; and loaded where their kind is not known before.</summary>
public sealed class SavedModelTests
{
    private static readonly MlpOptions Quick = new() { HiddenLayers = [new Dense(2, Activation.Tanh)], Training = new() { Epochs = 1, Optimizer = new Adam() } };

    [Flags]
    private enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    [Theory]
    [InlineData(GrownParts.MostNumbers, 3)]
    [InlineData(GrownParts.MostNumbers + 1, 2)]
    [InlineData(27_500, 2)]
    [InlineData(100_000, 2)]
    public void Save_ManyFeatures_LoadsTheSameModel(int features, int format)
    {
        Matrix<float> X = new NumPyRandom(1).Randn<float>(features, 6) * 3;
        MlpOptions options = Quick with { FeatureNames = [.. Enumerable.Range(0, features).Select(i => $"é{i}\"")] };
        MlpClassifier<float, bool> model = MlpClassifier.Fit(X, [false, true, false, true, false, true], options);
        byte[] file = SaveTests<float>.Bytes(model.Save);
        MlpClassifier<float, bool> loaded = MlpClassifier.Load<float, bool>(new MemoryStream(file));
        loaded.PredictProbability(X).Should().Be(model.PredictProbability(X));
        loaded.Options.FeatureNames.Should().Equal(options.FeatureNames);
        ((Standardizer)loaded.InputScaler!).Means.Should().Equal(((Standardizer)model.InputScaler!).Means);
        ((Standardizer)loaded.InputScaler).StandardDeviations.Should().Equal(((Standardizer)model.InputScaler).StandardDeviations);
        TensorFile.Read(new MemoryStream(file)).Metadata[ModelDocument.Key].Should().StartWith($"{{\"format\":{format},");
        SaveTests<float>.Bytes(loaded.Save).Should().Equal(file);
    }

    [Fact]
    public void Save_ManyClassesAndOutputs_LoadsTheSameModel()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 4);
        MlpClassifier<double, string> classifier = new([.. Enumerable.Range(0, 2_000).Select(i => $"class {i}")], new MlpOptions { HiddenLayers = [] });
        classifier.PartialFit(X, ["class 3", "class 1999", "class 7", "class 0"]);
        MlpClassifier<double, string> loaded = MlpClassifier.Load<double, string>(new MemoryStream(SaveTests<double>.Bytes(classifier.Save)));
        loaded.Classes.Should().Equal(classifier.Classes);
        loaded.PredictProbability(X).Should().Be(classifier.PredictProbability(X));

        MlpRegressor<double> regressor = MlpRegressor.Fit(X, new NumPyRandom(2).Randn<double>(1_500, 4), Quick with { TargetScaling = Scaling.MinMax });
        MlpRegressor.Load<double>(new MemoryStream(SaveTests<double>.Bytes(regressor.Save))).Predict(X).Should().Be(regressor.Predict(X));
    }

    [Fact]
    public void Save_ManyMetricsOverManyEpochs_StaysInTheHeader()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(1, 8);
        MlpRegressor<double> model = MlpRegressor.Fit(X, X, new MlpOptions
        {
            HiddenLayers = [],
            Training = new() { Optimizer = new GradientDescent(1e-3), Epochs = 2_500, Metrics = [.. Enumerable.Repeat(Metric.MeanSquaredError, 60)] },
        });
        MlpRegressor.Load<double>(new MemoryStream(SaveTests<double>.Bytes(model.Save))).History.Epochs.Should().HaveCountGreaterThan(200);
    }

    [Theory]
    [InlineData("model.inputScaler.first", "The file must have a tensor \"model.inputScaler.first\", but has none.")]
    [InlineData("model.inputScaler.second", "The file must have a tensor \"model.inputScaler.second\", but has none.")]
    [InlineData("model.featureNames", null)]
    public void Load_WithoutATensorOfAGrownPart_IsRefusedOrLacksIt(string name, string? message)
    {
        Matrix<float> X = new NumPyRandom(1).Randn<float>(2_000, 4);
        MlpRegressor<float> model = MlpRegressor.Fit(X, X.SubMatrix(0, 1, 0, 4), Quick with { FeatureNames = [.. Enumerable.Range(0, 2_000).Select(i => $"{i}")] });
        (ModelDocument document, IReadOnlyList<TensorToWrite> tensors) = MlpModelFile.Describe(model);
        MemoryStream file = new();
        ModelFile.Write(file, document, [.. tensors.Where(tensor => tensor.Name != name)]);
        file.Position = 0;
        Func<MlpRegressor<float>> load = () => MlpRegressor.Load<float>(file);
        if (message is null)
        {
            load().Options.FeatureNames.Should().BeNull();
        }
        else
        {
            load.Should().Throw<ModelFileException>().WithMessage(message);
        }
    }

    [Fact]
    public void Load_NamesThatAreNoList_AreRefused()
    {
        MlpRegressor<float> model = MlpRegressor.Fit(new NumPyRandom(1).Randn<float>(2, 4), new NumPyRandom(2).Randn<float>(1, 4), Quick);
        (ModelDocument document, IReadOnlyList<TensorToWrite> tensors) = MlpModelFile.Describe(model);
        MemoryStream file = new();
        ModelFile.Write(file, document with { Format = 2 }, [.. tensors, TensorToWrite.Of("model.featureNames", "[\"a\""u8.ToArray())]);
        file.Position = 0;
        FluentActions.Invoking(() => MlpRegressor.Load<float>(file)).Should().Throw<ModelFileException>()
            .WithMessage("The tensor \"model.featureNames\" must be a JSON list of texts in UTF-8, but is not.");
    }

    [Fact]
    public void Save_FlagsOfAnEnumeration_Load()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 6);
        Rights[] labels = [Rights.Read | Rights.Write, Rights.None, Rights.Read, (Rights)8, Rights.Read | Rights.Write, Rights.None];
        MlpClassifier<double, Rights> model = MlpClassifier.Fit(X, labels, Quick);
        MlpClassifier<double, Rights> loaded = MlpClassifier.Load<double, Rights>(new MemoryStream(SaveTests<double>.Bytes(model.Save)));
        loaded.Classes.Should().Equal(Rights.None, Rights.Read, Rights.Read | Rights.Write, (Rights)8);
        loaded.Predict(X).Should().Equal(model.Predict(X));
        FluentActions.Invoking(() => MlpClassifier.Load<double, DayOfWeek>(new MemoryStream(SaveTests<double>.Bytes(model.Save))))
            .Should().Throw<ModelFileException>().WithMessage("The file's label \"None\" is not one of DayOfWeek.");
    }

    [Fact]
    public void Save_WholeSurrogatePair_Loads()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(1, 4);
        MlpClassifier<double, string> whole = MlpClassifier.Fit(X, ["\ud83d\ude00", "b", "\ud83d\ude00", "b"], Quick with { FeatureNames = ["\ud83d\ude01\ud83d\ude00"] });
        MlpClassifier<double, string> loaded = MlpClassifier.Load<double, string>(new MemoryStream(SaveTests<double>.Bytes(whole.Save)));
        loaded.Classes.Should().Equal("b", "\ud83d\ude00");
        loaded.Options.FeatureNames.Should().Equal("\ud83d\ude01\ud83d\ude00");
    }

    [Fact]
    public void CanBeSaved_OfAnyLabelType_TellsWhatSaveDoes()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(1, 4);
        Tells(true, "a", "b");
        Tells(true, 'a', 'b');
        Tells(true, false, true);
        Tells(true, Guid.Empty, Guid.AllBitsSet);
        Tells(true, DayOfWeek.Monday, DayOfWeek.Friday);
        Tells<sbyte>(true, 1, 2);
        Tells<byte>(true, 1, 2);
        Tells<short>(true, 1, 2);
        Tells<ushort>(true, 1, 2);
        Tells(true, 1, 2);
        Tells(true, 1u, 2u);
        Tells(true, 1L, 2L);
        Tells(true, 1ul, 2ul);
        Tells(true, 1f, 2f);
        Tells(true, 1.0, 2.0);
        Tells(true, 1m, 2m);
        Tells(false, (1, "a"), (2, "b"));
        Tells(false, DateTime.UnixEpoch, DateTime.MaxValue);
        Tells(false, (Half)1, (Half)2);
        Tells<object>(false, "a", "b");
        Tells(false, new MlpOptions(), new MlpOptions { Seed = 1 });
        new MlpRegressor<double>().CanBeSaved.Should().BeTrue();
        MlpRegressor.Fit(X, X, Quick).CanBeSaved.Should().BeTrue();
        FluentActions.Invoking(() => ((MlpModel<double>)null!).CanBeSaved).Should().Throw<ArgumentNullException>();

        void Tells<TLabel>(bool canBeSaved, TLabel first, TLabel second)
            where TLabel : notnull
        {
            MlpModel<double> one = MlpClassifier.Fit(X, [first, second, first, second], Quick);
            MlpModel<double> several = MlpMultiLabelClassifier.Fit<double, TLabel>(X, [[first], [second], [first, second], []], Quick);
            foreach (MlpModel<double> model in new[] { one, several })
            {
                model.CanBeSaved.Should().Be(canBeSaved, typeof(TLabel).Name);
                Action save = () => model.Save(Stream.Null);
                if (canBeSaved)
                {
                    save.Should().NotThrow(typeof(TLabel).Name);
                }
                else
                {
                    save.Should().Throw<NotSupportedException>(typeof(TLabel).Name);
                }
            }

            new MlpClassifier<double, TLabel>([first, second]).CanBeSaved.Should().Be(canBeSaved);
            new MlpMultiLabelClassifier<double, TLabel>([first, second]).CanBeSaved.Should().Be(canBeSaved);
        }
    }

    [Fact]
    public void MlpModelLoad_AnyKind_GivesTheModelThatWasSaved()
    {
        Matrix<float> X = new NumPyRandom(1).Randn<float>(2, 6);
        Guid guid = Guid.Parse("a2b40d5c-3a55-4a4a-8a4c-6a6c6a1b2c3d");
        IsLoaded<string, string>(["no", "yes", "no", "yes", "no", "yes"], ["no", "yes"]);
        IsLoaded<bool, bool>([true, false, true, false, true, false], [false, true]);
        IsLoaded<char, char>(['x', 'y', 'z', 'x', 'y', 'z'], ['x', 'y', 'z']);
        IsLoaded<byte, long>([1, 2, 3, 1, 2, 3], [1, 2, 3]);
        IsLoaded<float, double>([0.5f, 1, 0.5f, 1, 1, 1], [0.5, 1]);
        IsLoaded<Guid, Guid>([guid, Guid.Empty, guid, guid, guid, guid], [Guid.Empty, guid]);
        IsLoaded<DayOfWeek, string>([DayOfWeek.Friday, DayOfWeek.Monday, default, default, default, default], ["Sunday", "Monday", "Friday"]);

        MlpMultiLabelClassifier<float, int> several = MlpMultiLabelClassifier.Fit<float, int>(X, [[1], [2], [1, 2], [], [1], [2]], Quick);
        MlpModel<float> loaded = MlpModel.Load<float>(new MemoryStream(SaveTests<float>.Bytes(several.Save)));
        loaded.Should().BeOfType<MlpMultiLabelClassifier<float, long>>().Which.PredictProbability(X).Should().Be(several.PredictProbability(X));
        loaded.ToString().Should().StartWith("multi-label classifier of 1, 2: 2-2-2");

        MlpRegressor<float> regressor = MlpRegressor.Fit(X, X.Row(0), Quick);
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.safetensors");
        regressor.Save(path);
        MlpModel.Load<float>(path).Should().BeOfType<MlpRegressor<float>>().Which.Predict(X).Should().Be(regressor.Predict(X));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        void IsLoaded<TLabel, TLoaded>(TLabel[] labels, TLoaded[] classes)
            where TLabel : notnull
            where TLoaded : notnull
        {
            MlpClassifier<float, TLabel> model = MlpClassifier.Fit(X, labels, Quick);
            MlpModel<float> any = MlpModel.Load<float>(new MemoryStream(SaveTests<float>.Bytes(model.Save)));
            MlpClassifier<float, TLoaded> same = any.Should().BeOfType<MlpClassifier<float, TLoaded>>().Subject;
            same.Classes.Should().Equal(classes);
            same.PredictProbability(X).Should().Be(model.PredictProbability(X));
        }
    }

    [Fact]
    public void MlpModelLoad_WholeNumbers_AreUlongWhereOneNeedsIt()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(1, 4);
        IsLoaded<ulong, ulong>(long.MaxValue + 1ul, 3);
        IsLoaded<ulong, ulong>(ulong.MaxValue, ulong.MaxValue - 1);
        IsLoaded<ulong, long>(long.MaxValue, 0);
        IsLoaded<long, long>(long.MinValue, long.MaxValue);

        void IsLoaded<TLabel, TLoaded>(TLabel first, TLabel second)
            where TLabel : notnull
            where TLoaded : notnull
        {
            MlpClassifier<double, TLabel> one = MlpClassifier.Fit(X, [first, second, first, second], Quick);
            MlpMultiLabelClassifier<double, TLabel> several = MlpMultiLabelClassifier.Fit<double, TLabel>(X, [[first], [second], [first, second], []], Quick);
            string[] names = [.. one.Classes.Select(label => $"{label}")];
            MlpModel.Load<double>(new MemoryStream(SaveTests<double>.Bytes(one.Save))).Should().BeOfType<MlpClassifier<double, TLoaded>>()
                .Which.Classes.Select(label => $"{label}").Should().Equal(names);
            MlpModel.Load<double>(new MemoryStream(SaveTests<double>.Bytes(several.Save))).Should().BeOfType<MlpMultiLabelClassifier<double, TLoaded>>()
                .Which.Classes.Select(label => $"{label}").Should().Equal(names);
        }
    }

    [Fact]
    public void Load_AnotherKind_SaysWhatTheFileHoldsAndHowToLoadIt()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(1, 4);
        byte[] regressor = SaveTests<double>.Bytes(MlpRegressor.Fit(X, X, Quick).Save), network = SaveTests<double>.Bytes(Network.Create<double>(1, 0, new Dense(1, Activation.Tanh)).Save);
        Refused(() => MlpClassifier.Load<double, string>(new MemoryStream(regressor)), "The file must hold an MlpClassifier, but holds an MlpRegressor: load it with MlpRegressor.Load.");
        Refused(() => MlpModel.Load<double>(new MemoryStream(network)), "The file must hold an MlpClassifier or an MlpMultiLabelClassifier or an MlpRegressor, but holds a network: load it with Network.Load.");
        byte[] several = SaveTests<double>.Bytes(MlpMultiLabelClassifier.Fit<double, int>(X, [[1], [2], [1], [2]], Quick).Save);
        Refused(() => Network.Load<double>(new MemoryStream(several)), "The file must hold a network, but holds an MlpMultiLabelClassifier: load it with MlpMultiLabelClassifier.Load.");
        Refused(() => Trainer.Load<double>(new MemoryStream(network), new TrainingOptions()), "The file must hold a trainer, but holds a network: load it with Network.Load.");
        Refused(
            () => MlpClassifier.Load<double, string>(new MemoryStream(SaveTests<double>.Bytes(MlpClassifier.Fit(X, [1, 2, 1, 2], Quick).Save))),
            "The file's labels are of the kind \"whole\", but TLabel is String: load the model with its labels as they are by MlpModel.Load.");

        static void Refused(Func<object> load, string message) => load.Should().Throw<ModelFileException>().WithMessage(message);
    }
}
