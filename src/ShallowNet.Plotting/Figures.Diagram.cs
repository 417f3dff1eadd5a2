using System.Numerics;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The units that are drawn of a larger layer, in front of its ellipsis and behind it.</summary>
    private const int Before = 4, Behind = 2;

    /// <summary>The units of the largest layer that is drawn whole.</summary>
    private const int Most = Before + Behind + 1;

    /// <summary>
    /// A network's layers, units and connections: the units by their names in the equations (x1, a1, ŷ), the weights by colour and width, and below each layer its activation, its options and
    /// the number of its parameters.
    /// </summary>
    /// <remarks>
    /// Orange connections have positive weights, blue ones negative weights; the widest of a layer has the largest magnitude. Of a layer of more than seven units, six are drawn. The figure is wider for
    /// more than five layers.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="title">What stands above the figure; the sizes of the layers and the number of all parameters unless given.</param>
    public static Figure Diagram<T>(Network<T> network, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawDiagram(Need.NotNull(network), title, [], []);

    /// <summary>The network of a model, with the names of its features and of what it answers.</summary>
    /// <inheritdoc cref="Diagram{T}(Network{T}, string?)" path="/remarks"/>
    /// <param name="model">A fitted classifier or regressor; of one that was fitted to a table, the inputs have the names of the columns.</param>
    /// <param name="title">What stands above the figure; the sizes of the layers and the number of all parameters unless given.</param>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Diagram<T>(MlpModel<T> model, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Need.NotNull(model).Network;
        IReadOnlyList<string> outputs = model.ClassesOfOutputs?.Names ?? model.Targets;
        return DrawDiagram(
            network, title, model.Encoder is { } encoder && encoder.FeatureNames.Count == network.Inputs ? encoder.FeatureNames : [],
            outputs.Count == network.Outputs ? outputs : outputs.Count == 2 && network.Outputs == 1 ? [outputs[1]] : []);
    }

    private static Figure DrawDiagram<T>(Network<T> network, string? title, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] n = [network.Inputs, .. network.Layers.Select(layer => layer.Units)];
        string sizes = string.Join("–", n.Select(Numbers.Grouped));
        Figure figure = new(title ?? $"{sizes} network, {Numbers.Grouped(network.ParameterCount)} parameters");
        figure.Width += 105 * Math.Max(0, network.L - 5);
        string[] texts = [$"input\n{Count(n[0], "unit")}", .. Enumerable.Range(1, network.L).Select(l => TextOf(network, l))];
        int lines = texts.Max(text => text.Split('\n').Length);
        int rows = Math.Clamp(n.Max(), 3, Most);
        double bottom = 12 + 14 * lines;
        double room = 290 - bottom;
        for (int l = 0; l <= network.L; l++)
        {
            figure.Label(texts[l], l, bottom - 8, network.L > 4 ? 10 : 12, Alignment.UpperCenter);
        }

        for (int l = 1; l <= network.L; l++)
        {
            double[] sizesOfWeights = [.. network.W[l].Enumerate().Select(weight => Math.Abs(double.CreateTruncating(weight))).Where(double.IsFinite)];
            double most = Math.Max(sizesOfWeights.DefaultIfEmpty().Max(), double.Epsilon);
            foreach ((int from, double y0) in Units(n[l - 1], rows))
            {
                foreach ((int to, double y1) in Units(n[l], rows))
                {
                    figure.Edge(new Coordinates(l - 1, Y(y0)), new Coordinates(l, Y(y1)), double.CreateTruncating(network.W[l][to, from]) / most);
                }
            }
        }

        for (int l = 0; l <= network.L; l++)
        {
            figure.Units([.. Units(n[l], rows).Select(unit => new Coordinates(l, Y(unit.Place)))], isHidden: l > 0 && l < network.L);
            foreach ((int unit, double place) in Units(n[l], rows))
            {
                string symbol = l == 0 ? "x" : l < network.L ? "a" : "ŷ";
                figure.Label(l == network.L && n[l] == 1 ? symbol : Invariant($"{symbol}{unit + 1}"), l, Y(place), unit < 99 ? 11 : 9);
            }

            if (n[l] > Most)
            {
                figure.Dots([.. new[] { -0.25, 0, 0.25 }.Select(step => new Coordinates(l, Y((Behind + step) / (Before + Behind))))]);
            }

        }

        // A unit is 13 pixels from its middle to its edge; one layer to the next takes what the names beside the network leave.
        double left = NameUnits(0, inputs, Alignment.MiddleRight), right = NameUnits(network.L, outputs, Alignment.MiddleLeft);
        double pixels = (figure.Width - 20 - left - right) / (network.L + 0.9);
        figure.Label("orange: positive weight, blue: negative weight, wide: large in its layer", network.L / 2.0, bottom + room + 22, 11);
        figure.HideAxes();
        figure.Axes.SetLimits(-0.45 - left / pixels, network.L + 0.45 + right / pixels, 0, bottom + room + 32);
        return figure;

        double Y(double place) => bottom + 14 + (room - 22) * place;

        double NameUnits(int l, IReadOnlyList<string> names, Alignment alignment)
        {
            if (names.Count == 0)
            {
                return 0;
            }

            double longest = 0;
            foreach ((int unit, double place) in Units(n[l], rows))
            {
                string name = figure.Fitting(names[unit], 11, 0.25 * figure.Width);
                longest = Math.Max(longest, figure.WidthOf(name, 11));
                figure.Label(name, l, Y(place), 11, alignment).OffsetX = l == 0 ? -18 : 18;
            }

            return longest;
        }
    }

    /// <summary>The units that are drawn of a layer, and their places, of 0 to 1 from below, where the largest layer has so many rows.</summary>
    private static IEnumerable<(int Unit, double Place)> Units(int units, int rows)
    {
        int drawn = Math.Min(units, Most);
        double start = 0.5 + (drawn - 1) / 2.0 / (rows - 1);
        return Enumerable.Range(0, drawn).Where(i => units <= Most || i != Before)
            .Select(i => (units <= Most || i < Before ? i : units - drawn + i, start - (double)i / (rows - 1)));
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
