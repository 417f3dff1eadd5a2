#!/usr/bin/env dotnet
#:property PublishAot=false

// The scores of the parts that tests/mutation/run has tested, and what survived in those that are named.
//
//     dotnet run tests/mutation/summary.cs StrykerOutput [part …]

using System.Globalization;
using System.Text.Json;

string folder = args[0];
var parts = Directory.GetDirectories(folder)
    .Select(part => (Name: Path.GetFileName(part), Report: Path.Combine(part, "reports", "mutation-report.json")))
    .Where(part => File.Exists(part.Report))
    .OrderBy(part => part.Name, StringComparer.Ordinal)
    .Select(part => (part.Name, Mutants: Read(part.Report)))
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

static void Line(string name, IReadOnlyCollection<Mutant> mutants)
{
    int Count(string status) => mutants.Count(mutant => mutant.Status == status);
    int killed = Count("Killed"), timeout = Count("Timeout"), survived = Count("Survived"), uncovered = Count("NoCoverage");
    double score = 100.0 * (killed + timeout) / (killed + timeout + survived + uncovered);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12}  {killed,6}  {timeout,7}  {survived,8}  {uncovered,9}  {score,5:0.0}"));
}

static List<Mutant> Read(string report)
{
    using var document = JsonDocument.Parse(File.ReadAllText(report));
    List<Mutant> mutants = [];
    foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
    {
        string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
        foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            var start = mutant.GetProperty("location").GetProperty("start");
            var end = mutant.GetProperty("location").GetProperty("end");
            int line = start.GetProperty("line").GetInt32(), from = start.GetProperty("column").GetInt32() - 1;
            string text = lines[line - 1].TrimEnd();
            int to = end.GetProperty("line").GetInt32() == line ? end.GetProperty("column").GetInt32() - 1 : text.Length;
            mutants.Add(new Mutant(
                Path.GetFileName(file.Name), line, mutant.GetProperty("status").GetString()!, text[from..Math.Min(to, text.Length)],
                mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" ")));
        }
    }

    return mutants;
}

internal sealed record Mutant(string File, int Line, string Status, string From, string To);
