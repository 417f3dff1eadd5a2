namespace NotebookRunner;

/// <summary>Where the lessons are.</summary>
internal static class Lessons
{
    /// <summary>The folder of samples of the repository that a folder lies in.</summary>
    /// <exception cref="LessonException">It lies in none.</exception>
    public static string SamplesAbove(string folder)
    {
        for (string? root = folder; root is not null; root = Path.GetDirectoryName(root))
        {
            if (File.Exists(Path.Combine(root, "ShallowNet.sln")))
            {
                return Path.Combine(root, "samples");
            }
        }

        throw new LessonException($"ShallowNet.sln is in no folder above {folder}.");
    }

    /// <summary>The paths of all notebooks in order, or of those whose names begin with one of the given.</summary>
    /// <exception cref="LessonException">No notebook's name begins so.</exception>
    public static IReadOnlyList<string> In(string samples, IReadOnlyList<string> beginnings)
    {
        string[] all = [.. Directory.GetFiles(samples, "*.ipynb").Order(StringComparer.Ordinal)];
        return beginnings.FirstOrDefault(beginning => !all.Any(path => Begins(path, beginning))) is { } none
            ? throw new LessonException($"There is no lesson {none} in {samples}.")
            : [.. all.Where(path => beginnings.Count == 0 || beginnings.Any(beginning => Begins(path, beginning)))];
    }

    private static bool Begins(string path, string beginning) => Path.GetFileName(path).StartsWith(beginning, StringComparison.Ordinal);
}
