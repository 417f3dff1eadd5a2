namespace ShallowNet;

/// <summary>How a model scales its inputs or targets.</summary>
public enum Scaling
{
    /// <summary>The numbers stay as they are.</summary>
    None,

    /// <summary>Each feature, or target, gets the mean 0 and the standard deviation 1, by a <see cref="Standardizer"/>.</summary>
    Standardize,

    /// <summary>Each feature, or target, gets the range from −1 to 1, by a <see cref="MinMaxScaler"/>.</summary>
    MinMax,
}
