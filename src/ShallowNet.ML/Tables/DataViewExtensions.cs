using Microsoft.ML;

namespace ShallowNet;

/// <summary>Tables from data views of ML.NET, and back.</summary>
public static class DataViewExtensions
{
    /// <summary>A data view of a table, on top of it: nothing is copied.</summary>
    /// <remarks>
    /// Numbers become Single, as ML.NET's trainers have them, with NaN for gaps; flags Boolean, or, where some are missing, Single of 0, 1 and NaN; texts
    /// Text, with empty ones for gaps; dates DateTime, with the default for gaps.
    /// </remarks>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentNullException">The table is null.</exception>
    public static IDataView ToDataView(this Table table) => new TableView(Require.NotNull(table));

    /// <summary>A table of the rows of a data view, which is read once.</summary>
    /// <remarks>
    /// Numbers of every type become numbers, Boolean flags, Text texts, of which empty ones are gaps, DateTime dates, of which the default is a gap. A key becomes
    /// its values, texts or numbers, with gaps where it is missing; one without values the numbers from 1 on. A vector of Single or Double becomes a column for each
    /// element, "Features.age" after the slot names, or "Features[0]". Hidden columns are left out.
    /// </remarks>
    /// <param name="view">The data view.</param>
    /// <exception cref="ArgumentException">A column holds something else: leave it out by <c>mlContext.Transforms.DropColumns</c>. Or no column is left.</exception>
    /// <exception cref="ArgumentNullException">The view is null.</exception>
    public static Table ToTable(this IDataView view)
    {
        ViewColumn[] columns = [.. Require.NotNull(view).Schema.Where(column => !column.IsHidden).Select(ViewColumn.Of)];
        using (DataViewRowCursor cursor = view.GetRowCursor(columns.Select(column => column.Source)))
        {
            Array.ForEach(columns, column => column.Bind(cursor));
            while (cursor.MoveNext())
            {
                foreach (ViewColumn column in columns)
                {
                    column.Read();
                }
            }
        }

        return new Table(columns.SelectMany(column => column.ToColumns()));
    }
}
