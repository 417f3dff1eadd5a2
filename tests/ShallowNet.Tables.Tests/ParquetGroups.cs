using Parquet;
using Parquet.Schema;

namespace ShallowNet.Tables.Tests;

/// <summary>Writes Parquet files in groups of as many rows as a test wants.</summary>
internal static class ParquetGroups
{
    /// <summary>Writes columns; where each group ends in the file.</summary>
    public static async Task<long[]> Write(string path, int[] groups, params (string Name, Array Values)[] columns)
    {
        DataField[] fields = [.. columns.Select(column => FieldOf(column.Name, column.Values))];
        long[] ends = new long[groups.Length];
        await using FileStream stream = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), stream);
        int first = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            using (ParquetRowGroupWriter group = writer.CreateRowGroup())
            {
                for (int j = 0; j < fields.Length; j++)
                {
                    await Write(group, fields[j], (columns[j].Values, first, groups[i]));
                }
            }

            await stream.FlushAsync();
            (ends[i], first) = (stream.Position, first + groups[i]);
        }

        return ends;
    }

    private static DataField FieldOf(string name, Array values) => values switch
    {
        double[] => new DataField<double>(name),
        double?[] => new DataField<double>(name, true),
        float[] => new DataField<float>(name),
        int[] => new DataField<int>(name),
        bool[] => new DataField<bool>(name),
        _ => new DataField<string>(name),
    };

    private static Task Write(ParquetRowGroupWriter group, DataField field, (Array Values, int First, int Count) part) => part.Values switch
    {
        double[] values => group.WriteAsync<double>(field, values.AsMemory(part.First, part.Count)),
        double?[] values => group.WriteAsync<double>(field, values.AsMemory(part.First, part.Count)),
        float[] values => group.WriteAsync<float>(field, values.AsMemory(part.First, part.Count)),
        int[] values => group.WriteAsync<int>(field, values.AsMemory(part.First, part.Count)),
        bool[] values => group.WriteAsync<bool>(field, values.AsMemory(part.First, part.Count)),
        _ => group.WriteAsync(field, ((string[])part.Values)[part.First..(part.First + part.Count)], null),
    };
}
