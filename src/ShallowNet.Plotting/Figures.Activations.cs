namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>An activation g and its derivative g′.</summary>
    /// <remarks>Softmax is shown for two units of which the other's z is 0, and its derivative by the unit's own z.</remarks>
    /// <param name="g">The activation.</param>
    /// <param name="from">The smallest z, finite.</param>
    /// <param name="to">The greatest z, finite and greater than the smallest.</param>
    /// <param name="title">What stands above the figure; the activation's name unless given.</param>
    /// <exception cref="ArgumentException">from and to are not finite and in order.</exception>
    public static Figure Activation(Activation g, double from = -5, double to = 5, string? title = null)
    {
        Need.NotNull(g);
        double[] z = Need.Spaced(from, to, 401, "from and to", nameof(from));
        (double[] a, double[] derivative) = Evaluate(g, z);
        Figure figure = new Figure(title ?? NameOf(g), "z", "g(z), g′(z)").Line("g(z)", z, a).Line("g′(z)", z, derivative);
        ShowLeak(figure, g, z, a, 0);
        return figure;
    }

    /// <summary>Several activations in one figure.</summary>
    /// <remarks>Of one that is a straight line of small slope below 0, such as leaky ReLU, that part is drawn a second time, dotted and larger.</remarks>
    /// <param name="activations">At least one.</param>
    /// <exception cref="ArgumentException">There is no activation, or one is null.</exception>
    public static Figure Activations(params Activation[] activations)
    {
        Need.Any(activations, "activation");
        double[] z = Need.Spaced(-5, 5, 401, "z", nameof(z));
        Figure figure = new("Activations", "z", "g(z)");
        foreach (Activation g in activations)
        {
            figure.Line(NameOf(g), z, Evaluate(g, z).A);
        }

        for (int i = 0; i < activations.Length; i++)
        {
            ShowLeak(figure, activations[i], z, Evaluate(activations[i], z).A, i);
        }

        return figure;
    }

    /// <summary>A line below 0 that is so flat that it looks like 0, once more and so many times as large that it is seen.</summary>
    private static void ShowLeak(Figure figure, Activation g, double[] z, double[] a, int series)
    {
        int[] below = [.. Enumerable.Range(0, z.Length).Where(j => z[j] < 0)];
        double largest = a.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        if (below.Length < 2 || a[below[0]] == 0 || Math.Abs(a[below[0]]) > 0.04 * largest
            || below.Any(j => !(Math.Abs(a[j] - a[below[0]] * z[j] / z[below[0]]) <= 1e-9 * largest)))
        {
            return;
        }

        double times = Math.Pow(10, Math.Floor(Math.Log10(0.5 * largest / Math.Abs(a[below[0]]))));
        figure.Magnified(Invariant($"{NameOf(g)} below 0, × {times:0}"), [.. below.Select(j => new ScottPlot.Coordinates(z[j], times * a[j]))], series);
    }

    private static bool IsSoftmax(Activation g) => g == ShallowNet.Activation.Softmax;

    private static string NameOf(Activation g) => IsSoftmax(g) ? $"{g.Name} of z and 0" : g.Name;

    /// <summary>g(z) and g′(z), with NaN where they are infinite.</summary>
    private static (double[] A, double[] Derivative) Evaluate(Activation g, double[] z)
    {
        int rows = IsSoftmax(g) ? 2 : 1;
        double[] inputs = new double[rows * z.Length], outputs = new double[rows * z.Length], derivative = new double[rows * z.Length];
        for (int j = 0; j < z.Length; j++)
        {
            inputs[rows * j] = z[j];
            derivative[rows * j] = 1;
        }

        g.Forward<double>(inputs, outputs, rows);
        g.Backward<double>(inputs, outputs, derivative, rows);
        double[] First(double[] values) => Finite([.. Enumerable.Range(0, z.Length).Select(j => values[rows * j])]);
        return (First(outputs), First(derivative));
    }
}
