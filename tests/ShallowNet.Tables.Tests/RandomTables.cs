using CsCheck;

namespace ShallowNet.Tables.Tests;

/// <summary>Tables of all kinds of columns, with gaps and unusual texts.</summary>
internal static class RandomTables
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        OneOf("", "NA", " x ", "a,b", "a;b", "\t", "say \"hi\"", "\"", "two\nlines", "two\r\nlines", "\r", "007", "1.5", "true", "2024-01-31", "inf", "?", "ö雪😀", "\ufeffx", "\u00a0"),
        Gen.Char[' ', '~'].Array[0, 6].Select(letters => new string(letters)));

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Double, Gen.Double[-1e6, 1e6], Gen.Int.Select(value => (double)value), OneOf(0.0, -0.0, 1e15, 1e16, double.MaxValue, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity));

    private static readonly Gen<DateTime> Dates = Gen.OneOf(
        Gen.Int[0, 3_652_058].Select(days => DateTime.MinValue.AddDays(days)), Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond].Select(seconds => new DateTime(seconds * TimeSpan.TicksPerSecond)));

    /// <summary>Tables of one to five columns and up to 30 rows.</summary>
    public static Gen<Table> All { get; } =
        from rows in Gen.Int[0, 30]
        from names in Texts.Where(name => name.Length > 0).HashSet[1, 5].Select(set => set.ToArray())
        from columns in Gen.Int[0, 3].SelectMany(kind => ColumnOf(kind, rows)).Array[names.Length]
        select new Table(columns.Select((column, i) => column(names[i])));

    /// <summary>All that tells two tables apart.</summary>
    public static string Described(Table table) => string.Join('\n', table.Columns.Select(column =>
        $"{column.Name}|{column.Kind}|{string.Join('|', Enumerable.Range(0, column.Count).Select(row => column.ValueAt(row) is { } value ? $"<{(value is double number ? BitConverter.DoubleToInt64Bits(number) : value)}>" : "gap"))}"));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T?> OrNull<T>(Gen<T> values)
        where T : struct => Gen.Select(Gen.Int[0, 3], values, (i, value) => i == 0 ? (T?)null : value);

    private static Gen<Func<string, Column>> ColumnOf(int kind, int rows) => kind switch
    {
        0 => OrNull(Numbers).Array[rows].Select(values => (Func<string, Column>)(name => Column.Of(name, values))),
        1 => Gen.Null(Texts).Array[rows].Select(values => (Func<string, Column>)(name => Column.Of(name, values))),
        2 => OrNull(Gen.Bool).Array[rows].Select(values => (Func<string, Column>)(name => Column.Of(name, values))),
        _ => OrNull(Dates).Array[rows].Select(values => (Func<string, Column>)(name => Column.Of(name, values))),
    };
}
