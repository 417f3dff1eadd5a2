using System.Globalization;
using System.IO.Compression;

namespace ShallowNet.Benchmarks;

/// <summary>The data sets of samples/data.</summary>
internal static class Tables
{
    /// <summary>The rows of a table of numbers, separated by commas or spaces.</summary>
    /// <param name="file">Its name, packed where it ends in .gz.</param>
    /// <param name="skip">The lines of its header.</param>
    public static double[][] Read(string file, int skip = 0)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", file);
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(skip)
            .Select(line => Array.ConvertAll(line.Split(',', ' '), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
    }
}
