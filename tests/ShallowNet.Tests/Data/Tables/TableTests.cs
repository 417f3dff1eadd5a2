using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TableTests
{
    private static readonly Table People = new(
        Column.Of("age", [42, double.NaN, 7]), Column.Of("city", ["Ulm", "Bonn", null]), Column.Of("active", (bool?[])[true, false, null]),
        Column.Of("since", (DateOnly?[])[new(2020, 1, 2), null, new(2021, 3, 4)]));

    [Fact]
    public void Table_OfColumns_HasThemInOrder()
    {
        (People.RowCount, People.Columns.Count).Should().Be((3, 4));
        NamesOf(People).Should().Equal("age", "city", "active", "since");
        People["city"].Should().BeSameAs(People.Columns[1]);
        (People.Has("city"), People.Has("City")).Should().Be((true, false));
    }

    [Fact]
    public void Rows_OfATable_TellTheirValues()
    {
        TableRow[] rows = [.. People.Rows];
        rows.Select(row => row.Index).Should().Equal(0, 1, 2);
        (rows[0].Number("age"), rows[0].Text("city"), rows[0].Flag("active"), rows[0].Date("since")).Should().Be((42, "Ulm", true, new DateTime(2020, 1, 2)));
        (rows[1].Number("age"), rows[2].Text("city"), rows[2].Flag("active"), rows[1].Date("since")).Should().Be((double.NaN, null, null, null));
        (rows[0]["age"], rows[1]["age"], rows[0]["since"]).Should().Be((42.0, null, new DateTime(2020, 1, 2)));
        People.Row(0).ToString().Should().Be("age = 42, city = Ulm, active = true, since = 2020-01-02");
        default(TableRow).ToString().Should().Be("");
    }

    [Fact]
    public void SelectWithoutWithAndRename_AnyColumns_MakeNewTables()
    {
        NamesOf(People.Select("since", "age")).Should().Equal("since", "age");
        NamesOf(People.Without("since", "age")).Should().Equal("city", "active");
        NamesOf(People.Without()).Should().Equal("age", "city", "active", "since");
        NamesOf(People.With(Column.Of("more", [1, 2, 3]))).Should().Equal("age", "city", "active", "since", "more");
        Table replaced = People.With(Column.Of("city", [1, 2, 3]));
        NamesOf(replaced).Should().Equal("age", "city", "active", "since");
        replaced["city"].Kind.Should().Be(ColumnKind.Number);
        foreach (Column column in People.Columns)
        {
            Table renamed = People.Rename(column.Name, "new");
            NamesOf(renamed).Should().Equal(NamesOf(People).Select(name => name == column.Name ? "new" : name));
            Enumerable.Range(0, 3).Select(renamed["new"].ValueAt).Should().Equal(Enumerable.Range(0, 3).Select(column.ValueAt));
            People.Rename(column.Name, column.Name)[column.Name].TextAt(0).Should().Be(column.TextAt(0));
        }

        NamesOf(People).Should().Equal("age", "city", "active", "since");
    }

    [Fact]
    public void WhereTakeAndWithoutGaps_AnyRows_MakeNewTables()
    {
        RowsOf(People.Where(row => row.Number("age") >= 18)).Should().Equal("42,Ulm,true,2020-01-02");
        RowsOf(People.Take([2, 0, 2])).Should().Equal("7,,,2021-03-04", "42,Ulm,true,2020-01-02", "7,,,2021-03-04");
        RowsOf(People.WithoutGaps()).Should().Equal("42,Ulm,true,2020-01-02");
        RowsOf(People.WithoutGaps("city", "active")).Should().Equal("42,Ulm,true,2020-01-02", ",Bonn,false,");
        People.Where(_ => false).RowCount.Should().Be(0);
        People.Take([]).Columns.Should().HaveCount(4);
    }

    [Fact]
    public void ToMatrix_OfNumbersAndFlags_HasARowForEachColumn()
    {
        Table table = new(Column.Of("a", [1.5, -2]), Column.Of("b", [true, false]));
        table.ToMatrix<double>().Should().Be(Matrix<double>.Build.DenseOfRows([[1.5, -2], [1.0, 0]]));
        table.ToMatrix<float>().Should().Be(Matrix<float>.Build.DenseOfRows([[1.5f, -2], [1f, 0]]));
    }

    [Fact]
    public void ToMatrix_OfAnythingElse_IsRefused()
    {
        Refused(() => People.ToMatrix<double>(), "Column \"age\" must be finite to be part of a matrix, but has a gap in row 1.");
        Refused(() => new Table(Column.Of("a", [1, double.NegativeInfinity])).ToMatrix<double>(), "Column \"a\" must be finite to be part of a matrix, but is infinite in row 1.");
        Refused(
            () => People.Select("city").ToMatrix<float>(),
            "Column \"city\" must hold numbers or flags to be part of a matrix, but holds texts: leave it out by Without, or encode the table by a TableEncoder.");
        Refused(() => People.Take([]).ToMatrix<double>(), "The table must have a row to be a matrix, but has none.");
        FluentActions.Invoking(() => People.ToMatrix<Half>()).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Table_BadInput_IsRefused()
    {
        Refused(() => new Table(), "columns must have at least one element, but is empty.*");
        Refused(() => new Table((IEnumerable<Column>)null!), "columns must not be null.*");
        Refused(() => new Table([Column.Of("a", [1.0]), null!]), "columns must not be null.*");
        Refused(() => new Table(Column.Of("a", [1.0]), Column.Of("a", ["x"])), "columns must have different names, but two are named \"a\".*");
        Refused(() => new Table(Column.Of("a", [1.0]), Column.Of("b", [1.0, 2])), "columns must have equally many rows, but \"a\" has 1, and \"b\" has 2.*");
        const string NoColumn = "There must be a column \"x\", but the columns are \"age\", \"city\", \"active\", \"since\".*";
        foreach (Action action in (Action[])
            [
                () => _ = People["x"], () => People.Select("age", "x"), () => People.Without("x"), () => People.Rename("x", "y"), () => People.WithoutGaps("x"), () => People.Describe("x"),
                () => People.Split("x"), () => People.SplitByGroup("x"), () => People.SplitByTime("x"), () => People.Row(0).Number("x"), () => _ = People.Row(0)["x"],
            ])
        {
            Refused(action, NoColumn);
        }

        Refused(() => _ = People[null!], "name must not be null.*");
        Refused(() => People.Has(null!), "name must not be null.*");
        Refused(() => People.Select(), "columns must have at least one element, but is empty.*");
        Refused(() => People.Select("age", "age"), "columns must have different names, but two are named \"age\".*");
        Refused(() => People.Without("age", "city", "active", "since"), "*");
        Refused(() => People.With(Column.Of("age", [1.0])), "columns must have equally many rows, but *");
        Refused(() => People.With(null!), "column must not be null.*");
        Refused(() => People.Rename("age", "city"), "columns must have different names, but two are named \"city\".*");
        Refused(() => People.Rename("age", ""), "newName must be a text that is not empty, but is empty.*");
        Refused(() => People.Take([0, 3]), "rows must be at least 0 and less than 3, but rows[1] is 3.*");
        Refused(() => People.Take([-1]), "rows must be at least 0 and less than 3, but rows[0] is -1.*");
        Refused(() => People.Where(null!), "condition must not be null.*");
        Refused(() => People.Row(3), "index must be at least 0 and less than 3, but is 3.*");
        Refused(() => People.Row(0).Number("city"), "Column \"city\" must hold numbers, but holds texts.*");
        Refused(() => People.Row(0).Text("age"), "Column \"age\" must hold texts, but holds numbers.*");
        Refused(() => People.Row(0).Flag("since"), "Column \"since\" must hold flags, but holds dates.*");
        Refused(() => People.Row(0).Date("active"), "Column \"active\" must hold dates, but holds flags.*");
        FluentActions.Invoking(() => default(TableRow).Number("age")).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Columns_MoreThanAPersonReads_AreNamedInPart()
    {
        Table wide = new(Enumerable.Range(0, 25).Select(i => Column.Of($"c{i}", [1.0])));
        Refused(() => _ = wide["x"], "There must be a column \"x\", but the columns are \"c0\", *\"c19\", … 25 in all.*");
    }

    internal static string[] NamesOf(Table table) => [.. table.Columns.Select(column => column.Name)];

    internal static string[] RowsOf(Table table) => [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join(',', table.Columns.Select(column => column.TextAt(row))))];

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
