using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

/// <content>What is compared with the data of a training.</content>
public static partial class Figures
{
    /// <summary>
    /// How far each column, and each answer, has moved from the training by the measure that says most, as a share of what counts as large: a bar, in another colour where it has moved farther than chance
    /// moves it and so far that it matters; the one that has moved farthest at the top.
    /// </summary>
    /// <param name="report">What <see cref="MlpModel{T}.Drift(Table)"/> gave; of more than 15 columns and answers the first.</param>
    /// <param name="title">What stands above the figure.</param>
    public static Figure Drift(DriftReport report, string title = "Drift")
    {
        Need.NotNull(report);
        ColumnDrift[] shown =
        [
            .. report.Columns.Concat(report.Outputs).OrderByDescending(column => column.Size != DriftSize.None).ThenByDescending(column => column.ShareOfLarge).Take(MostBars),
        ];
        Figure figure = NewRows(title, "how far it has moved, as a share of what is large", [.. shown.Select(column => column.IsOutput ? $"prediction of {column.Column}" : column.Column)]);
        figure.HorizontalBars(
            [.. shown.Select(column => column.ShareOfLarge)], [.. shown.Select(_ => double.NaN)], [.. shown.Select(column => column.Size != DriftSize.None)]);
        figure.VerticalLine(1, "large");
        figure.EndRows(shown.Length);
        return figure;
    }

    /// <summary>How far samples are from the most similar known case, on top of how far known cases are from their nearest other one, and from where on a sample counts as far from all.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="cases">The known cases; of more than 2,000, so many at equal distances from one another are drawn.</param>
    /// <param name="samples">What <see cref="SimilarCases{T}.Nearest(Matrix{T}, int)"/> gave of them, or of a table.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static Figure SimilarCases<T>(SimilarCases<T> cases, IReadOnlyList<NearestCases> samples, string title = "Distances to the nearest case")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(cases);
        Need.NotNull(samples);
        Need.Some(samples.Count, nameof(samples));
        double[] own = [.. cases.OwnDistances], others = [.. samples.Select(nearest => nearest.Cases[0].Distance)];
        double max = own.Concat(others).Max();
        (double Min, double Max) range = (0, max > 0 ? max : 1);
        int[] below = Bins.Count(own, range.Min, range.Max, ErrorBins), counts = Bins.Count(others, range.Min, range.Max, ErrorBins);
        Figure figure = new Figure(title, "distance to the nearest known case", "number of cases and samples").WholeY();
        figure.Bars("known cases", range, new int[ErrorBins], below);
        figure.Bars("samples", range, below, counts);
        figure.VerticalLine(own[(int)Math.Ceiling(NearestCases.Far * own.Length) - 1], "far beyond here");
        figure.KeepLinear();
        figure.Axes.SetLimits(-0.02 * range.Max, 1.04 * range.Max, 0, 1.06 * below.Zip(counts, (known, sample) => known + sample).Max());
        return figure;
    }
}
