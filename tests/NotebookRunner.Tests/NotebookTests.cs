namespace NotebookRunner.Tests;

public sealed class NotebookTests
{
    [Fact]
    public void ToJson_Parsed_IsTheSame()
    {
        Notebook notebook = new(
        [
            new Cell("a", isCode: false, "# Title\n\n$$z = wx$$\n", []),
            new Cell("b", isCode: true, "1 + 1", [new Output("line\nline\n", null), OutputComparisonTests.Figure(20, 10)]),
            new Cell("c", isCode: true, "", []),
        ]);
        string json = notebook.ToJson();
        Notebook.Parse(json).ToJson().Should().Be(json);
        json.Should().StartWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"id\": \"a\"");
        json.Should().Contain("\"# Title\\n\",").And.Contain("\"execution_count\": 1").And.Contain("\"execution_count\": 2").And.EndWith("\"nbformat_minor\": 5\n}\n");
    }

    [Theory]
    [InlineData("\"nbformat_minor\": 5", "\"nbformat_minor\": 4", "The notebook's format must be 4.5, but is 4.4.")]
    [InlineData("\".net-csharp\"", "\"python3\"", "The notebook's kernel must be .net-csharp with the language C#, but is python3 with C#.")]
    [InlineData("\"b\"", "\"a\"", "Two cells have the id a.")]
    [InlineData("\"markdown\"", "\"raw\"", "A cell must be markdown or code, but a is raw.")]
    [InlineData("\"stream\"", "\"error\"", "An output must be a stream or a result, but is error.")]
    [InlineData("\"cells\"", "\"sells\"", "This is no notebook: *")]
    [InlineData("{", "", "This is no notebook: *")]
    public void Parse_OtherThanExpected_IsRefused(string part, string other, string message)
    {
        string json = new Notebook([new Cell("a", isCode: false, "text", []), new Cell("b", isCode: true, "1", [new Output("1", null)])]).ToJson();
        Action parse = () => Notebook.Parse(json.Replace(part, other));
        parse.Should().Throw<LessonException>().WithMessage(message);
    }

    [Fact]
    public void Parse_PictureThatIsNotBase64_IsRefused()
    {
        string json = new Notebook([new Cell("a", isCode: true, "1", [OutputComparisonTests.Figure(20, 10)])]).ToJson();
        Action parse = () => Notebook.Parse(json.Replace("\"image/png\": \"", "\"image/png\": \"!"));
        parse.Should().Throw<LessonException>().WithMessage("This is no notebook: *Base-64*");
    }
}
