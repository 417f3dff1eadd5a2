using System.Diagnostics;
using System.Text;

namespace ShallowNet;

/// <content>The network as text.</content>
[DebuggerDisplay("{Summary,nq}")]
public sealed partial class Network<T>
{
    /// <summary>The sizes, activations with the other options of their layers, loss and number of parameters in one line.</summary>
    internal string Summary =>
        $"{Shapes}, {string.Join(", ", Layers.Select(layer => layer.Functions))}; {Loss}; {Require.Count(ParameterCount, "parameter")} in {Precision}";

    private static string Precision => typeof(T) == typeof(float) ? "float" : "double";

    /// <summary>
    /// A line with the precision, the sizes, the loss and the number of parameters, and below it a table of the layers: units,
    /// activation, the sizes of W[l] and b[l], and how many parameters those are.
    /// </summary>
    /// <remarks>
    /// Layer 0 is the input. Options, and γ[l] and β[l] of batch normalization, have a column where some layer has them. Lines end with
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
        if (!Shapes.IsPlain)
        {
            columns.Add(("options", false, l => l == 0 ? "" : string.Join(", ", Layers[l].Options)));
        }

        columns.Add(("W", false, l => l == 0 ? "" : Size(l, n[l - 1])));
        columns.Add(("b", false, l => l == 0 ? "" : Size(l, 1)));
        if (Shapes.AnyNormalized)
        {
            columns.Add(("γ, β", false, l => Shapes.IsNormalized(l) ? Size(l, 1) : ""));
        }

        columns.Add(("parameters", true, l => l == 0 ? "" : Require.Text(
            Parameters.Weights(l).Length + Parameters.Biases(l).Length + Parameters.Gammas(l).Length + Parameters.Betas(l).Length)));

        int[] widths = [.. columns.Select(column => Enumerable.Range(0, L + 1).Max(l => Math.Max(column.Heading.Length, column.Cell(l).Length)))];
        StringBuilder text = new($"Network of {Precision}: {Shapes}, {Loss}, {Require.Count(ParameterCount, "parameter")}");
        Add(column => column.Heading);
        for (int l = 0; l <= L; l++)
        {
            Add(column => column.Cell(l));
        }

        return text.ToString();

        string Size(int l, int across) => $"{Require.Text(n[l]).PadLeft(widestRows)} × {Require.Text(across)}";

        void Add(Func<(string Heading, bool IsNumber, Func<int, string> Cell), string> cell) => text.Append('\n').Append(string.Join(
            "  ", columns.Select((column, i) => column.IsNumber ? cell(column).PadLeft(widths[i]) : cell(column).PadRight(widths[i]))).TrimEnd());
    }
}
