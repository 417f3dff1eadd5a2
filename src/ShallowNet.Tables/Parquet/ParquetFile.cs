namespace ShallowNet;

/// <summary>Reads tables from Parquet files, and writes them.</summary>
/// <remarks>
/// Columns of integers, floating-point and decimal numbers are read as numbers, rounded to double; booleans as flags; texts and GUIDs as texts; timestamps
/// and days as dates, to the second, as they are written. A null is a gap.
/// </remarks>
public static class ParquetFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The names of the columns that are read, in the order that the table is to have; null for all.</param>
    /// <exception cref="ArgumentException">The columns are none, the same twice, or not in the file.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="InvalidDataException">The file is no Parquet file, or a column is nested or repeated, or holds what a table cannot; the message names it.</exception>
    /// <exception cref="IOException">There is no such file, it is a folder, or it cannot be read.</exception>
    public static Table Read(string path, IEnumerable<string>? columns = null) => Wait(() => ReadAsync(path, columns));

    /// <summary>Reads a stream, which stays open. One that cannot go back is read into memory first.</summary>
    /// <param name="stream">The bytes of a file.</param>
    /// <param name="columns">The names of the columns that are read, in the order that the table is to have; null for all.</param>
    /// <exception cref="ArgumentException">The columns are none, the same twice, or not in the file; or the stream is closed, or can only be written.</exception>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <exception cref="InvalidDataException">The bytes are no Parquet file, or a column is nested or repeated, or holds what a table cannot; the message names it.</exception>
    public static Table Read(Stream stream, IEnumerable<string>? columns = null) => Wait(() => ReadAsync(stream, columns));

    /// <summary>Reads a file without blocking a thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The names of the columns that are read, in the order that the table is to have; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <inheritdoc cref="Read(string, IEnumerable{string})" path="/exception"/>
    public static async Task<Table> ReadAsync(string path, IEnumerable<string>? columns = null, CancellationToken cancellationToken = default)
    {
        using FileStream stream = InputFile.Open(path, bufferSize: 0);
        return await ParquetTableReader.Read(stream, path, columns, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a stream, which stays open, without blocking a thread. One that cannot go back is read into memory first.</summary>
    /// <param name="stream">The bytes of a file.</param>
    /// <param name="columns">The names of the columns that are read, in the order that the table is to have; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">The columns are none, the same twice, or not in the file; or the stream is closed, or can only be written.</exception>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <exception cref="InvalidDataException">The bytes are no Parquet file, or a column is nested or repeated, or holds what a table cannot; the message names it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<Table> ReadAsync(Stream stream, IEnumerable<string>? columns = null, CancellationToken cancellationToken = default)
    {
        if (TableSource.Readable(stream).CanSeek)
        {
            return await ParquetTableReader.Read(stream, null, columns, cancellationToken).ConfigureAwait(false);
        }

        using MemoryStream copy = new();
        await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return await ParquetTableReader.Read(copy, null, columns, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a table to a file, which <see cref="Read(string, IEnumerable{string})"/> reads again as it was: numbers as doubles, texts, booleans and timestamps. The file is
    /// written beside its place and then takes it at once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <exception cref="ArgumentNullException">The table or the path is null.</exception>
    /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
    public static void Write(Table table, string path)
    {
        Require.NotNull(table);
        AtomicFile.Write(Require.NotNull(path), stream => Write(table, stream));
    }

    /// <summary>Writes a table to a stream, which stays open.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Receives the bytes; it can be written and sought.</param>
    /// <exception cref="ArgumentNullException">The table or the stream is null.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Table table, Stream stream) => Wait(async () =>
    {
        await WriteAsync(table, stream).ConfigureAwait(false);
        return true;
    });

    /// <summary>Writes a table to a stream, which stays open, without blocking a thread.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Receives the bytes; it can be written and sought.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentNullException">The table or the stream is null.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task WriteAsync(Table table, Stream stream, CancellationToken cancellationToken = default) =>
        ParquetTableWriter.Write(Require.NotNull(table), Require.NotNull(stream), cancellationToken);

    /// <summary>Waits on a thread that no user interface needs.</summary>
    internal static TResult Wait<TResult>(Func<Task<TResult>> work) => Task.Run(work).GetAwaiter().GetResult();
}
