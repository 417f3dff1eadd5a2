namespace ShallowNet.Tests;

public sealed class TableTextTests
{
    [Fact]
    public void Table_Printed_IsAligned()
    {
        Table table = new(
            Column.Of("age", [42, double.NaN, 7.123456789]), Column.Of("city of birth", ["Ulm", null, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"]),
            Column.Of("on", (bool?[])[true, false, null]), Column.Of("since", (DateTime?[])[new(2020, 1, 2), null, new(1969, 7, 20, 20, 17, 40)]));
        StrangeCulture.In(table.ToString).Should().Be("""
            3 rows, 4 columns
                age  city of birth             on     since
                 42  Ulm                       true   2020-01-02
                  ·  ·                         false  ·
            7.12346  Llanfairpwllgwyngyllgog…  ·      1969-07-20 20:17:40
            """);
    }

    [Fact]
    public void Table_PrintedWithManyRowsOrStrangeTexts_IsCut()
    {
        Table table = new(Column.Of("n", Enumerable.Range(0, 12)), Column.Of("t", Enumerable.Range(0, 12).Select(_ => "a\nb")));
        table.ToString().Should().StartWith("12 rows, 2 columns\nn  t\n0  a b\n1  a b\n").And.EndWith("\n9  a b\n…");
        Table.Shortened(new string('x', 22) + "😀y").Should().Be(new string('x', 22) + "…");
        Table.Shortened(new string('x', 24)).Should().Be(new string('x', 24));
        new Table(Column.Of("n", (IEnumerable<double>)[])).ToString().Should().Be("0 rows, 1 column\nn");
        new Table(Enumerable.Range(0, 3000).Select(i => Column.Of($"c{i}", (double[])[i]))).ToString().Should().StartWith("1 row, 3000 columns\nc0  c1").And.EndWith("c29  …\n" + string.Join("  ", Enumerable.Range(0, 10).Select(i => $" {i}").Concat(Enumerable.Range(10, 20).Select(i => $" {i}"))) + "  …");
    }

    [Fact]
    public void Description_WithAQuestion_EndsWithIt() =>
        new Table(Column.Of("fee", Enumerable.Range(0, 40).Select(i => i / 20 + 0.01 * i)), Column.Of("left", Enumerable.Range(0, 40).Select(i => i >= 20))).Describe("left").ToString()
            .Should().EndWith("\nNote: \"fee\" gives \"left\" away: is it known before that is?");

    [Fact]
    public void Description_Printed_IsATableWithNotes()
    {
        Table table = new(
            Column.Of("age", [1500.5, double.NaN, 7.25, 9]), Column.Of("city", ["Ulm", "Bonn", "Ulm", null]), Column.Of("on", [true, false, true, true]),
            Column.Of("since", (DateOnly?[])[new(2020, 1, 2), null, null, new(1969, 7, 20)]), Column.Of("many", ["a", "b", "c", "d"]), Column.Of("one", [3, 3, 3, 3]),
            Column.Of("one or none", [3, double.NaN, 3, 3]), Column.Of("none", (string?[])[null, null, null, null]));
        StrangeCulture.In(() => table.Describe().ToString()).Should().Be("""
            4 rows
            column       kind     gaps  different  values
            age          numbers     1          3  7.25 to 1500.5, median 9
            city         texts       1          2  Ulm 50 %, Bonn 25 %
            on           flags       0          2  true 75 %, false 25 %
            since        dates       2          2  1969-07-20 to 2020-01-02
            many         texts       0          4  a 25 %, b 25 %, c 25 %, …
            one          numbers     0          1  3 to 3, median 3
            one or none  numbers     1          1  3 to 3, median 3
            none         texts       4          0
            Note: "one" has only one value.
            Note: "one or none" has only one value and gaps.
            Note: "none" has no value at all.
            """);
        table.Describe().RowCount.Should().Be(4);
    }
}
