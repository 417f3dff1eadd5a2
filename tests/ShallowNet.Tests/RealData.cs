using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The data sets of samples/data.</summary>
internal static class RealData
{
    /// <summary>Features, features × m, and labels, m, of a file whose last column is the class.</summary>
    public static (Matrix<T> X, int[] Labels) Read<T>(string file, bool header)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", file);
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);
        using StreamReader reader = new(stream);
        double[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(header ? 1 : 0)
            .Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
        return (
            Matrix<double>.Build.DenseOfColumnArrays(rows.Select(row => row[..^1])).As<T>(),
            Array.ConvertAll(rows, row => (int)row[^1]));
    }
}
