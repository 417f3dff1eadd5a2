using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The iterations of <see cref="Lbfgs"/>: directions from the last changes of parameters and gradient, each searched for a good step. It
/// computes in double.
/// </summary>
internal sealed class LbfgsMinimizer<T> : Minimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lbfgs options;
    private readonly int length;
    private readonly LbfgsChanges changes;
    private readonly double[] direction;
    private readonly WolfeSearch search;
    private Point current;
    private Point trial;
    private Point bestTrial;
    private bool isCurrentKnown;
    private bool isBestTheLast;
    private bool hasConverged;

    public LbfgsMinimizer(Lbfgs options, Objective<T> objective)
        : base(objective)
    {
        this.options = options;
        length = objective.Parameters.Sum(parameter => parameter.Length);
        changes = new LbfgsChanges(options.ChangesFor(length), length);
        direction = new double[length];
        (current, trial, bestTrial) = (new Point(length), new Point(length), new Point(length));
        search = new WolfeSearch(EvaluateTrial, KeepTrial);
    }

    public override bool HasConverged => hasConverged;

    public override string AdviceAfterDivergence => "standardized inputs (Standardizer)";

    public override string MemoryInWords =>
        $"the changes that {options.Title} remembers, at most {Require.Text(changes.Most)}, each of {Require.Count(length, "parameter")} and of the gradient";

    public override IEnumerable<(string Name, T[] Elements)> Memory => [];

    public override IEnumerable<(string Name, double[] Elements)> DoubleMemory => changes.Arrays;

    public override void Begin() => (isCurrentKnown, hasConverged) = (false, false);

    public override double Evaluate()
    {
        if (!isCurrentKnown)
        {
            Read(current.X);
            current.Cost = EvaluateAt(current);
            isCurrentKnown = true;
        }

        return current.Cost;
    }

    public override Movement Move(in TrainingPosition position)
    {
        double step = 0;
        if (LargestMagnitude(current.Gradient) <= options.Tolerance)
        {
            hasConverged = true;
        }
        else
        {
            step = DescendOrStay();
        }

        // An iteration that was cancelled, or that failed, does not count.
        Steps++;
        return new Movement(step, current.Cost);
    }

    public override double GradientNorm() => Math.Sqrt(Dot(current.Gradient, current.Gradient));

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        if (!changes.TryRestore(memory))
        {
            return false;
        }

        Steps = steps;
        return true;
    }

    /// <summary>One iteration; the step's length. Where it fails, the parameters are those before it, and not those of a trial.</summary>
    private double DescendOrStay()
    {
        try
        {
            return Descend();
        }
        catch
        {
            Write(current.X);
            throw;
        }
    }

    /// <summary>One iteration; the step's length.</summary>
    private double Descend()
    {
        double before = current.Cost, slope = SetDirection();
        double step = search.Run(before, slope, changes.Count == 0 ? FirstStep() : 1);
        if (step == 0 && changes.Count > 0)
        {
            // What is remembered may no longer fit: once more, straight down.
            changes.Clear();
            step = search.Run(before, SetDirection(), FirstStep());
        }

        if (step == 0)
        {
            Write(current.X);
            hasConverged = true;
            return 0;
        }

        changes.Remember(from: current.X, to: bestTrial.X, current.Gradient, bestTrial.Gradient);
        (current, bestTrial) = (bestTrial, current);
        if (!isBestTheLast && Objective.HasAverages)
        {
            // Averages over the batch are to follow these parameters, not those of a later, worse trial.
            EvaluateAt(current);
        }

        Write(current.X);
        Objective.UpdateAverages();
        hasConverged = before - current.Cost <= options.CostTolerance * Math.Max(Math.Max(Math.Abs(before), Math.Abs(current.Cost)), 1)
            || LargestMagnitude(current.Gradient) <= options.Tolerance;
        return step;
    }

    /// <summary>What a first step straight down is tried with: a length of at most 1.</summary>
    private double FirstStep() => Math.Min(1, 1 / Sums.OfMagnitudes<double>(current.Gradient));

    /// <summary>Sets the direction −H g; its slope, which is negative.</summary>
    private double SetDirection()
    {
        double[] g = current.Gradient;
        changes.MultiplyByInverseHessian(g, direction);
        Arithmetic.Scale<double>(direction, -1);
        double slope = Dot(g, direction);
        if (slope < 0)
        {
            return slope;
        }

        // A direction that points uphill: what is remembered is of no use.
        changes.Clear();
        g.CopyTo(direction, 0);
        Arithmetic.Scale<double>(direction, -1);
        return -Dot(g, g);
    }

    /// <summary>The last trial is the best so far.</summary>
    private void KeepTrial(double cost)
    {
        trial.Cost = cost;
        (trial, bestTrial) = (bestTrial, trial);
        isBestTheLast = true;
    }

    /// <summary>J and its gradient at a step along the direction, and the slope there.</summary>
    private (double Cost, double Slope) EvaluateTrial(double step)
    {
        isBestTheLast = false;
        current.X.CopyTo(trial.X, 0);
        Arithmetic.AddScaled<double>(direction, step, trial.X);
        double cost = EvaluateAt(trial);
        return double.IsFinite(cost) ? (cost, Dot(trial.Gradient, direction)) : (double.PositiveInfinity, 0);
    }

    /// <summary>J and its gradient at a point, which is first rounded to the network's precision; NaN where one of them is not finite.</summary>
    private double EvaluateAt(Point point)
    {
        Write(point.X);
        Read(point.X);
        double cost = Objective.Evaluate();
        Objective.Differentiate();
        CopyTo(Objective.Gradients, point.Gradient);
        return double.IsFinite(Dot(point.Gradient, point.Gradient)) ? cost : double.NaN;
    }

    private void Read(double[] to) => CopyTo(Objective.Parameters, to);

    private void Write(double[] from)
    {
        int i = 0;
        foreach (T[] array in Objective.Parameters)
        {
            for (int j = 0; j < array.Length; j++)
            {
                array[j] = T.CreateTruncating(from[i++]);
            }
        }
    }

    private static void CopyTo(T[][] arrays, double[] to)
    {
        int i = 0;
        foreach (T[] array in arrays)
        {
            for (int j = 0; j < array.Length; j++)
            {
                to[i++] = double.CreateTruncating(array[j]);
            }
        }
    }

    private static double Dot(double[] a, double[] b) => Sums.OfProducts<double>(a, b);

    private static double LargestMagnitude(double[] a)
    {
        double largest = 0;
        foreach (double element in a)
        {
            largest = Math.Max(largest, Math.Abs(element));
        }

        return largest;
    }

    /// <summary>A point with J and its gradient there.</summary>
    private sealed class Point(int length)
    {
        public double[] X { get; } = new double[length];

        public double[] Gradient { get; } = new double[length];

        public double Cost { get; set; }
    }
}
