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
    private readonly Lazy<ConformalIntervals>[] intervals;

    public Calibration(double[][] rows)
    {
        this.rows = rows;
        intervals = Array.ConvertAll(rows, row => new Lazy<ConformalIntervals>(() => new ConformalIntervals(Array.ConvertAll(row, error => -error), row)));
    }

    public int Samples => rows[0].Length;

    public IReadOnlyList<double[]> Rows => rows;

    /// <summary>The intervals of an output of a regressor.</summary>
    public ConformalIntervals IntervalsOf(int output) => intervals[output].Value;

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
