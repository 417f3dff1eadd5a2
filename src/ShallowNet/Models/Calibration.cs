using System.Collections.Concurrent;

namespace ShallowNet;

/// <summary>How far answers were from the truth, for samples that the networks that answered were not trained on.</summary>
/// <remarks>
/// A row for each thing that was measured, with a number for each sample: of a regressor y − ŷ of each output; of a classifier <see cref="ClassRow"/> and the rows after it.
/// </remarks>
internal sealed class Calibration
{
    /// <summary>More samples tell hardly more; so many of them are drawn.</summary>
    public const int MostSamples = 10_000;

    /// <summary>The rows of a classifier: the class, its probability, and the sum of the probabilities of it and all that are more probable.</summary>
    public const int ClassRow = 0, ProbabilityRow = 1, CumulatedRow = 2, RowsOfClassifier = 3;

    private readonly double[][] rows;
    private readonly ConcurrentDictionary<ConformalPart, ConformalIntervals> intervals = [];

    public Calibration(double[][] rows) => this.rows = rows;

    public int Samples => rows[0].Length;

    public IReadOnlyList<double[]> Rows => rows;

    /// <summary>How large errors are to be expected, for each output of a regressor; null for an output whose errors are of one size.</summary>
    public ErrorSize?[] Sizes { get; init; } = [];

    /// <summary>What each sample's error is compared with, for each output; none where all are 1.</summary>
    public double[][] Scales { get; init; } = [];

    /// <summary>Whether the sizes were learned in the model's training, so that other samples have no part in them.</summary>
    public bool HasSizesOfTraining { get; init; }

    /// <summary>The group of each sample by each of <see cref="SampleGroups.ColumnsOf"/>; none for models of matrices.</summary>
    public byte[][] Groups { get; init; } = [];

    /// <summary>The networks of each fold, and which of them have not seen which of these samples; null where that is not known.</summary>
    public FoldMembers? Members { get; init; }

    /// <summary>How large errors of an output are to be expected; null where they are of one size.</summary>
    public ErrorSize? SizeOf(int output) => Sizes.Length > 0 ? Sizes[output] : null;

    /// <summary>The intervals of an output of a regressor.</summary>
    public ConformalIntervals IntervalsOf(int output) => IntervalsOf(new ConformalPart(output));

    /// <summary>The intervals of a part of the samples.</summary>
    public ConformalIntervals IntervalsOf(ConformalPart part) => intervals.GetOrAdd(part, MakeIntervals);

    private ConformalIntervals MakeIntervals(ConformalPart part)
    {
        double[] errors = rows[part.Output], scales = part.IsScaled ? Scales[part.Output] : [];
        double[] above = [.. Enumerable.Range(0, Samples)
            .Where(j => (part.GroupedBy is not { } by || Groups[by][j] == part.Group) && (part.Fold is not { } fold || Members!.FoldOfSample[j] == fold))
            .Select(j => part.IsScaled ? errors[j] / scales[j] : errors[j])];
        return new ConformalIntervals(Array.ConvertAll(above, error => -error), above);
    }

    /// <summary>The scores of a classifier's samples in ascending order, of one class or of all.</summary>
    public double[] ScoresOf(SetScore score, int? ofClass = null)
    {
        double[] scores = score == SetScore.Probability ? Array.ConvertAll(rows[ProbabilityRow], probability => 1 - probability) : rows[CumulatedRow];
        return [.. Enumerable.Range(0, Samples).Where(j => ofClass is null || rows[ClassRow][j] == ofClass).Select(j => scores[j]).Order()];
    }

    /// <summary>The columns that have an answer, or so many of them drawn at random, in ascending order.</summary>
    /// <param name="answers">outputs × m; NaN where there is no answer.</param>
    /// <param name="outputs">The rows.</param>
    /// <param name="seed">Of the drawing.</param>
    public static int[] Answered(double[] answers, int outputs, int seed)
    {
        int[] columns = [.. Enumerable.Range(0, answers.Length / outputs).Where(j => Scan.IndexOfNotFinite<double>(answers.AsSpan(j * outputs, outputs)) < 0)];
        if (columns.Length <= MostSamples)
        {
            return columns;
        }

        new NumPyRandom(seed).Shuffle<int>(columns);
        return [.. columns.Take(MostSamples).Order()];
    }
}

/// <summary>Some of the samples of a calibration, and what is looked at of them.</summary>
/// <param name="Output">The output.</param>
internal readonly record struct ConformalPart(int Output)
{
    /// <summary>Whether errors are divided by what was to be expected.</summary>
    public bool IsScaled { get; init; }

    /// <summary>By which of the columns that make groups; null for all samples.</summary>
    public int? GroupedBy { get; init; }

    /// <summary>Which group.</summary>
    public byte Group { get; init; }

    /// <summary>Of which fold; null for all.</summary>
    public int? Fold { get; init; }
}
