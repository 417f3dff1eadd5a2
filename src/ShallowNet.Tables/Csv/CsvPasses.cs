namespace ShallowNet;

/// <summary>Goes through a CSV file until the kind of each column is found.</summary>
internal static class CsvPasses
{
    /// <summary>The whole table.</summary>
    public static Table Read(CsvSource source, CsvOptions options) => Refusing(source.Path, () =>
    {
        CsvLayout layout = CsvLayout.Find(source, options);
        CsvColumn[] columns = layout.CreateColumns();
        Settle(layout, columns, rowsPerPiece: null);
        return Build(Kept(columns));
    });

    /// <summary>Tables of some rows each, of columns whose kinds are found before.</summary>
    public static IEnumerable<Table> ReadPieces(CsvSource source, int rowsPerPiece, CsvOptions options)
    {
        (CsvLayout layout, CsvColumn[] columns) = Refusing(source.Path, () =>
        {
            CsvLayout found = CsvLayout.Find(source, options);
            CsvColumn[] all = found.CreateColumns();
            Settle(found, all, rowsPerPiece);
            return (found, Kept(all));
        });
        using CsvRows rows = new(source, options, layout.Separator);
        SkipHeader(rows, options);
        bool isFirst = true;
        while (true)
        {
            Array.ForEach(columns, column => column.Begin());
            int read = Refusing(source.Path, () => rows.AddTo(columns, layout.Width, rowsPerPiece));
            CheckOpen(columns, source.Path);
            if (read > 0 || isFirst)
            {
                yield return Build(columns);
            }

            if (read < rowsPerPiece)
            {
                yield break;
            }

            isFirst = false;
        }
    }

    /// <summary>Reads all rows as often as is needed to find the kinds, which is seldom more than twice.</summary>
    /// <param name="layout">The file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rowsPerPiece">After so many rows, values are forgotten; null to keep all.</param>
    private static void Settle(CsvLayout layout, CsvColumn[] columns, int? rowsPerPiece)
    {
        int? all = null;
        CsvColumn[] unsettled = columns;
        while (unsettled.Length > 0)
        {
            using CsvRows rows = new(layout.Source, layout.Options, layout.Separator);
            SkipHeader(rows, layout.Options);
            int count = 0, read;
            do
            {
                read = rows.AddTo(unsettled, layout.Width, rowsPerPiece ?? int.MaxValue);
                count += read;
                if (rowsPerPiece is not null)
                {
                    Array.ForEach(unsettled, column => column.ForgetValues());
                }
            }
            while (rowsPerPiece is not null && read > 0);
            if (count != (all ??= count))
            {
                throw Changed(layout.Source.Path);
            }

            unsettled = Array.FindAll(unsettled, column => !column.End(layout.Source.Path));
            Array.ForEach(unsettled, column => column.Begin());
        }
    }

    /// <summary>All but the last columns that trailing separators made; at least one.</summary>
    private static CsvColumn[] Kept(CsvColumn[] columns) =>
        columns[..(1 + Math.Max(0, Array.FindLastIndex(columns, column => !(column.IsNameless && column.IsEmpty))))];

    private static Table Build(CsvColumn[] columns) => new(columns.Select(column => column.Build()));

    private static void SkipHeader(CsvRows rows, CsvOptions options)
    {
        if (options.HasHeader)
        {
            rows.ReadRow();
        }
    }

    private static void CheckOpen(CsvColumn[] columns, string? path)
    {
        if (!Array.TrueForAll(columns, column => column.IsOpen))
        {
            throw Changed(path);
        }
    }

    private static CsvException Changed(string? path) => new(new CsvPlace(path), "a CSV file must stay as it is while it is read, but has changed.");

    /// <summary>What the readers below refuse, in this library's words.</summary>
    private static TResult Refusing<TResult>(string? path, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            throw new CsvException(new CsvPlace(path), "gzip data must be whole, but are damaged.");
        }
    }
}
