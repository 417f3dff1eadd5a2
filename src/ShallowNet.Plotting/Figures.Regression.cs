using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>A model's answers against the targets: the line on which they would be equal, the line that fits them best, and their correlation R.</summary>
    /// <remarks>
    /// MATLAB's <c>plotregression</c>. The line and R are those of all elements together; several outputs have a colour each. R is left out
    /// where all targets, or all answers, are the same.
    /// </remarks>
    /// <param name="YHat">The answers, n_y × m.</param>
    /// <param name="Y">The targets, n_y × m.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or an element is not finite.</exception>
    public static Figure Regression<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(null, Answers.OfOutputs(YHat, Y));

    /// <summary>The answers of one output against its targets.</summary>
    /// <inheritdoc cref="Regression{T}(Matrix{T}, Matrix{T})" path="/remarks"/>
    /// <param name="yHat">The answers, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ or are 0, or an element is not finite.</exception>
    public static Figure Regression<T>(IEnumerable<T> yHat, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(null, Answers.OfNumbers(yHat, y));

    /// <summary>A regressor's answers to samples against their targets.</summary>
    /// <inheritdoc cref="Regression{T}(Matrix{T}, Matrix{T})" path="/remarks"/>
    /// <param name="model">A fitted regressor.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">Their targets, outputs × m.</param>
    /// <exception cref="ArgumentException">X or Y has the wrong shape, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor is not fitted.</exception>
    public static Figure Regression<T>(MlpRegressor<T> model, Matrix<T> X, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(null, Answers.OfModel(model, X, Y));

    /// <summary>The answers of a regressor of one output to samples against their targets.</summary>
    /// <inheritdoc cref="Regression{T}(Matrix{T}, Matrix{T})" path="/remarks"/>
    /// <param name="model">A fitted regressor of one output.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">Their targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <exception cref="ArgumentException">X or y has the wrong size, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor is not fitted.</exception>
    public static Figure Regression<T>(MlpRegressor<T> model, Matrix<T> X, IEnumerable<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(null, Answers.OfModel(model, X, y));

    /// <summary>A regressor's answers to the rows of a table against their targets.</summary>
    /// <inheritdoc cref="Regression{T}(Matrix{T}, Matrix{T})" path="/remarks"/>
    /// <param name="model">A regressor that was fitted to a table.</param>
    /// <param name="table">The rows, with the targets.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a target that is missing or not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor was not fitted to a table.</exception>
    public static Figure Regression<T>(MlpRegressor<T> model, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(null, Answers.OfRows(model, table));

    /// <summary>Answers against targets in groups of a colour each, such as training and validation samples.</summary>
    /// <remarks>MATLAB's <c>plotregression</c>, in one figure. The line and R are those of all groups together; the legend has the R of each.</remarks>
    /// <param name="title">What stands above the figure; null for R.</param>
    /// <param name="groups">At least one: what the legend calls it, its answers and its targets, n_y × m.</param>
    /// <exception cref="ArgumentException">There is no group, two shapes differ, a group has no sample, or an element is not finite.</exception>
    public static Figure Regression<T>(string? title, params (string Name, Matrix<T> YHat, Matrix<T> Y)[] groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DrawRegression(title, Answers.OfGroups(groups));

    private static Figure DrawRegression(string? title, Answers[] groups)
    {
        double[] yHat = [.. groups.SelectMany(group => group.YHat)], y = [.. groups.SelectMany(group => group.Y)];
        (double min, double max) = Bins.RangeOf([.. yHat, .. y], "answers and targets", "Y");
        (min, max) = (min - 0.04 * (max - min), max + 0.04 * (max - min));
        StraightLine fit = StraightLine.Through(y, yHat);
        string correlation = Correlation(y, yHat);
        Figure figure = new(title ?? (correlation.Length > 0 ? correlation : "Answers and targets"), "target y", "answer ŷ") { Width = 480, Height = 500 };
        foreach (Answers group in groups)
        {
            string[] parts = [group.Name, groups.Length > 1 ? Correlation(group.Y, group.YHat) : ""];
            figure.Points(string.Join(", ", parts.Where(part => part.Length > 0)), group.Y, group.YHat);
        }

        figure.ThinOut(y.Length);
        figure.Reference([new(min, min), new(max, max)], "ŷ = y");
        if (double.IsFinite(fit.Slope))
        {
            figure.Fit([new(min, fit.At(min)), new(max, fit.At(max))], fit.ToString());
        }

        figure.KeepLinear();
        figure.Axes.SetLimits(min, max, min, max);
        figure.EqualAxes();
        return figure;
    }

    /// <summary>"R = 0.98"; nothing where R is not defined.</summary>
    private static string Correlation(double[] y, double[] yHat) =>
        StraightLine.Through(y, yHat).Correlation is var r && double.IsNaN(r) ? "" : $"R = {r.ToString("0.#####", CultureInfo.InvariantCulture)}";
}
