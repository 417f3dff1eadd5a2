using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

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

internal static class ScalingKinds
{
    /// <summary>A scaler of the given kind; null for none.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Scaler? Fit<T>(this Scaling scaling, Matrix<T> X, IReadOnlyList<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => scaling switch
        {
            Scaling.Standardize => Standardizer.Fit(X, weights),
            Scaling.MinMax => MinMaxScaler.Fit(X),
            _ => null,
        };

    public static Scaling Known(Scaling scaling, string name) => Enum.IsDefined(scaling)
        ? scaling
        : throw new ArgumentOutOfRangeException(name, $"{name} must be None, Standardize or MinMax, but is {scaling}.");
}
