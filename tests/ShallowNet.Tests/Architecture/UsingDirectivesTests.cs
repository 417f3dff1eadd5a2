namespace ShallowNet.Tests;

public sealed class UsingDirectivesTests
{
    private static readonly string[] Folders = ["src", "tests", "samples"];

    public static TheoryData<string> Sources =>
    [
        .. Folders.Select(folder => Path.Combine(SourceCode.Repository(), folder)).SelectMany(folder => Directory.EnumerateDirectories(folder).Append(folder))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", Depth(folder)).Any()).Select(folder => Path.GetRelativePath(SourceCode.Repository(), folder)).Order(),
    ];

    [Theory, MemberData(nameof(Sources))]
    public void Directives_OfAllSources_AreInOrder(string folder)
    {
        string path = Path.Combine(SourceCode.Repository(), folder);
        Directory.EnumerateFiles(path, "*.cs", Depth(path))
            .SelectMany(file => UsingDirectives.OutOfOrder(File.ReadAllText(file)).Select(directive => $"{Path.GetRelativePath(path, file)}: {directive}")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("using System;\nusing System.IO;\nusing A;\nusing A.B;\nusing static System.Math;\nusing X = A.B;", "")]
    [InlineData("using A;\nusing System;", "using System;")]
    [InlineData("using A.B;\nusing A;", "using A;")]
    [InlineData("using b;\nusing A;", "using A;")]
    [InlineData("using AB.C;\nusing A.B;", "using A.B;")]
    [InlineData("using static System.Math;\nusing A;", "using A;")]
    [InlineData("using X = System.Math;\nusing static A.B;\nusing A;", "using static A.B;|using A;")]
    public void OutOfOrder_Directives_AreFound(string text, string expected) => string.Join('|', UsingDirectives.OutOfOrder(text)).Should().Be(expected);

    /// <summary>Folders in src, tests and samples are looked at whole, these three but for their folders.</summary>
    private static SearchOption Depth(string folder) => Folders.Contains(Path.GetFileName(folder)) ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
}
