using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The ROC curve of a classifier, with the area under it: <see cref="Metrics.RocAuc"/>.</summary>
    /// <remarks>For three classes and more, the curve of each against all others, in the class's colour. Of two rows, the second is taken.</remarks>
    /// <param name="YHat">The outputs, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">As <see cref="Metrics.RocAuc"/>: other shapes or labels, or a class without samples.</exception>
    public static Figure Roc<T>(Matrix<T> YHat, Matrix<T> Y, string title = "ROC curve")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Roc(title, ("", YHat, Y));

    /// <summary>ROC curves of several classifiers in one figure.</summary>
    /// <param name="title">What stands above the figure.</param>
    /// <param name="curves">At least one: what the legend calls it, its outputs and the labels, n_y × m.</param>
    /// <exception cref="ArgumentException">There is no curve, or one that <see cref="Metrics.RocAuc"/> refuses.</exception>
    public static Figure Roc<T>(string title, params (string Name, Matrix<T> YHat, Matrix<T> Y)[] curves)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRoc(title, curves, []);

    private static Figure DrawRoc<T>(string title, (string Name, Matrix<T> YHat, Matrix<T> Y)[] curves, string[] classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.Any(curves, "curve");
        Figure figure = new(title, "false positives, share of all negatives", "true positives, share of all positives") { Width = 500, Height = 500, NamesLinesAtEnds = false };
        foreach ((int c, (string name, Matrix<T> YHat, Matrix<T> Y)) in curves.Index())
        {
            Need.NotNull(name, Invariant($"{nameof(curves)}[{c}].Name"));
            Metrics.RocAuc(YHat, Y);
            for (int row = Y.RowCount == 2 ? 1 : 0; row < Y.RowCount; row++)
            {
                Matrix<T> scores = YHat.SubMatrix(row, 1, 0, YHat.ColumnCount), labels = Y.SubMatrix(row, 1, 0, Y.ColumnCount);
                (double[] x, double[] y) = RocCurve.Of(Doubles.Of(scores.ToColumnMajorArray()), [.. labels.ToColumnMajorArray().Select(label => label == T.One)]);
                string[] parts = Y.RowCount > 2 ? [name, row < classes.Length ? classes[row] : Invariant($"class {row}")] : [name];
                string area = Metrics.RocAuc(scores, labels).ToString("0.000", CultureInfo.InvariantCulture);
                if (Y.RowCount > 2)
                {
                    // A class keeps its colour; several curves of it differ in their patterns.
                    figure.StartWith(row);
                }

                figure.Line(string.Join(", ", parts.Append($"AUC {area}").Where(part => part.Length > 0)), x, y);
                if (Y.RowCount > 2)
                {
                    figure.EndsOfLines[^1].Line.LinePattern = Palette.PatternOf(curves.Length > 1 ? c : row);
                }
            }
        }

        Coordinates[] diagonal = [new(0, 0), new(1, 1)];
        figure.Reference(diagonal, "chance");
        figure.KeepLinear();
        figure.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        figure.EqualAxes();
        return figure;
    }
}
