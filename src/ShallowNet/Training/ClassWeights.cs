namespace ShallowNet;

/// <summary>
/// What the samples of each class count in the cost: for a network, of Y with one row of 0 and 1, or one-hot columns; of the models, for an
/// <see cref="MlpClassifier"/>.
/// </summary>
public abstract record ClassWeights
{
    private protected ClassWeights()
    {
    }

    /// <summary>
    /// Every class counts the same in all: m/(K·m_c) for each of the m_c samples of one of K classes that occur; scikit-learn's
    /// <c>class_weight="balanced"</c>.
    /// </summary>
    public static ClassWeights Balanced { get; } = new BalancedWeights();

    /// <summary>A weight for each class, in the order of the classes.</summary>
    /// <param name="weights">
    /// Finite, at least 0, and not all 0; two for one row of 0 and 1, otherwise one for each row of Y; for a classifier, one for each of its
    /// <see cref="MlpClassifier{T, TLabel}.Classes"/>.
    /// </param>
    /// <exception cref="ArgumentException">There is no weight, one is negative or not finite, or all are 0.</exception>
    /// <exception cref="ArgumentNullException">The weights are null.</exception>
    public static ClassWeights Given(params IEnumerable<double> weights) => new GivenWeights(weights);

    /// <summary>The number of classes that there are weights for; null for any number.</summary>
    internal virtual int? Classes => null;

    /// <summary>The weight of each class.</summary>
    internal abstract IReadOnlyList<double> Of(int[] labels, int classes);

    private sealed record BalancedWeights : ClassWeights
    {
        public override string ToString() => "balanced";

        internal override IReadOnlyList<double> Of(int[] labels, int classes)
        {
            int[] counts = new int[classes];
            foreach (int label in labels)
            {
                counts[label]++;
            }

            int present = counts.Count(count => count > 0);
            return Array.ConvertAll(counts, count => count == 0 ? 0 : labels.Length / ((double)present * count));
        }
    }

    private sealed record GivenWeights : ClassWeights
    {
        private readonly ValueList<double> weights;

        public GivenWeights(IEnumerable<double> weights)
        {
            double[] all = [.. Require.NotNull(weights)];
            this.weights = ValueList.Of(Require.Weights(all, all.Length, nameof(weights)));
        }

        internal override int? Classes => weights.Count;

        public override string ToString() => string.Join(", ", weights.Select(Require.Text));

        internal override IReadOnlyList<double> Of(int[] labels, int classes) => weights.Count == classes
            ? weights
            : throw new ArgumentException(
                Invariant($"ClassWeights must have {Require.Count(classes, "weight")} (one for each class), but {(weights.Count == 1 ? "has" : "have")} {weights.Count}."));
    }
}
