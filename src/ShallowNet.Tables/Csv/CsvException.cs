using System.Diagnostics.CodeAnalysis;

namespace ShallowNet;

/// <summary>A CSV file is not as it must be. The message names the file, the line and the column, as far as there are such.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Only the reader of CSV files makes it.")]
public sealed class CsvException : FormatException
{
    internal CsvException(CsvPlace place, string message)
        : base(place.Before(message)) => (Path, Line, Column) = (place.Path, place.Line, place.Column);

    /// <summary>The path of the file, as it was given; null where the text came from elsewhere.</summary>
    public string? Path { get; }

    /// <summary>The line, from 1 on: for a row that has several, its first one. Null where what is wrong is in no certain line.</summary>
    public int? Line { get; }

    /// <summary>The name of the column; null where what is wrong is in none, or in several.</summary>
    public string? Column { get; }
}
