using System.Numerics;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    private const int WeightBins = 60;

    /// <summary>How the weights of every layer of a model's network are distributed.</summary>
    /// <inheritdoc cref="WeightHistograms{T}(Network{T}, string)" path="/remarks"/>
    /// <param name="model">A fitted classifier or regressor.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure WeightHistograms<T>(MlpModel<T> model, string title = "Weights of every layer")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WeightHistograms(Need.NotNull(model).Network, title);

    /// <summary>How the weights of every layer are distributed: a histogram for each W[l], one above the other, over the same weights.</summary>
    /// <remarks>Each is as high as its largest bin, however many weights the layer has. Its name, shape, mean and deviation stand beside it.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static Figure WeightHistograms<T>(Network<T> network, string title = "Weights of every layer")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(network);
        double[][] weights = new double[network.L][];
        for (int l = 1; l <= network.L; l++)
        {
            Need.Finite(network.W[l], Invariant($"W[{l}]"));
            weights[l - 1] = Doubles.Of(network.W[l].ToColumnMajorArray());
        }

        double min = weights.Min(layer => layer.Min()), max = weights.Max(layer => layer.Max());
        (min, max) = max > min ? (min, max) : (min - 0.5, max + 0.5);
        Figure figure = new(title, "weight", "");
        figure.Height += 50 * Math.Max(0, network.L - 5);
        for (int l = 1; l <= network.L; l++)
        {
            double[] layer = weights[l - 1];
            int[] counts = Bins.Count(layer, min, max, WeightBins);
            double mean = layer.Average(), deviation = Math.Sqrt(layer.Average(weight => (weight - mean) * (weight - mean)));
            double foot = network.L - l, width = (max - min) / WeightBins;
            List<Coordinates> outline = [new(min, foot)];
            for (int bin = 0; bin < WeightBins; bin++)
            {
                double height = foot + 0.82 * counts[bin] / counts.Max();
                outline.Add(new Coordinates(min + bin * width, height));
                outline.Add(new Coordinates(min + (bin + 1) * width, height));
            }

            outline.Add(new Coordinates(max, foot));
            figure.Hill([.. outline], l - 1);
            string shape = Invariant($"{network.W[l].RowCount} × {network.W[l].ColumnCount}");
            string text = Invariant($"W[{l}], {shape}\nmean {Numbers.Short(mean)}\ndeviation {Numbers.Short(deviation)}");
            figure.Label(text, max + 0.03 * (max - min), foot + 0.42, 11, Alignment.MiddleLeft);
        }

        figure.Axes.Left.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, network.L).Select(i => i + 0.0)], [.. Enumerable.Range(0, network.L).Select(i => Invariant($"layer {network.L - i}"))]);
        figure.KeepLinear();
        figure.Axes.SetLimits(min - 0.03 * (max - min), max + 0.36 * (max - min), -0.06, network.L);
        return figure;
    }
}
