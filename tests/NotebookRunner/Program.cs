// Runs the lessons in samples against the library as built.
//
//     dotnet run --project tests/NotebookRunner                   runs them all, writes their outputs and their programs
//     dotnet run --project tests/NotebookRunner -- 06 07          only these
//     dotnet run --project tests/NotebookRunner -- --check        writes nothing, and fails where something is not as a run would write it

using NotebookRunner;

bool check = args.Contains("--check");
IReadOnlyList<string> paths;
try
{
    paths = Lessons.In(Lessons.SamplesAbove(AppContext.BaseDirectory), [.. args.Where(argument => argument != "--check")]);
}
catch (LessonException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

var packages = Packages.OfThisProgram();
int failed = 0;
foreach (string path in paths)
{
    Lesson lesson = new(path, packages);
    try
    {
        Console.WriteLine(check ? await lesson.CheckAsync() : await lesson.WriteAsync());
    }
    catch (LessonException e)
    {
        failed++;
        Console.Error.WriteLine($"{lesson.Name}: {e.Message}");
    }
}

if (failed > 0 && check)
{
    Console.Error.WriteLine("Where a lesson is only stale: dotnet run --project tests/NotebookRunner");
}

return failed == 0 ? 0 : 1;
