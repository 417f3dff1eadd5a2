namespace ShallowNet;

/// <summary>
/// The method of Levenberg and Marquardt (Hagan and Menhaj, 1994; MATLAB's <c>trainlm</c>): each iteration solves (H + μI) δ = −g for the
/// step δ, with the gradient g and the generalized Gauss–Newton matrix H of the cost, and lowers μ where the step keeps what it promised. For
/// small networks, where it needs the fewest iterations of all, and finds minima that others hardly reach.
/// </summary>
/// <remarks>
/// H is (1/m) Σ JᵀΛJ with the derivatives J of a sample's outputs by the P parameters and the second derivatives Λ of its loss: JᵀJ for
/// squared errors (and for <see cref="Loss.Huber"/>, with the weights of iteratively reweighted least squares), Fisher's information for
/// cross-entropy and Poisson. It takes all samples at once, whatever <see cref="TrainingOptions.BatchSize"/> says; an epoch is one iteration,
/// whose <see cref="TrainingEpoch.LearningRate"/> is the length of the step. It computes in double, whatever the network's precision, takes about
/// n_y·m·P² operations an iteration, and keeps 2P² numbers. μ follows the ratio of what a step gained to what it promised (Nielsen, 1999). It
/// cannot train with dropout, batch normalization or clipped gradients, nor with losses that have no curvature (absolute error, quantile).
/// </remarks>
public sealed record LevenbergMarquardt : Optimizer
{
    /// <summary>The most parameters of a network: two matrices of 10,000² doubles are 1.6 GB.</summary>
    internal const int MostParameters = 10_000;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="damping">μ at first, relative to the largest element on the diagonal of H; greater than 0.</param>
    /// <param name="tolerance">Training has converged when no element of the gradient is larger; at least 0.</param>
    /// <param name="costTolerance">
    /// Training has converged when three iterations in a row lower J by no more than this, relative to the size of J; at least 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public LevenbergMarquardt(double damping = 1e-3, double tolerance = 1e-10, double costTolerance = 1e-8)
    {
        Damping = damping;
        Tolerance = tolerance;
        CostTolerance = costTolerance;
    }

    /// <summary>μ at first, relative to the largest element on the diagonal of H; 0.001 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not greater than 0.</exception>
    public double Damping { get; init => field = Require.Positive(value, nameof(Damping)); }

    /// <summary>Training has converged when no element of the gradient is larger; 1e-10 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Tolerance { get; init => field = Require.NotNegative(value, nameof(Tolerance)); }

    /// <summary>Training has converged when three iterations in a row lower J by no more than this, relative to the size of J; 1e-8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double CostTolerance { get; init => field = Require.NotNegative(value, nameof(CostTolerance)); }

    internal override string Title => "Levenberg–Marquardt";

    internal override string FileName => "LevenbergMarquardt";

    internal override bool NeedsAllSamples => true;

    internal override bool NeedsSteadyCost => true;

    internal override int? MostParametersForCurvature => MostParameters;

    internal override Minimizer<T> Start<T>(Objective<T> objective) => new LevenbergMarquardtMinimizer<T>(this, objective);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LevenbergMarquardt), PrintMembers);
}
