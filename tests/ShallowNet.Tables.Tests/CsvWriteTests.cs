using System.Globalization;
using System.Text;
using CsCheck;
using ShallowNet.Tests;

namespace ShallowNet.Tables.Tests;

public sealed class CsvWriteTests
{
    private static readonly Table Mixed = new(
        Column.Of("n", [1.5, double.NaN]), Column.Of("t", ["a,b", null]), Column.Of("f", new bool?[] { true, null }), Column.Of("d", new DateTime?[] { new(2024, 1, 31, 12, 0, 0), null }));

    [Fact]
    public void Write_OfAnyTable_IsReadAsItWas() => RandomTables.All.Sample(
        table =>
        {
            StringWriter writer = new();
            Csv.Write(table, writer);
            RandomTables.Described(Csv.Parse(writer.ToString(), new CsvOptions().WithKindsOf(table))).Should().Be(RandomTables.Described(table));
        },
        iter: 2000);

    [Fact]
    public void Write_OfAnyTableInAnotherForm_IsReadAsItWas()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        CsvOptions options = new() { Culture = culture, Separator = ';', Gaps = ["gap"] };
        RandomTables.All.Sample(
            table =>
            {
                StringWriter writer = new();
                Csv.Write(table, writer, options);
                RandomTables.Described(Csv.Parse(writer.ToString(), options.WithKindsOf(table))).Should().Be(RandomTables.Described(table));
            },
            iter: 500);
    }

    [Fact]
    public void Write_OfATable_WritesWhatPeopleRead()
    {
        StringWriter writer = new();
        StrangeCulture.In(() => { Csv.Write(Mixed, writer); return true; });
        writer.ToString().Should().Be("n,t,f,d\n1.5,\"a,b\",true,2024-01-31 12:00:00\n,,,\n");
    }

    [Fact]
    public void Write_WithoutAHeader_WritesRowsOnly()
    {
        StringWriter writer = new();
        Csv.Write(Mixed.Select("n", "f"), writer, new() { HasHeader = false, Separator = '\t' });
        writer.ToString().Should().Be("1.5\ttrue\n\t\n");
    }

    [Fact]
    public void Write_OfAFile_IsReadAgain()
    {
        using Folder folder = new();
        Csv.Write(Mixed, folder["a.csv"]);
        Csv.Write(Mixed, folder["a.csv.gz"]);
        Csv.Write(Mixed, folder["b.csv"], new() { Encoding = Encoding.Unicode });
        File.ReadAllBytes(folder["a.csv"])[..3].Should().Equal("n,t"u8.ToArray());
        File.ReadAllBytes(folder["a.csv.gz"])[..2].Should().Equal(0x1f, 0x8b);
        foreach (string name in new[] { "a.csv", "a.csv.gz", "b.csv" })
        {
            RandomTables.Described(Csv.Read(folder[name])).Should().Be(RandomTables.Described(Mixed));
        }
    }

    [Fact]
    public void Write_OfWhatCannotBeWritten_IsRefused()
    {
        StringWriter writer = new();
        FluentActions.Invoking(() => Csv.Write(new Table(Column.Of("t", ["a\0b"])), writer)).Should().Throw<ArgumentException>()
            .WithMessage("Row 0 of column \"t\" must have no NUL character to be written as CSV, but has one.");
        FluentActions.Invoking(() => Csv.Write(new Table(Column.Of("t", ["a", "a,b"])), writer, new() { HasQuotes = false })).Should().Throw<ArgumentException>()
            .WithMessage("Row 1 of column \"t\" must need no quotation marks where HasQuotes is false, but is \"a,b\".");
        FluentActions.Invoking(() => Csv.Write(new Table(Column.Of(" t", ["a"])), writer, new() { HasQuotes = false })).Should().Throw<ArgumentException>()
            .WithMessage("The name \" t\" must need no quotation marks where HasQuotes is false, but is \" t\".");
        FluentActions.Invoking(() => Csv.Write(new Table(Column.Of("t", ["a", null])), writer, new() { Gaps = [] })).Should().Throw<ArgumentException>()
            .WithMessage("Gaps must have a text, because column \"t\" is the only one and has gaps, but has none.");
        Csv.Write(new Table(Column.Of("t", ["5\" pipe", "a;b"])), writer, new() { HasQuotes = false });
        writer.ToString().Should().EndWith("t\n5\" pipe\na;b\n");
    }

    [Fact]
    public void ReadPieces_OfAFile_HaveTheSameRowsAndKinds()
    {
        using Folder folder = new();
        string path = folder.Save("a.csv", $"n,t,late,u\n{string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},{(i < 20 ? i.ToString(CultureInfo.InvariantCulture) : "x")},{(i < 20 ? "" : "2024-01-31")},text {i % 3}\n"))}");
        Table whole = Csv.Read(path);
        foreach (int rows in new[] { 1, 7, 25, 100 })
        {
            Table[] pieces = [.. Csv.ReadPieces(path, rows)];
            pieces.Select(piece => piece.RowCount).Should().Equal(Enumerable.Range(0, (25 + rows - 1) / rows).Select(i => Math.Min(rows, 25 - i * rows)));
            pieces.Should().AllSatisfy(piece => piece.Columns.Select(column => column.Kind).Should().Equal(ColumnKind.Number, ColumnKind.Text, ColumnKind.Date, ColumnKind.Text));
            pieces.SelectMany(piece => piece.Rows.Select(row => row.ToString())).Should().Equal(whole.Rows.Select(row => row.ToString()));
        }

        Csv.ReadPieces(folder.Save("b.csv", "a,b,\n")).Should().ContainSingle().Which.RowCount.Should().Be(0);
        FluentActions.Invoking(() => Csv.ReadPieces(folder.Save("c.csv", "a,b\n1,2\n3\n"), 1).First()).Should().Throw<CsvException>("all rows are looked at before");
    }

    [Fact]
    public void Options_WithEqualMembers_AreEqualAndPrinted()
    {
        CsvOptions options = new() { Gaps = ["x"], Columns = ["a"] };
        (options == options with { Gaps = ["x"], Columns = ["a"] }).Should().BeTrue();
        options.ToString().Should().StartWith("CsvOptions { Separator = ").And.Contain("HasHeader = True");
    }
}
