namespace NotebookRunner.Tests;

/// <summary>A lesson's exercises: the check refuses what is given, and accepts the folded answer.</summary>
[Collection(nameof(Console))]
public sealed class ExercisesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shallownet-exercises-");

    private const string Given = "double Half(double x) => double.NaN; // your answer here";

    private const string Check = "Console.WriteLine(Half(3) == 1.5 ? \"Right.\" : $\"Not yet: half of 3 is {Half(3)}.\");";

    private const string Second = "<details><summary>Answer</summary>None.</details>";

    private string NotebookPath => Path.Combine(folder.FullName, "01-test.ipynb");

    public void Dispose()
    {
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Answer_ThatPasses_LessonKeepsWhatIsGiven()
    {
        Save(Given, Answer("    double Half(double x)\n    {\n        return x / 2;\n    }"));
        await Lesson().WriteAsync();
        await Lesson().CheckAsync();
        Notebook.Parse(File.ReadAllText(NotebookPath)).Code.Last().Outputs.Should().ContainSingle().Which.Text.Should().Be("Not yet: half of 3 is NaN.\n");
    }

    [Fact]
    public async Task Answer_ThatIsWrong_IsRefused()
    {
        Save(Given, Answer("    double Half(double x) => x / 3;"));
        (await Refusal()).Should().Be("The answer below cell [3] does not pass: Not yet: half of 3 is 1.");
    }

    [Fact]
    public async Task Answer_ThatDoesNotCompile_IsRefused()
    {
        Save(Given, Answer("    double Half(double x) => y / 2;"));
        (await Refusal()).Should().StartWith("The answer below cell [3] does not compile: (1,26): error CS0103");
    }

    [Fact]
    public async Task Answer_WithoutCode_IsRefused()
    {
        Save(Given, Answer("Divide by two."));
        (await Refusal()).Should().Be("Cell [3] checks an exercise, but no code is folded below it.");
    }

    [Fact]
    public async Task Answer_Missing_IsRefused()
    {
        Save(Given, null);
        (await Refusal()).Should().Be("Cell [3] checks an exercise, but no code is folded below it.");
    }

    [Fact]
    public async Task Check_ThatPassesWithoutAnswer_IsRefused()
    {
        Save("double Half(double x) => x / 2;", Answer("    double Half(double x) => x / 2;"));
        (await Refusal()).Should().Be("Cell [3] says \"Right.\" before anything is filled in.");
    }

    private static string Answer(string inside) => $"<details><summary>Answer</summary>\n\n{inside}\n\n</details>\n\n{Second}";

    private Lesson Lesson() => new(NotebookPath, Packages.OfThisProgram());

    private void Save(string given, string? answer)
    {
        string first = $"""
            #r "nuget: ShallowNet.Plotting, {Packages.OfThisProgram().VersionOf("ShallowNet.Plotting")}"
            using System;
            using ShallowNet.Plotting;

            new Figure("Sine").Line("sine", Math.Sin, 0, 6)
            """.ReplaceLineEndings("\n");
        List<Cell> cells =
        [
            new("text", isCode: false, $"# A lesson\n\n$$a = 1$$\n\n{Second}\n{Second}", []),
            new("first", isCode: true, first, []),
            new("given", isCode: true, given, []),
            new("check", isCode: true, Check, []),
        ];
        if (answer is not null)
        {
            cells.Add(new Cell("answer", isCode: false, answer, []));
        }

        File.WriteAllText(NotebookPath, new Notebook(cells).ToJson());
    }

    private async Task<string> Refusal()
    {
        Func<Task> run = () => Lesson().WriteAsync();
        return (await run.Should().ThrowAsync<LessonException>()).Which.Message;
    }
}
