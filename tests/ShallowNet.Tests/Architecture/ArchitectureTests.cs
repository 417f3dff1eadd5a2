using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ShallowNet.Tests;

/// <summary>The rules of CONTRIBUTING.md about the library's sources: who may use whom, and how long things may be.</summary>
public sealed class ArchitectureTests
{
    private static readonly SourceCode Code = SourceCode.OfTheLibrary;

    public static TheoryData<string> Floors => [.. House.OfTheLibrary.Floors];

    [Theory, MemberData(nameof(Floors))]
    public void Floor_OfTheLibrary_UsesOnlyThoseUnderIt(string floor)
    {
        Reference[] references = [.. Code.References.Where(reference => House.FloorOf(reference.File) == floor)];
        references.Should().NotBeEmpty();
        House.OfTheLibrary.Forbidden(references).Should().BeEmpty();
    }

    [Fact]
    public void File_OfTheLibrary_IsOnAFloor() =>
        Code.Files.Should().HaveCountGreaterThan(100).And.AllSatisfy(file => House.OfTheLibrary.PlaceOf(file.Path).Should().NotBeEmpty());

    [Fact]
    public void Tables_OfTheFloors_StandInContributing()
    {
        string tables = FloorTables.Of(House.OfTheLibrary, Code.References);
        TestContext.Current.TestOutputHelper!.WriteLine(tables);
        if (Environment.GetEnvironmentVariable(FloorTables.Write) is { Length: > 0 })
        {
            FloorTables.Replace(tables);
            Assert.Skip($"The tables were written to {FloorTables.File}.");
        }

        FloorTables.Read().Should().Be(tables, $"CONTRIBUTING.md says how the tables are written anew ({FloorTables.Write})");
    }

    [Fact]
    public void File_OfTheLibrary_HasAtMost300Lines() =>
        Code.Files.Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'))).Where(file => file.Lines > 300).Should().BeEmpty();

    [Fact]
    public void Call_InTheLibrary_HasAtMostSixArguments()
    {
        Code.Calls.Should().HaveCountGreaterThan(1000);
        Code.Calls.Where(call => call.Arguments > 6).Select(call => call.ToString()).Should().BeEmpty();
    }

    [Fact]
    public void Class_OfTheLibrary_IsSealedStaticOrAbstract()
    {
        INamedTypeSymbol[] classes = [.. Code.Types.Where(type => type.TypeKind == TypeKind.Class)];
        classes.Should().HaveCountGreaterThan(100);
        classes.Where(type => !type.IsSealed && !type.IsStatic && !type.IsAbstract).Select(type => type.ToDisplayString()).Should().BeEmpty();
    }

    [Fact]
    public void Text_OfTheLibrary_IsTheSameInEveryCulture() =>
        Code.CultureDependentTexts.Should().BeEmpty("Invariant($\"…\") writes numbers as C# does");

    /// <summary>Figures may differ in a last bit from platform to platform, so that the library of plots is not asked.</summary>
    [Fact]
    public void Function_InTheLibrary_HasTheSameBitsOnEveryPlatform() =>
        Code.PlatformDependentFunctions.Should().BeEmpty("Elementary and ScalarFunctions have them with the same bits everywhere");

    [Fact]
    public void WayOfABatch_InContributing_NamesAtMost25FilesThatThereAre()
    {
        string text = File.ReadAllText(FloorTables.File);
        string way = text[text.IndexOf("## A batch's way", StringComparison.Ordinal)..text.IndexOf("## The rules", StringComparison.Ordinal)];
        string[] files = [.. Regex.Matches(way, @"^\d+\. `(.+?)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        files.Length.Should().BeInRange(20, 25);
        files.Should().OnlyHaveUniqueItems().And.BeSubsetOf(Code.Files.Select(file => file.Path));
    }
}
