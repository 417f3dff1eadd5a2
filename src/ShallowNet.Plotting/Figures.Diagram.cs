using System.Numerics;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The units that are drawn of a larger layer, in front of its ellipsis and behind it.</summary>
    private const int Before = 4, Behind = 2;

    /// <summary>The units of the largest layer that is drawn whole.</summary>
    private const int Most = Before + Behind + 1;

    /// <summary>A network's layers, units and connections, and below each layer its activation, its options and the number of its parameters.</summary>
    /// <remarks>Of a layer of more than seven units, six are drawn. The figure is wider for more than five layers.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="title">What stands above the figure; the sizes of the layers and the number of all parameters unless given.</param>
    public static Figure Diagram<T>(Network<T> network, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(network);
        int[] n = [network.Inputs, .. network.Layers.Select(layer => layer.Units)];
        string sizes = string.Join("–", n.Select(Numbers.Grouped));
        Figure figure = new(title ?? $"{sizes} network, {Numbers.Grouped(network.ParameterCount)} parameters");
        figure.Width += 105 * Math.Max(0, network.L - 5);
        string[] texts = [$"input\n{Count(n[0], "unit")}", .. Enumerable.Range(1, network.L).Select(l => TextOf(network, l))];
        int lines = texts.Max(text => text.Split('\n').Length);
        int rows = Math.Clamp(n.Max(), 3, Most);
        double bottom = 12 + 14 * lines;
        double room = 310 - bottom;
        for (int l = 1; l <= network.L; l++)
        {
            foreach (double from in Units(n[l - 1], rows))
            {
                foreach (double to in Units(n[l], rows))
                {
                    figure.Edge(new Coordinates(l - 1, Y(from)), new Coordinates(l, Y(to)));
                }
            }
        }

        for (int l = 0; l <= network.L; l++)
        {
            figure.Units([.. Units(n[l], rows).Select(unit => new Coordinates(l, Y(unit)))], l == 0 ? 5 : l == network.L ? 1 : 0);
            if (n[l] > Most)
            {
                figure.Dots([.. new[] { -0.25, 0, 0.25 }.Select(step => new Coordinates(l, Y((Behind + step) / (Before + Behind))))]);
            }

            figure.Label(texts[l], l, bottom - 8, network.L > 4 ? 10 : 12, Alignment.UpperCenter);
        }

        figure.HideAxes();
        figure.Axes.SetLimits(-0.55, network.L + 0.55, 0, bottom + room + 12);
        return figure;

        double Y(double place) => bottom + 14 + (room - 22) * place;
    }

    /// <summary>The places of a layer's units, of 0 to 1 from below, where the largest layer has so many rows.</summary>
    private static IEnumerable<double> Units(int units, int rows)
    {
        int drawn = Math.Min(units, Most);
        double start = 0.5 + (drawn - 1) / 2.0 / (rows - 1);
        return Enumerable.Range(0, drawn).Where(i => units <= Most || i != Before).Select(i => start - (double)i / (rows - 1));
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Numbers.Grouped(count)} {noun}s";

    private static string TextOf<T>(Network<T> network, int l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dense layer = network.Layers[l];
        List<string> lines = [Invariant($"layer {l}"), Count(layer.Units, "unit"), .. Wrapped(layer.Activation.Name, 16)];
        if (layer.BatchNormalization is not null)
        {
            lines.Add("+ batch norm");
        }

        if (layer.LearnedMix)
        {
            lines.Add("+ learned mix");
        }

        if (layer.Dropout > 0)
        {
            lines.Add($"+ dropout {Numbers.Short(layer.Dropout)}");
        }

        if (layer.Residual)
        {
            lines.Add("+ residual");
        }

        lines.Add(Count(ParametersOf(network, l), "parameter"));
        return string.Join('\n', lines);
    }

    /// <summary>The number of elements of W[l], b[l] and, where there are such, γ[l], β[l] and α[l].</summary>
    internal static int ParametersOf<T>(Network<T> network, int l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.W[l].RowCount * network.W[l].ColumnCount + network.b[l].RowCount
        + (network.Gamma[l]?.RowCount ?? 0) + (network.Beta[l]?.RowCount ?? 0) + (network.Alpha[l]?.RowCount ?? 0);

    /// <summary>A name in lines of about so many characters, broken at spaces.</summary>
    private static IEnumerable<string> Wrapped(string text, int length)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > length)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? $" {word}" : word;
        }

        yield return line;
    }
}
