namespace ShallowNet;

/// <content>Tables one after the other.</content>
public sealed partial class Table
{
    /// <summary>A table of the rows of several tables, one after the other.</summary>
    /// <param name="tables">At least one table; all have columns of the same names and kinds, in any order.</param>
    /// <exception cref="ArgumentException">There is no table, or the columns differ.</exception>
    /// <exception cref="ArgumentNullException">The list or a table is null.</exception>
    public static Table Concatenate(params IEnumerable<Table> tables)
    {
        Table[] all = [.. Require.NotNull(tables).Select(table => Require.NotNull(table, nameof(tables)))];
        if (all.Length == 0)
        {
            throw new ArgumentException("tables must have at least one element, but is empty.", nameof(tables));
        }

        foreach ((int i, Table table) in all.Index())
        {
            CheckSameColumns(all[0], table, Invariant($"tables[{i}]"));
        }

        return all.Length == 1 ? all[0] : new Table(all[0].columns.Select(column => Joined(column.Name, [.. all.Select(table => table[column.Name])])));
    }

    /// <summary>Refuses a table with other columns than another one, or of other kinds.</summary>
    internal static void CheckSameColumns(Table expected, Table given, string name)
    {
        string[] missing = [.. expected.columns.Where(column => !given.Has(column.Name)).Select(column => column.Name)];
        string[] superfluous = [.. given.columns.Where(column => !expected.Has(column.Name)).Select(column => column.Name)];
        Column? other = Array.Find(given.columns, column => expected.Has(column.Name) && expected[column.Name].Kind != column.Kind);
        if (missing.Length > 0 || superfluous.Length > 0 || other is not null)
        {
            string but = missing.Length > 0 ? $"lacks {Quoted(missing)}" : superfluous.Length > 0 ? $"has {Quoted(superfluous)} besides"
                : $"\"{other!.Name}\" holds {other.KindInWords}, not {expected[other.Name].KindInWords}";
            throw new ArgumentException($"All tables must have the columns of the first, but {name} {but}.");
        }
    }

    private static Column Joined(string name, Column[] parts) => parts[0] switch
    {
        NumberColumn => new NumberColumn(name, [.. parts.Cast<NumberColumn>().SelectMany(part => part.Span.ToArray())], isCopied: true),
        FlagColumn => new FlagColumn(name, (bool?[])[.. parts.Cast<FlagColumn>().SelectMany(part => part.Span.ToArray())]),
        DateColumn => new DateColumn(name, (long[])[.. parts.Cast<DateColumn>().SelectMany(part => part.Span.ToArray())]),
        _ => new TextColumn(name, parts.Cast<TextColumn>().SelectMany(part => part.Values)),
    };
}
