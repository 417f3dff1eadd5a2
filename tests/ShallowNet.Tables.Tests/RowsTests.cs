using CsCheck;
using Microsoft.Data.Analysis;

namespace ShallowNet.Tables.Tests;

public sealed class RowsTests
{
    private enum Plan
    {
        Basic,
        Premium,
    }

    [Fact]
    public void Of_Dictionaries_HasTheColumnsOfAll()
    {
        Table table = Table.Of(
        [
            new Dictionary<string, object?> { ["age"] = 42, ["plan"] = Plan.Premium },
            new Dictionary<string, object?> { ["since"] = new DateOnly(2024, 1, 31), ["age"] = null, ["active"] = true },
            new Dictionary<string, object?> { ["age"] = 1.5m, ["plan"] = "Trial", ["active"] = DBNull.Value, ["since"] = new DateTimeOffset(2024, 2, 1, 12, 0, 0, TimeSpan.FromHours(5)), ["never"] = null },
        ]);
        table.Columns.Select(column => column.ToString()).Should().Equal(
            "age: 3 rows of numbers, 1 gap", "plan: 3 rows of texts, 1 gap", "since: 3 rows of dates, 1 gap", "active: 3 rows of flags, 2 gaps", "never: 3 rows of numbers, 3 gaps");
        table.Row(2).ToString().Should().Be("age = 1.5, plan = Trial, since = 2024-02-01 12:00:00, active = , never = ");
        table["plan"].ValueAt(0).Should().Be("Premium");
    }

    [Fact]
    public void Of_EveryTypeOfNumbers_IsNumbers()
    {
        object[] numbers = [(sbyte)1, (byte)1, (short)1, (ushort)1, 1, 1u, 1L, 1UL, 1f, 1.0, 1m, (Half)1];
        Table table = Table.Of(numbers.Select(number => new Dictionary<string, object?> { ["n"] = number }));
        ((NumberColumn)table["n"]).Values.Should().Equal(numbers.Select(_ => 1.0));
    }

    [Fact]
    public void Of_BadDictionaries_IsRefused()
    {
        static Action Making(params object?[] values) => () => Table.Of(values.Select(value => new Dictionary<string, object?> { ["x"] = value }));
        Making(1, null, "a").Should().Throw<ArgumentException>().WithMessage("Column \"x\" must hold values of one kind, but holds numbers in row 0 and texts in row 2.");
        Making(null, new List<int>()).Should().Throw<ArgumentException>().WithMessage("Column \"x\" must hold numbers, texts, flags or dates, but has a value of type List`1 in row 1.");
        Making().Should().Throw<ArgumentException>().WithMessage("rows must have a value, but is empty. (Parameter 'rows')");
        FluentActions.Invoking(() => Table.Of([new Dictionary<string, object?>()])).Should().Throw<ArgumentException>().WithMessage("rows must have a value, but all are empty. (Parameter 'rows')");
        FluentActions.Invoking(() => Table.Of([new Dictionary<string, object?> { [""] = 1 }])).Should().Throw<ArgumentException>().WithMessage("name must be a text that is not empty, but is empty. (Parameter 'name')");
    }

    [Fact]
    public void ToDataFrame_OfAnyTable_IsTheSameTableAgain() => RandomTables.All.Sample(
        table => RandomTables.Described(Table.Of(table.ToDataFrame())).Should().Be(RandomTables.Described(table)), iter: 500);

    [Fact]
    public void Of_EveryTypeOfAFrame_FindsTheKind()
    {
        DataFrame frame = new(
            new Int32DataFrameColumn("i", [1, null]), new SingleDataFrameColumn("f", [1.5f, null]), new DecimalDataFrameColumn("m", [2m, null]), new UInt64DataFrameColumn("u", [3, null]),
            new CharDataFrameColumn("c", ['x', null]), new BooleanDataFrameColumn("b", [true, null]), new StringDataFrameColumn("s", ["a", null]), new DateTimeDataFrameColumn("d", [new DateTime(2024, 1, 31), null]));
        Table table = Table.Of(frame);
        table.Row(0).ToString().Should().Be("i = 1, f = 1.5, m = 2, u = 3, c = x, b = true, s = a, d = 2024-01-31");
        table.Columns.Should().AllSatisfy(column => column.Gaps.Should().Be(1));
    }

    [Fact]
    public void Of_AFrameOfVectors_IsRefused() =>
        FluentActions.Invoking(() => Table.Of(new DataFrame(new VBufferDataFrameColumn<double>("v", 1)))).Should().Throw<ArgumentException>()
            .WithMessage("Column \"v\" must hold numbers, texts, flags or dates, but holds VBuffer`1.");
}
