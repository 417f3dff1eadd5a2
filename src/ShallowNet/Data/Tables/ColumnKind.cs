namespace ShallowNet;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers: a <see cref="NumberColumn"/>.</summary>
    Number,

    /// <summary>Texts, such as the names of categories: a <see cref="TextColumn"/>.</summary>
    Text,

    /// <summary>True or false: a <see cref="FlagColumn"/>.</summary>
    Flag,

    /// <summary>Dates, with or without a time of day: a <see cref="DateColumn"/>.</summary>
    Date,
}
