namespace ShallowNet;

/// <summary>What is known of a column of categories or flags, or of the classes that a model answers: how often the most frequent values occur.</summary>
internal sealed class CategoryProfile : ColumnProfile
{
    /// <summary>So many values are kept.</summary>
    private const int MostKept = 20;

    /// <summary>So many new values are told.</summary>
    private const int MostTold = 3;

    /// <summary>Makes a profile.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="rows">The rows, and how many of them have no value.</param>
    /// <param name="kept">The most frequent values.</param>
    /// <param name="counts">How often each of them occurs; of a model's answers, the sums of the probabilities.</param>
    /// <param name="metOnce">How many values, of those that are not kept too, occur once.</param>
    /// <exception cref="ArgumentException">They are not those of a column.</exception>
    public CategoryProfile(string name, (double Rows, double Gaps) rows, string[] kept, double[] counts, int metOnce)
        : base(name, rows.Rows, rows.Gaps)
    {
        (Kept, Counts, MetOnce) = (kept, counts, metOnce);
        if (kept.Length != counts.Length || kept.Length > MostKept || kept.Distinct().Count() != kept.Length || metOnce < 0 || metOnce > Values
            || !Array.TrueForAll(counts, count => count >= 0) || !(counts.Sum() <= Values * (1 + 1e-6)))
        {
            throw new ArgumentException($"The values of column \"{Table.Shortened(name)}\" must be different, and each have a number of rows, but are not, or have not.");
        }
    }

    public string[] Kept { get; }

    public double[] Counts { get; }

    public int MetOnce { get; }

    /// <summary>How often all other values occur.</summary>
    private double Others => Math.Max(0, Values - Counts.Sum());

    /// <summary>The profile of counted values.</summary>
    public static CategoryProfile Of(string name, int rows, IReadOnlyList<string> values, CountedValues counted, int metOnce)
    {
        double found = counted.Counts.Sum() + counted.Others + counted.Unmet;
        int[] kept = [.. Enumerable.Range(0, values.Count).OrderByDescending(i => counted.Counts[i]).ThenBy(i => values[i], StringComparer.Ordinal).Take(MostKept)];
        return new CategoryProfile(name, (rows, Math.Max(0, Math.Round(rows - found))), [.. kept.Select(i => values[i])], [.. kept.Select(i => counted.Counts[i])], metOnce);
    }

    public override ColumnDrift Compare(ColumnEncoder encoder, Column column)
    {
        double[] cells = CellsOf(encoder, column);
        IReadOnlyList<string> values = ValuesOf(encoder)!;
        ColumnDrift drift = Compare(values, new CountedValues(cells, values.Count), column.Count, isOutput: false);
        return drift.NewShare == 0 ? drift : drift with { NewValues = [.. NewIn(encoder, column)] };
    }

    /// <summary>How far counted values have moved.</summary>
    /// <param name="values">The values.</param>
    /// <param name="counted">How often each occurs.</param>
    /// <param name="rows">The number of all rows.</param>
    /// <param name="isOutput">Whether they are what the model answers.</param>
    public ColumnDrift Compare(IReadOnlyList<string> values, CountedValues counted, int rows, bool isOutput)
    {
        double total = counted.Counts.Sum() + counted.Others + counted.Unmet;
        ColumnDrift drift = Gapped(isOutput, rows, Math.Max(0, Math.Round(rows - total))) with { DistanceName = "TV" };
        if (total == 0 || Values == 0)
        {
            return drift;
        }

        Dictionary<string, double> countOf = values.Zip(counted.Counts).ToDictionary(pair => pair.First, pair => pair.Second);
        double[] counts = Array.ConvertAll(Kept, value => countOf.GetValueOrDefault(value));
        double[] all = [.. counts, Math.Max(0, total - counts.Sum())], allOfTraining = [.. Counts, Others];
        (double[] pooled, double[] pooledOfTraining) = ShareComparison.Pooled(all, allOfTraining);
        return drift with
        {
            Psi = ShareComparison.Psi(pooled, pooledOfTraining),
            PsiByChance = DriftLimits.Psi(pooled.Length, total, Values),
            Distance = ShareComparison.TotalVariation(all, allOfTraining),
            DistanceByChance = DriftLimits.TotalVariation(all.Length, total, Values),
            NewShare = counted.Unmet / total,
            NewShareByChance = DriftLimits.Unmet(MetOnce, total, Values),
            Change = ChangeOf([.. all.Select(count => count / total)], [.. allOfTraining.Select(count => count / Values)]),
        };
    }

    private string ChangeOf(double[] shares, double[] ofTraining)
    {
        int farthest = Enumerable.Range(0, shares.Length).MaxBy(i => Math.Abs(shares[i] - ofTraining[i]));
        string value = farthest < Kept.Length ? Table.Shortened(Kept[farthest]) : "other values";
        return Invariant($"{value} {100 * shares[farthest]:0.#} % instead of {100 * ofTraining[farthest]:0.#} %");
    }

    /// <summary>The most frequent values of a column that the encoder does not know.</summary>
    private static IEnumerable<string> NewIn(ColumnEncoder encoder, Column column)
    {
        double[] cells = new double[column.Count];
        encoder.ReaderOf(column).Read(0, cells);
        return Enumerable.Range(0, cells.Length).Where(row => cells[row] < 0 && !column.HasGap(row)).CountBy(column.LabelAt)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostTold).Select(pair => pair.Key);
    }
}
