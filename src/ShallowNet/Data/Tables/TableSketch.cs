namespace ShallowNet;

/// <summary>
/// What is known of a table whose rows have come in pieces, in bounded memory: a sample of its rows at equal distances, and tallies of its columns. An encoder is
/// learned from these.
/// </summary>
internal sealed class TableSketch
{
    /// <summary>The sample has at most so many rows.</summary>
    public const int MostRows = 16_384;

    /// <summary>So many different values of the target are counted.</summary>
    public const int MostClasses = 10_000;

    private readonly Dictionary<string, ColumnTally> tallies = [];
    private readonly List<(Table Rows, long[] Numbers)> sampled = [];
    private readonly Dictionary<string, long> classes = [];
    private bool countsClasses;
    private Table? first;

    /// <summary>How often each value of the target has come; none where there are more of them than are counted.</summary>
    public IReadOnlyDictionary<string, long> Classes => classes;

    /// <summary>The rows that have come.</summary>
    public long RowCount { get; private set; }

    /// <summary>Rows whose numbers are multiples of this are in the sample.</summary>
    public int Distance { get; private set; } = 10;

    /// <summary>The rows of the sample.</summary>
    /// <exception cref="ArgumentException">No row has come.</exception>
    public Table Sample => field ??= sampled.Count == 0
        ? throw new ArgumentException("The pieces must have rows, but there are none.", "pieces") : Table.Concatenate([.. sampled.Select(part => part.Rows)]);

    /// <summary>Takes note of all pieces.</summary>
    /// <param name="pieces">The rows with their targets.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="hasClasses">Whether the values of the target are counted.</param>
    /// <param name="cancellationToken">Asked before every piece.</param>
    public static TableSketch Of(IEnumerable<Table> pieces, string target, bool hasClasses, CancellationToken cancellationToken)
    {
        TableSketch sketch = new() { countsClasses = hasClasses };
        foreach (Table piece in Require.NotNull(pieces))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sketch.Add(Require.NotNull(piece, nameof(pieces)), target);
        }

        return sketch;
    }

    /// <summary>Takes note of a piece.</summary>
    /// <exception cref="ArgumentException">
    /// It has other columns than the first piece, or a column holds something else, or an infinite number; or there is no target, or a row without one.
    /// </exception>
    private void Add(Table piece, string target)
    {
        Table.CheckNoGaps(piece.ColumnOf(target, nameof(target)), RowCount);
        first ??= piece;
        Table.CheckSameColumns(first, piece, Invariant($"the piece from row {RowCount} on"));
        foreach (Column column in piece.Columns)
        {
            if (!tallies.TryGetValue(column.Name, out ColumnTally? tally))
            {
                tallies.Add(column.Name, tally = new ColumnTally(column.Name));
            }

            tally.Add(column);
        }

        Count(piece[target]);
        int[] rows = [.. Enumerable.Range(0, piece.RowCount).Where(row => IsSampled(RowCount + row))];
        if (rows.Length > 0)
        {
            sampled.Add((piece.Take(rows), [.. rows.Select(row => RowCount + row)]));
        }

        RowCount += piece.RowCount;
        while (sampled.Sum(part => part.Numbers.Length) > MostRows)
        {
            Thin();
        }
    }

    /// <summary>Whether a row is in the sample, as far as the rows that have come tell.</summary>
    public bool IsSampled(long row) => row % Distance == 0;

    /// <summary>The encoder of all columns but the target.</summary>
    /// <param name="target">The name of the target.</param>
    /// <param name="options">How numbers are scaled, and what is rare.</param>
    /// <exception cref="ArgumentException">As of <see cref="TableEncoder.Fit"/>.</exception>
    public TableEncoder LearnEncoder(string target, EncoderOptions options)
    {
        Table features = Sample.Without(target);
        return new TableEncoder([.. features.Columns.Select(column => column is TextColumn && !Doubts.IsFreeText(column, column.CountDistinct())
            ? tallies[column.Name].EncoderOfTexts(options)
            : TableEncoder.Fit(new Table(tallies[column.Name].WithWhatTheSampleLacks(column)), options with { Categories = [.. options.Categories.Where(name => name == column.Name)] }).Encoders[0])]);
    }

    /// <summary>Counts the values of the target.</summary>
    private void Count(Column target)
    {
        if (!countsClasses)
        {
            return;
        }

        foreach ((string label, int count) in Enumerable.Range(0, target.Count).CountBy(target.LabelAt))
        {
            classes[label] = classes.GetValueOrDefault(label) + count;
        }

        if (classes.Count > MostClasses)
        {
            countsClasses = false;
            classes.Clear();
        }
    }

    /// <summary>Leaves out every second row of the sample.</summary>
    private void Thin()
    {
        Distance *= 2;
        for (int i = sampled.Count - 1; i >= 0; i--)
        {
            (Table rows, long[] numbers) = sampled[i];
            int[] kept = [.. Enumerable.Range(0, numbers.Length).Where(row => IsSampled(numbers[row]))];
            sampled[i] = (rows.Take(kept), [.. kept.Select(row => numbers[row])]);
            if (kept.Length == 0)
            {
                sampled.RemoveAt(i);
            }
        }
    }
}
