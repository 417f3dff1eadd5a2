using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>State dicts of PyTorch (make_golden_state_dict.py): which module belongs to which layer, and what their numbers are.</summary>
public sealed class StateDictTests
{
    private static readonly JsonElement Answers = Golden.Read("state-dict.json");
    private static readonly Dense Tanh = new(3, Activation.Tanh), Identity = new(3, Activation.Identity);

    [Fact]
    public void LoadStateDict_WithTheNamesInOrder_PredictsAsPyTorch()
    {
        string[] order = ["input_layer", "hidden", "output"];
        Expect(Network.LoadStateDict<double>(File("alike"), 3, order, Tanh, Tanh, Identity), "alike");
        using FileStream stream = System.IO.File.OpenRead(File("alike"));
        Expect(Network.LoadStateDict<double>(stream, 3, order, Tanh, Tanh, Identity), "alike");

        // The order of the names' letters, which would load without a word, is another network.
        Network<double> wrong = Network.LoadStateDict<double>(File("alike"), 3, ["hidden", "input_layer", "output"], Tanh, Tanh, Identity);
        Golden.ErrorOf(wrong.Predict(X("alike")), Expected("alike")).Should().BeGreaterThan(0.05);
    }

    [Fact]
    public void LoadStateDict_OfModulesThatFitInMoreThanOneOrder_IsRefused() =>
        FluentActions.Invoking(() => Network.LoadStateDict<double>(File("alike"), 3, Tanh, Tanh, Identity)).Should().Throw<ModelFileException>()
            .WithMessage($"{File("alike")}: The state dict's modules \"input_layer\", \"hidden\", \"output\" fit in more than one order, and their names do not tell " +
                "which: give LoadStateDict the names of all modules in the order in which a sample passes through them, as modules: [\"…\", \"…\"].");

    [Theory]
    [InlineData("a", "b")]
    [InlineData("fc1", "fc01")]
    [InlineData("first.0", "second.1")]
    [InlineData("layer1", "layerA")]
    public void LoadStateDict_OfNamesThatDoNotDifferInNumbersAlone_IsRefused(string first, string second) =>
        FluentActions.Invoking(() => Load([Linear(first, 1, 2), Linear(second, 1, 3)], new(1, Activation.Identity), new(1, Activation.Identity)))
            .Should().Throw<ModelFileException>().WithMessage($"The state dict's modules \"{first}\", \"{second}\" fit in more than one order*");

    [Theory]
    [InlineData("0", "2")]
    [InlineData("2", "10")]
    [InlineData("fc2", "fc10")]
    [InlineData("block1.fc9", "block2.fc1")]
    [InlineData("99999999999999999998", "99999999999999999999")]
    [InlineData("9", "012")]
    public void LoadStateDict_OfNamesThatDifferInNumbersAlone_TakesThemByTheNumbers(string first, string second)
    {
        foreach (TensorToWrite[][] modules in new[] { new[] { Linear(first, 1, 2), Linear(second, 1, 3) }, new[] { Linear(second, 1, 3), Linear(first, 1, 2) } })
        {
            Network<double> network = Load(modules, new(1, Activation.Tanh), new(1, Activation.Identity));
            (network.W[1][0, 0], network.W[2][0, 0]).Should().Be((2, 3));
        }
    }

    [Fact]
    public void LoadStateDict_OfShapesThatFitInOneOrderAlone_PredictsAsPyTorch() =>
        Expect(Network.LoadStateDict<double>(File("shapes"), 3, new Dense(5, Activation.Tanh), new Dense(4, Activation.Tanh), new Dense(2, Activation.Identity)), "shapes");

    [Fact]
    public void LoadStateDict_OfNormalizingModulesWithNamesOfTheirOwn_PredictsAsPyTorch()
    {
        Dense hidden = new(4, Activation.Tanh) { BatchNormalization = new() }, output = new(2, Activation.Identity);
        Expect(Network.LoadStateDict<double>(File("normalized"), 3, hidden, hidden, output), "normalized");
        Expect(Network.LoadStateDict<double>(File("normalized"), 3, ["fc1", "bn1", "fc2", "bn2", "fc10"], hidden, hidden, output), "normalized");
    }

    [Fact]
    public void LoadStateDict_WithoutBiases_HasZerosForThem()
    {
        Network<double> network = Network.LoadStateDict<double>(
            File("unbiased"), 3, new Dense(4, Activation.Tanh) { BatchNormalization = new() }, new Dense(2, Activation.Identity));
        Expect(network, "unbiased");
        network.b.Should().AllSatisfy(b => b.Enumerate().Should().OnlyContain(x => x == 0));
        network.Gamma[1]!.Enumerate().Should().OnlyContain(x => x == 1);
    }

    [Theory]
    [InlineData("f16")]
    [InlineData("bf16")]
    public void LoadStateDict_OfNumbersOf16Bits_HasThemExactly(string name)
    {
        Dense[] layers = [new(4, Activation.Tanh), new(2, Activation.Identity)];
        Network<double> network = Network.LoadStateDict<double>(File(name), 3, layers);
        Network<float> single = Network.LoadStateDict<float>(File(name), 3, layers);
        JsonElement tensors = Answers.GetProperty(name).GetProperty("tensors");
        for (int l = 1; l <= 2; l++)
        {
            network.W[l].Should().Be(tensors.GetProperty($"fc{l}.weight").Matrix());
            network.b[l].Enumerate().Should().Equal(tensors.GetProperty($"fc{l}.bias").Numbers());
            single.W[l].Map(x => (double)x).Should().Be(network.W[l]);
            single.b[l].Map(x => (double)x).Should().Be(network.b[l]);
        }

        Expect(network, name);
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x7C }, "Infinity")]
    [InlineData("F16", new byte[] { 0x01, 0xFE }, "NaN")]
    [InlineData("BF16", new byte[] { 0x80, 0xFF }, "-Infinity")]
    [InlineData("BF16", new byte[] { 0xC0, 0x7F }, "NaN")]
    public void LoadStateDict_OfNumbersOf16BitsThatAreNotFinite_IsRefused(string type, byte[] element, string text)
    {
        byte[] header = System.Text.Encoding.UTF8.GetBytes($$$"""{"0.weight":{"dtype":"{{{type}}}","shape":[1,1],"data_offsets":[0,2]}}""");
        FluentActions.Invoking(() => Network.LoadStateDict<float>(new MemoryStream(TensorBytes.Raw(header, element)), 1, new Dense(1, Activation.Identity)))
            .Should().Throw<ModelFileException>().WithMessage($"Tensor \"0.weight\"[0, 0] must be finite, but is {text}.");
    }

    [Fact]
    public void LoadStateDict_WithNamesThatDoNotFit_IsRefused()
    {
        TensorToWrite[][] modules = [Linear("a", 1, 2), Linear("b", 1, 3)];
        Dense[] layers = [new(1, Activation.Tanh), new(1, Activation.Identity)];
        Names(["a"]).Should().Throw<ArgumentException>().WithMessage("modules must have 2 names (one for each layer, batch normalization and learned mix), but has 1.*");
        Names(["a", "a"]).Should().Throw<ArgumentException>().WithMessage("modules must have every name once, but has \"a\" twice.*");
        Names(["a", null!]).Should().Throw<ArgumentNullException>().WithParameterName("modules");
        Names(null!).Should().Throw<ArgumentNullException>().WithParameterName("modules");
        Names(["a", "c"]).Should().Throw<ModelFileException>().WithMessage("The state dict must have the module \"c\", but has \"a\", \"b\".");
        modules = [.. modules, Linear("d", 1, 4)];
        Names(["a", "b"]).Should().Throw<ModelFileException>().WithMessage("The state dict must have no other modules than those named, but has \"d\".");
        FluentActions.Invoking(() => Network.LoadStateDict<double>("missing", 1, ["a"], layers)).Should().Throw<ArgumentException>().WithParameterName("modules");

        Action Names(string[] names) => () => Network.LoadStateDict<double>(Stream(modules), 1, names, layers);
    }

    [Fact]
    public void LoadStateDict_OfLearnedMixes_HasTheirNumbers()
    {
        Dense hidden = new(2, Activation.Tanh) { LearnedMix = true };
        TensorToWrite[][] modules =
        [
            [TensorToWrite.Of("in.weight", [2, 1], [1.0, 2])], [TensorToWrite.Of("mix.alpha", [2], [0.25, 0.5])],
            [TensorToWrite.Of("out.weight", [1, 2], [3.0, 4]), TensorToWrite.Of("out.bias", [1], [5.0])],
        ];
        foreach (Network<double> network in new[] { Load(modules, hidden, new(1, Activation.Identity)), Network.LoadStateDict<double>(Stream(modules), 1, ["in", "mix", "out"], hidden, new(1, Activation.Identity)) })
        {
            network.Alpha[1]!.Enumerate().Should().Equal(0.25, 0.5);
            network.W[2].Enumerate().Should().Equal(3, 4);
        }

        FluentActions.Invoking(() => Load([modules[0], Linear("other", 2, 1), modules[2]], hidden, new(1, Activation.Identity))).Should().Throw<ModelFileException>()
            .WithMessage("The state dict must have 1 module with 2 mixes, but has 0; its modules are \"in\", \"other\", \"out\".");
    }

    [Fact]
    public void LoadStateDict_OfShapesThatNoOrderFits_IsRefused()
    {
        FluentActions.Invoking(() => Load([Linear("in", 2, 1), Linear("out", 3, 1)], new(2, Activation.Tanh), new(1, Activation.Identity)))
            .Should().Throw<ModelFileException>().WithMessage("The state dict must have 1 module with 2 × 1 weights, but has 0; its modules are \"in\", \"out\".");
        FluentActions.Invoking(() => Load([Linear("0", 1, 2)[1..]], new Dense(1, Activation.Tanh)))
            .Should().Throw<ModelFileException>().WithMessage("The state dict must have a tensor \"0.weight\", but has none.");
    }

    private static TensorToWrite[] Linear(string name, int inputs, double number) =>
        [TensorToWrite.Of($"{name}.weight", [1, inputs], [.. Enumerable.Repeat(number, inputs)]), TensorToWrite.Of($"{name}.bias", [1], [0.0])];

    private static MemoryStream Stream(TensorToWrite[][] modules) => new(TensorBytes.Written([], [.. modules.SelectMany(tensors => tensors)]));

    private static Network<double> Load(TensorToWrite[][] modules, params Dense[] layers) => Network.LoadStateDict<double>(Stream(modules), 1, layers);

    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", $"state-dict-{name}.safetensors");

    private static Matrix<double> X(string name) => Answers.GetProperty(name).GetProperty("X").Matrix();

    private static Matrix<double> Expected(string name) => Answers.GetProperty(name).GetProperty("answers").Matrix();

    private static void Expect(Network<double> network, string name) => Golden.ErrorOf(network.Predict(X(name)), Expected(name)).Should().BeLessThan(1e-12);
}
