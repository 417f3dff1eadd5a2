namespace ShallowNet;

/// <summary>
/// The training functions of MATLAB's Deep Learning Toolbox with the defaults that they have there, each in one word: all samples at once, up to
/// 1,000 epochs, and no penalty but what the method finds. Vary one with <c>with</c>.
/// </summary>
/// <remarks>
/// MATLAB keeps another 15 % of the samples for a test: take them away before, with <see cref="Split"/>. A model trains again on all samples once the
/// number of epochs is known, which MATLAB does not, unless <see cref="MlpOptions.Refit"/> is false.
/// </remarks>
public static class MatlabDefaults
{
    /// <summary><c>trainlm</c>: <see cref="LevenbergMarquardt"/>, 15 % of the samples for validation, and an end after 6 epochs without improvement.</summary>
    public static TrainingOptions TrainLM { get; } = Validated(new LevenbergMarquardt(tolerance: 1e-7));

    /// <summary><c>trainbr</c>: <see cref="BayesianRegularization"/>, which needs no samples for validation.</summary>
    public static TrainingOptions TrainBR { get; } = new()
    {
        Optimizer = new BayesianRegularization(), Epochs = MostEpochs, L2 = 0, ValidationShare = 0, EarlyStopping = null,
    };

    /// <summary><c>trainscg</c>: <see cref="ScaledConjugateGradient"/>, 15 % of the samples for validation, and an end after 6 epochs without improvement.</summary>
    public static TrainingOptions TrainScg { get; } = Validated(new ScaledConjugateGradient());

    private const int MostEpochs = 1000;

    private static TrainingOptions Validated(Optimizer optimizer) => new()
    {
        Optimizer = optimizer, Epochs = MostEpochs, L2 = 0, ValidationShare = 0.15, EarlyStopping = new EarlyStopping(patience: 6),
    };
}
