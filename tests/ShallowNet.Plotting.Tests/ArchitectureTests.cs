using ShallowNet.Tests;

namespace ShallowNet.Plotting.Tests;

/// <summary>The rules of CONTRIBUTING.md about the sources of the figures.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Text_OfTheFigures_IsTheSameInEveryCulture()
    {
        SourceCode code = SourceCode.Read("ShallowNet.Plotting", "ShallowNet.dll", "MathNet.Numerics.dll", "ScottPlot.dll", "SkiaSharp.dll");
        code.Files.Should().HaveCountGreaterThan(20);
        code.CultureDependentTexts.Should().BeEmpty("Invariant($\"…\") writes numbers as C# does");
    }
}
