using System.Security.Cryptography;
using Parquet;
using Parquet.Schema;

namespace ShallowNet;

/// <summary>A Parquet file that is open, of which columns of single groups of rows are read.</summary>
internal sealed class ParquetRows : IDisposable
{
    private readonly FileStream stream;
    private readonly ParquetReader reader;
    private readonly string path;

    private ParquetRows(FileStream stream, ParquetReader reader, string path) => (this.stream, this.reader, this.path) = (stream, reader, path);

    /// <summary>The columns of the file.</summary>
    public required ParquetSchema Schema { get; init; }

    /// <summary>Length, time and description of the file: other ones, and the file has changed.</summary>
    public required (long Length, DateTime Written, string Description) State { get; init; }

    /// <summary>The number of rows of each group.</summary>
    public required long[] RowsOfGroups { get; init; }

    /// <summary>Opens a file, and reads its description.</summary>
    /// <exception cref="InvalidDataException">It is no Parquet file, or damaged.</exception>
    /// <exception cref="IOException">There is no such file, it is a folder, or it cannot be read.</exception>
    public static ParquetRows Open(string path)
    {
        FileStream stream = InputFile.Open(path, bufferSize: 0);
        try
        {
            return ParquetFile.Wait(() => ParquetTableReader.Whole(() => Open(stream, path), $"{path}: "));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a column, by its place among those of the file, of a group of rows.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or holds what a table cannot, or does not fit into memory.</exception>
    public Column Read(int place, int group)
    {
        ParquetColumn column = ColumnOf(Schema.Fields[place]);
        try
        {
            return ParquetFile.Wait(() => ParquetTableReader.Whole(
                async () =>
                {
                    using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
                    await column.Read(rows, CancellationToken.None).ConfigureAwait(false);
                    return column.Build();
                },
                $"{path}: "));
        }
        catch (OutOfMemoryException exception)
        {
            // The library below makes room for whatever length a page gives.
            throw new InvalidDataException($"{path}: a column of a group of rows must fit into memory, but does not: the group is too large, or the file is damaged.", exception);
        }
    }

    /// <summary>The reader for a column.</summary>
    /// <exception cref="InvalidDataException">It holds what a table cannot.</exception>
    public ParquetColumn ColumnOf(Field field) => ParquetColumn.Of(field, $"{path}: ");

    public void Dispose()
    {
        ParquetFile.Wait(async () =>
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            return true;
        });
        stream.Dispose();
    }

    private static async Task<ParquetRows> Open(FileStream stream, string path)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        byte[] description = await ParquetFooter.Check(stream, CancellationToken.None).ConfigureAwait(false);
        ParquetReader reader = await ParquetReader.CreateAsync(stream, null, true, CancellationToken.None).ConfigureAwait(false);
        long[] rows = new long[reader.RowGroupCount];
        for (int i = 0; i < rows.Length; i++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
            rows[i] = group.RowCount >= 0 ? group.RowCount : throw new InvalidDataException();
        }

        return new ParquetRows(stream, reader, path)
        {
            Schema = reader.Schema, State = (stream.Length, written, Convert.ToHexStringLower(SHA256.HashData(description))), RowsOfGroups = rows,
        };
    }
}
