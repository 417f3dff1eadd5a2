using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>What models and files know of a kind of scaler.</summary>
/// <param name="scaling">What options call it.</param>
/// <param name="fileName">What files call it, which never changes.</param>
internal abstract class ScalerRow(Scaling scaling, string fileName)
{
    public Scaling Scaling => scaling;

    public string FileName => fileName;

    /// <summary>Fits a scaler to samples.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="weights">What each sample counts; null if all count the same.</param>
    public abstract Scaler Fit<T>(Matrix<T> X, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Makes the scaler that has these numbers.</summary>
    /// <exception cref="ArgumentException">There is no such scaler.</exception>
    public abstract Scaler Make(ScalerNumbers numbers);
}

/// <summary>The numbers of a scaler, as files have them.</summary>
/// <param name="First">A number for each feature, such as its mean.</param>
/// <param name="Second">Another for each, such as its standard deviation.</param>
/// <param name="Lower">The lower end of a range; null where there is none.</param>
/// <param name="Upper">The upper end.</param>
internal readonly record struct ScalerNumbers(double[] First, double[] Second, double? Lower = null, double? Upper = null);
