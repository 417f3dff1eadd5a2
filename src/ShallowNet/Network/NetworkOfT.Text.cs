using System.Diagnostics;
using System.Text;

namespace ShallowNet;

/// <content>The network as text.</content>
[DebuggerDisplay("{Summary,nq}")]
public sealed partial class Network<T>
{
    /// <summary>The sizes, activations with the other options of their layers, loss and number of parameters in one line.</summary>
    internal string Summary =>
        $"{Layout}, {string.Join(", ", Layers.Select(layer => layer.Functions))}; {Loss}; {Require.Count(ParameterCount, "parameter")} in {Precision}";

    private static string Precision => typeof(T) == typeof(float) ? "float" : "double";

    /// <summary>
    /// A line with the precision, the sizes, the loss and the number of parameters, and below it a table of the layers: units,
    /// activation, the sizes of W[l] and b[l], and how many parameters those are.
    /// </summary>
    /// <remarks>
    /// Layer 0 is the input. Options, γ[l] and β[l] of batch normalization, and α[l] of learned mixes have a column where some layer has them. Lines end with
    /// \n, and the last without one.
    /// </remarks>
    public override string ToString()
    {
        int widestRows = Require.Text(widest).Length;
        List<(string Heading, bool IsNumber, Func<int, string> Cell)> columns =
        [
            ("layer", true, l => Require.Text(l)),
            ("units", true, l => Require.Text(n[l])),
            ("activation", false, l => l == 0 ? "input" : Layers[l].Activation.Name),
        ];
        if (!Layout.IsPlain)
        {
            columns.Add(("options", false, l => l == 0 ? "" : string.Join(", ", Layers[l].Options)));
        }

        foreach (IGrouping<string, Parameter> column in Layout.Trained.GroupBy(parameter => HeadingOf(parameter.Role)))
        {
            columns.Add((column.Key, false, l => column.FirstOrDefault(parameter => parameter.Layer == l) is { Layer: > 0 } parameter
                ? $"{Require.Text(parameter.Rows).PadLeft(widestRows)} × {Require.Text(parameter.Columns)}" : ""));
        }

        columns.Add(("parameters", true, l => l == 0 ? "" : Require.Text(
            Layout.Trained.Where(parameter => parameter.Layer == l).Sum(parameter => parameter.Length))));

        int[] widths = [.. columns.Select(column => Enumerable.Range(0, L + 1).Max(l => Math.Max(column.Heading.Length, column.Cell(l).Length)))];
        StringBuilder text = new($"Network of {Precision}: {Layout}, {Loss}, {Require.Count(ParameterCount, "parameter")}");
        Add(column => column.Heading);
        for (int l = 0; l <= L; l++)
        {
            Add(column => column.Cell(l));
        }

        return text.ToString();

        void Add(Func<(string Heading, bool IsNumber, Func<int, string> Cell), string> cell) => text.Append('\n').Append(string.Join(
            "  ", columns.Select((column, i) => column.IsNumber ? cell(column).PadLeft(widths[i]) : cell(column).PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>The heading of the column of a parameter; γ and β, which have the same size, share one.</summary>
    private static string HeadingOf(ParameterRole role) =>
        role is ParameterRole.Gamma or ParameterRole.Beta ? "γ, β" : role == ParameterRole.Alpha ? "α" : new Parameter(0, role, 0, 0).Symbol;
}
