using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A minimizer that takes all parameters as one vector, in double whatever the network's precision, and iterates from a point whose J and
/// gradient are known to the next.
/// </summary>
internal abstract class VectorMinimizer<T> : Minimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool isCurrentKnown;
    private bool hasConverged;

    protected VectorMinimizer(Objective<T> objective)
        : base(objective)
    {
        Length = objective.Parameters.Sum(parameter => parameter.Length);
        (Current, Trial) = (new Point(Length), new Point(Length));
    }

    public override bool HasConverged => hasConverged;

    public override string AdviceAfterDivergence => "standardized inputs (Standardizer)";

    public override IEnumerable<(string Name, T[] Elements)> Memory => [];

    /// <summary>P, the number of parameters.</summary>
    protected int Length { get; }

    /// <summary>Where the iterations stand.</summary>
    protected Point Current { get; set; }

    /// <summary>Where they may go.</summary>
    protected Point Trial { get; set; }

    public override void Begin() => (isCurrentKnown, hasConverged) = (false, false);

    public override double Evaluate()
    {
        if (!isCurrentKnown)
        {
            Read(Current.X);
            EvaluateAt(Current);
            isCurrentKnown = true;
        }

        return CostOf(Current);
    }

    public override Movement Move(in TrainingPosition position)
    {
        double length;
        try
        {
            length = IsStationary(Current) ? 0 : Iterate();
        }
        catch
        {
            // The parameters are those before the iteration, and not those of a trial.
            Write(Current.X);
            throw;
        }

        hasConverged |= length == 0;

        // An iteration that was cancelled, or that failed, does not count.
        Steps++;
        return new Movement(length, CostOf(Current));
    }

    public override double GradientNorm() => Math.Sqrt(Dot(Current.Gradient, Current.Gradient));

    /// <summary>One iteration, which leaves the parameters at <see cref="Current"/>.</summary>
    /// <returns>A number for the history, such as the step's length; 0 where there was no better point to go to.</returns>
    protected abstract double Iterate();

    /// <summary>Whether a point's gradient is as small as was asked for.</summary>
    protected abstract bool IsStationary(Point point);

    /// <summary>J at a point, for the history.</summary>
    protected virtual double CostOf(Point point) => point.Cost;

    /// <summary>Sets what is minimized, and its gradient, at a point, which is first rounded to the network's precision; NaN where one of them is not finite.</summary>
    protected void EvaluateAt(Point point)
    {
        Write(point.X);
        Read(point.X);
        double cost = Objective.Evaluate();
        Objective.Differentiate();
        CopyTo(Objective.Gradients, point.Gradient);
        point.Cost = double.IsFinite(Dot(point.Gradient, point.Gradient)) ? cost : double.NaN;
        Complete(point);
    }

    /// <summary>Makes of J and its gradient what is minimized and its gradient, where that is something else.</summary>
    protected virtual void Complete(Point point)
    {
    }

    /// <summary>Ends the training with this iteration.</summary>
    protected void Converge() => hasConverged = true;

    /// <summary>Whether a cost fell by no more than a tolerance, relative to the larger of the costs and 1.</summary>
    protected static bool IsFlat(double before, double after, double tolerance) =>
        before - after <= tolerance * Math.Max(Math.Max(Math.Abs(before), Math.Abs(after)), 1);

    /// <summary>Goes to the trial, which becomes the current point.</summary>
    protected void Accept() => (Current, Trial) = (Trial, Current);

    protected void Read(double[] to) => CopyTo(Objective.Parameters, to);

    protected void Write(double[] from)
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

    protected static double Dot(double[] a, double[] b) => Sums.OfProducts<double>(a, b);

    protected static double LargestMagnitude(double[] a)
    {
        double largest = 0;
        foreach (double element in a)
        {
            largest = Math.Max(largest, Math.Abs(element));
        }

        return largest;
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

    /// <summary>A point with what is minimized and its gradient there.</summary>
    protected sealed class Point(int length)
    {
        public double[] X { get; } = new double[length];

        public double[] Gradient { get; } = new double[length];

        public double Cost { get; set; }

        /// <summary>The part of the cost that is J itself, where more is minimized.</summary>
        public double J { get; set; }
    }
}
