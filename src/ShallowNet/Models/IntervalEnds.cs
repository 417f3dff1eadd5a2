namespace ShallowNet;

/// <summary>Which ends of an interval are asked for.</summary>
public enum IntervalEnds
{
    /// <summary>A lower and an upper end: the target lies between them with the level's probability.</summary>
    Both,

    /// <summary>Only a lower end, above which the target lies with the level's probability.</summary>
    Lower,

    /// <summary>Only an upper end, below which the target lies with the level's probability.</summary>
    Upper,
}
