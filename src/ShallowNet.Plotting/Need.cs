using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

/// <summary>What the figures refuse, in the library's voice: the argument, what was required, and what was given.</summary>
internal static class Need
{
    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class =>
        value ?? throw new ArgumentNullException(name, $"{name} must not be null.");

    public static int AtLeast(int minimum, int value, string name) =>
        value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be at least {minimum}, but is {value}."));

    public static int AtMost(int maximum, int value, string name) =>
        value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be at most {maximum}, but is {value}."));

    /// <summary>Two lists of as many elements, at least one, x finite and y finite or NaN, which leaves a gap.</summary>
    public static void Pairs(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        NotNull(xs);
        NotNull(ys);
        if (xs.Count != ys.Count || xs.Count == 0)
        {
            throw new ArgumentException(
                Invariant($"xs and ys must have the same number of elements, at least one, but have {xs.Count} and {ys.Count}."), nameof(xs));
        }

        for (int i = 0; i < xs.Count; i++)
        {
            Finite(xs[i], $"xs[{Text(i)}]", nameof(xs));
            FiniteOrGap(ys[i], $"ys[{Text(i)}]", nameof(ys));
        }
    }

    public static double FiniteOrGap(double value, string what, string name) =>
        double.IsInfinity(value) ? throw new ArgumentException($"{what} must be finite, or NaN for a gap, but is {Text(value)}.", name) : value;

    /// <summary>As many numbers evenly spaced from one to the other.</summary>
    public static double[] Spaced(double from, double to, int count, string what, string name) =>
        double.IsFinite(from) && double.IsFinite(to) && from < to
            ? [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))]
            : throw new ArgumentException($"{what} must be finite and in order, but are {Text(from)} and {Text(to)}.", name);

    public static double Finite(double value, string what, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentException($"{what} must be finite, but is {Text(value)}.", name);

    /// <summary>A matrix with the given rows and columns, any number where null, and at least one of either.</summary>
    public static void Shape<T>([NotNull] Matrix<T>? matrix, int? rows, int? columns, string name, string rowsAre, string columnsAre = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotNull(matrix, name);
        if (rows is { } r && matrix.RowCount != r)
        {
            throw new ArgumentException($"{name} must have {Count(r, "row")} ({rowsAre}), but is {Size(matrix)}.", name);
        }

        if (columns is { } c && matrix.ColumnCount != c)
        {
            throw new ArgumentException(
                $"{name} must have {Count(c, "column")} ({columnsAre}), but is {Size(matrix)}.", name);
        }

        if (matrix.RowCount == 0 || matrix.ColumnCount == 0)
        {
            throw new ArgumentException($"{name} must have at least one row, and one column (a sample), but is {Size(matrix)}.", name);
        }
    }

    public static void Finite<T>(Matrix<T> matrix, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int row, int column, T value) in matrix.EnumerateIndexed(MathNet.Numerics.LinearAlgebra.Zeros.AllowSkip))
        {
            Finite(double.CreateTruncating(value), $"{name}[{Text(row)}, {Text(column)}]", name);
        }
    }

    public static void Finite<T>(T[] numbers, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            Finite(double.CreateTruncating(numbers[i]), $"{name}[{Text(i)}]", name);
        }
    }

    /// <summary>Refuses an empty list.</summary>
    public static void Some(int count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException($"{name} must have at least one element, but is empty.", name);
        }
    }

    /// <summary>At least one of what a figure is to show, and none that is null.</summary>
    public static void Any<TItem>([NotNull] TItem[]? items, string what, [CallerArgumentExpression(nameof(items))] string? name = null)
    {
        NotNull(items, name);
        if (items.Length == 0)
        {
            throw new ArgumentException($"{name} must have at least one {what}, but has none.", name);
        }

        NoneNull(items, name);
    }

    /// <summary>As many elements as there are of something else, and none that is null.</summary>
    public static void Elements<TItem>(IReadOnlyList<TItem> items, int count, string what, string name)
    {
        if (items.Count != count)
        {
            throw new ArgumentException(Invariant($"{name} must have {Count(count, "element")} ({what}), but has {items.Count}."), name);
        }

        NoneNull(items, name);
    }

    private static void NoneNull<TItem>(IReadOnlyList<TItem> items, string? name)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException(Invariant($"{name} must have no element that is null, but {name}[{i}] is."), name);
            }
        }
    }

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : Invariant($"{count} {noun}s");

    private static string Size<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Invariant($"{matrix.RowCount} × {matrix.ColumnCount}");

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
