namespace ShallowNet;

/// <summary>
/// A step along a direction that meets the strong Wolfe conditions (Nocedal and Wright, 2006, algorithms 3.5 and 3.6): the cost falls
/// by at least c₁ times what the slope promises, and the slope shrinks to at most c₂ times what it was.
/// </summary>
/// <param name="evaluate">The cost and the slope at a step; an infinite cost where it is not finite.</param>
/// <param name="keep">Called when the step evaluated last is the best so far.</param>
internal sealed class WolfeSearch(Func<double, (double Cost, double Slope)> evaluate, Action<double> keep)
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MostEvaluations = 25;

    private double startCost;
    private double startSlope;
    private int evaluations;

    private readonly record struct Point(double Step, double Cost, double Slope);

    /// <summary>The step kept last, or 0 where none lowers the cost.</summary>
    /// <param name="cost">The cost at step 0.</param>
    /// <param name="slope">The slope there, negative.</param>
    /// <param name="first">The step to try first.</param>
    public double Run(double cost, double slope, double first)
    {
        (startCost, startSlope, evaluations) = (cost, slope, 0);
        Point previous = new(0, cost, slope);
        double step = first;
        while (evaluations < MostEvaluations)
        {
            Point current = At(step);
            if (IsTooHigh(current) || (previous.Step > 0 && current.Cost >= previous.Cost))
            {
                return Zoom(previous, current);
            }

            keep(current.Cost);
            if (IsFlat(current))
            {
                return step;
            }

            if (current.Slope >= 0)
            {
                return Zoom(current, previous);
            }

            // Always by more than the last time, or a long way would be gone in ever smaller steps (Moré and Thuente, 1994, take 1.1, too).
            double minimum = Minimum(previous, current), longest = 10 * step;
            step = Math.Clamp(minimum > step ? minimum : longest, step + 1.1 * (step - previous.Step), longest);
            previous = current;
        }

        return previous.Step;
    }

    /// <summary>Between two steps, the first the better one, with a minimum in between.</summary>
    private double Zoom(Point low, Point high)
    {
        while (evaluations < MostEvaluations && Math.Abs(high.Step - low.Step) > 1e-12 * Math.Max(low.Step, high.Step))
        {
            double left = Math.Min(low.Step, high.Step), width = Math.Abs(high.Step - low.Step);
            double minimum = double.IsFinite(high.Cost) ? Minimum(low, high) : double.NaN;
            Point current = At(double.IsNaN(minimum) ? left + width / 2 : Math.Clamp(minimum, left + 0.1 * width, left + 0.9 * width));
            if (IsTooHigh(current) || current.Cost >= low.Cost)
            {
                high = current;
                continue;
            }

            keep(current.Cost);
            if (IsFlat(current))
            {
                return current.Step;
            }

            if (current.Slope * (high.Step - low.Step) >= 0)
            {
                high = low;
            }

            low = current;
        }

        return low.Step;
    }

    private Point At(double step)
    {
        evaluations++;
        (double cost, double slope) = evaluate(step);
        return new Point(step, cost, slope);
    }

    private bool IsTooHigh(Point p) => !(p.Cost <= startCost + Decrease * p.Step * startSlope);

    private bool IsFlat(Point p) => Math.Abs(p.Slope) <= -Curvature * startSlope;

    /// <summary>The minimum of the cubic through two costs with their slopes; NaN where it has none.</summary>
    private static double Minimum(Point a, Point b)
    {
        double d1 = a.Slope + b.Slope - 3 * (a.Cost - b.Cost) / (a.Step - b.Step);
        double d2 = Math.Sqrt(d1 * d1 - a.Slope * b.Slope) * (b.Step > a.Step ? 1 : -1);
        double minimum = b.Step - (b.Step - a.Step) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2));
        return double.IsFinite(minimum) ? minimum : double.NaN;
    }
}
