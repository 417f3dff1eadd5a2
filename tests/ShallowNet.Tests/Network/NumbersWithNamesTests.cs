using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShallowNet.Tests;

/// <summary>Inputs and seed of a network, which are both numbers, cannot change places unnoticed: the compiler wants their names.</summary>
public sealed class NumbersWithNamesTests
{
    [Theory]
    [InlineData("2, 1, new Dense(1, Activation.Sigmoid)")]
    [InlineData("2, 1, [new Dense(1, Activation.Sigmoid)]")]
    [InlineData("2, 1, Loss.SquaredError, new Dense(1, Activation.Sigmoid)")]
    [InlineData("X.RowCount, X.ColumnCount, new Dense(1, Activation.Sigmoid)")]
    public void Create_WithNumbersWithoutNames_MakesTheCompilerWarn(string arguments) => DiagnosticsOf(arguments).Should().Equal("SHALLOWNET001");

    [Theory]
    [InlineData("inputs: 2, seed: 1, new Dense(1, Activation.Sigmoid)")]
    [InlineData("2, seed: 1, new Dense(1, Activation.Sigmoid)")]
    [InlineData("seed: 1, inputs: 2, layers: [new Dense(1, Activation.Sigmoid)]")]
    [InlineData("inputs: X.RowCount, seed: 1, Loss.SquaredError, new Dense(1, Activation.Sigmoid), new Dense(1, Activation.Sigmoid)")]
    public void Create_WithNamedNumbers_CompilesWithoutAWarning(string arguments) => DiagnosticsOf(arguments).Should().BeEmpty();

    [Fact]
    public void Create_WithoutNames_MakesTheSameNetwork() =>
        Network.Create<double>(2, 1, Loss.SquaredError, new Dense(3, Activation.Tanh)).W[1].Should().Be(Network.Create<double>(inputs: 2, seed: 1, new Dense(3, Activation.Tanh)).W[1]);

    private static IEnumerable<string> DiagnosticsOf(string arguments)
    {
        string code = $"using MathNet.Numerics.LinearAlgebra; using ShallowNet; class C {{ object M(Matrix<double> X) => Network.Create<double>({arguments}); }}";
        string[] assemblies =
        [
            .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll").Where(path => !path.EndsWith(".Native.dll", StringComparison.Ordinal)),
            typeof(Network).Assembly.Location, typeof(MathNet.Numerics.Constants).Assembly.Location,
        ];
        return CSharpCompilation.Create(
            "Uses", [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14), cancellationToken: TestContext.Current.CancellationToken)],
            assemblies.Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.Id);
    }
}
