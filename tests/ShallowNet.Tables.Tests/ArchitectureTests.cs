using Microsoft.CodeAnalysis;
using ShallowNet.Tests;

namespace ShallowNet.Tables.Tests;

/// <summary>The rules of CONTRIBUTING.md about the sources of the tables.</summary>
public sealed class ArchitectureTests
{
    private static readonly SourceCode Code = SourceCode.Read(
        "ShallowNet.Tables", "ShallowNet.dll", "MathNet.Numerics.dll", "Sep.dll", "Parquet.dll", "Microsoft.Data.Analysis.dll");

    [Fact]
    public void File_OfTheTables_HasAtMost300Lines() =>
        Code.Files.Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'))).Where(file => file.Lines > 300).Should().BeEmpty();

    [Fact]
    public void Call_InTheTables_HasAtMostSixArguments() =>
        Code.Calls.Where(call => call.Arguments > 6).Select(call => call.ToString()).Should().BeEmpty();

    [Fact]
    public void Class_OfTheTables_IsSealedStaticOrAbstract() =>
        Code.Types.Where(type => type.TypeKind == TypeKind.Class && !type.IsSealed && !type.IsStatic && !type.IsAbstract)
            .Select(type => type.ToDisplayString()).Should().BeEmpty();

    [Fact]
    public void Text_OfTheTables_IsTheSameInEveryCulture()
    {
        Code.Files.Should().HaveCountGreaterThan(15);
        Code.CultureDependentTexts.Should().BeEmpty("Invariant($\"…\") writes numbers as C# does");
    }

    [Fact]
    public void Function_InTheTables_HasTheSameBitsOnEveryPlatform() =>
        Code.PlatformDependentFunctions.Should().BeEmpty("exp, log and others have the same bits everywhere in ShallowNet's own functions");
}
