namespace ShallowNet;

/// <summary>
/// The description of a fully connected layer: Z[l] = W[l] A[l-1] + b[l], A[l] = g[l] (Z[l]).
/// </summary>
/// <remarks>
/// A description knows no precision and holds no weights; it can be shared freely. Its options work in this order: the embedding of
/// A[l-1], factors of what it gives, Z, batch normalization, g with its learned mix, dropout, and A[l-1] added by a residual connection.
/// </remarks>
public sealed record Dense
{
    /// <summary>Describes a layer.</summary>
    /// <param name="units">n[l], at least 1.</param>
    /// <param name="activation">g[l].</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    /// <exception cref="ArgumentNullException">The activation is null.</exception>
    public Dense(int units, Activation activation)
    {
        Units = Require.AtLeast(1, units, nameof(units));
        Activation = Require.NotNull(activation);
    }

    /// <summary>n[l], the number of units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public int Units { get; init => field = Require.AtLeast(1, value, nameof(Units)); }

    /// <summary>g[l], the activation.</summary>
    /// <exception cref="ArgumentNullException">The activation is null.</exception>
    public Activation Activation { get; init => field = Require.NotNull(value, nameof(Activation)); }

    /// <summary>
    /// How W[l] and b[l] are drawn. When not given it follows the activation: <see cref="Initializer.He"/> for ReLU and its relatives
    /// (leaky ReLU, ELU, GELU, SiLU, Mish), <see cref="Initializer.LeCun"/> for SELU, <see cref="Initializer.Xavier"/> otherwise.
    /// </summary>
    /// <exception cref="ArgumentNullException">The initializer is null.</exception>
    public Initializer Initializer
    {
        get => field ?? Activation.DefaultInitializer;
        init => field = Require.NotNull(value, nameof(Initializer));
    }

    /// <summary>
    /// How each of the n[l-1] inputs becomes several numbers before W[l], which then has a column for each of these; null, and not at all, unless given. Meant
    /// for the first layer, whose inputs are the features.
    /// </summary>
    public Embedding? Embedding { get; init; }

    /// <summary>
    /// Whether each number that W[l] is applied to has a factor s before it, 1 at first, which is learned, and neither penalized nor decayed: Z[l] = W[l] (s[l] ∘
    /// A[l-1]) + b[l] (Holzmüller, Grinsztajn and Steinwart, 2024); false unless given. Behind an embedding there is a factor for each of its numbers.
    /// </summary>
    public bool InputFactors { get; init; }

    /// <summary>How Z[l] is normalized over the batch, with γ and β to learn; null, and not at all, unless given.</summary>
    public BatchNormalization? BatchNormalization { get; init; }

    /// <summary>
    /// Whether the activation is (1 − α)z + αg(z) in place of g(z), with an α for each unit that is learned like W and b, starts at 1 and has no
    /// penalty: each unit finds out how much it bends, as in RealMLP (Holzmüller, Grinsztajn and Steinwart, 2024). False unless given. Not for
    /// the last layer.
    /// </summary>
    public bool LearnedMix { get; init; }

    /// <summary>
    /// The probability with which training leaves a unit out, for each sample anew, at least 0 and less than 1; 0 unless given. Those that
    /// stay are multiplied by 1/(1 − p), so that prediction, which leaves out none, needs no change (inverted dropout; Srivastava et
    /// al., 2014). <see cref="TrainingOptions.DropoutSchedule"/> lets it change with time. Not for the last layer.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not less than 1.</exception>
    public double Dropout { get; init => field = Require.Fraction(value, nameof(Dropout)); }

    /// <summary>
    /// For each of the n_x inputs of the network, 1 where no output may fall when the input rises, −1 where none may rise, and 0 where it may do as it likes; null,
    /// and all 0, unless given. For the first layer only, whence it holds for the whole network, everywhere: by the signs of the weights, which every step of a training keeps.
    /// </summary>
    /// <remarks>
    /// Units with an even number rise with what the inputs are meant to do, and units with an odd number fall; so the weights from a unit to one of its own kind, and to an output from
    /// a rising one, are at least 0, and those between different kinds at most 0. Falling units with weights that turn them around bend the other way than rising ones, so that a layer has both kinds of
    /// bends (Runje and Shankaranarayana, 2023), and three hidden layers of ReLU can come as near as wanted to any continuous function that is monotone in these inputs (Daniels and Velikova, 2010; Sartor et
    /// al., 2025). A weight that is drawn with the wrong sign gets the other one, and one that a step of a <see cref="GradientOptimizer"/> would take beyond 0 becomes 0; other optimizers are refused. All
    /// activations must be monotone (<see cref="Activation.IsMonotone"/>). With those that are straight in pieces, such as ReLU, answers never go the wrong way, not by a rounding either; with others,
    /// by the last digits that these functions round.
    /// </remarks>
    /// <exception cref="ArgumentException">A number is not −1, 0 or 1.</exception>
    public IReadOnlyList<int>? Monotone
    {
        get;
        init => field = value is null ? null : value.All(direction => direction is -1 or 0 or 1) ? ValueList.Of(value)
            : throw new ArgumentException($"Monotone must be −1, 0 or 1 for each input, but has {Require.Text(value.First(direction => direction is not (-1 or 0 or 1)))}.", nameof(Monotone));
    }

    /// <summary>
    /// Whether A[l-1] is added to the layer's output (He et al., 2016), for which the layer must have as many units as the one before
    /// it; false unless given.
    /// </summary>
    public bool Residual { get; init; }

    /// <summary>Units, activation and options in one line, such as <c>32 tanh + dropout 0.1</c>.</summary>
    public override string ToString() => $"{Require.Text(Units)} {Functions}";

    /// <summary>The activation and the options, as a reader calls them.</summary>
    internal string Functions => string.Join(" + ", [Activation.Name, .. Options]);

    /// <summary>The options, as a reader calls them.</summary>
    internal IEnumerable<string> Options
    {
        get
        {
            if (Embedding is not null)
            {
                yield return $"embedding {Embedding}";
            }

            if (InputFactors)
            {
                yield return "input factors";
            }

            if (BatchNormalization is not null)
            {
                yield return "batch normalization";
            }

            if (LearnedMix)
            {
                yield return "learned mix";
            }

            if (Dropout > 0)
            {
                yield return $"dropout {Require.Text(Dropout)}";
            }

            if (Residual)
            {
                yield return "residual";
            }

            if (Monotone is not null)
            {
                yield return $"monotone in {Require.Count(Monotone.Count(direction => direction != 0), "input")}";
            }
        }
    }
}
