using Parquet;
using Parquet.Schema;

namespace ShallowNet;

/// <summary>Reads tables from Parquet files.</summary>
internal static class ParquetTableReader
{
    /// <summary>Reads columns of a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path for messages; null where there is none.</param>
    /// <param name="columns">The names of the columns; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Table> Read(Stream stream, string? path, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string place = path is null ? "" : $"{path}: ";
        await using ParquetReader reader = await Whole(() => Open(stream, cancellationToken), place).ConfigureAwait(false);
        (ParquetSchema schema, int groups) = await Whole(() => Task.FromResult((reader.Schema, reader.RowGroupCount)), place).ConfigureAwait(false);
        ParquetColumn[] chosen = [.. Chosen(schema, columns, nameof(columns)).Select(field => ParquetColumn.Of(field, place))];
        if (chosen.Length == 0)
        {
            throw new InvalidDataException($"{place}{(place.Length == 0 ? "A" : "a")} Parquet file must have a column, but has none.");
        }

        for (int i = 0; i < groups; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using ParquetRowGroupReader group = await Whole(() => Task.FromResult(reader.OpenRowGroupReader(i)), place).ConfigureAwait(false);
            foreach (ParquetColumn column in chosen)
            {
                await Whole(
                    async () =>
                    {
                        await column.Read(group, cancellationToken).ConfigureAwait(false);
                        return true;
                    },
                    place).ConfigureAwait(false);
            }
        }

        return new Table(chosen.Select(column => column.Build()));
    }

    private static async Task<ParquetReader> Open(Stream stream, CancellationToken cancellationToken)
    {
        await ParquetFooter.Check(stream, cancellationToken).ConfigureAwait(false);
        return await ParquetReader.CreateAsync(stream, null, true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The columns of a file that an argument names; all of them where it is null.</summary>
    /// <exception cref="ArgumentException">It names none, the same twice, or one that the file does not have.</exception>
    public static IEnumerable<Field> Chosen(ParquetSchema schema, IEnumerable<string>? columns, string argument)
    {
        if (columns is null)
        {
            return schema.Fields;
        }

        string[] names = [.. columns.Select(name => Require.NotNull(name, argument))];
        string? twice = names.GroupBy(name => name).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        string? unknown = Array.Find(names, name => schema.Fields.All(field => field.Name != name));
        return names.Length == 0 ? throw new ArgumentException($"{argument} must have at least one name, but is empty{(argument == "targets" ? "." : ": null is for all columns.")}", argument)
            : twice is not null ? throw new ArgumentException($"{argument} must have different names, but has \"{twice}\" twice.", argument)
            : unknown is not null ? throw new ArgumentException(
                $"{argument} must name columns of the file, but \"{unknown}\" is none of {Table.Quoted(schema.Fields.Select(field => field.Name))}.", argument)
            : names.Select(name => schema.Fields.First(field => field.Name == name));
    }

    /// <summary>Refuses what the library below fails at: whatever a damaged file makes it throw.</summary>
    public static async Task<TResult> Whole<TResult>(Func<Task<TResult>> read, string place)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new InvalidDataException($"{place}{(place.Length == 0 ? "A" : "a")} file must be a Parquet file that is whole, but is none, or damaged.");
        }
    }
}
