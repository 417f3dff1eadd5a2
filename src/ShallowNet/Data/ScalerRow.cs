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

    /// <summary>Fits a scaler of inputs to samples: one that may also bring near what is far away.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="weights">What each sample counts; null if all count the same.</param>
    public virtual Scaler FitInputs<T>(Matrix<T> X, IEnumerable<double>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(X, weights);

    /// <summary>
    /// Fits a scaler to samples that must lie within a range once they are scaled. Unless the range has two ends, a scaler that is not made for
    /// ranges only divides, so that 0 stays 0.
    /// </summary>
    /// <param name="X">The samples, features × m; none lies beyond an end that is 0.</param>
    /// <param name="weights">What each sample counts; null if all count the same.</param>
    /// <param name="range">The ends, which may be infinite.</param>
    /// <returns>The scaler; null where there is none of this kind.</returns>
    public abstract Scaler? FitWithin<T>(Matrix<T> X, IEnumerable<double>? weights, (double Lower, double Upper) range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Makes the scaler that has these numbers.</summary>
    /// <exception cref="ArgumentException">There is no such scaler.</exception>
    public abstract Scaler Make(ScalerNumbers numbers);

    private protected static bool HasTwoEnds((double Lower, double Upper) range) => double.IsFinite(range.Lower) && double.IsFinite(range.Upper);

    /// <summary>What a feature is divided by to lie within a range.</summary>
    /// <param name="range">Its ends, with 0 between them.</param>
    /// <param name="feature">The feature's values; none lies beyond an end that is 0.</param>
    /// <param name="spread">How far they are from each other, which becomes 1 unless something needs more.</param>
    /// <param name="size">How far they are from 0, which becomes 10 at most.</param>
    private protected static double UnitWithin<T>((double Lower, double Upper) range, IEnumerable<T> feature, double spread, double size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double least = double.CreateTruncating(feature.Min()), greatest = double.CreateTruncating(feature.Max());
        double unit = Math.Max(Math.Max(spread, size / 10), Math.Max(range.Lower < 0 ? least / range.Lower : 0, range.Upper > 0 ? greatest / range.Upper : 0));
        return unit == 0 ? 1 : unit;
    }
}

/// <summary>The numbers of a scaler, as files have them.</summary>
/// <param name="First">A number for each feature, such as its mean.</param>
/// <param name="Second">Another for each, such as its standard deviation.</param>
/// <param name="Lower">The lower end of a range; null where there is none.</param>
/// <param name="Upper">The upper end.</param>
internal readonly record struct ScalerNumbers(double[] First, double[] Second, double? Lower = null, double? Upper = null);
