namespace ShallowNet.Tests;

public sealed class ColumnTests
{
    private static readonly DateTime Noon = new(2024, 2, 29, 12, 30, 15);

    [Fact]
    public void Numbers_OfEveryKind_AreDoubles()
    {
        Column.Of("a", (IEnumerable<double>)[1.5, double.NaN, -2]).Values.Should().Equal(1.5, double.NaN, -2);
        Column.Of("a", (IEnumerable<double?>)[1.5, null, double.NaN]).Values.Should().Equal(1.5, double.NaN, double.NaN);
        Column.Of("a", (IEnumerable<float>)[0.1f, float.NaN]).Values.Should().Equal(0.1f, double.NaN);
        Column.Of("a", (IEnumerable<int>)[int.MinValue, 7]).Values.Should().Equal(int.MinValue, 7);
        Column.Of("a", (IEnumerable<int?>)[null, 7]).Values.Should().Equal(double.NaN, 7);
        Column.Of("a", (IEnumerable<decimal>)[0.1m, 7]).Values.Should().Equal(0.1, 7);
        new NumberColumn("a", [1.5, double.PositiveInfinity]).Values.Should().Equal(1.5, double.PositiveInfinity);
    }

    [Fact]
    public void TextsFlagsAndDates_WithAndWithoutGaps_AreKept()
    {
        Column.Of("a", (IEnumerable<string?>)["x", null, "", "x"]).Values.Should().Equal("x", null, "", "x");
        Column.Of("a", (IEnumerable<bool>)[true, false]).Values.Should().Equal(true, false);
        Column.Of("a", (IEnumerable<bool?>)[true, null, false]).Values.Should().Equal(true, null, false);
        Column.Of("a", (IEnumerable<DateTime>)[Noon, DateTime.MinValue]).Values.Should().Equal(Noon, DateTime.MinValue);
        Column.Of("a", (IEnumerable<DateTime?>)[null, Noon.AddTicks(9_999_999)]).Values.Should().Equal(null, Noon);
        Column.Of("a", (IEnumerable<DateOnly>)[new(1905, 3, 1)]).Values.Should().Equal(new DateTime(1905, 3, 1));
        Column.Of("a", (IEnumerable<DateOnly?>)[new(9999, 12, 31), null]).Values.Should().Equal(new DateTime(9999, 12, 31), null);
    }

    [Fact]
    public void Column_OfEachKind_TellsItsValuesAndGaps()
    {
        (Column Column, ColumnKind Kind, object Value, string Text, string Printed)[] cases =
        [
            (Column.Of("a", [double.NaN, 0.5]), ColumnKind.Number, 0.5, "0.5", "a: 2 rows of numbers, 1 gap"),
            (Column.Of("a", [null, "Köln"]), ColumnKind.Text, "Köln", "Köln", "a: 2 rows of texts, 1 gap"),
            (Column.Of("a", (bool?[])[null, true]), ColumnKind.Flag, true, "true", "a: 2 rows of flags, 1 gap"),
            (Column.Of("a", (DateTime?[])[null, Noon]), ColumnKind.Date, Noon, "2024-02-29 12:30:15", "a: 2 rows of dates, 1 gap"),
            (Column.Of("a", (DateOnly?[])[null, new(1969, 7, 20)]), ColumnKind.Date, new DateTime(1969, 7, 20), "1969-07-20", "a: 2 rows of dates, 1 gap"),
        ];
        foreach ((Column column, ColumnKind kind, object value, string text, string printed) in cases)
        {
            (column.Name, column.Kind, column.Count, column.Gaps).Should().Be(("a", kind, 2, 1));
            (column.IsGap(0), column.ValueAt(0), column.TextAt(0)).Should().Be((true, null, ""));
            (column.IsGap(1), column.ValueAt(1)).Should().Be((false, value));
            StrangeCulture.In(() => column.TextAt(1)).Should().Be(text);
            column.ToString().Should().Be(printed);
        }

        Column.Of("a", [1.0]).ToString().Should().Be("a: 1 row of numbers");
    }

    [Fact]
    public void Column_OfAListThatChanges_StaysTheSame()
    {
        double[] numbers = [1, 2];
        string?[] texts = ["x", "y"];
        bool?[] flags = [true, null];
        (NumberColumn ofNumbers, TextColumn ofTexts, FlagColumn ofFlags) = (Column.Of("n", numbers), Column.Of("t", texts), Column.Of("f", flags));
        (numbers[0], texts[0], flags[0]) = (9, "z", false);
        ofNumbers.Values[0].Should().Be(1);
        ofTexts.Values[0].Should().Be("x");
        ofFlags.Values[0].Should().Be(true);
    }

    [Fact]
    public void Column_BadInput_IsRefused()
    {
        Refused(() => Column.Of("", [1.0]), "name must be a text that is not empty, but is empty.*");
        Refused(() => Column.Of("a\ud800", [1.0]), "name must be a text that is not empty, but has half a surrogate pair.*");
        Refused(() => Column.Of(null!, [1.0]), "name must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<double>)null!), "values must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<string?>)null!), "values must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<bool>)null!), "values must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<bool?>)null!), "values must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<DateOnly>)null!), "values must not be null.*");
        Refused(() => Column.Of("a", (IEnumerable<DateTime?>)null!), "values must not be null.*");
        Refused(() => Column.Of("city", ["Ulm", "\udc00"]), "city must be valid text, but city[1], \"\ufffd\", has half a surrogate pair.*");
        Column column = Column.Of("a", [1.0, 2]);
        Refused(() => column.ValueAt(2), "row must be at least 0 and less than 2 (the rows of a), but is 2.*");
        Refused(() => column.TextAt(-1), "row must be at least 0 and less than 2 (the rows of a), but is -1.*");
        Refused(() => column.IsGap(2), "row must be at least 0 and less than 2 (the rows of a), but is 2.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
