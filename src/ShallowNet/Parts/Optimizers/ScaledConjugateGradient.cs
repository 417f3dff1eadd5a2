namespace ShallowNet;

/// <summary>
/// Scaled conjugate gradients (Møller, 1993; MATLAB's <c>trainscg</c>, which <c>patternnet</c> trains with): conjugate directions whose steps come
/// from the curvature along them, a difference of two gradients, instead of a line search. For networks too large for
/// <see cref="LevenbergMarquardt"/>, with every loss.
/// </summary>
/// <remarks>
/// Always takes all samples at once, whatever <see cref="TrainingOptions.BatchSize"/> says. An epoch is one step that does not raise J, and
/// mostly takes two passes over the samples; each step that would raise J takes another one, and raises λ, which shortens the next.
/// <see cref="TrainingEpoch.LearningRate"/> is the length of the step. After as many steps as there are parameters, the next goes straight
/// down. It computes in double, whatever the network's precision, and keeps five arrays of as many numbers as there are parameters. It cannot
/// train with dropout, whose cost changes from pass to pass, nor with clipped gradients.
/// </remarks>
public sealed record ScaledConjugateGradient : Optimizer
{
    /// <summary>Sets the hyper-parameters. All defaults are MATLAB's.</summary>
    /// <param name="sigma">σ, the length of the way along which the curvature is measured; greater than 0. Møller: at most 1e-4.</param>
    /// <param name="lambda">λ at first, which is added to the curvature; greater than 0. Møller: at most 1e-6.</param>
    /// <param name="tolerance">Training has converged when no element of the gradient is larger; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ScaledConjugateGradient(double sigma = 5e-5, double lambda = 5e-7, double tolerance = 1e-6)
    {
        Sigma = sigma;
        Lambda = lambda;
        Tolerance = tolerance;
    }

    /// <summary>σ, the length of the way along which the curvature is measured; 5e-5 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Sigma { get; init => field = Require.Positive(value, nameof(Sigma)); }

    /// <summary>λ at first, which is added to the curvature; 5e-7 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Lambda { get; init => field = Require.Positive(value, nameof(Lambda)); }

    /// <summary>Training has converged when no element of the gradient is larger; 1e-6 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Tolerance { get; init => field = Require.NotNegative(value, nameof(Tolerance)); }

    internal override string Title => "Scaled conjugate gradient";

    internal override string FileName => "ScaledConjugateGradient";

    internal override bool NeedsAllSamples => true;

    internal override bool NeedsSteadyCost => true;

    internal override Minimizer<T> Start<T>(Objective<T> objective) => new ScaledConjugateGradientMinimizer<T>(this, objective);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ScaledConjugateGradient), PrintMembers);
}
