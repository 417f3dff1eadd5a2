using System.Numerics;
using Parquet.Schema;

namespace ShallowNet;

/// <summary>
/// Samples in a Parquet file, a row for each, as a source of samples for the silos of a cluster: <c>silo.AddTrainingData("flights", new
/// ParquetSamples&lt;float&gt;("flights.parquet", targets: ["delay"]))</c>. Of the file, a silo reads the groups of rows that the samples of its shards lie in, and no others.
/// </summary>
/// <remarks>
/// Columns are those of numbers and flags. Numbers are rounded to double and then to T, and flags are 0 and 1, as <see cref="Table.ToMatrix"/> has them, so that a
/// training has the bits of one from that matrix. A column of a group of rows is read at a time: memory is needed for that, and never for the file. Shards have
/// a fixed number of samples, whatever the groups are, so a group is read again for each shard that has some of its rows: shards of about as many samples as the groups
/// have rows, or of more, read each group once or twice.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ParquetSamples<T> : ShardSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string path;
    private readonly (string Name, int Place)[] columns;
    private readonly int[] ends;
    private readonly (long Length, DateTime Written, string Description) state;

    /// <summary>Looks into a file: at its description, not at its rows.</summary>
    /// <param name="path">The file, which must stay as it is as long as it is read.</param>
    /// <param name="targets">The columns that are the rows of Y, in this order.</param>
    /// <param name="inputs">The columns that are the rows of X, in this order; null for all that are no targets, in the order of the file.</param>
    /// <exception cref="ArgumentException">The path is empty; or names are none, the same twice, null or not in the file; or inputs and targets share a column; or no column is left for the inputs.</exception>
    /// <exception cref="ArgumentNullException">The path or the targets are null.</exception>
    /// <exception cref="InvalidDataException">The file is no Parquet file, or a column holds no numbers or flags, or there are no rows or more than 2³¹ − 1.</exception>
    /// <exception cref="IOException">There is no such file, it is a folder, or it cannot be read.</exception>
    public ParquetSamples(string path, IEnumerable<string> targets, IEnumerable<string>? inputs = null)
    {
        Require.Precision<T>();
        this.path = Require.NotNull(path);
        Require.NotNull(targets);
        using ParquetRows file = ParquetRows.Open(path);
        state = file.State;
        Field[] ofY = [.. ParquetTableReader.Chosen(file.Schema, targets, nameof(targets))];
        Field[] ofX = inputs is null ? [.. file.Schema.Fields.Except(ofY)] : [.. ParquetTableReader.Chosen(file.Schema, inputs, nameof(inputs))];
        if (Array.Find(ofX, ofY.Contains) is { } both)
        {
            throw new ArgumentException($"inputs must be other columns than the targets, but \"{both.Name}\" is both.", nameof(inputs));
        }

        if (ofX.Length == 0)
        {
            throw new ArgumentException($"targets must leave a column of the file for the inputs, but are all: {Table.Quoted(file.Schema.Fields.Select(field => field.Name))}.", nameof(targets));
        }

        foreach (Field field in ofX.Concat(ofY))
        {
            if (file.ColumnOf(field).Build() is not (NumberColumn or FlagColumn) and var column)
            {
                throw new InvalidDataException(
                    $"{path}: column \"{Table.Shortened(field.Name)}\" must hold numbers or flags, but holds {column.KindInWords}: name the inputs without it, or write the file with numbers instead.");
            }
        }

        columns = [.. ofX.Concat(ofY).Select(field => (field.Name, Array.IndexOf([.. file.Schema.Fields], field)))];
        (Inputs, Outputs, ends) = (ofX.Length, ofY.Length, new int[file.RowsOfGroups.Length]);
        long rows = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            rows += file.RowsOfGroups[i];
            ends[i] = (int)Math.Min(rows, int.MaxValue);
            if (rows > int.MaxValue)
            {
                break;
            }
        }

        Samples = rows is > 0 and <= int.MaxValue
            ? (int)rows : throw new InvalidDataException(Invariant($"{path}: a file of samples must have 1 to {int.MaxValue} rows, but has {(rows == 0 ? "none" : "more")}."));
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override int Samples { get; }

    /// <summary>The names of the columns of X, in the order of its rows.</summary>
    public IReadOnlyList<string> InputColumns => [.. columns.Take(Inputs).Select(column => column.Name)];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">X and Y are not of the same number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no such samples.</exception>
    /// <exception cref="InvalidDataException">The file has changed since the constructor looked into it; or it is damaged; or a column of a group of rows does not fit into memory; or a column has a gap, or a number that is not finite; the message says
    /// in which row, from 0 on.</exception>
    /// <exception cref="IOException">The file is gone, or cannot be read.</exception>
    public override void Read(int first, Span<T> X, Span<T> Y)
    {
        int samples = Y.Length / Outputs;
        if (Y.Length != samples * Outputs || X.Length != (long)samples * Inputs)
        {
            throw new ArgumentException(Invariant($"X and Y must be {Inputs} and {Outputs} numbers for each sample, but are {X.Length} and {Y.Length} numbers."), nameof(X));
        }

        if (first < 0 || first > Samples - samples)
        {
            throw new ArgumentOutOfRangeException(nameof(first), Invariant($"first must begin {samples} of the {Samples} samples, but is {first}."));
        }

        if (samples == 0)
        {
            return;
        }

        using ParquetRows file = ParquetRows.Open(path);
        if (file.State != state)
        {
            throw new InvalidDataException($"{path} must stay as it was when it was first looked into, but has changed.");
        }

        int begin = 0;
        for (int group = 0; group < ends.Length && begin < first + samples; begin = ends[group++])
        {
            if (ends[group] > first && ends[group] > begin)
            {
                (int from, int to) = (Math.Max(first, begin), Math.Min(first + samples, ends[group]));
                for (int i = 0; i < columns.Length; i++)
                {
                    Span<T> all = i < Inputs ? X : Y;
                    (int row, int rows) = i < Inputs ? (i, Inputs) : (i - Inputs, Outputs);
                    Column column = file.Read(columns[i].Place, group);
                    Copy(Table.NumbersOf(column)[(from - begin)..(to - begin)], all[((from - first) * rows + row)..], (column, rows, from));
                }
            }
        }
    }

    /// <summary>Copies numbers of a column to their row of a matrix.</summary>
    /// <exception cref="InvalidDataException">One is missing, or not finite.</exception>
    private void Copy(ReadOnlySpan<double> numbers, Span<T> row, (Column Column, int Stride, int First) place)
    {
        for (int j = 0; j < numbers.Length; j++)
        {
            T number = T.CreateTruncating(numbers[j]);
            if (!T.IsFinite(number))
            {
                string problem = T.IsNaN(number) ? "has a gap" : typeof(T) == typeof(float) ? "is infinite as a float" : "is infinite";
                throw new InvalidDataException(Invariant($"{path}: column \"{Table.Shortened(place.Column.Name)}\" must be finite in every row, but {problem} in row {place.First + j}."));
            }

            row[j * place.Stride] = number;
        }
    }
}
