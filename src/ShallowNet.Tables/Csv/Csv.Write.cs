using System.IO.Compression;
using System.Text;

namespace ShallowNet;

/// <content>Writing.</content>
public static partial class Csv
{
    /// <summary>
    /// Writes a table to a file, which <see cref="Read(string, CsvOptions)"/> reads again as it was, with the same options and
    /// <see cref="CsvOptions.WithKindsOf"/>; without these, texts that look like numbers, flags or dates would be read as such. The file is written beside
    /// its place and then takes it at once.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file, which is replaced if it exists; packed by gzip where the name ends with ".gz".</param>
    /// <param name="options">How it is to be written; null for commas, decimal points, UTF-8 and a header.</param>
    /// <exception cref="ArgumentException">
    /// A name or a text has a NUL character, or, where there are no quotation marks, a separator, line end or space that would need some; or a table of one column has gaps,
    /// and the options no text for them.
    /// </exception>
    /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
    /// <exception cref="ArgumentNullException">The table or the path is null.</exception>
    public static void Write(Table table, string path, CsvOptions? options = null)
    {
        Require.NotNull(table);
        AtomicFile.Write(Require.NotNull(path), stream =>
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                using GZipStream packed = new(stream, CompressionLevel.Optimal, leaveOpen: true);
                Write(table, packed, options);
            }
            else
            {
                Write(table, stream, options);
            }
        });
    }

    /// <summary>Writes a table to a stream.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Receives the bytes; it stays open.</param>
    /// <param name="options">How it is to be written; null for commas, decimal points, UTF-8 and a header.</param>
    /// <exception cref="ArgumentException">The table cannot be written so, as with a path.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentNullException">The table or the stream is null.</exception>
    public static void Write(Table table, Stream stream, CsvOptions? options = null)
    {
        Encoding encoding = options?.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using StreamWriter writer = new(Require.NotNull(stream), encoding, bufferSize: 1 << 16, leaveOpen: true);
        Write(table, writer, options);
    }

    /// <summary>Writes a table to a writer.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writer">Receives the text; it stays open.</param>
    /// <param name="options">How it is to be written, but for the encoding, which is the writer's; null for commas, decimal points and a header.</param>
    /// <exception cref="ArgumentException">The table cannot be written so, as with a path.</exception>
    /// <exception cref="IOException">The writer cannot be written.</exception>
    /// <exception cref="ArgumentNullException">The table or the writer is null.</exception>
    public static void Write(Table table, TextWriter writer, CsvOptions? options = null) =>
        new CsvWriter(Require.NotNull(writer), options ?? CsvOptions.Default).Write(Require.NotNull(table));
}
