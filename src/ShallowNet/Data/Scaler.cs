using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Brings features (rows) of different units and sizes into the same range, each by a line of its own, and back.
/// </summary>
/// <remarks>
/// A <see cref="Standardizer"/>, a <see cref="MinMaxScaler"/> or a <see cref="RobustScaler"/>, fitted to the training samples; every other sample is transformed with
/// the same one. It never changes, and may be used by several threads at a time. A sample becomes the same, to the bit, alone and among
/// others.
/// </remarks>
public abstract class Scaler
{
    private const string RowsAre = "the features it was fitted to";

    private readonly double[] offsets;
    private readonly double[] units;
    private readonly double width;
    private readonly double lower;

    /// <summary>x becomes (x − offset)/unit·width + lower.</summary>
    private protected Scaler(double[] offsets, double[] units, double width, double lower, double limit = double.PositiveInfinity) =>
        (this.offsets, this.units, this.width, this.lower, Limit) = (offsets, units, width, lower, limit);

    /// <summary>The largest magnitude of a scaled number: what is farther away is brought there. Infinite for a scaler without a limit.</summary>
    public double Limit { get; }

    /// <summary>The number of features, the rows of every matrix of samples.</summary>
    public int Features => offsets.Length;

    /// <summary>What models and files know of its kind.</summary>
    internal abstract ScalerRow Row { get; }

    /// <summary>Its numbers, from which its row makes it again.</summary>
    internal abstract ScalerNumbers Numbers { get; }

    /// <summary>What x becomes, up to the limit: (x − offset)/unit·width + lower.</summary>
    internal (double[] Offsets, double[] Units, double Width, double Lower) Line => (offsets, units, width, lower);

    /// <summary>Scales samples.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">Samples, features × m.</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Matrix<T> Transform<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Samples(X);
        Matrix<T> result = ColumnMajor.Create<T>(X.RowCount, X.ColumnCount);
        Transform(ColumnMajor.Span(X), ColumnMajor.Span(result));
        return result;
    }

    /// <summary>Scales samples into a given matrix, without allocating where X is dense.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">Samples, features × m.</param>
    /// <param name="result">Receives the scaled samples, features × m; a dense matrix, which may be X itself.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample, or an element that is not finite; or the result has another size, or is not dense.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public void Transform<T>(Matrix<T> X, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Samples(X);
        Transform(ColumnMajor.Span(X), Receiver(result, X));
    }

    /// <summary>Undoes <see cref="Transform{T}(Matrix{T})"/>, up to rounding, and but for what a <see cref="Limit"/> has brought nearer.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">Scaled samples, features × m.</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Matrix<T> Inverse<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Samples(X);
        Matrix<T> result = ColumnMajor.Create<T>(X.RowCount, X.ColumnCount);
        Inverse(ColumnMajor.Span(X), ColumnMajor.Span(result));
        return result;
    }

    /// <summary>Does what <see cref="Inverse{T}(Matrix{T})"/> does into a given matrix, without allocating where X is dense.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">Scaled samples, features × m.</param>
    /// <param name="result">Receives the samples, features × m; a dense matrix, which may be X itself.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample, or an element that is not finite; or the result has another size, or is not dense.
    /// </exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public void Inverse<T>(Matrix<T> X, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Samples(X);
        Inverse(ColumnMajor.Span(X), Receiver(result, X));
    }

    /// <summary>One or more whole columns, finite; y may be x.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal void Transform<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckColumns(x.Length, y.Length);
        double limit = Limit;
        for (int start = 0; start < x.Length; start += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                double value = (double.CreateTruncating(x[start + i]) - offsets[i]) / units[i] * width + lower;
                y[start + i] = T.CreateTruncating(Math.Clamp(value, -limit, limit));
            }
        }
    }

    /// <summary>One or more whole columns, finite; y may be x.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal void Inverse<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckColumns(x.Length, y.Length);
        for (int start = 0; start < x.Length; start += offsets.Length)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                double value = (double.CreateTruncating(x[start + i]) - lower) / width * units[i] + offsets[i];
                y[start + i] = T.CreateTruncating(value);
            }
        }
    }

    /// <summary>The same scaling in two numbers for each feature: x becomes (x − centre)/unit.</summary>
    internal (double[] Centres, double[] Units) CentresAndUnits() =>
        ([.. offsets.Zip(units, (offset, unit) => offset - lower / width * unit)], [.. units.Select(unit => unit / width)]);

    /// <summary>A copy of finite numbers, one for each feature.</summary>
    private protected static double[] PerFeature(IEnumerable<double> values, string name)
    {
        double[] copy = [.. Require.NotNull(values, name)];
        if (copy.Length == 0)
        {
            throw new ArgumentException($"{name} must have at least one element (a feature), but is empty.", name);
        }

        int index = Array.FindIndex(copy, value => !double.IsFinite(value));
        return index < 0
            ? copy
            : throw new ArgumentException(Invariant($"{name} must be finite, but {name}[{index}] is {Require.Text(copy[index])}."), name);
    }

    /// <summary>A copy of finite numbers greater than 0, one for each feature.</summary>
    private protected static double[] UnitPerFeature(IEnumerable<double> values, string name)
    {
        double[] copy = PerFeature(values, name);
        int index = Array.FindIndex(copy, value => value <= 0);
        return index < 0
            ? copy
            : throw new ArgumentException(Invariant($"{name} must be greater than 0, but {name}[{index}] is {Require.Text(copy[index])}."), name);
    }

    /// <summary>Refuses lists of two lengths.</summary>
    private protected static void CheckCounts(double[] first, string firstName, double[] second, string secondName)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException(
                Invariant($"{secondName} must have {Require.Count(first.Length, "element")} (as {firstName}), but has {second.Length}."), secondName);
        }
    }

    private static Span<T> Receiver<T>(Matrix<T> result, Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Shape(result, X.RowCount, X.ColumnCount, nameof(result), RowsAre, "one for each sample");
        return result.AsColumnMajorArray() ?? throw new ArgumentException("result must be a dense matrix.", nameof(result));
    }

    private Matrix<T> Samples<T>(Matrix<T> X)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        return Require.Samples(X, Features, null, nameof(X), RowsAre);
    }

    private void CheckColumns(int from, int to)
    {
        if (from != to || from % offsets.Length != 0)
        {
            throw new ArgumentException(
                Invariant($"The spans must have the same number of elements, whole columns of {offsets.Length}, but have {from} and {to}."));
        }
    }
}
