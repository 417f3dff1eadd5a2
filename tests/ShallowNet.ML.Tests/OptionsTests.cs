using ShallowNet.Tests;

namespace ShallowNet.ML.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Text_OfOptions_IsWhatDiffersFromTheDefaults()
    {
        new ShallowNetOptions().ToString().Should().Be("ShallowNetOptions { }");
        ShallowNetOptions options = new()
        {
            LabelColumnName = "y", FeatureColumnName = "X", ExampleWeightColumnName = "w", Model = new MlpOptions { Training = new() { L2 = 0.5 } }, Effort = Effort.Quick, Seed = 3, MaxThreads = 2,
        };
        StrangeCulture.In(options.ToString).Should().Be(
            "ShallowNetOptions { LabelColumnName = y, FeatureColumnName = X, ExampleWeightColumnName = w, Model = MlpOptions { Training = { L2 = 0.5 } }, Effort = Quick, Seed = 3, MaxThreads = 2 }");
        (options with { Seed = 3 }).Should().Be(options);
        (options with { Seed = 4 }).Should().NotBe(options);
    }

    [Fact]
    public void Options_ThatMakeNoSense_AreRefused()
    {
        Refused(() => new ShallowNetOptions { LabelColumnName = "" }, "LabelColumnName must be a text that is not empty*");
        Refused(() => new ShallowNetOptions { FeatureColumnName = "" }, "FeatureColumnName must be a text that is not empty*");
        Refused(() => new ShallowNetOptions { ExampleWeightColumnName = "" }, "ExampleWeightColumnName must be a text that is not empty*");
        Refused(() => new ShallowNetOptions { Model = null! }, "Model must not be null*");
        Refused(() => new ShallowNetOptions { Effort = (Effort)9 }, "Effort must be Quick, Default or Best, but is 9.*");
        Refused(() => new ShallowNetOptions { Seed = -1 }, "Seed must be at least 0, but is -1.*");
        Refused(() => new ShallowNetOptions { MaxThreads = 0 }, "MaxThreads must be at least 1, but is 0.*");

        static void Refused(Func<object> make, string message) => make.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void ModelOptions_OfWhatIsGiven_HaveIt()
    {
        ShallowNetOptions options = new() { Model = new MlpOptions { Effort = Effort.Best, Seed = 4 }, MaxThreads = 1 };
        options.ModelOptions(contextSeed: 7).Should().Be(new MlpOptions { Effort = Effort.Best, Seed = 4, Training = new() { MaxThreads = 1 } });
        (options with { Effort = Effort.Quick, Seed = 5 }).ModelOptions(contextSeed: 7).Should().Be(new MlpOptions { Effort = Effort.Quick, Seed = 5, Training = new() { MaxThreads = 1 } });
        new ShallowNetOptions().ModelOptions(contextSeed: 7).Seed.Should().Be(7);
        new ShallowNetOptions().ModelOptions(contextSeed: null).Should().Be(new MlpOptions());
    }
}
