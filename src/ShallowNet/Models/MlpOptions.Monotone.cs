namespace ShallowNet;

/// <content>What answers must rise or fall with.</content>
public sealed partial record MlpOptions
{
    /// <summary>The fewest samples of which each is judged by networks that were trained on others.</summary>
    private const int FewestForFolds = 10;

    /// <summary>
    /// The columns of numbers and flags of a table, or the features of a matrix, with which answers must rise or fall, whatever the others are, also far from the samples of the training: all targets of a
    /// regressor, the probability of the second class of two, and the probabilities of all classes of a multi-label classifier. None unless given.
    /// </summary>
    /// <remarks>
    /// It holds by the signs of the weights (<see cref="Dense.Monotone"/>). The linear model, networks of one and two hidden layers of ReLU, and networks of the inputs in pieces compete under this constraint; where anything is
    /// given of the training, two hidden layers are trained as it says, by a <see cref="GradientOptimizer"/>. Networks of a matrix are monotone to the last bit, but for what a sigmoid rounds. Tables whose numbers are scaled smoothly are so
    /// up to the rounding of that scaling, some 10⁻¹⁵ of a scaled number.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The list or an element is null.</exception>
    public IReadOnlyList<MonotoneInput> Monotone { get; init => field = ValueList.OfNotNull(value, nameof(Monotone)); } = ValueList<MonotoneInput>.Empty;

    /// <summary>Whether the network must be monotone in some input.</summary>
    internal bool IsMonotone => Monotone.Count > 0 || HiddenLayers is [{ Monotone: not null }, ..];
}
