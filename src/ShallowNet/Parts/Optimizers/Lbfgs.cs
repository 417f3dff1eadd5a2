namespace ShallowNet;

/// <summary>
/// L-BFGS (Liu and Nocedal, 1989): quasi-Newton steps from the last changes of the gradient, each with a line search that meets the
/// strong Wolfe conditions. For small data sets, where it needs far fewer passes than gradient descent.
/// </summary>
/// <remarks>
/// Always takes all samples at once, whatever <see cref="TrainingOptions.BatchSize"/> says; an epoch is one iteration, with as many
/// passes over the samples as its line search needs, mostly one. It computes in double, whatever the network's precision. It cannot
/// train with dropout, whose cost changes from pass to pass, nor with clipped gradients. The constants of the Wolfe
/// conditions are those of Nocedal and Wright (2006, ch. 3): c₁ = 1e-4 and c₂ = 0.9. For P parameters it keeps 9 + 2·Memory arrays of P
/// doubles; where these would take more than 1 GiB, it remembers fewer changes, but one at least.
/// </remarks>
public sealed record Lbfgs : Optimizer
{
    private const int MostMemory = 1000;

    /// <summary>What the arrays of one training may take together.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>The arrays beside those of the memory: three points with their gradients, the direction, and room for the next change.</summary>
    private const int OtherArrays = 9;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="memory">The number of last changes to remember, at least 1 and at most 1,000.</param>
    /// <param name="tolerance">Training has converged when no element of the gradient is larger; at least 0.</param>
    /// <param name="costTolerance">
    /// Training has converged when an iteration lowers J by less than this, relative to the larger of |J| and 1; at least 0. SciPy's
    /// default.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public Lbfgs(int memory = 10, double tolerance = 1e-5, double costTolerance = 2.22e-9)
    {
        Memory = memory;
        Tolerance = tolerance;
        CostTolerance = costTolerance;
    }

    /// <summary>
    /// The number of last changes to remember; 10 unless set. Between 3 and 20 is usual (Nocedal and Wright, 2006, ch. 7); each takes two
    /// numbers of double precision for every parameter of the network.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than 1,000.</exception>
    public int Memory { get; init => field = Require.Within(1, MostMemory, value, nameof(Memory)); }

    /// <summary>Training has converged when no element of the gradient is larger; 1e-5 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Tolerance { get; init => field = Require.NotNegative(value, nameof(Tolerance)); }

    /// <summary>
    /// Training has converged when an iteration lowers J by less than this, relative to the larger of |J| and 1; 2.22e-9 unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double CostTolerance { get; init => field = Require.NotNegative(value, nameof(CostTolerance)); }

    internal override string Title => "L-BFGS";

    internal override string FileName => "LBFGS";

    internal override bool NeedsAllSamples => true;

    internal override bool NeedsSteadyCost => true;

    /// <summary>How many changes are remembered where there are so many parameters: <see cref="Memory"/>, or as many as the bound leaves room for.</summary>
    internal int ChangesFor(int parameters) => (int)Math.Clamp((MostBytes / sizeof(double) / parameters - OtherArrays) / 2, 1, Memory);

    internal override Minimizer<T> Start<T>(Objective<T> objective) => new LbfgsMinimizer<T>(this, objective);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Lbfgs), PrintMembers);
}
