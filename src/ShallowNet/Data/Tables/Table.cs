using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// A table of named columns with a row for each sample: numbers, texts, flags and dates, in which values may be missing. It never changes; what
/// looks like a change makes a new table, which shares what is the same.
/// </summary>
/// <remarks>The package ShallowNet.Tables reads tables from CSV and Parquet files and from data frames.</remarks>
public sealed partial class Table
{
    private readonly Column[] columns;
    private readonly Dictionary<string, Column> byName;

    /// <summary>Makes a table.</summary>
    /// <param name="columns">At least one column, each with a name of its own, and all with equally many rows.</param>
    /// <exception cref="ArgumentException">There is no column, two have the same name, or they differ in rows.</exception>
    /// <exception cref="ArgumentNullException">The list or a column is null.</exception>
    public Table(params IEnumerable<Column> columns)
    {
        this.columns = [.. Require.NotNull(columns).Select(column => Require.NotNull(column, nameof(columns)))];
        if (this.columns.Length == 0)
        {
            throw new ArgumentException("columns must have at least one element, but is empty.", nameof(columns));
        }

        byName = new Dictionary<string, Column>(this.columns.Length);
        foreach (Column column in this.columns)
        {
            if (!byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"columns must have different names, but two are named \"{column.Name}\".", nameof(columns));
            }

            if (column.Count != RowCount)
            {
                throw new ArgumentException(
                    Invariant($"columns must have equally many rows, but \"{this.columns[0].Name}\" has {RowCount}, and \"{column.Name}\" has {column.Count}."), nameof(columns));
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int RowCount => columns[0].Count;

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<Column> Columns => Array.AsReadOnly(columns);

    /// <summary>The rows in their order.</summary>
    public IEnumerable<TableRow> Rows => Enumerable.Range(0, RowCount).Select(row => new TableRow(this, row));

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name, in which upper and lower case differ.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public Column this[string name] => ColumnOf(name, nameof(name));

    /// <summary>Whether there is a column of the name.</summary>
    /// <param name="name">The name, in which upper and lower case differ.</param>
    public bool Has(string name) => byName.ContainsKey(Require.NotNull(name));

    /// <summary>A table of the given columns, in the given order.</summary>
    /// <param name="names">At least one name of a column.</param>
    /// <exception cref="ArgumentException">There is no such column, or no name, or one twice.</exception>
    public Table Select(params IEnumerable<string> names) => new(Require.NotNull(names).Select(name => this[name]));

    /// <summary>A table of all columns but the given ones.</summary>
    /// <param name="names">Names of columns.</param>
    /// <exception cref="ArgumentException">There is no such column, or none is left.</exception>
    public Table Without(params IEnumerable<string> names)
    {
        HashSet<string> left = [.. Require.NotNull(names).Select(name => this[name].Name)];
        return new Table(columns.Where(column => !left.Contains(column.Name)));
    }

    /// <summary>A table with one more column, or with another one in the place of the one of that name.</summary>
    /// <param name="column">The column, with as many rows as the table.</param>
    /// <exception cref="ArgumentException">It has another number of rows.</exception>
    public Table With(Column column) => Has(Require.NotNull(column).Name)
        ? new Table(columns.Select(old => old.Name == column.Name ? column : old))
        : new Table([.. columns, column]);

    /// <summary>A table in which a column has another name.</summary>
    /// <param name="name">The name that it has.</param>
    /// <param name="newName">The name that it gets, not empty.</param>
    /// <exception cref="ArgumentException">There is no such column, or another one has the new name, or that is empty.</exception>
    public Table Rename(string name, string newName)
    {
        Column renamed = this[name];
        Column.CheckName(newName, nameof(newName));
        return new Table(columns.Select(column => column == renamed ? column.Renamed(newName) : column));
    }

    /// <summary>A table of the rows that fulfil a condition: <c>table.Where(row => row.Number("age") >= 18)</c>.</summary>
    /// <param name="condition">Is asked for every row.</param>
    public Table Where(Func<TableRow, bool> condition)
    {
        Require.NotNull(condition);
        return Take([.. Enumerable.Range(0, RowCount).Where(row => condition(new TableRow(this, row)))]);
    }

    /// <summary>A table of the rows that have a value in each of the given columns.</summary>
    /// <param name="names">Names of columns; all of the table where none are given.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table WithoutGaps(params IEnumerable<string> names)
    {
        Column[] chosen = [.. Require.NotNull(names).Select(name => this[name])];
        Column[] needed = chosen.Length == 0 ? columns : chosen;
        return Take([.. Enumerable.Range(0, RowCount).Where(row => !Array.Exists(needed, column => column.HasGap(row)))]);
    }

    /// <summary>A table of the given rows, in the given order.</summary>
    /// <param name="rows">Numbers of rows, from 0 on, such as those of a <see cref="Fold"/>; one may be there several times.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public Table Take(IEnumerable<int> rows)
    {
        int[] chosen = [.. Require.NotNull(rows)];
        int index = Array.FindIndex(chosen, row => row < 0 || row >= RowCount);
        return index < 0
            ? new Table(columns.Select(column => column.RowsAt(chosen)))
            : throw new ArgumentException(Invariant($"rows must be at least 0 and less than {RowCount}, but rows[{index}] is {chosen[index]}."), nameof(rows));
    }

    /// <summary>A row.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public TableRow Row(int index) => index >= 0 && index < RowCount
        ? new TableRow(this, index)
        : throw new ArgumentOutOfRangeException(nameof(index), Invariant($"index must be at least 0 and less than {RowCount}, but is {index}."));

    /// <summary>The columns as a matrix of samples: a row of the matrix for each column of the table.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <returns>columns × m; flags are 0 and 1.</returns>
    /// <exception cref="ArgumentException">A column holds texts or dates, or has a gap or a number that is not finite, or the table has no row.</exception>
    public Matrix<T> ToMatrix<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        if (RowCount == 0)
        {
            throw new ArgumentException("The table must have a row to be a matrix, but has none.");
        }

        Matrix<T> X = ColumnMajor.Create<T>(columns.Length, RowCount);
        Span<T> elements = ColumnMajor.Span(X);
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<double> numbers = NumbersOf(columns[i]);
            for (int j = 0; j < numbers.Length; j++)
            {
                elements[i + j * columns.Length] = double.IsFinite(numbers[j]) ? T.CreateTruncating(numbers[j]) : throw new ArgumentException(
                    Invariant($"Column \"{columns[i].Name}\" must be finite to be part of a matrix, but {(double.IsNaN(numbers[j]) ? "has a gap" : "is infinite")} in row {j}."));
            }
        }

        return X;
    }

    /// <summary>A column of a kind.</summary>
    internal TColumn Typed<TColumn>(string name, ColumnKind kind)
        where TColumn : Column => this[name] as TColumn ?? throw new ArgumentException(
            $"Column \"{name}\" must hold {Column.WordsFor(kind)}, but holds {this[name].KindInWords}.", nameof(name));

    /// <summary>A column by its name, which an argument has.</summary>
    internal Column ColumnOf(string name, string argument) => byName.TryGetValue(Require.NotNull(name, argument), out Column? column)
        ? column : throw new ArgumentException($"There must be a column \"{name}\", but the columns are {Quoted(columns.Select(its => its.Name))}.", argument);

    /// <summary>The columns of several targets.</summary>
    /// <param name="targets">Their names, each once.</param>
    /// <param name="least">How many there must be.</param>
    /// <exception cref="ArgumentException">There are fewer names, or one is there twice or null, or there is no such column.</exception>
    internal Column[] TargetsAt(IReadOnlyList<string> targets, int least = 1)
    {
        HashSet<string> met = [];
        Column[] columns = [.. Require.NotNull(targets).Select(target => met.Add(ColumnOf(target, nameof(targets)).Name)
            ? this[target] : throw new ArgumentException($"targets must be different, but \"{target}\" is there twice.", nameof(targets)))];
        return columns.Length >= least
            ? columns : throw new ArgumentException(Invariant($"targets must have at least {Require.Count(least, "element")}, but has {columns.Length}."), nameof(targets));
    }

    /// <summary>Names in quotation marks; of many, the first ones and their number.</summary>
    internal static string Quoted(IEnumerable<string> names)
    {
        const int Most = 20;
        string[] all = [.. names];
        return string.Join(", ", all.Take(Most).Select(name => $"\"{name}\"")) + (all.Length > Most ? Invariant($", … {all.Length} in all") : "");
    }

    /// <summary>The numbers of a column, with NaN for gaps; flags are 0 and 1.</summary>
    internal static ReadOnlySpan<double> NumbersOf(Column column) => column switch
    {
        NumberColumn numbers => numbers.Span,
        FlagColumn flags => Array.ConvertAll(flags.Span.ToArray(), FlagColumn.NumberOf),
        _ => throw new ArgumentException($"Column \"{column.Name}\" must hold numbers or flags to be part of a matrix, but holds {column.KindInWords}: leave it out by Without, or encode the table by a TableEncoder."),
    };
}
