using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>Whether probabilities are what they say: what happened where so much was predicted, beside the diagonal; larger points are of more samples (<see cref="Metrics.ReliabilityCurve"/>).</summary>
    /// <param name="YHat">The outputs, n_y × m, in [0, 1]; one row holds the probability of class 1, several rows one for each class, of which the predicted class is looked at.</param>
    /// <param name="Y">The labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">As <see cref="Metrics.ReliabilityCurve"/>: other shapes or labels, no sample, or an element that is no probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    public static Figure Reliability<T>(Matrix<T> YHat, Matrix<T> Y, int bins = 10, string title = "Reliability")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(YHat);
        IReadOnlyList<ReliabilityBin> curve = Metrics.ReliabilityCurve(YHat, Y, bins);
        string error = (100 * Metrics.ExpectedCalibrationError(YHat, Y, bins)).ToString("0.0", CultureInfo.InvariantCulture);
        Figure figure = new(title, YHat.RowCount == 1 ? "predicted probability of class 1" : "probability of the predicted class", YHat.RowCount == 1 ? "share of class 1" : "share that was right") { Width = 500, Height = 500 };
        figure.Line($"calibration error {error} %", [.. curve.Select(bin => bin.Predicted)], [.. curve.Select(bin => bin.Observed)]);
        double total = curve.Max(bin => bin.Weight);
        foreach (ReliabilityBin bin in curve)
        {
            figure.Dot(new Coordinates(bin.Predicted, bin.Observed), (float)(5 + 9 * Math.Sqrt(bin.Weight / total)));
        }

        Coordinates[] diagonal = [new(0, 0), new(1, 1)];
        figure.Reference(diagonal, "what is said happens");
        figure.KeepLinear();
        figure.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        figure.EqualAxes();
        return figure;
    }

    /// <summary>Intervals around predicted numbers, in the order of their middles, and the true numbers, those outside marked.</summary>
    /// <param name="intervals">The intervals, each with two ends; of more than 200 so many are drawn, at equal distances.</param>
    /// <param name="y">The true numbers, one for each interval.</param>
    /// <param name="title">What stands above the figure; the share of the numbers within, unless given.</param>
    /// <exception cref="ArgumentException">There is no interval, an end or a number is not finite, or there are not as many numbers.</exception>
    public static Figure Intervals(IReadOnlyList<Interval> intervals, IReadOnlyList<double> y, string? title = null)
    {
        Need.NotNull(intervals);
        Need.NotNull(y);
        Need.Some(intervals.Count, nameof(intervals));
        if (y.Count != intervals.Count)
        {
            throw new ArgumentException(Invariant($"y must have {Need.Count(intervals.Count, "element")} (one for each interval), but has {y.Count}."), nameof(y));
        }

        int strange = Enumerable.Range(0, y.Count).FirstOrDefault(j => !double.IsFinite(y[j]) || !double.IsFinite(intervals[j].Lower) || !double.IsFinite(intervals[j].Upper), -1);
        if (strange >= 0)
        {
            throw new ArgumentException(Invariant($"intervals and y must be finite, but those of sample {strange} are {intervals[strange]} and {y[strange]}."), nameof(intervals));
        }

        double within = Enumerable.Range(0, y.Count).Average(j => intervals[j].Contains(y[j]) ? 1.0 : 0);
        int[] order = [.. Enumerable.Range(0, y.Count).OrderBy(j => intervals[j].Lower + intervals[j].Upper)];
        int shown = Math.Min(order.Length, MostIntervals);
        order = [.. Enumerable.Range(0, shown).Select(i => order[(int)((long)i * order.Length / shown)])];
        Figure figure = new(title ?? $"{(100 * within).ToString("0.0", CultureInfo.InvariantCulture)} % within their intervals", "samples, by the middle of their interval", "target");
        foreach ((int place, int j) in order.Index())
        {
            figure.Span(place, intervals[j].Lower, intervals[j].Upper);
        }

        Draw("within", isWithin: true);
        Draw("outside", isWithin: false);
        figure.KeepLinear();
        return figure;

        void Draw(string name, bool isWithin)
        {
            int[] places = [.. Enumerable.Range(0, order.Length).Where(place => intervals[order[place]].Contains(y[order[place]]) == isWithin)];
            if (places.Length > 0)
            {
                figure.Points(name, [.. places.Select(place => (double)place)], [.. places.Select(place => y[order[place]])]);
            }
        }
    }

    /// <summary>So many intervals are told apart.</summary>
    private const int MostIntervals = 200;
}
