namespace ShallowNet;

/// <summary>Whether a value is of a kind.</summary>
internal enum CsvFit
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>It is.</summary>
    Yes,

    /// <summary>It is infinite: a number, but none that anything can be learned from.</summary>
    Infinite,
}
