using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What is wrong with a network's file, in words.</summary>
public sealed class ModelRefusalTests
{
    private static readonly Network<double> Saved = Network.Create<double>(2, 1, new Dense(3, Activation.LeakyReLU(0.1)), new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData("\"format\":1", "\"format\":4", "The file was written by a newer ShallowNet: its format is 4, and this version reads up to 3.")]
    [InlineData("\"format\":1", "\"format\":0", "The file's description must have a format, a whole number from 1 on, but has not.")]
    [InlineData("\"format\":1", "\"format\":\"1\"", "The file's description must have a format, a whole number from 1 on, but has not.")]
    [InlineData("\"format\":1,", "", "The file's description must have a format, a whole number from 1 on, but has not.")]
    [InlineData("\"format\":1,", "\"format\":1,\"format\":1,", "The file's description is not what this version writes: *")]
    [InlineData("\"format\":1,", "\"format\":1,\"surprise\":1,", "The file's description is not what this version writes: *")]
    [InlineData("\"kind\":\"network\"", "\"kind\":\"forest\"", "The file must hold a network, but is of the kind \"forest\", which this version does not know.")]
    [InlineData("leakyRelu", "leakyRelu2", "The file names the activation \"leakyRelu2\", which this version does not know.")]
    [InlineData("crossEntropy", "crossEntropies", "The file names the loss \"crossEntropies\", which this version does not know.")]
    [InlineData("\"dropout\":0,", "\"initializer\":{\"name\":\"guess\"},\"dropout\":0,", "The file names the initializer \"guess\", which this version does not know.")]
    [InlineData(",\"value\":0.1", "", "The file must give a value for \"leakyRelu\", but gives none.")]
    [InlineData("\"value\":0.1", "\"value\":\"NaN\"", "The file describes what cannot be: slope must be finite, but is NaN.*")]
    [InlineData("\"units\":3", "\"units\":4", "The tensor \"0.weight\" must hold 4 × 2 floating-point numbers, but is F64 of 3 × 2.")]
    [InlineData("\"units\":3", "\"units\":2147483647", "The tensor \"0.weight\" must hold 2147483647 × 2 floating-point numbers, but is F64 of 3 × 2.")]
    [InlineData("\"units\":3", "\"units\":0", "The file describes what cannot be: units must be at least 1, but is 0.*")]
    [InlineData("\"inputs\":2", "\"inputs\":-2", "The file describes what cannot be: inputs must be at least 1, but is -2.*")]
    [InlineData("\"seed\":1", "\"seed\":-1", "The file describes what cannot be: seed must be at least 0, but is -1.*")]
    [InlineData("\"dropout\":0,\"residual\":false}]", "\"dropout\":0.5,\"residual\":false}]", "The file describes what cannot be: The last layer must have no dropout*")]
    [InlineData("\"layers\":[", "\"layers\":[null,", "The file must have a description of every layer, but has none.")]
    [InlineData("\"layers\":[", "\"layers\":[[[[[[[[[[[[[[[[[", "The file's description is not what this version writes: *")]
    public void Load_ADescriptionThatIsChanged_IsRefused(string part, string by, string message)
    {
        string json = TensorFile.Read(new MemoryStream(Bytes())).Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        int place = json.LastIndexOf(part, StringComparison.Ordinal);
        FluentActions.Invoking(() => Load(json[..place] + by + json[(place + part.Length)..], file => file)).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Theory]
    [InlineData("\"labels\":[\"1\",\"2\",\"3\"]", "\"labels\":[\"1\",\"two\",\"3\"]", "The file's label \"two\" is not one of Int32.")]
    [InlineData("\"labels\":[\"1\",\"2\",\"3\"]", "\"labels\":[\"1\",\"99999999999\",\"3\"]", "The file's label \"99999999999\" is not one of Int32.")]
    [InlineData("\"labels\":[\"1\",\"2\",\"3\"]", "\"labels\":[\"1\",\"2\"]", "A network for these classes must have 1 output, but has 3.")]
    [InlineData("\"labels\":[\"1\",\"2\",\"3\"]", "\"labels\":[\"1\",\"2\",\"1\"]", "The file's labels must be different, but \"1\" is there twice.")]
    [InlineData("\"labels\":[\"1\",\"2\",\"3\"]", "\"labels\":[\"1\",null,\"3\"]", "The file must have a text for every label, but has none.")]
    [InlineData("\"kind\":\"whole\"", "\"kind\":\"colour\"", "The file's labels are of the kind \"colour\", which this version does not know.")]
    [InlineData("{\"name\":\"softmax\"}", "{\"name\":\"sigmoid\"}", "A network for these classes must end in softmax, but ends in \"sigmoid\".")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"minMax\"", "The file describes what cannot be: A scaler of the kind minMax must have lower and upper, but has no lower and no upper.")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"minMax\",\"lower\":0", "The file describes what cannot be: A scaler of the kind minMax must have lower and upper, but has no upper.")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"minMax\",\"upper\":0", "The file describes what cannot be: A scaler of the kind minMax must have lower and upper, but has no lower.")]
    [InlineData("\"second\":[", "\"second\":[1,", "The file describes what cannot be: standardDeviations must have 2 elements (as means), but has 3.*")]
    [InlineData("\"second\":[", "\"second\":[-", "The file describes what cannot be: standardDeviations must be greater than 0, but standardDeviations[0] is -*")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"minMax\",\"lower\":1,\"upper\":0", "The file describes what cannot be: lower and upper must be finite, and lower less than upper, but are 1 and 0.*")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"robust\",\"upper\":3", "The file describes what cannot be: A scaler of the kind robust must have a limit, that is lower and upper of the same size, or neither.")]
    [InlineData("\"kind\":\"standardizer\"", "\"kind\":\"robust\",\"lower\":3,\"upper\":-3", "The file describes what cannot be: limit must be greater than 0, but is -3.*")]
    [InlineData("\"epochs\":[1]", "\"epochs\":[0]", "The file's epochs must be numbers from 1 on that rise, and the best one a number from 1 on, but are not.")]
    [InlineData("\"bestEpoch\":1", "\"bestEpoch\":0", "The file's epochs must be numbers from 1 on that rise, and the best one a number from 1 on, but are not.")]
    [InlineData("\"featureNames\":[\"a\",\"b\"]", "\"featureNames\":[\"a\"]", "The file must name 2 features, but names 1.")]
    [InlineData("\"featureNames\":[\"a\",\"b\"]", "\"featureNames\":[\"a\",null]", "The file must have a name for each feature, but has none.")]
    public void Load_AModelsDescriptionThatIsChanged_IsRefused(string part, string by, string message)
    {
        MlpOptions options = new MlpOptions { FeatureNames = ["a", "b"] }.WithTraining(training => training with { Epochs = 1 });
        MlpClassifier<double, int> model = MlpClassifier.Fit(new NumPyRandom(1).Randn<double>(2, 30), [.. Enumerable.Range(0, 30).Select(j => 1 + j % 3)], options);
        string json = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(model.Save))).Metadata[ModelDocument.Key];
        json.Should().Contain(part);
        byte[] file = TensorBytes.Written(
            [new(ModelDocument.Key, json.Replace(part, by, StringComparison.Ordinal))], [.. NetworkFile.Tensors(model.Network, model.Network.State)]);
        FluentActions.Invoking(() => MlpClassifier.Load<double, int>(new MemoryStream(file))).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void MlpModelLoad_LabelsOrAnEndThatNoClassifierHas_AreRefused()
    {
        Matrix<double> X = new NumPyRandom(1).Randn<double>(2, 30);
        MlpOptions options = new() { Training = new() { Epochs = 1 } };
        Refused(MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => j % 2)], options), "sigmoid", "tanh", "A network for these classes must end in sigmoid, but ends in \"tanh\".");
        Refused(MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => j % 2)], options), "whole", "colour", "The file's labels are of the kind \"colour\", which this version does not know.");
        Refused(MlpMultiLabelClassifier.Fit<double, int>(X, [.. Enumerable.Range(0, 30).Select(j => (int[])[j % 3])], options), "sigmoid", "softmax", "A network for these classes must end in sigmoid, but ends in \"softmax\".");
        MlpRegressor<double> regressor = MlpRegressor.Fit(X, X, options);
        MlpModel.Load<double>(new MemoryStream(Changed(regressor, "identity", "sigmoid"))).Network.Layers[2].Activation.Should().Be(Activation.Sigmoid, "a regressor may end in any");

        static void Refused(MlpModel<double> model, string name, string by, string message) =>
            FluentActions.Invoking(() => MlpModel.Load<double>(new MemoryStream(Changed(model, name, by)))).Should().Throw<ModelFileException>().WithMessage(message);

        static byte[] Changed(MlpModel<double> model, string name, string by)
        {
            string json = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(model.Save))).Metadata[ModelDocument.Key];
            json.Should().Contain($"\"{name}\"");
            return TensorBytes.Written(
                [new(ModelDocument.Key, json.Replace($"\"{name}\"", $"\"{by}\"", StringComparison.Ordinal))], [.. NetworkFile.Tensors(model.Network, model.Network.State)]);
        }
    }

    [Fact]
    public void Load_TensorsThatDoNotFit_AreRefused()
    {
        string json = TensorFile.Read(new MemoryStream(Bytes())).Metadata[ModelDocument.Key];
        Refused(tensors => [.. tensors.Where(t => t.Name != "2.bias")], "The file must have a tensor \"2.bias\" of 1, but has none.");
        Refused(tensors => [.. tensors, TensorToWrite.Of("3.bias", [1], [1.0])], "The file has a tensor \"3.bias\", which its description has no place for.");
        Refused(tensors => [.. tensors.Where(t => t.Name != "2.weight"), TensorToWrite.Of("2.weight", [3, 1], [1.0, 2, 3])], "The tensor \"2.weight\" must hold 1 × 3 floating-point numbers, but is F64 of 3 × 1.");
        Refused(tensors => [.. tensors.Where(t => t.Name != "2.weight"), TensorToWrite.Of("2.weight", [1, 3], [1.0, double.NaN, 3])], "*NaN*");

        void Refused(Func<IReadOnlyList<TensorToWrite>, IReadOnlyList<TensorToWrite>> change, string message) =>
            FluentActions.Invoking(() => Load(json, change)).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void Load_AVarianceThatIsNegative_IsRefused()
    {
        Network<double> network = Network.Create<double>(2, 1, new Dense(3, Activation.Tanh) { BatchNormalization = new() }, new Dense(1, Activation.Sigmoid));
        TensorFile file = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(network.Save)));
        byte[] changed = TensorBytes.Written(
            [new(ModelDocument.Key, file.Metadata[ModelDocument.Key])],
            [.. NetworkFile.Tensors(network, network.State).Where(tensor => tensor.Name != "1.running_var"), TensorToWrite.Of("1.running_var", [3], [0.0, -1, 1])]);
        const string Message = "The tensor \"1.running_var\" must be finite and at least 0, but has -1.";
        FluentActions.Invoking(() => Network.Load<double>(new MemoryStream(changed))).Should().Throw<ModelFileException>().WithMessage(Message);
        FluentActions.Invoking(() => Network.LoadStateDict<double>(new MemoryStream(changed), 2, [.. network.Layers])).Should().Throw<ModelFileException>().WithMessage(Message);

        network.RunningVariance[1]![2, 0] = -1;
        network.Invoking(n => n.Save(new MemoryStream())).Should().Throw<InvalidOperationException>()
            .WithMessage("The network's parameters must be finite and at least 0 to be saved, but 1.running_var has -1.");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("400000000000000000")]
    public void Load_AHistoryWithATimeThatNoTrainingTakes_IsRefused(string ticks)
    {
        MlpRegressor<double> model = MlpRegressor.Fit(
            new NumPyRandom(1).Randn<double>(2, 30), new NumPyRandom(2).Randn<double>(1, 30), new MlpOptions().WithTraining(training => training with { Epochs = 1 }));
        TensorFile file = TensorFile.Read(new MemoryStream(SaveTests<double>.Bytes(model.Save)));
        string json = file.Metadata[ModelDocument.Key];
        byte[] changed = TensorBytes.Written(
            [new(ModelDocument.Key, Regex.Replace(json, "\"ticks\":.[0-9]+", $"\"ticks\":[{ticks}"))], [.. NetworkFile.Tensors(model.Network, model.Network.State)]);
        FluentActions.Invoking(() => MlpRegressor.Load<double>(new MemoryStream(changed))).Should().Throw<ModelFileException>()
            .WithMessage("The file's times must be from 0 to 288230376151711744 ticks, but one is *");
    }

    [Fact]
    public void Load_ByPath_NamesThePath()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("damaged");
        File.WriteAllBytes(path, [1, 2]);
        string message = $"{path}: The file must begin with the length of its header in 8 bytes, but has 2 bytes.";
        Action[] loads =
        [
            () => Network.Load<double>(path), () => Network.LoadStateDict<double>(path, 1, new Dense(1, Activation.Tanh)), () => Trainer.Load<double>(path, new TrainingOptions()),
            () => MlpClassifier.Load<double, int>(path), () => MlpMultiLabelClassifier.Load<double, int>(path), () => MlpRegressor.Load<double>(path),
        ];
        loads.Should().AllSatisfy(load => load.Should().Throw<ModelFileException>().WithMessage(message));
    }

    [Fact]
    public void Load_WithoutOptions_IsRefusedBeforeTheFileIsRead()
    {
        using MemoryStream stream = new(Bytes());
        TrainingOptions training = new();
        (string Name, Action Load)[] loads =
        [
            ("options", () => Network.Load<double>("missing", null!)), ("options", () => Network.Load<double>(stream, null!)),
            ("options", () => Trainer.Load<double>("missing", null!)), ("options", () => Trainer.Load<double>(stream, null!)),
            ("loadOptions", () => Trainer.Load<double>("missing", training, null!)), ("loadOptions", () => Trainer.Load<double>(stream, training, null!)),
            ("options", () => MlpClassifier.Load<double, int>("missing", null!)), ("options", () => MlpClassifier.Load<double, int>(stream, null!)),
            ("options", () => MlpMultiLabelClassifier.Load<double, int>("missing", null!)), ("options", () => MlpMultiLabelClassifier.Load<double, int>(stream, null!)),
            ("options", () => MlpRegressor.Load<double>("missing", null!)), ("options", () => MlpRegressor.Load<double>(stream, null!)),
            ("layers", () => Network.LoadStateDict<double>("missing", 1, layers: null!)), ("layers", () => Network.LoadStateDict<double>(stream, 1, layers: null!)),
        ];
        loads.Should().AllSatisfy(load => load.Load.Should().Throw<ArgumentNullException>().WithParameterName(load.Name));
        stream.Position.Should().Be(0);
    }

    [Fact]
    public void Save_ParametersThatAreNotFinite_AreRefusedAndTheOldFileStays()
    {
        using TemporaryFolder folder = new();
        Network<double> network = Saved.Copy<double>();
        network.Save(folder.File("n"));
        byte[] before = File.ReadAllBytes(folder.File("n"));
        network.W[2][0, 1] = double.PositiveInfinity;
        network.Invoking(n => n.Save(folder.File("n"))).Should().Throw<InvalidOperationException>()
            .WithMessage("The network's parameters must be finite to be saved, but 2.weight has Infinity.");
        File.ReadAllBytes(folder.File("n")).Should().Equal(before);
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void Description_OfALibraryOfItsOwnTime_IsReadable() =>
        Regex.IsMatch(TensorFile.Read(new MemoryStream(Bytes())).Metadata[ModelDocument.Key], "^{\"format\":1,\"library\":\"[0-9.]+\",\"kind\":\"network\",").Should().BeTrue();

    private static byte[] Bytes() => SaveTests<double>.Bytes(Saved.Save);

    private static void Load(string json, Func<IReadOnlyList<TensorToWrite>, IReadOnlyList<TensorToWrite>> change)
    {
        TensorToWrite[] tensors = [.. NetworkFile.Tensors(Saved, Saved.State)];
        Network.Load<double>(new MemoryStream(TensorBytes.Written([new(ModelDocument.Key, json)], [.. change(tensors)])));
    }
}
