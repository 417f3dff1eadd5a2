using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A column of a table, or a feature of X, whose value is to be exchanged: what it holds, and what a network has for a value.</summary>
/// <remarks>A value is a cell here, as <see cref="ColumnEncoder"/> says: a number, the seconds of a date, the place of a category, 0 or 1 of a flag.</remarks>
internal sealed class ExplainedColumn<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<double[], T[]> encode;
    private readonly Func<double, (double Value, string Label)> show;

    private ExplainedColumn(string name, (int First, int Count) features, double[] cells, Func<double[], T[]> encode, Func<double, (double Value, string Label)> show) =>
        (Name, Features, Cells, this.encode, this.show) = (name, features, cells, encode, show);

    public string Name { get; }

    /// <summary>Its features: the first, and how many.</summary>
    public (int First, int Count) Features { get; }

    /// <summary>What the samples have; NaN for gaps of numbers and dates.</summary>
    public double[] Cells { get; }

    /// <summary>The categories in their order; none for numbers and dates.</summary>
    public double[] Categories { get; private init; } = [];

    public bool IsCategory => Categories.Length > 0;

    /// <summary>Of dates a day, or a second where some have a time; otherwise 0.</summary>
    public double Unit { get; private init; }

    /// <summary>The column of a table.</summary>
    /// <exception cref="ArgumentException">It has no values that can be exchanged.</exception>
    public static ExplainedColumn<T> Of(ColumnEncoder encoder, EncodedColumn column, Table table)
    {
        double[] cells = new double[table.RowCount];
        encoder.ReaderOf(table[column.Name]).Read(0, cells);
        (int, int) features = (column.FirstFeature, column.Features.Count);
        return encoder switch
        {
            CategoryEncoder { Values.Count: > 0 } categories => new(column.Name, features, cells, Encode, cell => (Place(categories, cell), LabelOf(categories, cell)))
            {
                Categories = [.. categories.Values.Select(value => categories.CellOf(value)), .. categories.Rare.Count > 0 ? [categories.RareSlot] : Array.Empty<double>(), .. categories.HasGaps ? [categories.GapSlot] : Array.Empty<double>()],
            },
            CategoryEncoder => throw new ArgumentException($"Column \"{column.Name}\" must have a value that is not rare, but has none."),
            NumberEncoder { Kind: ColumnKind.Flag } => new(column.Name, features, cells, Encode, cell => (cell, cell > 0 ? "true" : "false")) { Categories = [0, 1] },
            DateEncoder => new(column.Name, features, cells, Encode, cell => (cell / DateNumbers.SecondsOfDay, DateColumn.Written(DateColumn.DateOf((long)cell))))
            {
                Unit = cells.All(cell => double.IsNaN(cell) || cell % DateNumbers.SecondsOfDay == 0) ? DateNumbers.SecondsOfDay : 1,
            },
            _ => new(column.Name, features, cells, Encode, cell => (cell, Require.Text(cell))),
        };

        T[] Encode(double[] values)
        {
            T[] encoded = new T[values.Length * column.Features.Count];
            encoder.Encode<T>(values, encoded, column.Features.Count);
            return encoded;
        }
    }

    /// <summary>A feature of X.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="feature">Its number.</param>
    /// <param name="X">The samples, dense.</param>
    /// <param name="scaler">What scales them; null for nothing.</param>
    public static ExplainedColumn<T> Of(string name, int feature, Matrix<T> X, Scaler? scaler)
    {
        double[] cells = [.. X.Row(feature).Select(double.CreateTruncating)];
        return new ExplainedColumn<T>(name, (feature, 1), cells, Encode, cell => (cell, Require.Text(cell)));

        T[] Encode(double[] values)
        {
            T[] x = ColumnMajor.Span(X)[..X.RowCount].ToArray();
            return Array.ConvertAll(values, value =>
            {
                x[feature] = T.CreateTruncating(value);
                T[] scaled = [.. x];
                scaler?.Transform<T>(x, scaled);
                return scaled[feature];
            });
        }
    }

    /// <summary>What a network has for some values, one after another.</summary>
    public T[] Encoded(double[] cells) => encode([.. cells]);

    /// <summary>Some values, as people see them.</summary>
    public DependenceAxis AxisOf(double[] cells) => new(
        Name, [.. cells.Select(cell => show(cell).Value)], [.. cells.Select(cell => show(cell).Label)], IsCategory);

    /// <summary>The place of a category among the axis's: those of the encoder, then the rare ones as one, then gaps.</summary>
    private static double Place(CategoryEncoder categories, double cell)
    {
        for (int place = 0; place < categories.Values.Count; place++)
        {
            if (categories.CellOf(categories.Values[place]) == cell)
            {
                return place;
            }
        }

        return categories.Values.Count + (cell == categories.GapSlot && categories.Rare.Count > 0 ? 1 : 0);
    }

    private static string LabelOf(CategoryEncoder categories, double cell) =>
        categories.Values.FirstOrDefault(value => categories.CellOf(value) == cell) ?? (cell == categories.GapSlot ? "(gap)" : "(rare)");
}
