using System.Globalization;
using Microsoft.Data.Analysis;

namespace ShallowNet;

/// <summary>Tables from data frames of Microsoft.Data.Analysis, and back.</summary>
/// <remarks>A data frame's own ToTable makes a System.Data.DataTable, which is something else.</remarks>
public static class DataFrameExtensions
{
    extension(Table)
    {
        /// <summary>
        /// The table of a data frame: columns of all types of numbers become numbers, rounded to double; booleans flags; texts and characters texts; dates dates, to the
        /// second. A null is a gap.
        /// </summary>
        /// <param name="frame">The data frame.</param>
        /// <exception cref="ArgumentException">A column holds something else, or the data frame has no column.</exception>
        /// <exception cref="ArgumentNullException">The data frame is null.</exception>
        public static Table Of(DataFrame frame) => new(Require.NotNull(frame).Columns.Select(ColumnOf));
    }

    /// <summary>The data frame of a table: columns of double, string, bool and DateTime. A gap is null.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentNullException">The table is null.</exception>
    public static DataFrame ToDataFrame(this Table table) => new(Require.NotNull(table).Columns.Select(FrameColumnOf));

    private static DataFrameColumn FrameColumnOf(Column column) => column switch
    {
        NumberColumn numbers => new DoubleDataFrameColumn(numbers.Name, numbers.Values.Select(value => double.IsNaN(value) ? (double?)null : value)),
        FlagColumn flags => new BooleanDataFrameColumn(flags.Name, flags.Values),
        DateColumn dates => new DateTimeDataFrameColumn(dates.Name, dates.Values),
        _ => new StringDataFrameColumn(column.Name, ((TextColumn)column).Values),
    };

    private static Column ColumnOf(DataFrameColumn column)
    {
        IEnumerable<object?> values = column.Cast<object?>();
        return Type.GetTypeCode(column.DataType) switch
        {
            TypeCode.Boolean => Column.Of(column.Name, values.Select(value => (bool?)value)),
            TypeCode.DateTime => Column.Of(column.Name, values.Select(value => (DateTime?)value)),
            TypeCode.String or TypeCode.Char => Column.Of(column.Name, values.Select(value => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture))),
            >= TypeCode.SByte and <= TypeCode.Decimal => Column.Of(
                column.Name, values.Select(value => value is null ? double.NaN : Convert.ToDouble(value, CultureInfo.InvariantCulture))),
            _ => throw new ArgumentException($"Column \"{column.Name}\" must hold numbers, texts, flags or dates, but holds {column.DataType.Name}."),
        };
    }
}
