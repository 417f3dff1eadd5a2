using System.Text;

namespace ShallowNet;

/// <summary>Which columns of a table have moved from what they were in the training of a model, and whether its answers have. Its text has a line for each.</summary>
public sealed record DriftReport
{
    internal DriftReport(double rows, double rowsOfTraining, IEnumerable<ColumnDrift> columns, IEnumerable<ColumnDrift> outputs)
    {
        (Rows, RowsOfTraining) = ((int)rows, (int)rowsOfTraining);
        (Columns, Outputs) = (ValueList.Of(InOrder(columns)), ValueList.Of(InOrder(outputs)));
    }

    /// <summary>The number of rows that were looked at.</summary>
    public int Rows { get; }

    /// <summary>The number of rows of the training that the model knows of; of a table in pieces, those of a sample.</summary>
    public int RowsOfTraining { get; }

    /// <summary>The columns that the model uses, the one that has moved farthest first.</summary>
    public IReadOnlyList<ColumnDrift> Columns { get; }

    /// <summary>What the model answers, the output that has moved farthest first.</summary>
    public IReadOnlyList<ColumnDrift> Outputs { get; }

    /// <summary>Whether a column or an output has moved, farther than by chance and so far that it matters.</summary>
    public bool HasDrift => Columns.Concat(Outputs).Any(column => column.Size != DriftSize.None);

    /// <summary>How many have moved, and a line for each column and each output.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Invariant(
            $"{Require.Count(Rows, "row")} beside {RowsOfTraining} of the training: {Columns.Count(column => column.Size != DriftSize.None)} of {Require.Count(Columns.Count, "column")} moved"));
        foreach (ColumnDrift column in Columns.Concat(Outputs))
        {
            text.Append("\n  ").Append(column);
        }

        return text.ToString();
    }

    private static IEnumerable<ColumnDrift> InOrder(IEnumerable<ColumnDrift> columns) => columns.OrderByDescending(column => column.Size)
        .ThenByDescending(column => column.Psi).ThenByDescending(column => column.Distance);
}
