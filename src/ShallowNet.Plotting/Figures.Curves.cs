using System.Numerics;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The cost of every epoch, for training and, where there was one, for validation, and the best epoch.</summary>
    /// <remarks>
    /// Where the training had penalties, its cost stands once without them, which compares with the validation cost, and once with them. Infinite costs leave a gap. For costs of several magnitudes, <see cref="Figure.LogarithmicY"/>.
    /// </remarks>
    /// <param name="history">What a training gave back.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The history has no epoch.</exception>
    public static Figure Cost(TrainingHistory history, string title = "Cost of every epoch")
    {
        double[] epochs = EpochsOf(history);
        Figure figure = new Figure(title, "epoch", "cost J").Line("training", epochs, Finite(history.Losses)).WholeX();
        if (history.ValidationCosts.Any(double.IsFinite))
        {
            figure.Line("validation", epochs, Finite(history.ValidationCosts));
        }

        if (history.Epochs.Any(epoch => epoch.Penalty != 0))
        {
            figure.Beside("training with penalties", epochs, Finite(history.Costs));
        }

        return MarkBest(figure, history);
    }

    /// <summary>The cost of every epoch of the training that gave a model its network.</summary>
    /// <inheritdoc cref="Cost(TrainingHistory, string)" path="/remarks"/>
    /// <param name="model">A fitted classifier or regressor.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The model's training has no epoch: its file has none.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Cost<T>(MlpModel<T> model, string title = "Cost of every epoch")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cost(Need.NotNull(model).History, title);

    /// <summary>One of the metrics taken after every epoch, and the best epoch.</summary>
    /// <param name="history">What a training with <see cref="TrainingOptions.Metrics"/> gave back.</param>
    /// <param name="name">The metric, one of the history's <see cref="TrainingHistory.MetricNames"/>.</param>
    /// <param name="title">What stands above the figure; the metric's name unless given.</param>
    /// <exception cref="ArgumentException">The history has no epoch, or no such metric.</exception>
    public static Figure Metric(TrainingHistory history, string name, string? title = null)
    {
        double[] epochs = EpochsOf(history);
        Need.NotNull(name);
        int index = Array.IndexOf([.. history.MetricNames], name);
        if (index < 0)
        {
            string known = history.MetricNames.Count == 0 ? "none" : string.Join(", ", history.MetricNames.Select(metric => $"\"{metric}\""));
            throw new ArgumentException($"name must be one of the history's metrics ({known}), but is \"{name}\".", nameof(name));
        }

        bool isValidation = history.ValidationCosts.Any(double.IsFinite);
        double[] values = Finite([.. history.Epochs.Select(epoch => epoch.Metrics[index])]);
        Figure figure = new Figure(title ?? $"Metric of every epoch: {name}", "epoch", name)
            .StartWith(isValidation ? 1 : 0).Line(isValidation ? "validation" : "training", epochs, values).WholeX();
        return MarkBest(figure, history);
    }

    /// <summary>Curves over 1, 2, 3, …, such as the costs of several trainings.</summary>
    /// <param name="title">What stands above the figure.</param>
    /// <param name="xLabel">What is counted, such as "epoch".</param>
    /// <param name="yLabel">What is shown, with its unit.</param>
    /// <param name="curves">A name and at least one value for each; NaN leaves a gap.</param>
    /// <exception cref="ArgumentException">There is no curve, or one without a name, without values or with an infinite one.</exception>
    public static Figure Curves(string title, string xLabel, string yLabel, params (string Name, IReadOnlyList<double> Y)[] curves)
    {
        Need.Any(curves, "curve");
        Figure figure = new Figure(title, xLabel, yLabel).WholeX();
        for (int c = 0; c < curves.Length; c++)
        {
            string which = Invariant($"{nameof(curves)}[{c}]");
            if (curves[c] is not ({ } name, { Count: > 0 } y))
            {
                throw new ArgumentException($"{which} must have a name and at least one value, but has not.", nameof(curves));
            }

            double[] values = [.. y.Select((value, i) => Need.FiniteOrGap(value, $"{which}.Y[{Need.Text(i)}]", nameof(curves)))];
            figure.Line(name, [.. Enumerable.Range(1, values.Length).Select(i => (double)i)], values);
        }

        return figure;
    }

    private static double[] EpochsOf(TrainingHistory history)
    {
        Need.NotNull(history);
        return history.Epochs.Count > 0
            ? [.. history.Epochs.Select(epoch => (double)epoch.Epoch)]
            : throw new ArgumentException("history must have at least one epoch, but has none.", nameof(history));
    }

    /// <summary>Costs of a training that diverged: a gap where they are infinite.</summary>
    private static double[] Finite(IReadOnlyList<double> values) => [.. values.Select(value => double.IsFinite(value) ? value : double.NaN)];

    private static Figure MarkBest(Figure figure, TrainingHistory history) =>
        history.BestEpoch is { } best ? figure.VerticalLine(best, $"best epoch {Numbers.Grouped(best)}") : figure;
}
