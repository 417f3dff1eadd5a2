using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>The iterations of <see cref="Lbfgs"/>: directions from the last changes of parameters and gradient, each searched for a good step.</summary>
internal sealed class LbfgsMinimizer<T> : VectorMinimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lbfgs options;
    private readonly LbfgsChanges changes;
    private readonly double[] direction;
    private readonly WolfeSearch search;
    private Point bestTrial;
    private bool isBestTheLast;

    public LbfgsMinimizer(Lbfgs options, Objective<T> objective)
        : base(objective)
    {
        this.options = options;
        changes = new LbfgsChanges(options.ChangesFor(Length), Length);
        direction = new double[Length];
        bestTrial = new Point(Length);
        search = new WolfeSearch(EvaluateTrial, KeepTrial);
    }

    public override string MemoryInWords =>
        $"the changes that {options.Title} remembers, at most {Require.Text(changes.Most)}, each of {Require.Count(Length, "parameter")} and of the gradient";

    public override IEnumerable<(string Name, double[] Elements)> DoubleMemory => changes.Arrays;

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        if (!changes.TryRestore(memory))
        {
            return false;
        }

        Steps = steps;
        return true;
    }

    protected override bool IsStationary(Point point) => LargestMagnitude(point.Gradient) <= options.Tolerance;

    /// <inheritdoc/>
    protected override double Iterate()
    {
        double before = Current.Cost, slope = SetDirection();
        double step = search.Run(before, slope, changes.Count == 0 ? FirstStep() : 1);
        if (step == 0 && changes.Count > 0)
        {
            // What is remembered may no longer fit: once more, straight down.
            changes.Clear();
            step = search.Run(before, SetDirection(), FirstStep());
        }

        if (step == 0)
        {
            Write(Current.X);
            return 0;
        }

        changes.Remember(from: Current.X, to: bestTrial.X, Current.Gradient, bestTrial.Gradient);
        (Current, bestTrial) = (bestTrial, Current);
        if (!isBestTheLast && Objective.HasAverages)
        {
            // Averages over the batch are to follow these parameters, not those of a later, worse trial.
            EvaluateAt(Current);
        }

        Write(Current.X);
        Objective.UpdateAverages();
        if (IsFlat(before, Current.Cost, options.CostTolerance) || IsStationary(Current))
        {
            Converge();
        }

        return step;
    }

    /// <summary>What a first step straight down is tried with: a length of at most 1.</summary>
    private double FirstStep() => Math.Min(1, 1 / Sums.OfMagnitudes<double>(Current.Gradient));

    /// <summary>Sets the direction −H g; its slope, which is negative.</summary>
    private double SetDirection()
    {
        double[] g = Current.Gradient;
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
        Trial.Cost = cost;
        (Trial, bestTrial) = (bestTrial, Trial);
        isBestTheLast = true;
    }

    /// <summary>J and its gradient at a step along the direction, and the slope there.</summary>
    private (double Cost, double Slope) EvaluateTrial(double step)
    {
        isBestTheLast = false;
        Current.X.CopyTo(Trial.X, 0);
        Arithmetic.AddScaled<double>(direction, step, Trial.X);
        EvaluateAt(Trial);
        return double.IsFinite(Trial.Cost) ? (Trial.Cost, Dot(Trial.Gradient, direction)) : (double.PositiveInfinity, 0);
    }
}
