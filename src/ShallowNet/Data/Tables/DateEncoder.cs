using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Dates: the age and the year as numbers, month, weekday and hour as places on a circle, each where it differs between rows; and an indicator of gaps
/// where there were some. A gap has the median age and year, and is in the middle of every circle.
/// </summary>
internal sealed class DateEncoder : ColumnEncoder
{
    /// <summary>Makes an encoder.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="latest">The latest date seen, in seconds since 1970.</param>
    /// <param name="fill">The date whose age and year stand for gaps.</param>
    /// <param name="age">How the age in days is scaled; null where it does not differ.</param>
    /// <param name="year">How the year is scaled; null where it does not differ.</param>
    /// <param name="parts">The parts that differ.</param>
    public DateEncoder(string name, long latest, long fill, NumberTransform? age, NumberTransform? year, DateParts parts)
        : base(name, ColumnKind.Date)
    {
        (Latest, Fill, Age, Year, Parts) = (latest, fill, age, year, parts);
        if (Has(DateParts.Age) != age is not null || Has(DateParts.Year) != year is not null)
        {
            throw new ArgumentException("The age and the year of a date must have a scaling where they are features, and only there, but do not.");
        }

        FeatureNames =
        [
            .. Named(DateParts.Age, "age in days"), .. Named(DateParts.Year, "year"), .. Named(DateParts.Month, "month, sine", "month, cosine"),
            .. Named(DateParts.Weekday, "weekday, sine", "weekday, cosine"), .. Named(DateParts.Hour, "hour, sine", "hour, cosine"),
            .. HasGaps ? [$"{name} is missing"] : Array.Empty<string>(),
        ];
    }

    public long Latest { get; }

    public long Fill { get; }

    public NumberTransform? Age { get; }

    public NumberTransform? Year { get; }

    public DateParts Parts { get; }

    public override bool HasGaps => Has(DateParts.Gap);

    /// <summary>The fill; null where a file has one that no calendar knows.</summary>
    public override object? Typical =>
        Fill >= DateColumn.SecondsOf(DateTime.MinValue) && Fill <= DateColumn.SecondsOf(DateTime.MaxValue) ? DateColumn.DateOf(Fill) : null;

    public override IReadOnlyList<string> FeatureNames { get; }

    public override string Description
    {
        get
        {
            DateParts ofDates = Parts & ~DateParts.Gap;
            string dates = ofDates == DateParts.None ? "has one value only, and is left out" : ofDates.ToString().ToLowerInvariant();
            return HasGaps ? $"{dates}; gaps: an indicator" : dates;
        }
    }

    /// <summary>Looks at the dates of a column.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="seconds">The seconds since 1970, and gaps.</param>
    /// <param name="scaling">How age and year are scaled.</param>
    public static DateEncoder Fit(string name, ReadOnlySpan<long> seconds, NumberScaling scaling)
    {
        long[] seen = [.. seconds.ToArray().Where(second => second != DateColumn.Gap).Order()];
        int gaps = seconds.Length - seen.Length;
        if (seen.Length == 0 || (seen[0] == seen[^1] && gaps == 0))
        {
            return new DateEncoder(name, 0, 0, null, null, DateParts.None);
        }

        long latest = seen[^1], fill = seen[seen.Length / 2];
        DateNumbers[] numbers = Array.ConvertAll(seen, DateNumbers.Of);
        DateParts parts = (gaps > 0 ? DateParts.Gap : 0) | (seen[0] != latest ? DateParts.Age : 0) | PartIfItDiffers(DateParts.Year, date => date.Year) | PartIfItDiffers(DateParts.Month, date => date.Month)
            | PartIfItDiffers(DateParts.Weekday, date => date.Weekday) | PartIfItDiffers(DateParts.Hour, date => date.Hour);
        NumberTransform? age = parts.HasFlag(DateParts.Age) ? NumberTransform.Fit(scaling, [.. seen.Reverse().Select(second => AgeOf(second, latest))], gaps, AgeOf(fill, latest)) : null;
        NumberTransform? year = parts.HasFlag(DateParts.Year) ? NumberTransform.Fit(scaling, Array.ConvertAll(numbers, date => (double)date.Year), gaps, DateNumbers.Of(fill).Year) : null;
        return new DateEncoder(name, latest, fill, age, year, parts);

        DateParts PartIfItDiffers(DateParts part, Func<DateNumbers, int> number) => Array.Exists(numbers, date => number(date) != number(numbers[0])) ? part : DateParts.None;
    }

    public override bool IsUnknown(double cell) => double.IsNaN(cell) && !HasGaps;

    public override double CellOf(DateTime date) => DateColumn.SecondsOf(date);

    public override int Encode<T>(Span<double> cells, Span<T> features, int stride)
    {
        int gaps = 0;
        for (int j = 0; j < cells.Length; j++)
        {
            bool isGap = double.IsNaN(cells[j]);
            gaps += isGap ? 1 : 0;
            Encode(isGap ? Fill : (long)cells[j], isGap, features[(j * stride)..]);
        }

        return HasGaps ? 0 : gaps;
    }

    private protected override bool Takes(ColumnKind kind) => kind == ColumnKind.Date;

    private static double AgeOf(long seconds, long latest) => (latest - seconds) / (double)DateNumbers.SecondsOfDay;

    private void Encode<T>(long seconds, bool isGap, Span<T> features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DateNumbers date = DateNumbers.Of(seconds);
        int next = 0;
        if (Age is not null)
        {
            features[next++] = T.CreateTruncating(Age.Of(AgeOf(seconds, Latest)));
        }

        if (Year is not null)
        {
            features[next++] = T.CreateTruncating(Year.Of(date.Year));
        }

        next += Place(DateParts.Month, Cycle.Months[date.Month], isGap, features[next..]);
        next += Place(DateParts.Weekday, Cycle.Weekdays[date.Weekday], isGap, features[next..]);
        next += Place(DateParts.Hour, Cycle.Hours[date.Hour], isGap, features[next..]);
        if (HasGaps && isGap)
        {
            features[next] = T.One;
        }
    }

    /// <summary>Writes a place on a circle, or its middle for a gap, if the part is one of the features: how many features it has.</summary>
    private int Place<T>(DateParts part, (double Sine, double Cosine) place, bool isGap, Span<T> features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Has(part))
        {
            return 0;
        }

        if (!isGap)
        {
            (features[0], features[1]) = (T.CreateTruncating(place.Sine), T.CreateTruncating(place.Cosine));
        }

        return 2;
    }

    private IEnumerable<string> Named(DateParts part, params string[] names) => Has(part) ? names.Select(name => $"{Name}: {name}") : [];

    /// <summary>Whether a part is one of the features; HasFlag would allocate until it is compiled the second time.</summary>
    private bool Has(DateParts part) => (Parts & part) != 0;
}
