using System.Numerics;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The numbers that make_golden.py wrote, and the fingerprints that <see cref="FingerprintTests"/> did.</summary>
internal static class Golden
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name))).RootElement;

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    public static int[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(e => (int)e.GetDouble())];

    /// <summary>A list of rows.</summary>
    public static Matrix<double> Matrix(this JsonElement rows) =>
        Matrix<double>.Build.DenseOfRows(rows.EnumerateArray().Select(row => row.Numbers()));

    public static Matrix<T> As<T>(this Matrix<double> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ColumnMajor.Convert<double, T>(matrix);

    /// <summary>Sets a network's parameters to golden ones.</summary>
    public static void Set<T>(this Network<T> network, int layer, Matrix<double> W, Matrix<double> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        W.As<T>().CopyTo(network.W[layer]);
        b.As<T>().CopyTo(network.b[layer]);
    }

    /// <summary>max |actual − expected|, relative to the largest expected element.</summary>
    public static double ErrorOf(Matrix<double> actual, Matrix<double> expected)
    {
        actual.RowCount.Should().Be(expected.RowCount);
        actual.ColumnCount.Should().Be(expected.ColumnCount);
        double scale = expected.Enumerate().Max(Math.Abs);
        return (actual - expected).Enumerate().Max(Math.Abs) / (scale == 0 ? 1 : scale);
    }

    /// <summary>
    /// max |actual − expected| over several matrices, relative to the largest expected element of all: a sum that
    /// cancels, as db does where the classes balance, is only as exact as its terms.
    /// </summary>
    public static double ErrorOf(IEnumerable<Matrix<double>> actual, IEnumerable<Matrix<double>> expected)
    {
        double scale = expected.Max(matrix => matrix.Enumerate().Max(Math.Abs));
        return actual.Zip(expected).Max(pair => (pair.First - pair.Second).Enumerate().Max(Math.Abs)) / scale;
    }

    public static double ErrorOf(double actual, double expected) => Math.Abs(actual - expected) / Math.Abs(expected);
}
