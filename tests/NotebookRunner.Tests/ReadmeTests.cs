using System.Text.RegularExpressions;

namespace NotebookRunner.Tests;

/// <summary>The C# of the READMEs and the guides is compiled and run, one block after another; a text block is what the C# before it prints.</summary>
[Collection(nameof(Console))]
public sealed partial class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shallownet-readme-");

    public ReadmeTests()
    {
        // The examples are read where the repository is the current folder.
        string data = folder.CreateSubdirectory("samples").CreateSubdirectory("data").FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data"), "churn*.csv"))
        {
            File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        }

        Directory.SetCurrentDirectory(folder.FullName);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("README.md", 18, 14)]
    [InlineData("docs/doctor.md", 3, 3)]
    [InlineData("docs/drift.md", 4, 3)]
    [InlineData("docs/files.md", 1, 1)]
    [InlineData("docs/from-matlab.md", 5, 3)]
    [InlineData("docs/from-scikit-learn.md", 1, 1)]
    [InlineData("docs/mlnet.md", 7, 7)]
    [InlineData("docs/network.md", 10, 10)]
    [InlineData("docs/similar-cases.md", 5, 5)]
    [InlineData("docs/small-data.md", 7, 7)]
    [InlineData("docs/how-sure.md", 9, 8)]
    [InlineData("docs/start.md", 1, 0)]
    [InlineData("docs/tables.md", 22, 22)]
    [InlineData("docs/trust.md", 0, 0)]
    [InlineData("docs/why.md", 11, 6)]
    [InlineData("src/ShallowNet/README.md", 5, 4)]
    [InlineData("src/ShallowNet.ML/README.md", 1, 1)]
    [InlineData("src/ShallowNet.Plotting/README.md", 1, 0)]
    [InlineData("src/ShallowNet.Tables/README.md", 1, 0)]
    public async Task Readme_EveryExample_CompilesAndPrintsWhatItSays(string file, int expectedPrograms, int expectedOutputs)
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "readmes", file), TestContext.Current.CancellationToken);
        var packages = Packages.OfThisProgram();
        Session session = new(packages);
        await session.RunAsync($"""
            #r "nuget: ShallowNet, {packages.VersionOf("ShallowNet")}"
            #r "nuget: ShallowNet.ML, {packages.VersionOf("ShallowNet.ML")}"
            #r "nuget: ShallowNet.Plotting, {packages.VersionOf("ShallowNet.Plotting")}"
            #r "nuget: ShallowNet.Tables, {packages.VersionOf("ShallowNet.Tables")}"
            #r "nuget: Microsoft.ML.OnnxConverter, {packages.VersionOf("Microsoft.ML.OnnxConverter")}"
            using System; using System.Collections.Generic; using System.IO; using System.Linq;
            """);
        int programs = 0, outputs = 0;
        string printed = "";
        foreach (Match block in Blocks().Matches(readme))
        {
            string text = block.Groups["text"].Value;
            if (block.Groups["language"].Value == "text")
            {
                printed.Should().Be(text);
                outputs++;
            }
            else
            {
                printed = string.Concat((await session.RunAsync(text)).Select(output => output.Text));
                programs++;
            }
        }

        (programs, outputs).Should().Be((expectedPrograms, expectedOutputs));
        foreach (Match figure in FiguresOfPages().Matches(readme))
        {
            Stand(figure.Groups["name"].Value);
            figure.Groups["text"].Value.Should().NotBeEmpty();
        }
    }

    /// <summary>A figure of a page is what its programs save; what machines differ in, such as their fonts, may differ.</summary>
    private static void Stand(string name)
    {
        byte[] saved = File.ReadAllBytes(name);
        if (Environment.GetEnvironmentVariable("SHALLOWNET_WRITE_FIGURES") is { Length: > 0 })
        {
            File.WriteAllBytes(Path.Combine(Lessons.SamplesAbove(AppContext.BaseDirectory), "..", "docs", "figures", name), saved);
            return;
        }

        Picture.Look(saved).Should().Be(Picture.Look(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "readmes", "docs", "figures", name))));
    }

    [GeneratedRegex(@"!\[(?<text>[^\]]*)\]\(figures/(?<name>[^)]*)\)")]
    private static partial Regex FiguresOfPages();

    [GeneratedRegex("^```(?<language>csharp|text)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
