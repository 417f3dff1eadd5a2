namespace ShallowNet.Tests;

/// <summary>What an encoder tells of its columns, and a row of its values.</summary>
public sealed class EncodedColumnTests
{
    private static readonly Table Rows = new(
        Column.Of("age", (double?[])[20, 30, null, 50, 70]),
        Column.Of("plan", (string?[])["b", "a", "b", "a", null]),
        Column.Of("paperless", (bool?[])[true, true, false, true, null]),
        Column.Of("since", (DateTime?[])[new(2024, 1, 1), new(2025, 3, 1), new(2026, 1, 1), new(2025, 2, 1), new(2025, 4, 1)]),
        Column.Of("fee", (double?[])[1, 2, 3, 4, 5]));

    private static readonly TableEncoder Encoder = TableEncoder.Fit(Rows, new EncoderOptions { RareBelow = 1 });

    [Fact]
    public void HasGaps_OfColumnsWithAndWithout_TellsThem() =>
        Encoder.Columns.Select(column => column.HasGaps).Should().Equal(true, true, true, false, false);

    [Fact]
    public void Typical_OfEveryKind_IsAValueThatARowTakes()
    {
        Encoder.Columns.Select(column => column.Typical).Should().Equal(40.0, "a", true, new DateTime(2025, 3, 1), 3.0);
        InputRow row = Encoder.CreateRow().SetAll(Encoder.Columns.ToDictionary(column => column.Name, column => column.Typical));
        row.Unknown.Should().BeEmpty();
    }

    [Fact]
    public void Typical_OfNumbersThatAreNames_IsANumber() =>
        TableEncoder.Fit(Rows, new EncoderOptions { RareBelow = 1, Categories = ["fee"] }).Columns[4].Typical.Should().Be(1.0);

    [Fact]
    public void Typical_OfRareValuesOnly_IsNull() =>
        TableEncoder.Fit(Rows, new EncoderOptions { RareBelow = 4 }).Columns[1].Typical.Should().BeNull();

    [Fact]
    public void IsUnknown_OfUnknownCategoriesAndGapsWhereThereWereNone_IsTrueAsTheNamesSay()
    {
        InputRow row = Encoder.CreateRow().Set("plan", "c").Set("fee", 2);
        Enumerable.Range(0, 5).Select(row.IsUnknown).Should().Equal(false, true, false, true, false);
        row.Unknown.Should().Equal("plan", "since");
        FluentActions.Invoking(() => row.IsUnknown(5)).Should().Throw<ArgumentException>().WithMessage("column must be at least 0 and less than 5, but is 5.*");
    }
}
