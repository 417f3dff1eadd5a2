using System.Globalization;
using System.Numerics;
using System.Text;

namespace ShallowNet;

/// <summary>The columns of a table in exported C# source: a parameter for each, and the members that make features of them.</summary>
internal sealed class CSharpColumns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most values that a column may have, beside the rare ones, which the source does not name: compilers take long for more.</summary>
    public const int MaxValues = 2_000;

    private static readonly string Real = CSharpText.Keyword<T>();

    private readonly CSharpStatements<T> statements;
    private readonly List<string> encoding = [], members = [];
    private readonly HashSet<string> circles = [];

    /// <summary>Writes the encoding of columns.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="statements">Receives the functions and constants that it needs.</param>
    /// <exception cref="NotSupportedException">A column has too many values.</exception>
    public CSharpColumns(TableEncoder encoder, CSharpStatements<T> statements)
    {
        this.statements = statements;
        Used = [.. encoder.Encoders.Where(column => column.Width > 0)];
        if (Array.Find(Used, column => column.Values.Count > MaxValues) is { } large)
        {
            throw new NotSupportedException(
                Invariant($"A column of categories to be exported as C# source must have at most {MaxValues} values, but \"{large.Name}\" has {large.Values.Count}."));
        }

        CSharpNames names = new("x", "yHat", "probabilities", "best", "isOf", "xRented");
        string[] ofColumns = [.. Used.Select(column => names.Next(column.Name))];
        Arguments = string.Join(", ", ofColumns.Select(CSharpText.Name));
        Parameters = string.Join(",\n    ", Used.Zip(ofColumns, (column, name) => $"{TypeOf(column)} {CSharpText.Name(name)}"));
        Documentation = string.Join('\n', Used.Zip(ofColumns, (column, name) => $"/// <param name=\"{name}\">{Described(column)}</param>"));
        int feature = 0;
        for (int i = 0; i < Used.Length; i++)
        {
            Add(Used[i], Invariant($"{i + 1}"), CSharpText.Name(ofColumns[i]), feature);
            feature += Used[i].Width;
        }
    }

    /// <summary>The columns that have features.</summary>
    public ColumnEncoder[] Used { get; }

    /// <summary>The names of the parameters, with commas between them.</summary>
    public string Arguments { get; }

    /// <summary>The parameters, with commas between them.</summary>
    public string Parameters { get; }

    /// <summary>What each parameter is.</summary>
    public string Documentation { get; }

    /// <summary>The method that encodes a row, and those that it calls.</summary>
    public IEnumerable<string> Members =>
    [
        $$"""
        // Makes the features of a row.
        private static void Encode(
            {{Parameters}},
            Span<{{Real}}> x)
        {
            {{string.Join("\n    ", encoding)}}
        }
        """,
        .. members,
    ];

    private static string TypeOf(ColumnEncoder column) => column.Kind switch
    {
        ColumnKind.Number => "double?",
        ColumnKind.Text => "string?",
        ColumnKind.Flag => "bool?",
        _ => "global::System.DateTime?",
    };

    private static string Described(ColumnEncoder column)
    {
        string name = CSharpText.Literal(column.Name).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return $"Column {name}: {(column.Kind == ColumnKind.Number ? "null and NaN are gaps" : "null is a gap")}.";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Function(CSharpFunction function)
    {
        statements.Functions.Add(function);
        return function.Name;
    }

    private void Add(ColumnEncoder column, string number, string parameter, int feature)
    {
        switch (column)
        {
            case CategoryEncoder categories:
                AddCategories(categories, number, parameter, feature);
                break;
            case DateEncoder dates:
                encoding.Add($"EncodeDate{number}({parameter}, x.Slice({Number(feature)}, {Number(dates.Width)}));");
                AddDates(dates, number);
                break;
            default:
                AddNumbers((NumberEncoder)column, number, parameter, feature);
                break;
        }
    }

    private void AddNumbers(NumberEncoder column, string number, string parameter, int feature)
    {
        string name = CSharpText.Literal(column.Name), fill = CSharpText.Literal(column.Fill);
        if (column.Transform is not null)
        {
            string filled = column.Kind == ColumnKind.Flag
                ? $"{Function(CSharpFunctions.FlagNumber)}({parameter}, {fill})" : $"{Function(CSharpFunctions.Filled)}({parameter}, {fill}, {name})";
            encoding.Add($"x[{Number(feature++)}] = {Scaled(column.Transform, filled, number, name)};");
        }

        if (column.HasGaps)
        {
            string isGap = column.Kind == ColumnKind.Flag ? $"{parameter} is null" : $"{Function(CSharpFunctions.IsGap)}({parameter}, {name})";
            encoding.Add($"x[{Number(feature)}] = {isGap} ? 1 : 0;");
        }
    }

    /// <summary>The expression of a scaled number in the precision of the network.</summary>
    private string Scaled(NumberTransform transform, string number, string suffix, string column)
    {
        string scaled = transform switch
        {
            LineTransform { Offset: 0, Unit: 1 } => number,
            QuantileTransform quantiles => $"{Function(CSharpFunctions.Quantile)}({number}, {statements.Constant<double>($"Knots{suffix}", quantiles.Line.Knots)}, {statements.Constant<double>($"Places{suffix}", quantiles.Line.Places)})",
            _ => $"{Function(transform is LineTransform ? CSharpFunctions.Line : CSharpFunctions.Smooth)}({number}, {string.Join(", ", transform.Numbers.Select(CSharpText.Literal))})",
        };
        return $"{Function(CSharpFunctions.Feature)}({scaled}, {column})";
    }

    private void AddCategories(CategoryEncoder column, string number, string parameter, int feature)
    {
        bool isEmbedded = column.EmbeddingSize > 0;
        int shift = isEmbedded ? 0 : column.Slots - column.Width, gap = column.GapSlot >= 0 ? column.GapSlot : column.RareSlot;
        if (column.Kind == ColumnKind.Number)
        {
            // Compilers take minutes for a switch over thousands of numbers.
            double[] codes = [.. column.Values.Select(value => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture))];
            string place = $"{Function(CSharpFunctions.IndexOf)}({parameter}, {statements.Constant<double>($"Codes{number}", codes)}, {Number(gap)}, {Number(column.RareSlot)}, {CSharpText.Literal(column.Name)})";
            encoding.Add(Placed(shift == 0 ? place : $"{place} - {Number(shift)}"));
            return;
        }

        encoding.Add(Placed($"PlaceOf{number}({parameter})"));
        StringBuilder arms = new($"    null => {Number(gap - shift)},\n");
        foreach (string value in column.Kind == ColumnKind.Flag ? ["true", "false"] : column.Values)
        {
            int slot = (int)column.CellOf(value);
            arms.Append($"    {(column.Kind == ColumnKind.Flag ? value : CSharpText.Literal(value))} => {Number((slot < 0 ? column.RareSlot : slot) - shift)},\n");
        }

        // The last arm is that of unknown texts and of rare ones; a flag has no other value.
        string last = column.Kind == ColumnKind.Flag ? "" : $"    _ => {Number(column.RareSlot - shift)},\n";
        members.Add($"// The place of a value among the features of its column; negative for none.\nprivate static int PlaceOf{number}({TypeOf(column)} value) => value switch\n{{\n{arms}{last}}};");

        string Placed(string place) => isEmbedded
            ? $"x[{Number(feature)}] = {place};" : $"{Function(CSharpFunctions.OneHot)}({place}, x.Slice({Number(feature)}, {Number(column.Width)}));";
    }

    private void AddDates(DateEncoder column, string number)
    {
        List<string> lines = [];
        string name = CSharpText.Literal(column.Name);
        int next = 0;
        lines.Add($"long seconds = {Function(CSharpFunctions.SecondsOf)}(date, {column.Fill.ToString(CultureInfo.InvariantCulture)});");
        lines.Add($"{Function(CSharpFunctions.DatePartsOf)}(seconds, out int year, out int month, out int weekday, out int hour);");
        if (column.Age is not null)
        {
            string age = $"({column.Latest.ToString(CultureInfo.InvariantCulture)} - seconds) / 86400.0";
            lines.Add($"x[{Number(next++)}] = {Scaled(column.Age, age, $"OfAge{number}", name)};");
        }

        if (column.Year is not null)
        {
            lines.Add($"x[{Number(next++)}] = {Scaled(column.Year, "year", $"OfYear{number}", name)};");
        }

        foreach ((DateParts part, string place, (double Sine, double Cosine)[] circle) in ((DateParts, string, (double, double)[])[])
            [(DateParts.Month, "month", Cycle.Months), (DateParts.Weekday, "weekday", Cycle.Weekdays), (DateParts.Hour, "hour", Cycle.Hours)])
        {
            if (column.Parts.HasFlag(part))
            {
                string table = $"{part}s";
                if (circles.Add(table))
                {
                    statements.Constant<T>(table, [.. circle.SelectMany(at => (T[])[T.CreateTruncating(at.Sine), T.CreateTruncating(at.Cosine)])]);
                }

                lines.Add($"x[{Number(next++)}] = date is null ? 0 : {table}[2 * {place}];");
                lines.Add($"x[{Number(next++)}] = date is null ? 0 : {table}[2 * {place} + 1];");
            }
        }

        if (column.Parts.HasFlag(DateParts.Gap))
        {
            lines.Add($"x[{Number(next)}] = date is null ? 1 : 0;");
        }

        members.Add($"private static void EncodeDate{number}(global::System.DateTime? date, Span<{Real}> x)\n{{\n    {string.Join("\n    ", lines)}\n}}");
    }
}
