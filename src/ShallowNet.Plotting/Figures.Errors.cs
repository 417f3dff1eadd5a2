using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    private const int ErrorBins = 20;

    /// <summary>How a model's errors y − ŷ are distributed: how many lie in each of equal parts of their range, and where the error is 0.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>. Several outputs have a colour each, one above the other.</remarks>
    /// <param name="YHat">The answers, n_y × m.</param>
    /// <param name="Y">The targets, n_y × m.</param>
    /// <param name="bins">The parts of the range, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or an element, or a difference of two, is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    public static Figure ErrorHistogram<T>(Matrix<T> YHat, Matrix<T> Y, int bins = ErrorBins, string title = ErrorTitle)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(title, bins, Answers.OfOutputs(YHat, Y));

    /// <summary>How the errors y − ŷ of one output are distributed.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>, with its 20 bins.</remarks>
    /// <param name="yHat">The answers, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ or are 0, or an element, or a difference of two, is not finite.</exception>
    public static Figure ErrorHistogram<T>(IEnumerable<T> yHat, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(ErrorTitle, ErrorBins, Answers.OfNumbers(yHat, y));

    /// <summary>How a regressor's errors y − ŷ at samples are distributed.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>, with its 20 bins. Several outputs have a colour each, one above the other.</remarks>
    /// <param name="model">A fitted regressor.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">Their targets, outputs × m.</param>
    /// <exception cref="ArgumentException">X or Y has the wrong shape, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor is not fitted.</exception>
    public static Figure ErrorHistogram<T>(MlpRegressor<T> model, Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(ErrorTitle, ErrorBins, Answers.OfModel(model, X, Y));

    /// <summary>How the errors y − ŷ of a regressor of one output at samples are distributed.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>, with its 20 bins.</remarks>
    /// <param name="model">A fitted regressor of one output.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">Their targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <exception cref="ArgumentException">X or y has the wrong size, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor is not fitted.</exception>
    public static Figure ErrorHistogram<T>(MlpRegressor<T> model, Matrix<T> X, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(ErrorTitle, ErrorBins, Answers.OfModel(model, X, y));

    /// <summary>How a regressor's errors y − ŷ at the rows of a table are distributed.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>, with its 20 bins. Several targets have a colour each, one above the other.</remarks>
    /// <param name="model">A regressor that was fitted to a table.</param>
    /// <param name="table">The rows, with the targets.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a target that is missing or not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public static Figure ErrorHistogram<T>(MlpRegressor<T> model, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(ErrorTitle, ErrorBins, Answers.OfRows(model, table));

    /// <summary>How the errors y − ŷ of several groups, such as training and validation samples, are distributed, in a colour each, one above the other.</summary>
    /// <remarks>MATLAB's <c>ploterrhist</c>, with its 20 bins over the range of all errors.</remarks>
    /// <param name="title">What stands above the figure.</param>
    /// <param name="groups">At least one: what the legend calls it, its answers and its targets, n_y × m.</param>
    /// <exception cref="ArgumentException">
    /// There is no group, two shapes differ, a group has no sample, or an element, or a difference of two, is not finite.
    /// </exception>
    public static Figure ErrorHistogram<T>(string title, params (string Name, Matrix<T> YHat, Matrix<T> Y)[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawErrors(title, ErrorBins, Answers.OfGroups(groups));

    private const string ErrorTitle = "Errors";

    private static Figure DrawErrors(string title, int bins, Answers[] groups)
    {
        Need.AtLeast(1, bins, nameof(bins));
        double[][] errors = Array.ConvertAll(groups, group => group.Y.Zip(group.YHat, (y, yHat) => Need.Finite(y - yHat, "Every error y − ŷ", "Y")).ToArray());
        double[] all = [.. errors.SelectMany(its => its)];
        (double min, double max) = Bins.RangeOf(all, "the errors y − ŷ", "Y");

        // Where all errors are the same, the one bar stands in the middle.
        bins |= all.Distinct().Count() == 1 ? 1 : 0;
        Figure figure = new Figure(title, "error y − ŷ", "number of errors").WholeY();
        int[] below = new int[bins];
        for (int g = 0; g < groups.Length; g++)
        {
            int[] counts = Bins.Count(errors[g], min, max, bins);
            figure.Bars(groups[g].Name, (min, max), below, counts);
            below = [.. below.Zip(counts, (lower, count) => lower + count)];
        }

        figure.VerticalLine(0, "no error");
        figure.KeepLinear();
        double margin = 0.04 * (max - min);
        figure.Axes.SetLimits(Math.Min(min, 0) - margin, Math.Max(max, 0) + margin, 0, 1.06 * below.Max());
        return figure;
    }
}
