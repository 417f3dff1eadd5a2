using System.Diagnostics;
using System.Globalization;

namespace NotebookRunner;

/// <summary>A notebook in the folder of samples, and the program made from it.</summary>
/// <param name="path">The notebook.</param>
/// <param name="packages">What it may ask for.</param>
/// <param name="longest">How long its cells may take together; null for two minutes.</param>
internal sealed class Lesson(string path, Packages packages, TimeSpan? longest = null)
{
    private readonly TimeSpan longest = longest ?? TimeSpan.FromMinutes(2);

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    private string ProgramPath => Path.ChangeExtension(path, ".cs");

    /// <summary>Runs every cell, and writes the notebook with its outputs and the program.</summary>
    /// <exception cref="LessonException">A cell or the program does not compile, a cell threw, or a rule is broken; nothing is written.</exception>
    public async Task<string> WriteAsync()
    {
        var (notebook, outputs, program, elapsed) = await RunAsync();
        foreach (var (cell, output) in notebook.Code.Zip(outputs))
        {
            cell.Outputs = output;
        }

        CheckContent(notebook);
        File.WriteAllText(path, notebook.ToJson());
        File.WriteAllText(ProgramPath, program);
        return Report(notebook, elapsed);
    }

    /// <summary>Runs every cell, and compares with what is stored.</summary>
    /// <exception cref="LessonException">As <see cref="WriteAsync"/>; or an output, the program or the notebook's form is not what a run would write.</exception>
    public async Task<string> CheckAsync()
    {
        var (notebook, outputs, program, elapsed) = await RunAsync();
        int number = 0;
        foreach (var (cell, output) in notebook.Code.Zip(outputs))
        {
            number++;
            if (OutputComparison.Difference(cell.Outputs, output) is { } difference)
            {
                throw new LessonException($"The output of cell [{number}] is stale: {difference}.");
            }
        }

        CheckContent(notebook);
        if (File.ReadAllText(path) != notebook.ToJson())
        {
            throw new LessonException("The file is not as this program writes it.");
        }

        if (!File.Exists(ProgramPath) || File.ReadAllText(ProgramPath) != program)
        {
            throw new LessonException($"{Name}.cs is not what the notebook makes.");
        }

        return Report(notebook, elapsed);
    }

    private async Task<(Notebook Notebook, IReadOnlyList<IReadOnlyList<Output>> Outputs, string Program, TimeSpan Elapsed)> RunAsync()
    {
        var notebook = Notebook.Parse(await File.ReadAllTextAsync(path));
        CheckPackages(notebook);
        Directory.SetCurrentDirectory(Path.GetDirectoryName(path)!);
        Session session = new(packages);
        List<IReadOnlyList<Output>> outputs = [];
        long start = Stopwatch.GetTimestamp();
        foreach (var cell in notebook.Code)
        {
            try
            {
                outputs.Add(await session.RunAsync(cell.Source));
            }
            catch (LessonException e)
            {
                throw new LessonException($"Cell [{outputs.Count + 1}] {e.Message}\n{cell.Source}");
            }
        }

        foreach (var exercise in Exercise.In(notebook))
        {
            await exercise.VerifyAsync(session, outputs[exercise.Number]);
        }

        string program = FileBasedApp.From(notebook, Name);
        session.Compile(program);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return elapsed <= longest
            ? (notebook, outputs, program, elapsed)
            : throw new LessonException($"A lesson must run in {longest.TotalSeconds:0} s, but took {elapsed.TotalSeconds:0} s.");
    }

    private void CheckPackages(Notebook notebook)
    {
        int number = 0;
        foreach (var cell in notebook.Code)
        {
            number++;
            foreach (var package in CellCode.Parse(cell.Source).Packages)
            {
                string version = packages.VersionOf(package.Name);
                if (package.Version != version)
                {
                    throw new LessonException($"Cell [{number}] asks for {package.Name} {package.Version}, but the lessons are run with {version}.");
                }

                if (number > 1)
                {
                    throw new LessonException($"The packages must be asked for in the first cell of code, but {package.Name} is in cell [{number}].");
                }
            }
        }
    }

    /// <summary>A lesson has equations, figures and exercises whose answers are folded.</summary>
    private static void CheckContent(Notebook notebook)
    {
        string text = string.Join('\n', notebook.Cells.Where(cell => !cell.IsCode).Select(cell => cell.Source));
        Need("$$", 1, "an equation in $$");
        Need("<details>", 2, "two exercises with answers in <details>");
        var figures = notebook.Code.SelectMany(cell => cell.Outputs).Select(output => output.Png).OfType<byte[]>().ToList();
        if (figures.Count == 0)
        {
            throw new LessonException("A lesson must have a figure.");
        }

        figures.ForEach(figure => Picture.Look(figure));

        void Need(string part, int count, string what)
        {
            if (text.Split(part).Length - 1 < count)
            {
                throw new LessonException($"A lesson must have {what}.");
            }
        }
    }

    private string Report(Notebook notebook, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {notebook.Code.Count()} cells of code, {notebook.Code.SelectMany(cell => cell.Outputs).Count(output => output.Png is not null)} figures, {elapsed.TotalSeconds:0.0} s");
}
