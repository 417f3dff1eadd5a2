namespace ShallowNet;

/// <summary>What of a date tells the rows apart.</summary>
[Flags]
internal enum DateParts
{
    None = 0,

    /// <summary>The days up to the latest date that was seen.</summary>
    Age = 1,

    Year = 2,

    /// <summary>A cycle of 12.</summary>
    Month = 4,

    /// <summary>A cycle of 7.</summary>
    Weekday = 8,

    /// <summary>A cycle of 24.</summary>
    Hour = 16,

    /// <summary>Whether there is a date at all.</summary>
    Gap = 32,
}
