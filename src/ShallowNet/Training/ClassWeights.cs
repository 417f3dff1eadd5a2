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

    /// <summary>
    /// Whether the weights are those of all samples together, of which a batch has a part: their mean over all is 1, and so they are not brought to a mean of 1 in
    /// every batch.
    /// </summary>
    internal virtual bool AreOfAll => false;

    /// <summary>The weight of each class.</summary>
    internal IReadOnlyList<double> Of(int[] labels, int classes)
    {
        long[] counts = new long[classes];
        foreach (int label in labels)
        {
            counts[label]++;
        }

        return Of(counts);
    }

    /// <summary>The weight of each class.</summary>
    /// <param name="counts">How many samples each has.</param>
    internal abstract IReadOnlyList<double> Of(long[] counts);

    /// <summary>The weights for samples that come in parts: those of all samples, brought to a mean of 1 over these.</summary>
    /// <param name="counts">How many samples of each class there are in all.</param>
    /// <exception cref="ArgumentException">The weights are not one for each class, or 0 for every sample.</exception>
    internal ClassWeights OfAll(long[] counts)
    {
        IReadOnlyList<double> weights = Of(counts);
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += weights[i] * counts[i];
        }

        double scale = counts.Sum() / sum;
        return sum > 0 ? new WeightsOfAll(weights.Select(weight => weight * scale))
            : throw new ArgumentException($"ClassWeights must not be 0 for every sample, but are {this}.");
    }

    private sealed record BalancedWeights : ClassWeights
    {
        public override string ToString() => "balanced";

        internal override IReadOnlyList<double> Of(long[] counts)
        {
            int present = counts.Count(count => count > 0);
            long samples = counts.Sum();
            return Array.ConvertAll(counts, count => count == 0 ? 0 : samples / ((double)present * count));
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

        internal override IReadOnlyList<double> Of(long[] counts) => weights.Count == counts.Length
            ? weights
            : throw new ArgumentException(
                Invariant($"ClassWeights must have {Require.Count(counts.Length, "weight")} (one for each class), but {(weights.Count == 1 ? "has" : "have")} {weights.Count}."));
    }

    /// <summary>The weights of classes among all samples, of which parts are trained on.</summary>
    private sealed record WeightsOfAll : ClassWeights
    {
        private readonly ValueList<double> weights;

        public WeightsOfAll(IEnumerable<double> weights) => this.weights = ValueList.Of((double[])[.. weights]);

        internal override int? Classes => weights.Count;

        internal override bool AreOfAll => true;

        public override string ToString() => string.Join(", ", weights.Select(Require.Text));

        internal override IReadOnlyList<double> Of(long[] counts) => weights;
    }
}
