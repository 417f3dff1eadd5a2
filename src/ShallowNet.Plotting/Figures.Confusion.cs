using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>A confusion matrix: in every cell how many samples, and which share of its row; the shade is the share.</summary>
    /// <remarks>The figure is higher for more than five classes. Beyond 14 the cells show the numbers of samples alone.</remarks>
    /// <param name="matrix">The confusion matrix.</param>
    /// <param name="title">What stands above the figure; the accuracy unless given.</param>
    public static Figure Confusion(ConfusionMatrix matrix, string? title = null)
    {
        Need.NotNull(matrix);
        int classes = matrix.ClassNames.Count;
        double[,] shares = new double[classes, classes];
        Figure figure = new(title ?? $"Confusion matrix, accuracy {(100 * matrix.Accuracy).ToString("0.0", CultureInfo.InvariantCulture)} %", "predicted", "actual");
        figure.Height += 36 * Math.Max(0, classes - 5);
        float size = classes <= 5 ? 13 : classes <= 10 ? 11 : 9;
        for (int i = 0; i < classes; i++)
        {
            double all = Enumerable.Range(0, classes).Sum(j => matrix[i, j]);
            for (int j = 0; j < classes; j++)
            {
                shares[i, j] = all > 0 ? matrix[i, j] / all : 0;
            }
        }

        ScottPlot.Plottables.Heatmap map = figure.Add.Heatmap(shares);
        map.Colormap = ColorMaps.Sequential;
        map.ManualRange = new ScottPlot.Range(0, 1);

        // Cells, not a picture of few pixels, which viewers of SVG would blur.
        map.RenderStrategy = new ScottPlot.Plottables.Heatmap.RenderStrategies.Rectangles();
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
            {
                string count = matrix[i, j].ToString("#,0.##", CultureInfo.InvariantCulture);
                string text = classes > 14 || matrix[i, j] == 0 ? count : $"{count}\n{Percent(shares[i, j])}";
                figure.Label(text, j, classes - 1 - i, size).LabelFontColor = shares[i, j] > 0.5 ? Colors.White : Palette.Text;
            }
        }

        string[] names = [.. matrix.ClassNames.Select(name => figure.Fitting(name, 12, 0.3 * figure.Width))], besides = [.. matrix.ClassNames.Select(name => figure.Fitting(name, 12, 0.45 * figure.Width))];
        double[] places = [.. Enumerable.Range(0, classes).Select(i => (double)i)];
        figure.Axes.Bottom.TickGenerator = new NumericManual(places, names);
        figure.Axes.Left.TickGenerator = new NumericManual([.. places.Reverse()], besides);
        figure.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        figure.HideGrid();
        figure.KeepLinear();
        figure.TurnNames(names, (figure.Width - 120.0) / classes);
        return figure;
    }

    /// <summary>A share in percent, with a decimal only below 10 and above 99, where it says more than another.</summary>
    private static string Percent(double share) => (100 * share).ToString(share is > 0.1 and < 0.99 ? "0" : "0.#", CultureInfo.InvariantCulture) + " %";
}
