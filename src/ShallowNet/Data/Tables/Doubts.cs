using System.Globalization;

namespace ShallowNet;

/// <summary>What looks wrong with a column of a table.</summary>
internal static class Doubts
{
    /// <summary>Of fewer rows, nothing can be said.</summary>
    private const int FewRows = 20;

    /// <summary>What fewer rows have, they may have by chance.</summary>
    private const int FewOfAKind = 5;

    /// <summary>The share of the rows whose target a column must tell to be said to give it away.</summary>
    private const double GivesAway = 0.995;

    /// <summary>From so many words on average, a text is one to read.</summary>
    private const double ManyWords = 4;

    /// <summary>The share of the rows of a column of texts from which on it seems to be one of numbers.</summary>
    private const double MostAreNumbers = 0.8;

    /// <summary>From 7 digits on, whole numbers that are all different and spread over all of their length are seldom amounts.</summary>
    private const double LeastDrawnIdentifier = 1e6;

    /// <summary>The doubt, as the end of a sentence that begins with the name of the column; null for none.</summary>
    public static string? About(Column column, int distinct, Column? target)
    {
        bool isTarget = ReferenceEquals(column, target);
        return distinct == 0 ? "has no value at all"
            : distinct == 1 ? column.Gaps == 0 ? "has only one value" : "has only one value and gaps"
            : column.Count < FewRows ? null
            : IsFreeText(column, distinct) ? "seems to be free text, of which a network learns nothing as it is"
            : OtherThanNumber(column) is { } other ? $"seems to hold numbers, but has other texts, such as \"{Table.Shortened(other)}\": where they mean gaps, say so when the table is read"
            : !isTarget && IsIdentifier(column, distinct) ? "seems to name the rows, of which nothing can be learned for others"
            : !isTarget && target is not null && Reveals(column, target) ? $"gives \"{target.Name}\" away: is it known before that is?"
            : !isTarget && IsCode(column, distinct) ? "may be a code, whole numbers of one length: if they are names, not amounts, give it to EncoderOptions.Categories"
            : null;
    }

    /// <summary>Whether the target of nearly every row follows from a column alone, or from whether it has a value.</summary>
    public static bool Reveals(Column column, Column target) => TellsTarget(column, target) || GapsTellTarget(column, target);

    /// <summary>Whether a column holds texts of many words, hardly any of them twice.</summary>
    public static bool IsFreeText(Column column, int distinct)
    {
        if (column is not TextColumn texts || column.Count - column.Gaps < FewRows || 2 * distinct < column.Count - column.Gaps)
        {
            return false;
        }

        int[] counts = texts.Counts();
        double words = texts.Texts.Where((_, i) => counts[i] > 0).Average(text => (double)text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        return words >= ManyWords;
    }

    /// <summary>The most frequent text that is no number, of texts that are numbers in most rows; null for any others, and where some are written as names: 007.</summary>
    private static string? OtherThanNumber(Column column)
    {
        if (column is not TextColumn texts)
        {
            return null;
        }

        int[] counts = texts.Counts();
        if (texts.Texts.Where((_, i) => counts[i] > 0).Any(text => text is ['0', >= '0' and <= '9', ..]))
        {
            return null;
        }

        int[] others = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0 && !IsNumber(texts.Texts[i]))];
        int values = column.Count - column.Gaps, rows = others.Sum(i => counts[i]);
        return others.Length == 0 || values - rows < MostAreNumbers * values ? null : texts.Texts[others.OrderByDescending(i => counts[i]).ThenBy(i => texts.Texts[i], StringComparer.Ordinal).First()];
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    /// <summary>Whether hardly any value is there twice: texts, or whole numbers that follow one another, or were drawn from all of their length.</summary>
    private static bool IsIdentifier(Column column, int distinct)
    {
        int values = column.Count - column.Gaps;
        return values >= FewRows && distinct >= 0.98 * values && column switch
        {
            TextColumn => true,
            NumberColumn numbers => numbers.Values.All(value => double.IsNaN(value) || double.IsInteger(value)) && (AreDense(numbers, distinct) || AreDrawn(numbers)),
            _ => false,
        };
    }

    /// <summary>Whether whole numbers fill at least half of their range.</summary>
    private static bool AreDense(NumberColumn numbers, int distinct)
    {
        double[] values = [.. numbers.Values.Where(value => !double.IsNaN(value))];
        return values.Max() - values.Min() < 2.0 * distinct;
    }

    /// <summary>Whether numbers are of equally many digits, many of them, with first digits of all kinds.</summary>
    private static bool AreDrawn(NumberColumn numbers)
    {
        double[] values = [.. numbers.Values.Where(value => !double.IsNaN(value))];
        double least = values.Min(), most = values.Max();
        return least >= LeastDrawnIdentifier && ScalarFunctions.DecimalExponent(least) == ScalarFunctions.DecimalExponent(most) && most > 4.5 * least;
    }

    /// <summary>
    /// Whether numbers may be names: whole, positive, of equally many digits (three or more), each there several times, far from filling their range (in the steps
    /// that all have in common), and no years.
    /// </summary>
    private static bool IsCode(Column column, int distinct)
    {
        if (column is not NumberColumn numbers || distinct < 3)
        {
            return false;
        }

        double[] values = [.. numbers.Values.Where(value => !double.IsNaN(value))];
        double least = values.Min(), most = values.Max();
        if (!Array.TrueForAll(values, double.IsInteger) || least < 100 || most > 1e15 || ScalarFunctions.DecimalExponent(least) != ScalarFunctions.DecimalExponent(most) || (least >= 1800 && most <= 2100))
        {
            return false;
        }

        double step = values.Aggregate(0.0, (common, value) => GreatestDivisor(common, value - least));
        return 4 * distinct <= values.Length && 4 * distinct <= (most - least) / step;
    }

    /// <summary>The greatest whole number that divides both.</summary>
    private static double GreatestDivisor(double a, double b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    /// <summary>Whether the target of nearly every row follows from the column alone.</summary>
    private static bool TellsTarget(Column column, Column target)
    {
        int[] rows = [.. Enumerable.Range(0, column.Count).Where(row => !column.HasGap(row) && !target.HasGap(row))];
        if (rows.Length < FewRows)
        {
            return false;
        }

        if (!HasClasses(target, rows.Length))
        {
            return column is NumberColumn or DateColumn && Math.Abs(Correlation(Ranks(column, rows), Ranks(target, rows))) > GivesAway;
        }

        int[] classes = Table.NumbersOfValues(target);
        int largest = rows.GroupBy(row => classes[row]).Max(group => group.Count());

        // A rule of one value for every row would tell any target.
        return largest < GivesAway * rows.Length && column switch
        {
            TextColumn or FlagColumn => column.CountDistinct() <= 0.2 * rows.Length
                && rows.GroupBy(column.TextAt).Sum(group => group.GroupBy(row => classes[row]).Max(same => same.Count())) >= GivesAway * rows.Length,
            _ => OneThresholdTells(Ranks(column, rows), [.. rows.Select(row => classes[row])]),
        };
    }

    /// <summary>Whether the target of nearly every row follows from whether the column has a value: such as a date of leaving, which those who stay lack.</summary>
    private static bool GapsTellTarget(Column column, Column target)
    {
        int[] rows = [.. Enumerable.Range(0, column.Count).Where(row => !target.HasGap(row))];
        if (Math.Min(column.Gaps, column.Count - column.Gaps) < FewOfAKind || rows.Length < FewRows || !HasClasses(target, rows.Length))
        {
            return false;
        }

        int[] classes = Table.NumbersOfValues(target);
        return rows.GroupBy(row => classes[row]).Max(group => group.Count()) < GivesAway * rows.Length
            && rows.GroupBy(column.HasGap).Sum(group => group.GroupBy(row => classes[row]).Max(same => same.Count())) >= GivesAway * rows.Length;
    }

    private static bool HasClasses(Column target, int rows) => target is TextColumn or FlagColumn || target.CountDistinct() <= 0.1 * rows;

    /// <summary>Whether the classes follow one another along the numbers, each in one piece.</summary>
    private static bool OneThresholdTells(double[] numbers, int[] classes)
    {
        int changes = 0, before = -1;
        foreach (IGrouping<double, int> equal in Enumerable.Range(0, numbers.Length).GroupBy(i => numbers[i], i => classes[i]).OrderBy(equal => equal.Key))
        {
            // Rows of one number have one class; each row of another is a change to it and back, wherever it stands in the table.
            IGrouping<int, int> most = equal.GroupBy(label => label).OrderByDescending(same => same.Count()).ThenByDescending(same => same.Key == before).ThenBy(same => same.Key).First();
            changes += 2 * (equal.Count() - most.Count()) + (before >= 0 && most.Key != before ? 1 : 0);
            before = most.Key;
        }

        return changes <= classes.Distinct().Count() - 1 + (1 - GivesAway) * numbers.Length;
    }

    /// <summary>The place of each row's value among those of all, equal ones in the middle of theirs.</summary>
    private static double[] Ranks(Column column, int[] rows)
    {
        double[] values = [.. rows.Select(row => column is NumberColumn numbers ? numbers.Span[row] : column is DateColumn dates ? dates.Span[row] : 0)];
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = 0.5 * (start + end - 1);
            }

            start = end;
        }

        return ranks;
    }

    private static double Correlation(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
