using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Networks that PyTorch and scikit-learn trained and wrote answer here as they did there.</summary>
public sealed class ImportTests
{
    private static readonly JsonElement Import = Golden.Read("import.json");

    [Fact]
    public void LoadStateDict_OfASequential_PredictsAsPyTorch()
    {
        Dense[] layers = [new(12, Activation.ReLU) { BatchNormalization = new(), Dropout = 0.2 }, new(12, Activation.GELU), new(3, Activation.Softmax)];
        Network<double> network = Network.LoadStateDict<double>(File("pytorch-sequential"), 4, layers);
        Expect(network.Predict(Import.GetProperty("pytorch").GetProperty("X").Matrix()), "pytorch", "sequential", 1e-12);
        network.Loss.Should().Be(Loss.CategoricalCrossEntropy);
    }

    [Fact]
    public void LoadStateDict_OfNamedModules_TakesThemByTheirNumbers()
    {
        Dense[] layers = [.. Enumerable.Repeat(new Dense(4, Activation.Tanh), 10), new(4, Activation.Identity)];
        Network<float> network = Network.LoadStateDict<float>(File("pytorch-named"), 4, layers);
        Expect(network.Predict(Import.GetProperty("pytorch").GetProperty("X").Matrix().As<float>()).Map(x => (double)x), "pytorch", "named", 1e-5);
    }

    [Fact]
    public void LoadStateDict_OfScikitLearn_PredictsAsItDoes()
    {
        Matrix<double> X = Import.GetProperty("sklearn").GetProperty("X").Matrix();
        Network<double> classifier = Network.LoadStateDict<double>(
            File("sklearn-classifier"), 5, new Dense(7, Activation.Tanh), new Dense(6, Activation.Tanh), new Dense(3, Activation.Softmax));
        Expect(classifier.Predict(X), "sklearn", "probabilities", 1e-12);
        Network<double> regressor = Network.LoadStateDict<double>(File("sklearn-regressor"), 5, new Dense(8, Activation.ReLU), new Dense(2, Activation.Identity));
        Expect(regressor.Predict(X), "sklearn", "predictions", 1e-12);
    }

    [Fact]
    public void LoadStateDict_OfOtherLayers_IsRefused()
    {
        Dense tanh = new(7, Activation.Tanh), second = new(6, Activation.Tanh), output = new(3, Activation.Softmax);
        Refused([tanh, output], "The state dict must have 2 modules with parameters (one for each layer, batch normalization and learned mix), but has 3: \"0\", \"1\", \"2\".");
        Refused([tanh with { Units = 8 }, second, output], "The tensor \"0.weight\" must hold 8 × 5 floating-point numbers, but is F64 of 7 × 5.");
        Refused([tanh with { BatchNormalization = new() }, output], "The state dict must have a tensor \"1.running_mean\", but has none.");
        FluentActions.Invoking(() => Network.LoadStateDict<double>(File("pytorch-sequential"), 4, tanh, second, second, output)).Should().Throw<ModelFileException>()
            .WithMessage("*: The state dict has a tensor \"1.running_mean\", which the layers have no place for.");
        FluentActions.Invoking(() => Network.LoadStateDict<double>(File("sklearn-classifier"), 5)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Network.Load<double>(File("sklearn-classifier"))).Should().Throw<ModelFileException>()
            .WithMessage("*: The file's metadata must have the key shallownet, but has not. It was not saved by this library: a state dict of another is read by Network.LoadStateDict.");

        static void Refused(Dense[] layers, string message) => FluentActions.Invoking(() => Network.LoadStateDict<double>(File("sklearn-classifier"), 5, layers))
            .Should().Throw<ModelFileException>().WithMessage($"{File("sklearn-classifier")}: {message}");
    }

    [Fact]
    public void LoadStateDict_OfTensorsWithoutAPlace_IsRefused()
    {
        TensorToWrite[] own = [TensorToWrite.Of("fc.weight", [1, 2], [1.0, 2]), TensorToWrite.Of("fc.bias", [1], [3.0])];
        Load(own).Predict(Matrix<double>.Build.Dense(2, 1, 1))[0, 0].Should().Be(6);
        Refused([.. own, TensorToWrite.Of("fc.mask", [1, 2], [1.0, 0])], "The state dict has a tensor \"fc.mask\", which the layers have no place for.");
        Refused([.. own, TensorToWrite.Of("temperature", [], [1.0])], "The state dict's tensors must be called module.parameter, but one is called \"temperature\".");

        static Network<double> Load(TensorToWrite[] tensors) =>
            Network.LoadStateDict<double>(new MemoryStream(TensorBytes.Written([], tensors)), 2, new Dense(1, Activation.Identity));

        static void Refused(TensorToWrite[] tensors, string message) =>
            FluentActions.Invoking(() => Load(tensors)).Should().Throw<ModelFileException>().WithMessage(message);
    }

    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name + ".safetensors");

    private static void Expect(Matrix<double> actual, string of, string what, double error) =>
        Golden.ErrorOf(actual, Import.GetProperty(of).GetProperty(what).Matrix()).Should().BeLessThan(error);
}
