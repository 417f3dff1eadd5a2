using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Iterations by damped steps with the Gauss–Newton matrix: those of <see cref="LevenbergMarquardt"/>, and with penalties those of <see cref="BayesianRegularization"/>.</summary>
internal abstract class DampedMinimizer<T> : VectorMinimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string NameInMemory = "damping";

    /// <summary>With more damping than this, relative to the largest element of H, steps are too small to matter.</summary>
    private const double MostDamping = 1e12;

    /// <summary>So many iterations in a row must gain nothing worth mentioning.</summary>
    private const int FlatIterations = 3;

    private readonly string title;
    private readonly LevenbergMarquardt options;
    private readonly double[] step;
    private double damping;
    private double growth = 2;
    private int flat;

    protected DampedMinimizer(string title, LevenbergMarquardt options, Objective<T> objective)
        : base(objective)
    {
        (this.title, this.options) = (title, options);
        (H, Factor) = (new double[Require.Elements(Length, Length)], new double[Length * Length]);
        (Decay, step) = (new double[Length], new double[Length]);
    }

    public override string MemoryInWords => $"the damping of {title}";

    public override IEnumerable<(string Name, double[] Elements)> DoubleMemory => [(NameInMemory, [damping, growth, LastDecrease, flat])];

    /// <summary>The Gauss–Newton matrix at the current point.</summary>
    protected double[] H { get; }

    /// <summary>L of the matrix that <see cref="TryFactor"/> factored last.</summary>
    protected double[] Factor { get; }

    /// <summary>What is added to the diagonal of H; zeros, unless penalties are added to J.</summary>
    protected double[] Decay { get; }

    /// <summary>How much the last iteration lowered what is minimized, relative to the size of what it was, at most 1; 1 before the first.</summary>
    protected double LastDecrease { get; private set; } = 1;

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        if (memory.Count != DoubleMemory.Count() || !memory.TryGetValue(NameInMemory, out double[]? numbers)
            || numbers is not [>= 0 and double μ, >= 2 and double itsGrowth, <= 1 and double decrease, >= 0 and <= FlatIterations and double itsFlat]
            || !double.IsFinite(μ) || !double.IsFinite(itsGrowth))
        {
            return false;
        }

        (damping, growth, LastDecrease, flat, Steps) = (μ, itsGrowth, decrease, (int)itsFlat, steps);
        return true;
    }

    protected override bool IsStationary(Point point) => LargestMagnitude(point.Gradient) <= options.Tolerance;

    /// <summary>Changes what is minimized, where that is done between iterations, with <see cref="H"/> at hand.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Whether the iterations gain nothing any more that is worth mentioning.</summary>
    protected virtual bool HasSettled => flat >= FlatIterations || IsStationary(Current);

    /// <inheritdoc/>
    protected override double Iterate()
    {
        Objective.DifferentiateTwice(H);
        Prepare();
        double largest = LargestOnDiagonal(), before = Current.Cost;
        if (!double.IsFinite(largest))
        {
            return 0;
        }

        // Where outputs are so sure of what is wrong that H rounds to 0, steps go straight down.
        largest = largest == 0 ? 1 : largest;
        damping = damping == 0 ? options.Damping * largest : damping;
        while (damping <= MostDamping * largest)
        {
            if (TrySolve() && TryStep())
            {
                Accept();
                Write(Current.X);
                Objective.UpdateAverages();
                LastDecrease = Math.Min(1, (before - Current.Cost) / Math.Abs(before));
                flat = LastDecrease <= options.CostTolerance ? flat + 1 : 0;
                if (HasSettled)
                {
                    Converge();
                }

                return Math.Sqrt(Dot(step, step));
            }

            damping *= growth;
            growth *= 2;
        }

        // However short, no step gains anything that can be measured.
        Write(Current.X);
        damping = 0;
        growth = 2;
        return 0;
    }

    /// <summary>Factors H with its penalties and a number on its diagonal; false where that is not positive definite in floating-point numbers.</summary>
    protected bool TryFactor(double onDiagonal)
    {
        H.CopyTo(Factor, 0);
        for (int i = 0; i < Length; i++)
        {
            Factor[i * Length + i] += Decay[i] + onDiagonal;
        }

        return Cholesky.TryFactor(Factor, Length, Objective.Threads);
    }

    /// <summary>The largest element on the diagonal of H.</summary>
    protected double LargestOnDiagonal()
    {
        double largest = 0;
        for (int i = 0; i < Length; i++)
        {
            largest = Math.Max(largest, H[i * Length + i]);
        }

        return largest;
    }

    /// <summary>The step δ of (H + μI) δ = −g; false where the matrix is not positive definite in floating-point numbers.</summary>
    private bool TrySolve()
    {
        if (!TryFactor(damping))
        {
            return false;
        }

        for (int i = 0; i < Length; i++)
        {
            step[i] = -Current.Gradient[i];
        }

        Cholesky.Solve(Factor, Length, step);
        return true;
    }

    /// <summary>Whether the step gains something; sets the damping of the next.</summary>
    private bool TryStep()
    {
        double promised = 0;
        for (int i = 0; i < Length; i++)
        {
            Trial.X[i] = Current.X[i] + step[i];
            promised += 0.5 * step[i] * (damping * step[i] - Current.Gradient[i]);
        }

        EvaluateAt(Trial);
        double gain = (Current.Cost - Trial.Cost) / promised;
        if (!(gain > 0))
        {
            return false;
        }

        double t = 2 * gain - 1;
        damping *= Math.Max(1.0 / 3, 1 - t * t * t);
        growth = 2;
        return true;
    }
}
