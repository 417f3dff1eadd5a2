using Microsoft.CodeAnalysis;
using ShallowNet.Tests;

namespace ShallowNet.ML.Tests;

/// <summary>The rules of CONTRIBUTING.md about the sources of the package for ML.NET.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The copies of ML.NET's assemblies in which internal members are public.</summary>
    private static readonly string Opened =
        Path.Combine(SourceCode.Repository(), "artifacts", "obj", "ShallowNet.ML", new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Name, "opened");

    private static readonly SourceCode Code = SourceCode.Read(
        "ShallowNet.ML", "ShallowNet.dll", "MathNet.Numerics.dll", "Microsoft.ML.DataView.dll", Path.Combine(Opened, "Microsoft.ML.Core.dll"), Path.Combine(Opened, "Microsoft.ML.Data.dll"));

    [Fact]
    public void File_OfThePackage_HasAtMost300Lines() =>
        Code.Files.Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'))).Where(file => file.Lines > 300).Should().BeEmpty();

    [Fact]
    public void Call_InThePackage_HasAtMostSixArguments() =>
        Code.Calls.Where(call => call.Arguments > 6).Select(call => call.ToString()).Should().BeEmpty();

    [Fact]
    public void Class_OfThePackage_IsSealedStaticOrAbstract() =>
        Code.Types.Where(type => type.TypeKind == TypeKind.Class && !type.IsSealed && !type.IsStatic && !type.IsAbstract)
            .Select(type => type.ToDisplayString()).Should().BeEmpty();

    [Fact]
    public void Text_OfThePackage_IsTheSameInEveryCulture()
    {
        Code.Files.Should().HaveCountGreaterThan(15);
        Code.CultureDependentTexts.Should().BeEmpty("Invariant($\"…\") writes numbers as C# does");
    }

    [Fact]
    public void Function_InThePackage_HasTheSameBitsOnEveryPlatform() =>
        Code.PlatformDependentFunctions.Should().BeEmpty("exp, log and others have the same bits everywhere in ShallowNet's own functions");
}
