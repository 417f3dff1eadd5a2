namespace ShallowNet;

/// <summary>How a model scales its inputs or targets.</summary>
public enum Scaling
{
    /// <summary>The numbers stay as they are.</summary>
    None,

    /// <summary>Each feature, or target, gets the mean 0 and the standard deviation 1, by a <see cref="Standardizer"/>.</summary>
    Standardize,

    /// <summary>Each feature, or target, gets the range from −1 to 1, or that of a regression's outputs, by a <see cref="MinMaxScaler"/>.</summary>
    MinMax,

    /// <summary>Each feature, or target, gets the median 0 and the interquartile range 1, whatever the outliers are, by a <see cref="RobustScaler"/>.</summary>
    Robust,
}
