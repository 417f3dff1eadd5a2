namespace ShallowNet.Tests;

/// <summary>What cannot be exported is refused.</summary>
public sealed class CSharpExportRefusalTests
{
    private static readonly Network<double> Small = Network.Create<double>(2, 0, new Dense(1, Activation.Sigmoid));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("1Model", "\"1Model\"")]
    [InlineData("My Model", "\"My Model\"")]
    [InlineData("My.Model", "\"My.Model\"")]
    [InlineData("@Model", "\"@Model\"")]
    [InlineData("class", "\"class\"")]
    [InlineData("record", "\"record\"")]
    [InlineData("A\n", "\"A\\u000A\"")]
    public void ClassName_NotAnIdentifier_IsRefused(string name, string shown) => ((Action)(() => Small.ExportCSharp(name))).Should()
        .Throw<ArgumentException>().WithParameterName("className")
        .WithMessage($"className must be a C# identifier, neither a keyword nor of lower-case letters alone, but is {shown}.*");

    [Theory]
    [InlineData("Predict")]
    [InlineData("Inputs")]
    [InlineData("SelfTest")]
    [InlineData("W1")]
    [InlineData("testInputs")]
    [InlineData("Exp")]
    [InlineData("System")]
    public void ClassName_OfAMember_IsRefused(string name) => ((Action)(() => Small.ExportCSharp(name))).Should()
        .Throw<ArgumentException>().WithParameterName("className")
        .WithMessage($"className must be none of the names used inside the class, but is \"{name}\".*");

    [Theory]
    [InlineData("W2")]
    [InlineData("Tanh")]
    [InlineData("Math")]
    [InlineData("MathF")]
    [InlineData("Span")]
    [InlineData("ReadOnlySpan")]
    [InlineData("BitConverter")]
    [InlineData("ArgumentException")]
    [InlineData("a1")]
    [InlineData("_")]
    public void ClassName_OfNothingInside_Compiles(string name) =>
        new ExportedClass<double>(Small.ExportCSharp(name), name).SelfTest().Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("My.")]
    [InlineData("My..Models")]
    [InlineData("my.class")]
    [InlineData("My Models")]
    public void Namespace_NotOne_IsRefused(string name) => ((Action)(() => Small.ExportCSharp("Model", name))).Should()
        .Throw<ArgumentException>().WithParameterName("namespaceName")
        .WithMessage($"namespaceName must be C# identifiers that are no keywords, with dots between them, but is \"{name}\".*");

    [Fact]
    public void ClassName_Null_IsRefused() => ((Action)(() => Small.ExportCSharp(null!))).Should()
        .Throw<ArgumentNullException>().WithMessage("className must not be null.*");

    [Fact]
    public void Activation_OfAUser_IsRefused() => ((Action)(() => Network
        .Create<float>(2, 0, new Dense(3, Activation.Tanh), new Dense(1, new Doubled())).ExportCSharp("Model"))).Should()
        .Throw<NotSupportedException>()
        .WithMessage("An activation to be exported as C# source must be one of the library's, but that of layer 2 is doubled.");

    [Fact]
    public void Network_TooLarge_IsRefused()
    {
        Network.Create<float>(999, 0, new Dense(1000, Activation.Tanh)).ExportCSharp("Model").Length.Should().BeGreaterThan(1_000_000);
        ((Action)(() => Network.Create<float>(999, 0, new Dense(1001, Activation.Tanh)).ExportCSharp("Model"))).Should()
            .Throw<NotSupportedException>().WithMessage("A network to be exported as C# source must have at most 1000000 parameters, but has 1001000.");
    }

    [Fact]
    public void Parameter_NotFinite_IsRefused()
    {
        Network<float> network = Network.Create<float>(2, 0, new Dense(3, Activation.Tanh));
        network.W[1][2, 1] = float.NaN;

        ((Action)(() => network.ExportCSharp("Model"))).Should().Throw<InvalidOperationException>()
            .WithMessage("The parameters must be finite to be exported, but W[1][2, 1] is NaN.");
    }

    [Theory]
    [InlineData(0, -1.5)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void RunningAverage_NotAllowed_IsRefused(double mean, double variance)
    {
        Network<double> network = Network.Create<double>(2, 0, new Dense(3, Activation.Tanh) { BatchNormalization = new() });
        (network.RunningMean[1]![1, 0], network.RunningVariance[1]![1, 0]) = (mean, variance);

        ((Action)(() => network.ExportCSharp("Model"))).Should().Throw<InvalidOperationException>().WithMessage(
            $"The running averages must be finite, and variances not negative, to be exported, but unit 1 of layer 1 has the mean {Require.Text(mean)} and the variance {Require.Text(variance)}.");
    }

    [Fact]
    public void Model_NotFitted_IsRefused() => ((Action)(() => new MlpClassifier<double, int>([1, 2]).ExportCSharp("Model"))).Should()
        .Throw<InvalidOperationException>().WithMessage("The MlpClassifier must be fitted before it is used: call PartialFit.");

    private sealed record Doubled : Activation
    {
        public override string Name => "doubled";

        public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows) => Z.CopyTo(A);

        public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
        {
        }
    }
}
