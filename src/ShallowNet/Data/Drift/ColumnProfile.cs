namespace ShallowNet;

/// <summary>What is known of a column of a training, or of an output of the model, without its rows.</summary>
internal abstract class ColumnProfile
{
    private protected ColumnProfile(string name, double rows, double gaps)
    {
        (Name, Rows, Gaps) = (name, rows, gaps);
        if (!(rows >= 1 && rows <= int.MaxValue && gaps >= 0 && gaps <= rows))
        {
            throw new ArgumentException(Invariant($"Column \"{Table.Shortened(name)}\" must have at least one row, and no more gaps than rows, but has {Require.Text(rows)} and {Require.Text(gaps)}."));
        }
    }

    public string Name { get; }

    /// <summary>The rows, those without a value among them.</summary>
    public double Rows { get; }

    /// <summary>The rows without a value.</summary>
    public double Gaps { get; }

    /// <summary>The rows with a value.</summary>
    public double Values => Rows - Gaps;

    /// <summary>The profile of what a column of a training holds.</summary>
    public static ColumnProfile Of(ColumnEncoder encoder, Column column)
    {
        double[] cells = CellsOf(encoder, column);
        if (ValuesOf(encoder) is not { } values)
        {
            return NumberProfile.Of(encoder.Name, cells, column.Count, encoder.Kind == ColumnKind.Date);
        }

        CountedValues counts = new(cells, values.Count);
        int metOnce = encoder.Kind == ColumnKind.Flag ? 0
            : Enumerable.Range(0, column.Count).Where(row => !column.HasGap(row)).CountBy(column.LabelAt).Count(pair => pair.Value == 1);
        return CategoryProfile.Of(encoder.Name, column.Count, values, counts, metOnce);
    }

    /// <summary>How far a column of the same encoder has moved.</summary>
    public abstract ColumnDrift Compare(ColumnEncoder encoder, Column column);

    /// <summary>What columns and outputs have in common of how far they have moved.</summary>
    private protected ColumnDrift Gapped(bool isOutput, double rows, double gaps) => new(Name, isOutput)
    {
        GapShare = gaps / rows,
        GapShareOfTraining = Gaps / Rows,
        GapShareByChance = DriftLimits.Share((gaps + Gaps + 0.5) / (rows + Rows + 1), rows, Rows),
    };

    /// <summary>The cells of the rows that have a value.</summary>
    private protected static double[] CellsOf(ColumnEncoder encoder, Column column)
    {
        double[] cells = new double[column.Count];
        encoder.ReaderOf(column).Read(0, cells);
        return column.Gaps == 0 ? cells : [.. cells.Where((_, row) => !column.HasGap(row))];
    }

    /// <summary>The values whose places cells are; null where cells are the numbers themselves.</summary>
    private protected static IReadOnlyList<string>? ValuesOf(ColumnEncoder encoder) => encoder is CategoryEncoder ? encoder.Values
        : encoder.Kind == ColumnKind.Flag ? ["false", "true"] : null;
}
