namespace ShallowNet;

/// <content>Parts to train on and to test on.</content>
public sealed partial class Table
{
    /// <summary>A part to train on and a part to test on, chosen at random.</summary>
    /// <remarks>
    /// With a target of classes (texts, flags, or whole numbers of at most 50 different values), each part has the same share of every class; the rows
    /// and their order are those of <see cref="ShallowNet.Split.StratifiedTrainTest{T}(MathNet.Numerics.LinearAlgebra.Matrix{T}, MathNet.Numerics.LinearAlgebra.Matrix{T}, double, int)"/>,
    /// otherwise those of <see cref="ShallowNet.Split.TrainTest{T}(MathNet.Numerics.LinearAlgebra.Matrix{T}, MathNet.Numerics.LinearAlgebra.Matrix{T}, double, int)"/>.
    /// </remarks>
    /// <param name="target">The name of the column to be predicted; null to divide the rows whatever they hold.</param>
    /// <param name="testShare">The share of the rows to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <exception cref="ArgumentException">There is no such column, no row is left to train on, a class has none, or the target has gaps.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public (Table Train, Table Test) Split(string? target = null, double testShare = 0.2, int seed = 0)
    {
        CheckHasRows(2);
        int[]? classes = target is null ? null : ClassesOf(ColumnOf(target, nameof(target)));
        CheckTrains(RowCount, "row", testShare);
        (int[] train, int[] test) = classes is null
            ? ShallowNet.Split.Indices(RowCount, testShare, seed) : ShallowNet.Split.StratifiedIndices(classes, testShare, seed);
        return (Take(train), Take(test));
    }

    /// <summary>
    /// A part to train on and a part to test on, in which all rows of a group are on the same side: those of one patient, machine or document.
    /// </summary>
    /// <remarks>The rows of scikit-learn's <c>GroupShuffleSplit(1, test_size=testShare, random_state=seed)</c>, in their order.</remarks>
    /// <param name="group">The name of the column that tells the groups; a gap is a group, too.</param>
    /// <param name="testShare">The share of the groups to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <param name="seed">At least 0; 0 unless given.</param>
    /// <exception cref="ArgumentException">There is no such column, or no group is left to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share or the seed is out of range.</exception>
    public (Table Train, Table Test) SplitByGroup(string group, double testShare = 0.2, int seed = 0)
    {
        CheckHasRows(2);
        int[] groups = NumbersOfValues(this[group]);
        CheckTrains(groups.Max() + 1, "group", testShare);
        (_, int[] tested) = ShallowNet.Split.Indices(groups.Max() + 1, testShare, seed);
        HashSet<int> test = [.. tested];
        return (Take(Enumerable.Range(0, RowCount).Where(row => !test.Contains(groups[row]))), Take(Enumerable.Range(0, RowCount).Where(row => test.Contains(groups[row]))));
    }

    /// <summary>The earlier rows to train on, and the later ones to test on; each part is in the order of time.</summary>
    /// <remarks>Rows of the same time stay in their order, and on the same side: with those before the end of the training part.</remarks>
    /// <param name="time">The name of the column that tells the time: dates or numbers, without gaps.</param>
    /// <param name="testShare">The share of the rows to test on, greater than 0 and less than 1; their number is rounded up.</param>
    /// <exception cref="ArgumentException">There is no such column, it holds texts or flags or has gaps, or no row is left on a side.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public (Table Train, Table Test) SplitByTime(string time, double testShare = 0.2)
    {
        CheckHasRows(2);
        Column column = this[time];
        CheckNoGaps(column);
        double[] times = column switch
        {
            DateColumn dates => Array.ConvertAll(dates.Span.ToArray(), seconds => (double)seconds),
            NumberColumn numbers => numbers.Span.ToArray(),
            _ => throw new ArgumentException($"Column \"{time}\" must hold dates or numbers to tell the time, but holds {column.KindInWords}.", nameof(time)),
        };
        int[] rows = [.. Enumerable.Range(0, RowCount).OrderBy(row => times[row])];
        int train = RowCount - (int)Math.Ceiling(Require.Share(testShare, nameof(testShare)) * RowCount);
        while (train > 0 && train < rows.Length && times[rows[train]] == times[rows[train - 1]])
        {
            train++;
        }

        return train > 0 && train < rows.Length ? (Take(rows[..train]), Take(rows[train..])) : throw new ArgumentException(
            $"A testShare of {Require.Text(testShare)} must leave rows to train and to test on, but there are only {Require.Count(RowCount, "row")} of {Require.Count(times.Distinct().Count(), "time")}.", nameof(testShare));
    }

    /// <summary>The number of each row's value, from 0 on in the order of the values; a gap comes first.</summary>
    internal static int[] NumbersOfValues(Column column)
    {
        string?[] texts = column is TextColumn ? [.. Enumerable.Range(0, column.Count).Select(row => column.HasGap(row) ? null : column.TextAt(row))] : [];
        object?[] values = column is TextColumn ? texts : [.. Enumerable.Range(0, column.Count).Select(column.ValueAt)];
        object?[] distinct = [.. values.Distinct()];
        IEnumerable<object?> ordered = column is TextColumn ? distinct.OrderBy(value => value as string, StringComparer.Ordinal) : distinct.Order();
        bool hasGap = distinct.Contains(null);
        Dictionary<object, int> numbers = ordered.Where(value => value is not null)
            .Select((value, number) => (Value: value!, Number: number + (hasGap ? 1 : 0))).ToDictionary(pair => pair.Value, pair => pair.Number);
        return Array.ConvertAll(values, value => value is null ? 0 : numbers[value]);
    }

    /// <summary>The class of each row; null where the column holds what is to be learned as numbers.</summary>
    private static int[]? ClassesOf(Column target)
    {
        const int MostClasses = 50;
        CheckNoGaps(target);
        bool areClasses = target switch
        {
            TextColumn or FlagColumn => true,
            NumberColumn numbers => numbers.Values.All(double.IsInteger) && numbers.CountDistinct() <= MostClasses,
            _ => false,
        };
        if (!areClasses)
        {
            return null;
        }

        int[] classes = NumbersOfValues(target);
        // Numbers that are seldom twice are no classes; and names of rows are not either, but that is for the model to tell.
        return target is NumberColumn && 2 * (classes.Max() + 1) > classes.Length ? null : classes;
    }

    /// <summary>Refuses a column that lacks values which are needed, and says in which row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="firstRow">How many rows came before those of the column.</param>
    internal static void CheckNoGaps(Column column, long firstRow = 0)
    {
        if (column.Gaps > 0)
        {
            int first = Enumerable.Range(0, column.Count).First(column.HasGap);
            throw new ArgumentException(
                Invariant($"Column \"{column.Name}\" must have a value in every row, but {Require.Count(column.Gaps, "row")} {(column.Gaps == 1 ? "has" : "have")} none, the first of them row {firstRow + first}: leave such rows out by WithoutGaps(\"{column.Name}\")."));
        }
    }

    private void CheckHasRows(int count)
    {
        if (RowCount < count)
        {
            throw new ArgumentException(Invariant($"The table must have at least {Require.Count(count, "row")}, but has {RowCount}."));
        }
    }

    private static void CheckTrains(int count, string noun, double testShare)
    {
        if (Math.Ceiling(Require.Share(testShare, nameof(testShare)) * count) >= count)
        {
            throw new ArgumentException($"A testShare of {Require.Text(testShare)} must leave a {noun} to train on, but there {(count == 1 ? "is" : "are")} only {Require.Count(count, noun)}.", nameof(testShare));
        }
    }
}
