using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>The iterations of <see cref="ScaledConjugateGradient"/>, with the symbols of Møller (1993): p the direction, k, λ, δ, μ, α, Δ, β.</summary>
/// <remarks>
/// The paper adds differences of λ to δ, for which it remembers λ̄. Here δ is the curvature along p plus λ‖p‖², which is the same number, and needs no
/// λ̄. The residual r is −g. A move is one success, so that between two moves nothing but p, λ and k is to be remembered.
/// </remarks>
internal sealed class ScaledConjugateGradientMinimizer<T> : VectorMinimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string DirectionInMemory = "scg.direction";
    private const string NumbersInMemory = "scg.numbers";

    /// <summary>Each try at least halves the step: after so many, it is too small to be told from none.</summary>
    private const int MostTries = 60;

    /// <summary>λ falls no lower, so that a curvature of 0 does not make a step of any length.</summary>
    private const double LeastScale = 1e-15;

    /// <summary>
    /// A comparison Δ counts as no worse than this, which makes the next step a hundredth. J without bound, or close to it, would end all steps at
    /// once.
    /// </summary>
    private const double WorstComparison = -98;

    private readonly ScaledConjugateGradient options;
    private readonly double[] p;
    private double λ;
    private long k;

    public ScaledConjugateGradientMinimizer(ScaledConjugateGradient options, Objective<T> objective)
        : base(objective)
    {
        this.options = options;
        (p, λ) = (new double[Length], options.Lambda);
    }

    public override string MemoryInWords => $"the direction of {options.Title}, {Require.Count(Length, "number")}, with λ and k";

    public override IEnumerable<(string Name, double[] Elements)> DoubleMemory => [(DirectionInMemory, p), (NumbersInMemory, [λ, k])];

    public override bool TryRestore(long steps, IReadOnlyDictionary<string, double[]> memory)
    {
        if (memory.Count != DoubleMemory.Count() || !memory.TryGetValue(DirectionInMemory, out double[]? direction) || direction.Length != Length
            || !memory.TryGetValue(NumbersInMemory, out double[]? numbers) || numbers is not [> 0 and double scale, >= 0 and < long.MaxValue and double iterations]
            || !double.IsFinite(scale) || iterations != Math.Floor(iterations))
        {
            return false;
        }

        direction.CopyTo(p, 0);
        (λ, k, Steps) = (scale, (long)iterations, steps);
        return true;
    }

    protected override bool IsStationary(Point point) => LargestMagnitude(point.Gradient) <= options.Tolerance;

    /// <inheritdoc/>
    protected override double Iterate()
    {
        double μ = -Dot(p, Current.Gradient);
        if (μ == 0)
        {
            // At first. Where p points uphill instead, μ and α are negative, and the step goes down all the same.
            GoStraightDown(Current);
            μ = -Dot(p, Current.Gradient);
        }

        double squares = Dot(p, p), curvature = Curvature(squares);

        // What is remembered changes at the end alone, so that an iteration that is cut short has not been.
        double scale = λ;
        for (int tries = 1; tries <= MostTries; tries++)
        {
            double δ = curvature + scale * squares;
            if (δ <= 0)
            {
                scale = 2 * (scale - δ / squares);
                δ = -curvature;
            }

            double α = μ / δ;
            SetTrial(α);
            if (Trial.X.AsSpan().SequenceEqual(Current.X))
            {
                break;
            }

            double cost = double.IsNaN(Trial.Cost) ? double.PositiveInfinity : Trial.Cost;
            double Δ = Math.Max(2 * δ * (Current.Cost - cost) / (μ * μ), WorstComparison);
            scale = Δ < 0.25 ? scale + δ * (1 - Δ) / squares : Δ >= 0.75 ? Math.Max(scale / 4, LeastScale) : scale;
            if (Δ >= 0)
            {
                (λ, k) = (scale, k + tries);
                SetDirection(μ);
                Accept();
                Objective.UpdateAverages();
                if (IsStationary(Current))
                {
                    Converge();
                }

                return Math.Abs(α) * Math.Sqrt(squares);
            }
        }

        // However short, no step gains anything that can be measured.
        Write(Current.X);
        return 0;
    }

    /// <summary>pᵀHp from the gradients here and at the distance σ; where there is none, that of H = I.</summary>
    private double Curvature(double squares)
    {
        double σ = options.Sigma / Math.Sqrt(squares);
        SetTrial(σ);
        return double.IsFinite(Trial.Cost) ? (Dot(p, Trial.Gradient) - Dot(p, Current.Gradient)) / σ : squares;
    }

    /// <summary>The direction from the trial, which is the next point.</summary>
    private void SetDirection(double μ)
    {
        if (k % Length == 0)
        {
            GoStraightDown(Trial);
            return;
        }

        double β = (Dot(Trial.Gradient, Trial.Gradient) - Dot(Trial.Gradient, Current.Gradient)) / μ;
        Arithmetic.Scale<double>(p, β);
        Arithmetic.AddScaled<double>(Trial.Gradient, -1, p);
    }

    private void GoStraightDown(Point point)
    {
        point.Gradient.CopyTo(p, 0);
        Arithmetic.Scale<double>(p, -1);
    }

    /// <summary>Sets the trial, its J and its gradient to those at w + αp.</summary>
    private void SetTrial(double α)
    {
        Current.X.CopyTo(Trial.X, 0);
        Arithmetic.AddScaled<double>(p, α, Trial.X);
        EvaluateAt(Trial);
    }
}
