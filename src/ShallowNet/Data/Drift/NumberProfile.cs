namespace ShallowNet;

/// <summary>What is known of a column of numbers or dates, or of an output that is a number: quantiles, and how many numbers are below each and up to it.</summary>
internal sealed class NumberProfile : ColumnProfile
{
    /// <summary>The quantiles are so many parts from one another.</summary>
    private const int Parts = 20, Ranges = 10;

    /// <summary>Makes a profile.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="rows">The rows, and how many of them have no value.</param>
    /// <param name="quantiles">The different quantiles, in order.</param>
    /// <param name="below">How many numbers are below each.</param>
    /// <param name="upTo">How many are up to each.</param>
    /// <param name="isDate">Whether the numbers are seconds since 1970.</param>
    /// <exception cref="ArgumentException">They are not those of numbers.</exception>
    public NumberProfile(string name, (double Rows, double Gaps) rows, double[] quantiles, double[] below, double[] upTo, bool isDate)
        : base(name, rows.Rows, rows.Gaps)
    {
        (Quantiles, Below, UpTo, IsDate) = (quantiles, below, upTo, isDate);
        double before = 0;
        bool isInOrder = quantiles.Length == below.Length && quantiles.Length == upTo.Length && (quantiles.Length > 0) == (Values > 0);
        for (int i = 0; i < quantiles.Length && isInOrder; i++)
        {
            isInOrder = double.IsFinite(quantiles[i]) && (i == 0 || quantiles[i] > quantiles[i - 1]) && below[i] >= before && upTo[i] > below[i] && upTo[i] <= Values;
            before = upTo[i];
        }

        if (!isInOrder || before != Values || (isDate && quantiles.Length > 0 && !(IsDateTime(quantiles[0]) && IsDateTime(quantiles[^1]))))
        {
            throw new ArgumentException($"The quantiles of column \"{Table.Shortened(name)}\" must rise, and the numbers of values up to them with them, but do not.");
        }
    }

    public double[] Quantiles { get; }

    public double[] Below { get; }

    public double[] UpTo { get; }

    public bool IsDate { get; }

    /// <summary>The profile of numbers.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="numbers">The numbers of the rows that have one.</param>
    /// <param name="rows">The number of all rows.</param>
    /// <param name="isDate">Whether the numbers are seconds since 1970.</param>
    public static NumberProfile Of(string name, double[] numbers, int rows, bool isDate)
    {
        double[] sorted = [.. numbers];
        Array.Sort(sorted);
        double[] quantiles = sorted.Length == 0 ? [] : [.. Enumerable.Range(0, Parts + 1).Select(k => sorted[PlaceOf(k, sorted.Length)]).Distinct()];
        return new NumberProfile(
            name, (rows, rows - sorted.Length), quantiles, Array.ConvertAll(quantiles, x => (double)CountBelow(sorted, x)), Array.ConvertAll(quantiles, x => (double)CountUpTo(sorted, x)), isDate);
    }

    public override ColumnDrift Compare(ColumnEncoder encoder, Column column) => Compare(CellsOf(encoder, column), column.Count, isOutput: false);

    /// <summary>How far numbers have moved.</summary>
    /// <param name="numbers">The numbers of the rows that have one, which are sorted.</param>
    /// <param name="rows">The number of all rows.</param>
    /// <param name="isOutput">Whether they are what the model answers.</param>
    public ColumnDrift Compare(double[] numbers, int rows, bool isOutput)
    {
        ColumnDrift drift = Gapped(isOutput, rows, rows - numbers.Length);
        if (numbers.Length == 0 || Values == 0)
        {
            return drift;
        }

        Array.Sort(numbers);
        int[] deciles = [.. Enumerable.Range(1, Ranges - 1).Select(k => Array.FindIndex(UpTo, count => Ranges * count >= k * Values)).Distinct()];
        double[] ofRanges = CountsOf([.. deciles.Select(i => (double)CountUpTo(numbers, Quantiles[i]))], numbers.Length);
        (double[] counts, double[] ofTraining) = ShareComparison.Pooled(ofRanges, CountsOf([.. deciles.Select(i => UpTo[i])], Values));
        return drift with
        {
            Psi = ShareComparison.Psi(counts, ofTraining),
            PsiByChance = DriftLimits.Psi(counts.Length, numbers.Length, Values),
            Distance = DistanceOf(numbers),
            DistanceByChance = DriftLimits.KolmogorovSmirnov(numbers.Length, Values),
            Change = $"median {Written(numbers[PlaceOf(Parts / 2, numbers.Length)])} instead of {Written(Quantiles[Array.FindIndex(UpTo, count => 2 * count >= Values)])}",
        };
    }

    /// <summary>The largest difference of the shares of numbers below a quantile, or up to it.</summary>
    private double DistanceOf(double[] sorted)
    {
        double largest = 0;
        for (int i = 0; i < Quantiles.Length; i++)
        {
            double below = Math.Abs((double)CountBelow(sorted, Quantiles[i]) / sorted.Length - Below[i] / Values);
            double upTo = Math.Abs((double)CountUpTo(sorted, Quantiles[i]) / sorted.Length - UpTo[i] / Values);
            largest = Math.Max(largest, Math.Max(below, upTo));
        }

        return largest;
    }

    /// <summary>The numbers of values between neighbours of those up to which they are counted, and beyond the last.</summary>
    private static double[] CountsOf(double[] upTo, double values) => [.. upTo.Append(values).Select((count, i) => count - (i == 0 ? 0 : upTo[i - 1]))];

    /// <summary>The place of the smallest number up to which at least k of the parts are.</summary>
    private static int PlaceOf(int k, int count) => Math.Max(0, (int)(((long)k * count + Parts - 1) / Parts) - 1);

    private static int CountBelow(double[] sorted, double x) => CountWhile(sorted, number => number < x);

    private static int CountUpTo(double[] sorted, double x) => CountWhile(sorted, number => number <= x);

    /// <summary>How many numbers from the first on fulfil a condition, which all after them do not.</summary>
    private static int CountWhile(double[] sorted, Func<double, bool> condition)
    {
        int first = 0, end = sorted.Length;
        while (first < end)
        {
            int middle = (first + end) / 2;
            (first, end) = condition(sorted[middle]) ? (middle + 1, end) : (first, middle);
        }

        return first;
    }

    private static bool IsDateTime(double seconds) => seconds >= DateColumn.SecondsOf(DateTime.MinValue) && seconds <= DateColumn.SecondsOf(DateTime.MaxValue);

    private string Written(double number) => IsDate ? DateColumn.Written(DateColumn.DateOf((long)number)) : Table.Printed(number);
}
