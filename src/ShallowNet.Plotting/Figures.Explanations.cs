using MathNet.Numerics.LinearAlgebra;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>So many columns at most have a bar; and so many curves of samples are drawn, which are taken at equal distances.</summary>
    private const int MostBars = 15, MostCurves = 60;

    /// <summary>How much a model relies on each column, as a bar with its standard error, the most important one at the top.</summary>
    /// <param name="importance">What <see cref="MlpModel{T}.Importance(Table, ImportanceOptions, IProgress{double}?, CancellationToken)"/> gave; of more than 15 the first.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure Importance(IReadOnlyList<ColumnImportance> importance, string title = "Importance")
    {
        Need.NotNull(importance);
        Need.Some(importance.Count, nameof(importance));
        ColumnImportance[] shown = [.. importance.Take(MostBars)];
        return HorizontalBars(title, "how much worse the model is with the column shuffled", [.. shown.Select(column => (column.Column, column.Mean, column.StandardError))]);
    }

    /// <summary>How much each column adds to a model's answers: the mean of the magnitudes of its Shapley values, as a bar, the largest at the top.</summary>
    /// <param name="values">The values of some samples; of more than 15 columns those with the largest bars.</param>
    /// <param name="title">What stands above the figure.</param>
    public static Figure ShapleyBars(ShapleyValues values, string title = "Shapley values")
    {
        Need.NotNull(values);
        IReadOnlyList<double> magnitudes = values.MeanMagnitudes;
        int[] order = [.. OrderOf(values).Take(MostBars)];
        return HorizontalBars(title, "mean magnitude", [.. order.Select(i => (values.Names[i], magnitudes[i], double.NaN))]);
    }

    /// <summary>What each column adds to the answer for one sample, as a bar to either side, the largest at the top.</summary>
    /// <param name="values">The values of some samples; of more than 15 columns those with the largest bars.</param>
    /// <param name="sample">The number of the sample.</param>
    /// <param name="title">What stands above the figure; the answer, and that on average, unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Figure ShapleyBars(ShapleyValues values, int sample, string? title = null)
    {
        Need.NotNull(values);
        if (sample < 0 || sample >= values.Answers.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(sample), Invariant($"sample must be at least 0 and at most {values.Answers.Count - 1}, but is {sample}."));
        }

        int[] order = [.. Enumerable.Range(0, values.Names.Count).OrderByDescending(i => Math.Abs(values.Values[i, sample])).Take(MostBars)];
        return HorizontalBars(
            title ?? Invariant($"{values.Answers[sample]:G4}, on average {values.BaseValue:G4}"), "added to the answer",
            [.. order.Select(i => (values.Names[i], values.Values[i, sample], values.IsExact ? double.NaN : values.StandardErrors[i, sample]))]);
    }

    /// <summary>The Shapley values of every sample, a row of points for each column: a swarm, which is wider where there are more.</summary>
    /// <param name="values">The values of some samples; of more than 15 columns those with the largest magnitudes.</param>
    /// <param name="title">What stands above the figure.</param>
    public static Figure ShapleySwarm(ShapleyValues values, string title = "Shapley values")
    {
        Need.NotNull(values);
        int[] order = [.. OrderOf(values).Take(MostBars)];
        Figure figure = NewRows(title, "added to the answer", [.. order.Select(i => values.Names[i])]);
        double[] all = [.. order.SelectMany(i => values.Values.Row(i))];
        double width = Math.Max(all.Max() - all.Min(), double.Epsilon) / 80;
        foreach ((int place, int i) in order.Index())
        {
            double[] row = [.. values.Values.Row(i).Order()];
            Dictionary<long, int> inBin = [];
            foreach (double value in row)
            {
                // Points that would cover each other are set above and below the row in turn.
                long bin = (long)Math.Round(value / width);
                int number = inBin[bin] = inBin.GetValueOrDefault(bin) + 1;
                double offset = (number % 2 == 0 ? 1 : -1) * (number / 2) * Math.Min(0.06, 0.8 / row.Length);
                figure.Swarm(new Coordinates(value, order.Length - 1 - place + offset));
            }
        }

        figure.EndRows(order.Length);
        return figure;
    }

    /// <summary>Partial dependence: of one column a line, with that of some samples behind it, or points for categories; of two a shaded area.</summary>
    /// <param name="dependence">What <c>PartialDependence</c> gave.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <param name="showCurves">Whether the lines of samples are drawn, of more than 60 some.</param>
    public static Figure PartialDependence(PartialDependence dependence, string title = "Partial dependence", bool showCurves = true)
    {
        Need.NotNull(dependence);
        if (dependence.Axes.Count > 1)
        {
            return DrawPairs(title, dependence.Axes, dependence.Mean, "mean answer");
        }

        DependenceAxis axis = dependence.Axes[0];
        Figure figure = new(title, axis.Name, "answer");
        if (showCurves && dependence.Curves is { } curves)
        {
            int step = (curves.ColumnCount + MostCurves - 1) / MostCurves;
            for (int j = 0; j < curves.ColumnCount; j += step)
            {
                figure.Behind([.. axis.Values.Select((value, i) => new Coordinates(value, curves[i, j]))]);
            }
        }

        return DrawAlong(figure, axis, dependence.Mean.Column(0));
    }

    /// <summary>Accumulated local effects: of one column a line, or points for categories; of two a shaded area.</summary>
    /// <param name="effects">What <c>AccumulatedEffects</c> gave.</param>
    /// <param name="title">What stands above the figure.</param>
    public static Figure AccumulatedEffects(AccumulatedEffects effects, string title = "Accumulated local effects")
    {
        Need.NotNull(effects);
        return effects.Axes.Count > 1
            ? DrawPairs(title, effects.Axes, effects.Effects, "effect") : DrawAlong(new Figure(title, effects.Axes[0].Name, "effect"), effects.Axes[0], effects.Effects.Column(0));
    }

    private static IEnumerable<int> OrderOf(ShapleyValues values)
    {
        IReadOnlyList<double> magnitudes = values.MeanMagnitudes;
        return Enumerable.Range(0, values.Names.Count).OrderByDescending(i => magnitudes[i]);
    }

    private static Figure HorizontalBars(string title, string xLabel, (string Name, double Length, double Error)[] bars)
    {
        Figure figure = NewRows(title, xLabel, [.. bars.Select(bar => bar.Name)]);
        figure.HorizontalBars([.. bars.Select(bar => bar.Length)], [.. bars.Select(bar => bar.Error)]);
        figure.EndRows(bars.Length);
        return figure;
    }

    /// <summary>A figure with a name at each row, the first at the top.</summary>
    private static Figure NewRows(string title, string xLabel, string[] names)
    {
        Figure figure = new(title, xLabel, "") { Height = 140 + 26 * names.Length };
        figure.KeepLinear();
        figure.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, place) => names.Length - 1.0 - place)], [.. names.Select(name => figure.Fitting(name, 12, 0.45 * figure.Width))]);
        return figure;
    }

    private static Figure DrawAlong(Figure figure, DependenceAxis axis, Vector<double> numbers)
    {
        if (axis.IsCategory)
        {
            string[] labels = [.. axis.Labels.Select(label => figure.Fitting(label, 12, 0.3 * figure.Width))];
            figure.Axes.Bottom.TickGenerator = new NumericManual([.. axis.Values], labels);
            figure.TurnNames(labels, (figure.Width - 80.0) / labels.Length);
            figure.Axes.SetLimitsX(-0.5, axis.Values.Count - 0.5);
            return figure.Points("", axis.Values, numbers.ToArray());
        }

        UseLabels(figure, axis);
        return figure.Line("", axis.Values, numbers.ToArray());
    }

    private static Figure DrawPairs(string title, IReadOnlyList<DependenceAxis> axes, Matrix<double> numbers, string scale)
    {
        Figure figure = new(title, axes[0].Name, axes[1].Name);
        double[,] cells = new double[numbers.ColumnCount, numbers.RowCount];
        for (int i = 0; i < numbers.RowCount; i++)
        {
            for (int j = 0; j < numbers.ColumnCount; j++)
            {
                cells[numbers.ColumnCount - 1 - j, i] = numbers[i, j];
            }
        }

        // Cells of one size: the values of either column stand at their places.
        ScottPlot.Plottables.Heatmap map = figure.Add.Heatmap(cells);
        map.Colormap = ColorMaps.Sequential;
        map.RenderStrategy = new ScottPlot.Plottables.Heatmap.RenderStrategies.Rectangles();
        string[] below = UsePlaces(figure, figure.Axes.Bottom, axes[0]);
        UsePlaces(figure, figure.Axes.Left, axes[1]);
        figure.TurnNames(below, (figure.Width - 160.0) / below.Length);
        figure.Axes.SetLimits(-0.5, numbers.RowCount - 0.5, -0.5, numbers.ColumnCount - 0.5);
        figure.HideGrid();
        figure.KeepLinear();
        figure.Bar(map, scale);
        return figure;
    }

    /// <summary>Dates have labels; other numbers have those of the axis.</summary>
    private static void UseLabels(Figure figure, DependenceAxis axis)
    {
        if (axis.Labels[0] == Need.Text(axis.Values[0]))
        {
            return;
        }

        int[] some = SomeOf(axis.Values.Count);
        figure.Axes.Bottom.TickGenerator = new NumericManual([.. some.Select(i => axis.Values[i])], [.. some.Select(i => axis.Labels[i])]);
    }

    /// <summary>Labels at the places of some of an axis's values, or of all of its categories.</summary>
    private static string[] UsePlaces(Figure figure, IAxis along, DependenceAxis axis)
    {
        int[] some = axis.IsCategory ? [.. Enumerable.Range(0, axis.Values.Count)] : SomeOf(axis.Values.Count);
        bool isNumber = !axis.IsCategory && axis.Labels[0] == Need.Text(axis.Values[0]);
        string[] texts = [.. some.Select(i => isNumber ? Invariant($"{axis.Values[i]:G3}") : figure.Fitting(axis.Labels[i], 12, 0.3 * figure.Width))];
        along.TickGenerator = new NumericManual([.. some.Select(i => (double)i)], texts);
        return texts;
    }

    private static int[] SomeOf(int count) => [.. Enumerable.Range(0, 5).Select(k => k * (count - 1) / 4).Distinct()];
}
