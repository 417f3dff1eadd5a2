#!/usr/bin/env dotnet
#:property PublishAot=false

// The scores of the parts that tests/mutation/run has tested, and what survived in those that are named.
//
//     dotnet run tests/mutation/summary.cs StrykerOutput [part …]
//
// Or, one a line, where in the files of a part the mutants are that its own tests let through: what is to be tested again.
//
//     dotnet run tests/mutation/summary.cs StrykerOutput/<part> --again

using System.Globalization;
using System.Text.Json;

string folder = args[0];
if (args[1..] is ["--again"])
{
    foreach (string place in Read(ReportOf(folder)).Where(mutant => !mutant.IsNoticed).Select(mutant => mutant.Pattern).Distinct())
    {
        Console.WriteLine(place);
    }

    return;
}

var parts = Directory.GetDirectories(folder)
    .Where(part => File.Exists(ReportOf(part)))
    .OrderBy(part => part, StringComparer.Ordinal)
    .Select(part => (Name: Path.GetFileName(part), Mutants: Merge(Read(ReportOf(part)), Read(ReportOf(Path.Combine(part, "again"))))))
    .ToList();

Console.WriteLine("part          killed  timeout  survived  uncovered  score");
foreach (var (name, mutants) in parts)
{
    Line(name, mutants);
}

Line("all", [.. parts.SelectMany(part => part.Mutants)]);
foreach (var (name, mutants) in parts.Where(part => args.Skip(1).Contains(part.Name)))
{
    Console.WriteLine($"\n{name}");
    foreach (var mutant in mutants.Where(mutant => mutant.Status is "Survived" or "NoCoverage"))
    {
        Console.WriteLine($"  {mutant.File}:{mutant.Line} {mutant.Status}: {mutant.From}  →  {mutant.To}");
    }
}

static string ReportOf(string folder) => Path.Combine(folder, "reports", "mutation-report.json");

static void Line(string name, IReadOnlyCollection<Mutant> mutants)
{
    int Count(string status) => mutants.Count(mutant => mutant.Status == status);
    int killed = Count("Killed"), timeout = Count("Timeout"), survived = Count("Survived"), uncovered = Count("NoCoverage");
    double score = 100.0 * (killed + timeout) / (killed + timeout + survived + uncovered);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12}  {killed,6}  {timeout,7}  {survived,8}  {uncovered,9}  {score,5:0.0}"));
}

// What either run has noticed is noticed. But a timeout of the second counts as survival: its tests are slow, and some of them use all
// processors.
static List<Mutant> Merge(List<Mutant> first, List<Mutant> again)
{
    Dictionary<(string, string), Mutant> merged = first.ToDictionary(mutant => (mutant.Pattern, mutant.To));
    foreach (var mutant in again)
    {
        if (!merged.TryGetValue((mutant.Pattern, mutant.To), out Mutant? before) || !before.IsNoticed)
        {
            merged[(mutant.Pattern, mutant.To)] = mutant with { Status = mutant.Status == "Timeout" ? "Survived" : mutant.Status };
        }
    }

    return [.. merged.Values.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line)];
}

// The mutants of a report but for those that were not run: ignored, or without a meaning to the compiler. A run that its test process did not
// outlive (RuntimeError) counts neither way, but is not repeated.
static List<Mutant> Read(string report)
{
    List<Mutant> mutants = [];
    if (!File.Exists(report))
    {
        return mutants;
    }

    using var document = JsonDocument.Parse(File.ReadAllText(report));
    foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
    {
        string source = file.Value.GetProperty("source").GetString()!;
        string[] lines = source.Split('\n');
        int[] starts = new int[lines.Length];
        for (int i = 1; i < lines.Length; i++)
        {
            starts[i] = starts[i - 1] + lines[i - 1].Length + 1;
        }

        foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            string status = mutant.GetProperty("status").GetString()!;
            if (status is "Ignored" or "CompileError")
            {
                continue;
            }

            var location = mutant.GetProperty("location");
            (int line, int from) = Place(location.GetProperty("start"));
            (_, int to) = Place(location.GetProperty("end"));
            mutants.Add(new Mutant(
                Path.GetFileName(file.Name), line, status,
                $"{file.Name[(file.Name.LastIndexOf("/ShallowNet/", StringComparison.Ordinal) + 12)..]}{{{from}..{to}}}",
                source[from..to].Split('\n')[0], mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" ")));
        }

        // The line, from 1 on, and the place in the whole source, from 0 on.
        (int Line, int Index) Place(JsonElement end)
        {
            int line = end.GetProperty("line").GetInt32();
            return (line, starts[line - 1] + end.GetProperty("column").GetInt32() - 1);
        }
    }

    return mutants;
}

internal sealed record Mutant(string File, int Line, string Status, string Pattern, string From, string To)
{
    public bool IsNoticed => Status is not ("Survived" or "NoCoverage");
}
