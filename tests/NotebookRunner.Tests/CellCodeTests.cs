namespace NotebookRunner.Tests;

public sealed class CellCodeTests
{
    [Fact]
    public void Parse_WholeCell_HasItsParts()
    {
        var code = CellCode.Parse("""
            #r "nuget: ShallowNet, 0.1.0"
            #r "nuget: CsvHelper, 34.0.0"
            using System.Linq;
            using ShallowNet;

            // One to three.
            var numbers = Enumerable.Range(1, 3);
            double Half(int i) => i / 2.0;

            record Pair(int A, int B);
            delegate int Both(Pair pair);

            // The halves.
            numbers.Select(Half)
            """);
        code.Packages.Should().Equal(new PackageReference("ShallowNet", "0.1.0"), new PackageReference("CsvHelper", "34.0.0"));
        code.Usings.Should().Equal("using System.Linq;", "using ShallowNet;");
        code.Statements.Should().Be("// One to three.\nvar numbers = Enumerable.Range(1, 3);\ndouble Half(int i) => i / 2.0;");
        code.Types.Should().Equal("record Pair(int A, int B);", "delegate int Both(Pair pair);");
        code.LastExpression.Should().Be("numbers.Select(Half)");
        code.LeadOfLast.Should().Be("// The halves.");
    }

    [Fact]
    public void Parse_CellThatEndsInAStatement_HasNoLastExpression() => CellCode.Parse("var a = 1;\na++;").LastExpression.Should().BeNull();

    [Fact]
    public void Parse_CellThatEndsInAComment_KeepsIt() => CellCode.Parse("var a = 1;\n// Yours.").Statements.Should().Be("var a = 1;\n// Yours.");

    [Theory, InlineData("var a = 1;", "var a = 1;"), InlineData("// One.\n1", "")]
    public void Parse_ReferenceBeforeCode_IsNoPartOfIt(string source, string statements)
    {
        var code = CellCode.Parse($"#r \"nuget: ShallowNet, 0.1.0\"\n{source}");
        code.Packages.Should().ContainSingle();
        code.Script.Should().Be($"\n{source}");
        (code.Statements, code.LeadOfLast).Should().Be((statements, statements.Length > 0 ? "" : "// One."));
    }

    [Fact]
    public void Parse_Condition_IsPortable() => CellCode.Parse("#if DEBUG\n#endif\nvar a = 1;").LastExpression.Should().BeNull();

    [Theory]
    [InlineData("#r \"nuget: ShallowNet\"", "nuget: ShallowNet")]
    [InlineData("#r \"nuget: ShallowNet, *\"", "nuget: ShallowNet, *")]
    [InlineData("#r \"nuget: ShallowNet, 0.1.0-*\"", "nuget: ShallowNet, 0.1.0-*")]
    [InlineData("#r \"../src/ShallowNet.dll\"", "../src/ShallowNet.dll")]
    public void Parse_ReferenceWithoutExactVersion_IsRefused(string source, string reference) =>
        Refusal(source).Should().Be($"""A reference must be #r "nuget: Name, 1.2.3" with an exact version, but is #r "{reference}".""");

    [Theory]
    [InlineData("var a = 1;\ndisplay(a);", "display(a);")]
    [InlineData("figure.Display();", ".Display();")]
    [InlineData("#load \"other.csx\"", "#load \"other.csx\"")]
    [InlineData("#!time", "#!time")]
    [InlineData("#i \"nuget: elsewhere\"", "#i \"nuget: elsewhere\"")]
    [InlineData("using Microsoft.DotNet.Interactive;", "Microsoft.DotNet.Interactive;")]
    public void Parse_OneFrontEndOnly_IsRefused(string source, string part) =>
        Refusal(source).Should().Be($"Not every notebook front end understands {part}");

    private static string Refusal(string source)
    {
        Action parse = () => CellCode.Parse(source);
        return parse.Should().Throw<LessonException>().Which.Message;
    }
}
