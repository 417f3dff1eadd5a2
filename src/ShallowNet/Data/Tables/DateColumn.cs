using System.Globalization;

namespace ShallowNet;

/// <summary>A column of dates with a time of day, to the second, or gaps. Time zones are the caller's: dates count as they are written.</summary>
public sealed class DateColumn : Column
{
    /// <summary>Where there is no date.</summary>
    internal const long Gap = long.MinValue;

    private readonly long[] seconds;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The date of each row, of which fractions of a second are left out; null for a gap.</param>
    /// <exception cref="ArgumentException">The name is empty, or not valid text.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public DateColumn(string name, IEnumerable<DateTime?> values)
        : this(name, (long[])[.. Require.NotNull(values).Select(SecondsOf)])
    {
    }

    /// <summary>A column on top of an array, which nobody changes from now on.</summary>
    internal DateColumn(string name, long[] seconds)
        : base(name, seconds.Length) => this.seconds = seconds;

    /// <summary>The date of each row; null for a gap.</summary>
    public IReadOnlyList<DateTime?> Values => [.. seconds.Select(value => value == Gap ? (DateTime?)null : DateOf(value))];

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Date;

    /// <summary>The seconds since the beginning of 1970 of each row.</summary>
    internal ReadOnlySpan<long> Span => seconds;

    /// <summary>The whole seconds since the beginning of 1970; negative before.</summary>
    internal static long SecondsOf(DateTime? date) =>
        date is { } value ? value.Ticks / TimeSpan.TicksPerSecond - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond : Gap;

    internal static DateTime DateOf(long seconds) => new(DateTime.UnixEpoch.Ticks + seconds * TimeSpan.TicksPerSecond);

    /// <summary>A date as people write it: without a time of day at midnight.</summary>
    internal static string Written(DateTime date) => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal override bool HasGap(int row) => seconds[row] == Gap;

    internal override DateColumn RowsAt(ReadOnlySpan<int> rows) => new(Name, RowsOf(seconds, rows));

    internal override DateColumn Renamed(string name) => new(name, seconds);

    internal override int CountDistinct() => seconds.Where(value => value != Gap).Distinct().Count();

    private protected override object BoxedAt(int row) => DateOf(seconds[row]);

    private protected override string WrittenAt(int row) => Written(DateOf(seconds[row]));
}
