namespace ShallowNet;

/// <summary>Collects the values of a column of one kind.</summary>
internal abstract class CsvCollector
{
    /// <summary>What it collects.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>How many rows were added.</summary>
    public abstract int Count { get; }

    /// <summary>Adds a row with a value; nothing where it does not fit, or is infinite and must not be.</summary>
    /// <param name="text">The value, without spaces around it unless they stood in quotation marks.</param>
    public abstract CsvFit Add(ReadOnlySpan<char> text);

    /// <summary>Adds a row without a value.</summary>
    public abstract void AddGap();

    /// <summary>Forgets all rows.</summary>
    public abstract void Clear();

    /// <summary>The column of all rows that were added since the beginning, or since they were forgotten.</summary>
    public abstract Column Build(string name);
}
