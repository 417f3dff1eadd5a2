using System.Numerics;

namespace ShallowNet.Tests;

/// <summary>The methods of an exported model of a table that take rows, called by a class that stands in the same source.</summary>
internal sealed class ExportedTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly EncodedColumn[] columns;
    private readonly ExportedClass<T> exported, caller;

    public ExportedTable(MlpModel<T> model)
    {
        columns = [.. model.Encoder!.Columns.Where(column => column.IsUsed)];
        string source = model.ExportCSharp("Exported"), type = CSharpText.Keyword<T>();
        string arguments = string.Join(", ", columns.Select((column, i) => $"({TypeOf(column.Kind)})row[{i}]"));
        string ofClasses = model.HasOneClassPerSample
            ? $"public static int Class(object?[] row) => Exported.PredictClass({arguments});" : $"public static void Classes(object?[] row, bool[] to) => Exported.PredictClasses({arguments}, to);";
        string methods = model is not MlpRegressor<T> ? $"public static void Probability(object?[] row, {type}[] to) => Exported.PredictProbability({arguments}, to); {ofClasses}"
            : model.Targets.Count == 1 ? $"public static {type} Number(object?[] row) => Exported.Predict({arguments});"
            : $"public static void Numbers(object?[] row, {type}[] to) => Exported.Predict({arguments}, to);";
        source += $"#pragma warning disable CS1591\npublic static class Caller {{ {methods} }}\n";
        (exported, caller) = (new ExportedClass<T>(source), new ExportedClass<T>(source, "Caller"));
        exported.SelfTest().Should().BeTrue();
    }

    public ExportedClass<T> Class => exported;

    public void Probability(Table table, int row, T[] probabilities) => caller.Function<Action<object?[], T[]>>("Probability")(RowOf(table, row), probabilities);

    public int ClassOf(Table table, int row) => caller.Function<Func<object?[], int>>("Class")(RowOf(table, row));

    public T Number(Table table, int row) => caller.Function<Func<object?[], T>>("Number")(RowOf(table, row));

    public void Numbers(Table table, int row, T[] numbers) => caller.Function<Action<object?[], T[]>>("Numbers")(RowOf(table, row), numbers);

    public void ClassesOf(Table table, int row, bool[] isOf) => caller.Function<Action<object?[], bool[]>>("Classes")(RowOf(table, row), isOf);

    private static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "double?",
        ColumnKind.Text => "string?",
        ColumnKind.Flag => "bool?",
        _ => "DateTime?",
    };

    private object?[] RowOf(Table table, int row) => Array.ConvertAll(columns, column => table[column.Name].ValueAt(row));
}
