namespace ShallowNet;

/// <summary>
/// Levenberg's and Marquardt's method with penalties that the data choose (MacKay, 1992; Foresee and Hagan, 1997; MATLAB's <c>trainbr</c>):
/// almost none for data without noise, large ones where noise rules. No validation samples are needed.
/// </summary>
/// <remarks>
/// It minimizes β E_D + Σ α_k E_k with E_D the summed losses (½ Σ e² for squared errors) and E_k = ½ ‖w_k‖² for groups k of parameters: the
/// weights of each layer, the hidden layers' biases, and, if asked for, the weights of each input; the last layer's biases are free. Between
/// iterations, α_k and β are set to what makes the data most probable, by γ_k = P_k − α_k tr (H⁻¹)_kk, the number of parameters of a group that
/// the data determine: α_k = γ_k/(2E_k), β = (N − γ)/(2E_D) with N the number of all samples' outputs (β = 1 for losses that are no squared
/// error). The history's <see cref="TrainingHistory.Evidence"/> has them, with the logarithm of the evidence, by which trainings of different
/// networks on the same data can be compared. It ends where that has not been raised in ten iterations. The cost of an epoch is J without these
/// penalties; options must have none of their own. The other remarks of <see cref="LevenbergMarquardt"/> hold here, too.
/// </remarks>
public sealed record BayesianRegularization : Optimizer
{
    /// <summary>α of the last layer's biases, which stays: they may be as large as they like.</summary>
    internal const double AlphaOfOutputs = 1e-3;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="relevanceOfInputs">
    /// Whether the weights of each input are a group by themselves, so that inputs that tell nothing are switched off (automatic relevance
    /// determination).
    /// </param>
    public BayesianRegularization(bool relevanceOfInputs = false) => RelevanceOfInputs = relevanceOfInputs;

    /// <summary>Whether the weights of each input are a group by themselves; false unless set.</summary>
    public bool RelevanceOfInputs { get; init; }

    /// <summary>By how much the logarithm of the evidence must be raised in ten iterations for training to go on; 0.1 unless set.</summary>
    internal double WorthRaising { get; init; } = 0.1;

    internal override string Title => "Bayesian regularization";

    internal override string FileName => "BayesianRegularization";

    internal override bool NeedsAllSamples => true;

    internal override bool NeedsSteadyCost => true;

    internal override int? MostParametersForCurvature => LevenbergMarquardt.MostParameters;

    internal override bool FindsPenalties => true;

    internal override Minimizer<T> Start<T>(Objective<T> objective) => new EvidenceMinimizer<T>(this, objective);

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(BayesianRegularization), PrintMembers);
}
