namespace NotebookRunner.Tests;

/// <summary>Whole lessons in a folder of their own: what is written passes the check, and what is changed by hand does not.</summary>
[Collection(nameof(Console))]
public sealed class LessonTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shallownet-lessons-");

    private static readonly string text = """
        # A lesson

        $$a = 1$$

        <details><summary>Answer</summary>One.</details>
        <details><summary>Answer</summary>Two.</details>
        """.ReplaceLineEndings("\n");

    private const string Drawing = "new Figure(\"Sine\").Line(\"sine\", Math.Sin, 0, 6)";

    private static string FirstCell => $"""
        #r "nuget: ShallowNet, {Packages.OfThisProgram().VersionOf("ShallowNet")}"
        #r "nuget: ShallowNet.Plotting, {Packages.OfThisProgram().VersionOf("ShallowNet.Plotting")}"
        using System;
        using ShallowNet;
        using ShallowNet.Plotting;

        double half = 1 / 2.0;
        Console.WriteLine($"half is {"{half:0.00}"}");
        """.ReplaceLineEndings("\n");

    private string NotebookPath => Path.Combine(folder.FullName, "01-test.ipynb");

    public void Dispose()
    {
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Write_ThenCheck_Passes()
    {
        Save(FirstCell, Drawing);
        (await Lesson().WriteAsync()).Should().StartWith("01-test: 2 cells of code, 1 figures, ");
        (await Lesson().CheckAsync()).Should().StartWith("01-test: 2 cells of code, 1 figures, ");

        var cells = Notebook.Parse(File.ReadAllText(NotebookPath)).Code.ToList();
        cells[0].Outputs.Should().ContainSingle().Which.Text.Should().Be("half is 0.50\n");
        var figure = cells[1].Outputs.Should().ContainSingle().Which;
        Picture.Look(figure.Png!).Should().Be((1200, 720));
        figure.Plain.Should().StartWith("Figure");
        File.ReadAllText(Path.ChangeExtension(NotebookPath, ".cs")).Should().StartWith("#!/usr/bin/env dotnet\n#:project ../src/ShallowNet/ShallowNet.csproj\n")
            .And.Contain("\n// # A lesson\n//\n// $$a = 1$$\n//\n// Answer:One.\n// Answer:Two.\n")
            .And.Contain("\ndouble half = 1 / 2.0;\nConsole.WriteLine($\"half is {half:0.00}\");\n")
            .And.Contain("\nShow(" + Drawing + ");\n");
    }

    [Theory]
    [InlineData("half is 0.50", "half is 0.52", "The output of cell [1] is stale: stored is \"half is 0.52\", but the run gave \"half is 0.50\".")]
    [InlineData(" \"nbformat\"", "  \"nbformat\"", "The file is not as this program writes it.")]
    [InlineData("# A lesson", "# The lesson", "01-test.cs is not what the notebook makes.")]
    public async Task Check_ChangedByHand_IsRefused(string part, string other, string message)
    {
        Save(FirstCell, Drawing);
        await Lesson().WriteAsync();
        File.WriteAllText(NotebookPath, File.ReadAllText(NotebookPath).Replace(part, other));
        (await Refusal(lesson => lesson.CheckAsync())).Should().Be(message);
    }

    [Fact]
    public async Task Check_NoProgram_IsRefused()
    {
        Save(FirstCell, Drawing);
        await Lesson().WriteAsync();
        File.Delete(Path.ChangeExtension(NotebookPath, ".cs"));
        (await Refusal(lesson => lesson.CheckAsync())).Should().Be("01-test.cs is not what the notebook makes.");
    }

    [Fact]
    public async Task Write_CellThatThrows_IsRefusedAndWritesNothing()
    {
        Save(FirstCell, "throw new InvalidOperationException(\"broken\");");
        string before = File.ReadAllText(NotebookPath);
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("Cell [2] threw InvalidOperationException: broken\n");
        File.ReadAllText(NotebookPath).Should().Be(before);
        File.Exists(Path.ChangeExtension(NotebookPath, ".cs")).Should().BeFalse();
    }

    [Fact]
    public async Task Write_ValueThatCannotBeShown_IsRefused()
    {
        Save(FirstCell, "record Broken\n{\n    public override string ToString() => throw new InvalidOperationException(\"broken\");\n}\n\nnew Broken()");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("Cell [2] threw InvalidOperationException: broken\n");
    }

    [Fact]
    public async Task Write_TooSlow_IsRefused()
    {
        Save("System.Threading.Thread.Sleep(20);");
        Func<Task> run = () => new Lesson(NotebookPath, Packages.OfThisProgram(), longest: TimeSpan.Zero).WriteAsync();
        (await run.Should().ThrowAsync<LessonException>()).WithMessage("A lesson must run in 0 s, but took * s.");
    }

    [Fact]
    public async Task Write_CellThatDoesNotCompile_IsRefused()
    {
        Save(FirstCell, "int a = half;");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("Cell [2] does not compile: (1,9): error CS0266");
    }

    /// <summary>A cell may declare what another has declared, a program may not.</summary>
    [Fact]
    public async Task Write_ProgramThatDoesNotCompile_IsRefusedAndWritesNothing()
    {
        Save(FirstCell, Drawing, "double half = 2;");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("The program does not compile: (").And.Contain("error CS0128");
        File.Exists(Path.ChangeExtension(NotebookPath, ".cs")).Should().BeFalse();
    }

    [Fact]
    public async Task Write_ProgramWithAWarning_IsRefused()
    {
        Save(FirstCell, Drawing, "string missing = null;");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("The program does not compile: (").And.Contain("warning CS8600");
    }

    [Fact]
    public async Task Write_UsingAfterCode_DoesNotCompile()
    {
        Save(FirstCell, "int a = 1;\nusing System.Text;");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("Cell [2] does not compile: (2,1): error CS1529");
    }

    [Fact]
    public async Task Write_PackageNotAskedFor_DoesNotCompile()
    {
        Save("using ShallowNet;");
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("Cell [1] does not compile: (1,7): error CS0246");
    }

    [Fact]
    public async Task Write_OtherVersion_IsRefused()
    {
        Save("#r \"nuget: ShallowNet, 9.9.9\"");
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be(
            $"Cell [1] asks for ShallowNet 9.9.9, but the lessons are run with {Packages.OfThisProgram().VersionOf("ShallowNet")}.");
    }

    [Fact]
    public async Task Write_UnknownPackage_IsRefused()
    {
        Save("#r \"nuget: Elsewhere, 1.0.0\"");
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be("The lesson asks for the package Elsewhere, which tests/NotebookRunner does not reference.");
    }

    [Fact]
    public async Task Write_PackageInALaterCell_IsRefused()
    {
        Save("int a = 1;", FirstCell);
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be("The packages must be asked for in the first cell of code, but ShallowNet is in cell [2].");
    }

    [Fact]
    public async Task Write_NoFigure_IsRefused()
    {
        Save(FirstCell);
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be("A lesson must have a figure.");
    }

    [Theory]
    [InlineData("$$", "an equation in $$")]
    [InlineData("<details>", "two exercises with answers in <details>")]
    public async Task Write_PartMissing_IsRefused(string part, string what)
    {
        SaveWith(text.Replace(part, ""), FirstCell, Drawing);
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be($"A lesson must have {what}.");
    }

    private const string ToFillIn = "int Twice(int a)\n{\n    return 0;   // Your code here.\n}";
    private const string Check = "Console.WriteLine(Twice(2) == 4 ? \"Right.\" : $\"Not yet: 2 · 2 is 4, but yours is {Twice(2)}.\");";
    private const string Solution = "<details><summary>Solution</summary>\n\n```csharp\nint Twice(int a)\n{\n    return 2 * a;\n}\n```\n\n</details>";

    [Fact]
    public async Task Write_ExerciseWhoseSolutionIsRight_Passes()
    {
        SaveExercise(ToFillIn, Check, Solution);
        (await Lesson().WriteAsync()).Should().StartWith("01-test: 4 cells of code, 1 figures, ");
        (await Lesson().CheckAsync()).Should().StartWith("01-test: 4 cells of code, 1 figures, ");
        Notebook.Parse(File.ReadAllText(NotebookPath)).Code.Last().Outputs.Should().ContainSingle().Which.Text.Should().Be("Not yet: 2 · 2 is 4, but yours is 0.\n");
    }

    [Theory]
    [InlineData(ToFillIn, "// The check.\n" + Drawing, Solution, "The check of cell [3], which is not filled in, must begin with \"Not yet\", but prints \"Figure: Sine\".")]
    [InlineData("int Twice(int a) => 2 * a;   // Your code here.", Check, Solution, "The check of cell [3], which is not filled in, must begin with \"Not yet\", but prints \"Right.\".")]
    [InlineData(ToFillIn, "Console.WriteLine(\"Not yet.\");", Solution, "The check of cell [3] must print \"Right.\" for the solution, but prints \"Not yet.\".")]
    [InlineData(ToFillIn, Check, "<details><summary>Solution</summary></details>", "Cell [3] is to be filled in, so a solution must be folded below the cell that checks it.")]
    [InlineData(ToFillIn, Check, null, "Cell [3] is to be filled in, so a solution must be folded below the cell that checks it.")]
    [InlineData(ToFillIn, null, Solution, "Cell [3] is to be filled in, so the next cell must be code that checks it.")]
    public async Task Write_ExerciseThatIsNotWhole_IsRefused(string code, string? check, string? solution, string message)
    {
        SaveExercise(code, check, solution);
        (await Refusal(lesson => lesson.WriteAsync())).Should().Be(message);
    }

    [Fact]
    public async Task Write_SolutionThatDoesNotCompile_IsRefused()
    {
        SaveExercise(ToFillIn, Check, Solution.Replace("2 * a", "twice(a)"));
        (await Refusal(lesson => lesson.WriteAsync())).Should().StartWith("The solution of cell [3] does not compile: ");
    }

    private Lesson Lesson() => new(NotebookPath, Packages.OfThisProgram());

    private void Save(params string[] code) => SaveWith(text, code);

    private void SaveWith(string markdown, params string[] code)
    {
        var cells = code.Select((source, i) => new Cell($"code-{i}", isCode: true, source, []));
        File.WriteAllText(NotebookPath, new Notebook([new Cell("text", isCode: false, markdown, []), .. cells]).ToJson());
    }

    private void SaveExercise(string code, string? check, string? solution)
    {
        List<Cell> cells = [new Cell("text", isCode: false, text, []), new Cell("first", isCode: true, FirstCell, []), new Cell("drawing", isCode: true, Drawing, [])];
        cells.Add(new Cell("exercise", isCode: true, code, []));
        if (check is not null)
        {
            cells.Add(new Cell("check", isCode: true, check, []));
        }

        if (solution is not null)
        {
            cells.Add(new Cell("solution", isCode: false, solution, []));
        }

        File.WriteAllText(NotebookPath, new Notebook(cells).ToJson());
    }

    private async Task<string> Refusal(Func<Lesson, Task<string>> act)
    {
        Func<Task> run = () => act(Lesson());
        return (await run.Should().ThrowAsync<LessonException>()).Which.Message;
    }
}
