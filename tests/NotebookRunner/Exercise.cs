using System.Text.RegularExpressions;

namespace NotebookRunner;

/// <summary>
/// An exercise of a lesson that the reader fills in: a cell of code with the mark, a cell that checks it, and a text that folds the solution.
/// </summary>
/// <param name="Number">The number of the cell to fill in, among those of code.</param>
/// <param name="Check">The cell that checks it. It prints a line that begins with "Not yet", or "Right.".</param>
/// <param name="Solution">What solves it, in the place of the cell to fill in.</param>
internal sealed partial record Exercise(int Number, string Check, string Solution)
{
    /// <summary>What stands where the reader's code belongs.</summary>
    public const string Mark = "// Your code here.";

    /// <exception cref="LessonException">A cell to fill in is not followed by its check, or by its folded solution.</exception>
    public static IReadOnlyList<Exercise> In(Notebook notebook)
    {
        List<Exercise> exercises = [];
        int number = 0;
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            number += cell.IsCode ? 1 : 0;
            if (!cell.IsCode || !cell.Source.Contains(Mark, StringComparison.Ordinal))
            {
                continue;
            }

            if (notebook.Cells.ElementAtOrDefault(i + 1) is not { IsCode: true } check)
            {
                throw new LessonException($"Cell [{number}] is to be filled in, so the next cell must be code that checks it.");
            }

            if (notebook.Cells.ElementAtOrDefault(i + 2) is not { IsCode: false } text || Folded().Match(text.Source) is not { Success: true } solution)
            {
                throw new LessonException($"Cell [{number}] is to be filled in, so a solution must be folded below the cell that checks it.");
            }

            exercises.Add(new Exercise(number, check.Source, solution.Groups[1].Value));
        }

        return exercises;
    }

    /// <summary>Finds out whether the check refuses the cell as it is, and accepts the solution.</summary>
    /// <param name="session">The lesson, all of whose cells have run.</param>
    /// <param name="asItIs">What the check has printed in that run.</param>
    /// <exception cref="LessonException">It does not.</exception>
    public async Task VerifyAsync(Session session, IReadOnlyList<Output> asItIs)
    {
        if (Text(asItIs) is var before && !before.StartsWith("Not yet", StringComparison.Ordinal))
        {
            throw new LessonException($"The check of cell [{Number}], which is not filled in, must begin with \"Not yet\", but prints \"{before}\".");
        }

        try
        {
            await session.RunAsync(Solution);
        }
        catch (LessonException e)
        {
            throw new LessonException($"The solution of cell [{Number}] {e.Message}");
        }

        if (Text(await session.RunAsync(Check)) is var after && after != "Right.")
        {
            throw new LessonException($"The check of cell [{Number}] must print \"Right.\" for the solution, but prints \"{after}\".");
        }

        static string Text(IReadOnlyList<Output> outputs) => string.Concat(outputs.Select(output => output.Plain)).Trim();
    }

    [GeneratedRegex("^<details><summary>Solution</summary>\n\n```csharp\n(.*?)\n```\n", RegexOptions.Singleline)]
    private static partial Regex Folded();
}
