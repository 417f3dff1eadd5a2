using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The most captions that can be read side by side in one figure.</summary>
    private const int MostCaptions = 60;

    /// <summary>The weights of every unit of the first layer, as a picture of the input they look for: orange adds, blue takes away.</summary>
    /// <remarks>White is 0, and all pictures have the same scale. Each has its unit's number above it, unless there are more than 60.</remarks>
    /// <param name="network">A network whose inputs are the pixels of a picture, row by row.</param>
    /// <param name="rows">The picture's rows, at least 1.</param>
    /// <param name="columns">The picture's columns, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">rows × columns is not the number of inputs, or a weight is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 row or column.</exception>
    public static Figure FirstLayerWeights<T>(Network<T> network, int rows, int columns, string title = "Weights W[1], one picture for each unit")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(network);
        Pixels(rows, columns, network.Inputs, "the network's inputs");
        Matrix<T> W = network.W[1];
        Need.Finite(W, "W[1]");
        double most = W.Enumerate().Max(weight => Math.Abs(double.CreateTruncating(weight)));
        ScottPlot.Range range = most > 0 ? new(-most, most) : new(-1, 1);
        string[]? captions = W.RowCount <= MostCaptions
            ? [.. Enumerable.Range(1, W.RowCount).Select(unit => unit.ToString(CultureInfo.InvariantCulture))]
            : null;
        return Pictures(
            new Figure(title), W.RowCount, (unit, pixel) => double.CreateTruncating(W[unit, pixel]), rows, columns, captions, ColorMaps.Diverging, range, hasScale: true);
    }

    /// <summary>The weights of every unit of the first layer of a model's network.</summary>
    /// <inheritdoc cref="FirstLayerWeights{T}(Network{T}, int, int, string)" path="/remarks"/>
    /// <param name="model">A fitted classifier or regressor whose features are the pixels of a picture, row by row.</param>
    /// <param name="rows">The picture's rows, at least 1.</param>
    /// <param name="columns">The picture's columns, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">rows × columns is not the number of features, or a weight is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 row or column.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure FirstLayerWeights<T>(MlpModel<T> model, int rows, int columns, string title = "Weights W[1], one picture for each unit")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FirstLayerWeights(Need.NotNull(model).Network, rows, columns, title);

    /// <summary>The columns of X as grey pictures, the smallest number of all black and the greatest white.</summary>
    /// <param name="X">The pictures, one a column: their pixels row by row, rows·columns × m.</param>
    /// <param name="rows">A picture's rows, at least 1.</param>
    /// <param name="columns">A picture's columns, at least 1.</param>
    /// <param name="captions">What stands above each picture, one for each; nothing if null.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">X has not rows·columns rows, has no column or an element that is not finite, or captions are missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 row or column.</exception>
    public static Figure Images<T>(Matrix<T> X, int rows, int columns, IReadOnlyList<string>? captions = null, string title = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.Shape(X, null, null, nameof(X), "");
        Pixels(rows, columns, X.RowCount, "the rows of X");
        Need.Finite(X, nameof(X));
        if (captions is not null)
        {
            Need.Elements(captions, X.ColumnCount, "one for each picture", nameof(captions));
        }

        double[] all = Doubles.Of(X.ToColumnMajorArray());
        double min = all.Min(), max = all.Max();
        return Pictures(
            new Figure(title), X.ColumnCount, (picture, pixel) => double.CreateTruncating(X[pixel, picture]), rows, columns, captions,
            new ScottPlot.Colormaps.Grayscale(), new ScottPlot.Range(min, max > min ? max : min + 1), hasScale: false);
    }

    private static void Pixels(int rows, int columns, int inputs, string what)
    {
        Need.AtLeast(1, rows, nameof(rows));
        Need.AtLeast(1, columns, nameof(columns));
        if ((long)rows * columns != inputs)
        {
            throw new ArgumentException(Invariant($"rows × columns must be {inputs} ({what}), but is {rows} × {columns}."), nameof(rows));
        }
    }

    private static Figure Pictures(
        Figure figure, int count, Func<int, int, double> value, int rows, int columns, IReadOnlyList<string>? captions, IColormap colors,
        ScottPlot.Range range, bool hasScale)
    {
        Mosaic mosaic = new(count, rows, columns, (double)figure.Width / figure.Height * (hasScale ? 1 : 1.15), captions is not null);
        double place = figure.Width * 0.85 / mosaic.Across;
        for (int picture = 0; picture < count; picture++)
        {
            CoordinateRect rectangle = mosaic.Place(picture);
            ScottPlot.Plottables.Heatmap map = figure.Add.Heatmap(mosaic.Enlarge((i, j) => value(picture, i * columns + j)));
            map.Colormap = colors;
            map.ManualRange = range;
            map.Rectangle = rectangle;
            if (hasScale && picture == 0)
            {
                figure.Bar(map, "");
            }

            figure.Frame(rectangle);
            if (captions is not null)
            {
                float size = mosaic.Down * mosaic.Across > 40 ? 9 : 11;
                string text = figure.Fitting(captions[picture], size, place - 2);
                figure.Label(text, rectangle.HorizontalCenter, rectangle.Top, size, Alignment.LowerCenter);
            }
        }

        figure.HideAxes();
        double margin = Math.Max(mosaic.Width, mosaic.Height) * 0.02;
        figure.Axes.SetLimits(-margin, mosaic.Width + margin, -mosaic.Height - margin, margin);
        figure.Axes.Rules.Add(new ScottPlot.AxisRules.SquareZoomOut(figure.Axes.Bottom, figure.Axes.Left));
        return figure;
    }
}
