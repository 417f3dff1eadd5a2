using System.Text.RegularExpressions;

namespace NotebookRunner;

/// <summary>
/// Exercises that a reader fills in: a function without its answer, a cell that checks it and prints "Right." or what is wrong, and below it the
/// answer, folded, its code indented by four spaces.
/// </summary>
internal static partial class Exercises
{
    private const string Passed = "Right.";
    private const string Indent = "    ";

    /// <summary>Runs the folded answers and the checks after them, once all cells have run.</summary>
    /// <exception cref="LessonException">A check passes without an answer, has none below it, or refuses the one that it has.</exception>
    public static async Task CheckAsync(Notebook notebook, IReadOnlyList<IReadOnlyList<Output>> outputs, Session session)
    {
        int number = 0;
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (!cell.IsCode)
            {
                continue;
            }

            number++;
            if (!cell.Source.Contains($"\"{Passed}\"", StringComparison.Ordinal))
            {
                continue;
            }

            if (outputs[number - 1].Any(Passes))
            {
                throw new LessonException($"Cell [{number}] says \"{Passed}\" before anything is filled in.");
            }

            var below = notebook.Cells.ElementAtOrDefault(i + 1);
            string answer = below is { IsCode: false } ? CodeOf(below.Source) : "";
            if (answer.Length == 0)
            {
                throw new LessonException($"Cell [{number}] checks an exercise, but no code is folded below it.");
            }

            var after = await RunAsync(session, answer, cell.Source, number);
            if (!after.Any(Passes))
            {
                throw new LessonException($"The answer below cell [{number}] does not pass: {string.Join(' ', after.Select(output => output.Plain.Trim()))}");
            }
        }
    }

    private static async Task<IReadOnlyList<Output>> RunAsync(Session session, string answer, string check, int number)
    {
        try
        {
            await session.RunAsync(answer);
            return await session.RunAsync(check);
        }
        catch (LessonException e)
        {
            throw new LessonException($"The answer below cell [{number}] {e.Message}\n{answer}");
        }
    }

    private static bool Passes(Output output) => output.Plain.StartsWith(Passed, StringComparison.Ordinal);

    /// <summary>The indented lines of the first part that is folded.</summary>
    private static string CodeOf(string markdown)
    {
        var code = Folded().Match(markdown).Value.Split('\n').Where(line => line.Length == 0 || line.StartsWith(Indent, StringComparison.Ordinal));
        return string.Join('\n', code.Select(line => line.Length == 0 ? line : line[Indent.Length..])).Trim('\n');
    }

    [GeneratedRegex("<details>.*?</details>", RegexOptions.Singleline)]
    private static partial Regex Folded();
}
