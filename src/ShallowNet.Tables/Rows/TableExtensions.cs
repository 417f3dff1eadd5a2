namespace ShallowNet;

/// <summary>Tables from rows, as programs have them.</summary>
public static class TableExtensions
{
    extension(Table)
    {
        /// <summary>
        /// A table of rows that are dictionaries from names of columns to values: <c>Table.Of([new() { ["age"] = 42, ["plan"] = "Basic" }, …])</c>.
        /// </summary>
        /// <remarks>
        /// Integers, floating-point and decimal numbers become numbers, rounded to double; strings, characters, GUIDs and values of enumerations texts; booleans flags;
        /// DateTime, DateOnly and DateTimeOffset dates, to the second, as they are written, whatever the time zone.
        /// </remarks>
        /// <param name="rows">The rows; a value that is null, DBNull or missing is a gap, and so is NaN.</param>
        /// <returns>A table with a column for each name that a row has, in the order in which they come up; one without any value is of numbers.</returns>
        /// <exception cref="ArgumentException">No row has a name, or a column has values of several kinds, or something else; the message names row and column.</exception>
        /// <exception cref="ArgumentNullException">The rows or one of them is null.</exception>
        public static Table Of(IEnumerable<IReadOnlyDictionary<string, object?>> rows)
        {
            Dictionary<string, RowValues> columns = [];
            int count = 0;
            foreach (IReadOnlyDictionary<string, object?> row in Require.NotNull(rows))
            {
                foreach ((string name, object? value) in Require.NotNull(row, nameof(rows)))
                {
                    if (!columns.TryGetValue(name, out RowValues? values))
                    {
                        values = new RowValues(name);
                        columns.Add(name, values);
                    }

                    values.Add(value, count);
                }

                count++;
            }

            return columns.Count > 0
                ? new Table(columns.Values.Select(values => values.Build(count)))
                : throw new ArgumentException($"rows must have a value, but {(count == 0 ? "is empty" : "all are empty")}.", nameof(rows));
        }
    }
}
