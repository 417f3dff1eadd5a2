namespace ShallowNet;

/// <summary>How a model scales its inputs or targets.</summary>
public enum Scaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>To mean 0 and standard deviation 1: <see cref="Standardizer"/>.</summary>
    Standardize,

    /// <summary>To the range from −1 to 1: <see cref="MinMaxScaler"/>.</summary>
    MinMax,
}
