namespace ShallowNet;

/// <summary>Where something is wrong.</summary>
/// <param name="Path">The path of the file; null where there is none.</param>
/// <param name="Line">The line, from 1 on; null where it is not known.</param>
/// <param name="Column">The name of the column; null where it is in none, or in several.</param>
internal readonly record struct CsvPlace(string? Path, int? Line = null, string? Column = null)
{
    /// <summary>A message that begins with the place, as in: data.csv, line 4: column "age" must hold numbers, but has "old".</summary>
    public string Before(string message)
    {
        string line = Line is { } number ? Invariant($"line {number}") : "";
        string place = Path is null ? line : line.Length == 0 ? Path : $"{Path}, {line}";
        string text = Column is null ? message : $"column \"{Table.Shortened(Column)}\" {message}";
        return place.Length == 0 ? char.ToUpperInvariant(text[0]) + text[1..]
            : Path is null ? $"Line{place[4..]}: {text}" : $"{place}: {text}";
    }
}
