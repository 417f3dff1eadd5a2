using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// What every public member refuses, in one voice: the argument, what was required, and what was given.
/// </summary>
internal static class Require
{
    /// <summary>Refuses a value that is none of its enumeration's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static TEnum Defined<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            name, Invariant($"{name} must be {string.Join(", ", Enum.GetNames<TEnum>()[..^1])} or {Enum.GetNames<TEnum>()[^1]}, but is {value:D}."));

    /// <summary>The smallest number with all its digits. Weights are divided by their mean, and 1 divided by anything smaller can be infinite.</summary>
    private const double SmallestMeanWeight = 2.2250738585072014E-308;

    /// <summary>Refuses every precision but float and double.</summary>
    public static void Precision<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"T must be float or double, but is {typeof(T).Name}.");
        }
    }

    public static int AtLeast(int minimum, int value, string name) =>
        value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be at least {minimum}, but is {Text(value)}."));

    public static int Within(int minimum, int maximum, int value, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                name, $"{name} must be at least {Text(minimum)} and at most {Text(maximum)}, but is {Text(value)}.");

    /// <summary>rows·columns, which must fit into an array.</summary>
    public static int Elements(int rows, int columns, string name = "A matrix") =>
        (long)rows * columns <= Array.MaxLength
            ? rows * columns
            : throw new ArgumentException(Invariant($"{name} must have at most {Array.MaxLength} elements, but {rows} × {columns} are more."));

    public static double Positive(double value, string name) => GreaterThan(0, value, name);

    public static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be greater than 0, but is {value}."));

    public static double NotNegative(double value, string name) => AtLeast(0.0, value, name);

    public static double AtLeast(double minimum, double value, string name) =>
        double.IsFinite(value) && value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be finite and at least {Text(minimum)}, but is {Text(value)}.");

    public static double GreaterThan(double bound, double value, string name) =>
        double.IsFinite(value) && value > bound
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be finite and greater than {Text(bound)}, but is {Text(value)}.");

    /// <summary>minimum ≤ value ≤ maximum.</summary>
    public static double Within(double minimum, double maximum, double value, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                name, $"{name} must be at least {Text(minimum)} and at most {Text(maximum)}, but is {Text(value)}.");

    /// <summary>0 ≤ value &lt; 1, as for the decay of an average.</summary>
    public static double Fraction(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be at least 0 and less than 1, but is {Text(value)}.");

    /// <summary>0 &lt; value &lt; 1, as for a share of the samples.</summary>
    public static double Share(double value, string name) =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be greater than 0 and less than 1, but is {Text(value)}.");

    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class =>
        value ?? throw new ArgumentNullException(name, $"{name} must not be null.");

    /// <summary>Refuses an element of a list of texts, or of characters, that no file can hold.</summary>
    public static void ValidText(ReadOnlySpan<char> text, string name, int index)
    {
        if (HasHalfAPair(text))
        {
            // As runes, each half is the sign for what cannot be shown.
            throw new ArgumentException(
                Invariant($"{name} must be valid text, but {name}[{index}], \"{string.Concat(text.ToString().EnumerateRunes())}\", has half a surrogate pair."), name);
        }
    }

    /// <summary>Whether a text has half a surrogate pair, which UTF-8 does not know.</summary>
    public static bool HasHalfAPair(ReadOnlySpan<char> text)
    {
        int index;
        while ((index = text.IndexOfAnyInRange('\ud800', '\udfff')) >= 0)
        {
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
            {
                return true;
            }

            text = text[(index + 2)..];
        }

        return false;
    }

    /// <summary>A dense view of a matrix with the given rows (any number if null), the given columns, and finite elements.</summary>
    public static Matrix<T> Samples<T>(Matrix<T>? matrix, int? rows, int? columns, string name, string rowsAre, string columnsAre = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape(matrix, rows, columns, name, rowsAre, columnsAre);
        Matrix<T> dense = ColumnMajor.Of(matrix, name);
        Finite(dense, name);
        return dense;
    }

    /// <summary>A matrix with the given rows and columns, any number where null, and at least one of either.</summary>
    public static void Shape<T>([NotNull] Matrix<T>? matrix, int? rows, int? columns, string name, string rowsAre, string columnsAre = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotNull(matrix, name);
        if (rows is { } expectedRows && matrix.RowCount != expectedRows)
        {
            throw new ArgumentException(
                $"{name} must have {Count(expectedRows, "row")} ({rowsAre}), but is {Size(matrix)}.{Transposed(matrix, expectedRows)}", name);
        }

        if (columns is { } expectedColumns && matrix.ColumnCount != expectedColumns)
        {
            throw new ArgumentException(
                $"{name} must have {Count(expectedColumns, "column")} ({columnsAre}), but is {Size(matrix)}.", name);
        }

        if (matrix.RowCount == 0 || matrix.ColumnCount == 0)
        {
            throw new ArgumentException($"{name} must have at least one row, and one column (a sample), but is {Size(matrix)}.", name);
        }
    }

    public static void Finite<T>(Matrix<T> dense, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Finite(ColumnMajor.Span(dense), dense.RowCount, name);

    /// <summary>Finite elements of a matrix with the given rows, or of a vector where there are none.</summary>
    public static void Finite<T>(ReadOnlySpan<T> values, int? rows, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = Scan.IndexOfNotFinite(values);
        if (index >= 0)
        {
            string place = rows is { } count ? Place(index, count) : Invariant($"[{index}]");
            throw new ArgumentException(
                $"{name} must be finite, but {name}{place} is {Text(double.CreateTruncating(values[index]))}.", name);
        }
    }

    /// <summary>Columns of at least 0 that sum to 1, up to what rounding their elements to T can make of it.</summary>
    public static void Distributions<T>(ReadOnlySpan<T> values, int rows, string name, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double tolerance = rows * 2 * double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        for (int start = 0; start < values.Length; start += rows)
        {
            double sum = 0;
            for (int i = start; i < start + rows; i++)
            {
                if (values[i] < T.Zero)
                {
                    throw new ArgumentException(
                        $"{name} must not be negative {what}, but {name}{Place(i, rows)} is {Text(double.CreateTruncating(values[i]))}.", name);
                }

                sum += double.CreateTruncating(values[i]);
            }

            if (Math.Abs(sum - 1) > tolerance)
            {
                throw new ArgumentException(Invariant($"Every column of {name} must sum to 1 {what}, but column {start / rows} sums to {Text(sum)}."), name);
            }
        }
    }

    /// <summary>A learning rate that is finite in the precision of the network too.</summary>
    public static double LearningRate<T>(double value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsFinite(T.CreateTruncating(Positive(value, name)))
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be finite in the network's precision, but is {Text(value)}.");

    /// <summary>
    /// A copy of the weights, of which there must be one for each sample, finite and at least 0, not all 0, nor so small that their mean has no
    /// inverse; every sample weighs 1 where none are given.
    /// </summary>
    public static double[] Weights(IEnumerable<double>? weights, int samples, string name)
    {
        if (weights is null)
        {
            double[] ones = new double[samples];
            Array.Fill(ones, 1);
            return ones;
        }

        double[] copy = [.. weights];
        if (copy.Length != samples)
        {
            throw new ArgumentException(Invariant($"{name} must have {Count(samples, "element")} (one for each sample), but has {copy.Length}."), name);
        }

        double sum = 0;
        for (int j = 0; j < copy.Length; j++)
        {
            if (!double.IsFinite(copy[j]) || copy[j] < 0)
            {
                throw new ArgumentException(Invariant($"{name} must be finite and at least 0, but {name}[{j}] is {Text(copy[j])}."), name);
            }

            sum += copy[j];
        }

        if (!(sum > 0 && double.IsFinite(sum)))
        {
            throw new ArgumentException($"{name} must have a sum that is finite and greater than 0, but it is {Text(sum)}.", name);
        }

        MeanWeight(sum / samples, name);
        return copy;
    }

    /// <summary>Refuses the mean of weights, or of those in a place of which the message speaks, where it has no inverse.</summary>
    public static void MeanWeight(double mean, string name, string place = "")
    {
        if (mean < SmallestMeanWeight)
        {
            throw new ArgumentException(
                $"{name} must have a mean of at least {Text(SmallestMeanWeight)}{place}, but it is {Text(mean)}: multiply all by the same number.", name);
        }
    }

    /// <summary>"[row, column]" of an index into a column-major array.</summary>
    public static string Place(int index, int rows) => Invariant($"[{index % rows}, {index / rows}]");

    /// <summary>The commonest mistake with a wrong number of rows: a table with a row for each sample.</summary>
    private static string Transposed<T>(Matrix<T> matrix, int expectedRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        matrix.ColumnCount == expectedRows ? $" Samples are columns: its transpose has {Count(expectedRows, "row")}." : "";

    public static string Size<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Invariant($"{matrix.RowCount} × {matrix.ColumnCount}");

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : Invariant($"{count} {noun}s");

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
