namespace ShallowNet;

/// <summary>How far a column, or an output of a model, has moved from what it was in training.</summary>
/// <remarks>
/// A measure counts if it is farther than chance moves that of one table in a thousand which has not changed. The stability index and the distance are moderate from
/// 0.1 on and large from 0.25 on, as is usual for the index (Siddiqi, 2006); a change of the share of gaps from 0.03 and 0.1, and new values from 0.01 and 0.1 on.
/// </remarks>
public sealed record ColumnDrift
{
    internal ColumnDrift(string column, bool isOutput) => (Column, IsOutput) = (column, isOutput);

    /// <summary>The name of the column; of an output, that of the target.</summary>
    public string Column { get; }

    /// <summary>Whether it is what the model answers.</summary>
    public bool IsOutput { get; }

    /// <summary>How far it has moved by the measure that says most.</summary>
    public DriftSize Size => Sizes.Max();

    /// <summary>
    /// The population stability index, Σ (q − p) ln(q/p) of shares p in training and q now: of the values of a category, or of ten ranges between the deciles of
    /// numbers. Where fewer than five values would be expected, shares are added up; half a value is added to each, so that none is 0.
    /// </summary>
    public double Psi { get; internal init; }

    /// <summary>How far chance moves the index with so many rows.</summary>
    public double PsiByChance { get; internal init; }

    /// <summary>
    /// Of numbers, the Kolmogorov–Smirnov distance: the largest difference of the shares up to a number, or below it, at the quantiles that are kept. Of categories, the
    /// total variation: half the sum of the differences of their shares.
    /// </summary>
    public double Distance { get; internal init; }

    /// <summary>How far chance moves the distance with so many rows.</summary>
    public double DistanceByChance { get; internal init; }

    /// <summary>The share of the rows without a value.</summary>
    public double GapShare { get; internal init; }

    /// <summary>The share of the rows of the training without a value.</summary>
    public double GapShareOfTraining { get; internal init; }

    /// <summary>How far chance moves the share of gaps with so many rows.</summary>
    public double GapShareByChance { get; internal init; }

    /// <summary>The share of the values of a category that were not there in training.</summary>
    public double NewShare { get; internal init; }

    /// <summary>The share of new values that chance brings with so many rows.</summary>
    public double NewShareByChance { get; internal init; }

    /// <summary>The most frequent values of a category that were not there in training, at most three.</summary>
    public IReadOnlyList<string> NewValues { get; internal init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>What has moved, in words: "median 12.1 instead of 9.8"; of categories, the one whose share has moved farthest. Empty where there are no values.</summary>
    public string Change { get; internal init; } = "";

    /// <summary>What <see cref="Distance"/> is called.</summary>
    internal string DistanceName { get; init; } = "KS";

    /// <summary>How far it has moved by the measure that says most, as a share of what is large; where it has moved, of the measures by which it has.</summary>
    internal double ShareOfLarge => Measures.Where(measure => Size == DriftSize.None || measure.Size != DriftSize.None).Max(measure => measure.Value / measure.Large);

    private IEnumerable<DriftSize> Sizes => Measures.Select(measure => measure.Size);

    private DriftMeasure[] Measures => [new(Psi, PsiByChance, 0.1, 0.25), new(Distance, DistanceByChance, 0.1, 0.25), Gaps, new(NewShare, NewShareByChance, 0.01, 0.1)];

    private DriftMeasure Gaps => new(Math.Abs(GapShare - GapShareOfTraining), GapShareByChance, 0.03, 0.1);

    /// <summary>One line, such as "price: median 12.1 instead of 9.8, PSI 0.31 (by chance up to 0.02), KS 0.24 (0.06): large".</summary>
    public override string ToString()
    {
        string change = Change.Length == 0 ? "" : $"{Change}, ";
        string gaps = Gaps.Size == DriftSize.None ? "" : Invariant($", gaps {100 * GapShare:0.#} % instead of {100 * GapShareOfTraining:0.#} %");
        string values = NewValues.Count == 0 ? "" : Invariant($", {100 * NewShare:0.#} % new values such as {Table.Quoted(NewValues.Select(Table.Shortened))}");
        return Invariant($"{(IsOutput ? "prediction of " : "")}{Column}: {change}PSI {Psi:0.00} (by chance up to {PsiByChance:0.00}), {DistanceName} {Distance:0.00} ({DistanceByChance:0.00}){gaps}{values}: ")
            + (Size switch { DriftSize.None => "none", DriftSize.Moderate => "moderate", _ => "large" });
    }

    /// <summary>A measure of drift, what chance brings, and from where on it is moderate and large.</summary>
    private readonly record struct DriftMeasure(double Value, double ByChance, double Moderate, double Large)
    {
        public DriftSize Size => DriftLimits.SizeOf(Value, ByChance, Moderate, Large);
    }
}
