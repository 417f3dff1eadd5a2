namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>The losses of trainings on more and more samples, for these and for others that were held out.</summary>
    /// <remarks>Two lines that come close high up are those of a network that learns too little; a gap that stays, of one that learns by heart.</remarks>
    /// <param name="diagnosis">What <c>Diagnose</c> gave for a network, or for a model whose options say how to train.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The diagnosis has no learning curve.</exception>
    public static Figure LearningCurve(Diagnosis diagnosis, string title = "Learning curve")
    {
        IReadOnlyList<LearningCurvePoint> points = PartsOf(diagnosis?.LearningCurve, "learning curve", nameof(diagnosis));
        double[] samples = [.. points.Select(point => (double)point.Samples)];
        return new Figure(title, "samples to train on", "loss").WholeX()
            .Line("trained on", samples, [.. points.Select(point => point.TrainingLoss)]).Line("held out", samples, [.. points.Select(point => point.HeldOutLoss)]);
    }

    /// <summary>The losses of trainings with smaller and larger learning rates; where one diverged, there is a gap.</summary>
    /// <param name="diagnosis">What <c>Diagnose</c> gave for a training with a learning rate.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The diagnosis has no test of learning rates, or all of its trainings diverged.</exception>
    public static Figure RateTest(Diagnosis diagnosis, string title = "Learning rates")
    {
        IReadOnlyList<RateTestPoint> points = PartsOf(diagnosis?.RateTest, "test of learning rates", nameof(diagnosis));
        if (points.All(point => double.IsInfinity(point.TrainingLoss)))
        {
            throw new ArgumentException("diagnosis must have a training that did not diverge, but has none.", nameof(diagnosis));
        }

        double[] places = [.. points.Select((_, i) => (double)i)];
        Figure figure = new Figure(title, "times the learning rate of the training", "loss")
            .Line("trained on", places, Finite([.. points.Select(point => point.TrainingLoss)])).Line("held out", places, Finite([.. points.Select(point => point.HeldOutLoss)]));
        double[] losses = [.. points.SelectMany(point => new[] { point.TrainingLoss, point.HeldOutLoss }).Where(double.IsFinite)];
        if (losses.Min() > 0 && losses.Max() > 20 * losses.Min())
        {
            figure.LogarithmicY();
        }

        figure.Axes.Bottom.SetTicks(places, [.. points.Select(point => Need.Text(point.Factor))]);
        return figure;
    }

    /// <summary>
    /// How large activations are, and, when training begins, the derivatives that come back, layer by layer, and which share of the units is dead or at an end of its range.
    /// </summary>
    /// <remarks>Derivatives that fall or rise by magnitudes from one end to the other vanish or explode; the y axis is logarithmic.</remarks>
    /// <param name="diagnosis">What <c>Diagnose</c> gave for a network with hidden layers.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The diagnosis has no hidden layers.</exception>
    public static Figure Layers(Diagnosis diagnosis, string title = "Activations and derivatives by layer")
    {
        IReadOnlyList<LayerHealth> layers = PartsOf(diagnosis?.Layers, "hidden layer", nameof(diagnosis));
        double[] numbers = [.. layers.Select(layer => (double)layer.Layer)];
        Figure figure = new(title, "hidden layer: share of units dead or saturated", "root mean square");
        figure.Line("activations A", numbers, PositiveOrGap(layers.Select(layer => layer.Activation)))
            .Line("derivatives dZ at the start", numbers, PositiveOrGap(layers.Select(layer => layer.GradientAtStart)));
        if (layers.Any(layer => layer.Activation > 0 || layer.GradientAtStart > 0))
        {
            figure.LogarithmicY();
        }

        figure.Axes.Bottom.SetTicks(numbers, [.. layers.Select(layer => Invariant($"{layer.Layer}: {100.0 * (layer.DeadUnits + layer.SaturatedUnits) / layer.Units:0} %"))]);
        figure.Axes.SetLimitsX(numbers[0] - 0.5, numbers[^1] + 0.5);
        return figure;

        static double[] PositiveOrGap(IEnumerable<double> values) => [.. values.Select(value => value > 0 && double.IsFinite(value) ? value : double.NaN)];
    }

    /// <summary>What a diagnosis has measured, of which there must be some.</summary>
    private static IReadOnlyList<TPart> PartsOf<TPart>(IReadOnlyList<TPart>? parts, string what, string name)
    {
        Need.NotNull(parts, name);
        return parts.Count > 0 ? parts : throw new ArgumentException($"diagnosis must have a {what}, but has none.", name);
    }
}
