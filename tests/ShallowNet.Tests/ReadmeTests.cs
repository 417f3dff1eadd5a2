using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace ShallowNet.Tests;

/// <summary>The C# of the READMEs is compiled and run, one block after another; a text block is what the C# before it prints.</summary>
[Collection(typeof(Alone))]
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md", 11, 10)]
    [InlineData("README.package.md", 3, 3)]
    public async Task Readme_EveryExample_CompilesAndPrintsWhatItSays(string file, int expectedPrograms, int expectedOutputs)
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), TestContext.Current.CancellationToken);
        MatchCollection blocks = Blocks().Matches(readme);
        ScriptOptions options = ScriptOptions.Default.AddReferences(typeof(Network).Assembly, typeof(MathNet.Numerics.Combinatorics).Assembly);
        ScriptState<object>? state = null;
        int programs = 0, outputs = 0;
        string printed = "";
        TextWriter console = Console.Out;
        try
        {
            foreach (Match block in blocks)
            {
                string text = block.Groups["text"].Value;
                if (block.Groups["language"].Value == "text")
                {
                    printed.Should().Be(text);
                    outputs++;
                    continue;
                }

                using StringWriter writer = new() { NewLine = "\n" };
                Console.SetOut(writer);
                state = state is null
                    ? await CSharpScript.RunAsync(text, options, cancellationToken: TestContext.Current.CancellationToken)
                    : await state.ContinueWithAsync(text, cancellationToken: TestContext.Current.CancellationToken);
                printed = writer.ToString();
                programs++;
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        (programs, outputs).Should().Be((expectedPrograms, expectedOutputs));
    }

    [GeneratedRegex("^```(?<language>csharp|text)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
