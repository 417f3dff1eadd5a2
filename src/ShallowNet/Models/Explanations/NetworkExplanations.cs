using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Explanations as members of networks: what matters to a network, and why it answers what it does, as models tell it.</summary>
public static partial class NetworkExplanations
{
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">The network as it predicts.</param>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>
        /// How much worse the network's answers are when the values of an input, or of several together, are shuffled among the samples: of samples that it was not trained on, how much it relies on
        /// them (permutation importance; Breiman, 2001).
        /// </summary>
        /// <remarks>
        /// As scikit-learn's <c>permutation_importance</c>, but that every input is shuffled in the same orders, and that standard deviations have n − 1 in the denominator. Of inputs that
        /// tell the same, none seems to matter, since the others remain: <see cref="ImportanceOptions.Together"/> shuffles them as one.
        /// </remarks>
        /// <param name="X">The inputs, n_x × m.</param>
        /// <param name="Y">The labels, n_y × m.</param>
        /// <param name="options">By which metric, and how often; null for the defaults. Unless it has a metric, what gets worse is the network's cost, the mean loss.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <returns>The inputs, the most important one first.</returns>
        /// <exception cref="ArgumentException">
        /// X or Y has the wrong size or an element that is not finite, Y is not what the loss allows, the names are not one for each input, the weights are not one for each sample, the metric cannot be
        /// taken of such samples, or a name of inputs to shuffle together is of none or twice there.
        /// </exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public IReadOnlyList<ColumnImportance> Importance(
            Matrix<T> X, Matrix<T> Y, ImportanceOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            X = InputsOf(network, X);
            options ??= new ImportanceOptions();
            return new ColumnShuffling<T>(network, X, explained.FeaturePlayers()).Importance(BadnessOf(network, Y, options, X.ColumnCount), options, progress, cancellationToken);
        }

        /// <summary>
        /// What each input adds to one of the network's answers for each sample, beside what it answers on average for the samples of a background: its Shapley value, the mean, over
        /// all orders of the inputs, of the change of the answer when the input is exchanged for that of the sample.
        /// </summary>
        /// <remarks>
        /// Values are exact for up to 12 inputs, and otherwise means over drawn orders, forwards and backwards, with standard errors (Castro, Gómez and Tejada, 2009; Mitchell, Cooper, Frank and
        /// Holmes, 2022); <see cref="ShapleyOptions"/> says what it costs. Those of a sample sum to its answer minus the average. Inputs are exchanged whatever the others are (interventional values;
        /// Janzing, Minorics and Blöbaum, 2020), so that one of which the network makes no use gets 0.
        /// </remarks>
        /// <param name="X">The samples to explain, n_x × m.</param>
        /// <param name="background">Samples to compare with, such as those of the training, n_x × any number; at most <see cref="ShapleyOptions.BackgroundRows"/> of them are used.</param>
        /// <param name="options">
        /// Which answer, and how; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given; of one sigmoid output, which is the probability of the second
        /// of two classes, it is 0.
        /// </param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share of the samples that are done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <exception cref="ArgumentException">
        /// X or the background has the wrong number of rows, no sample, or an element that is not finite; the names are not one for each input; or log-odds are asked of a network that does not end in
        /// sigmoid or softmax.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public ShapleyValues Shapley(
            Matrix<T> X, Matrix<T> background, ShapleyOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            return new ShapleyRun<T>(explained, explained.FeaturePlayers(), options).Of(InputsOf(network, X), InputsOf(network, background, nameof(background)), progress, cancellationToken);
        }

        /// <summary>
        /// What each input adds to one of the network's answers for each sample, beside what it answers on average for the samples of a background, by derivatives on the way from these to the sample:
        /// expected gradients (Erion, Janizek, Sturmfels, Lundberg and Lee, 2021). For networks of very many inputs, whose Shapley values would take too long.
        /// </summary>
        /// <remarks>
        /// φ_i = E[(x_i − x′_i) ∂f/∂x_i(x′ + a(x − x′))], with samples x′ of the background and a between 0 and 1: integrated gradients (Sundararajan, Taly and Yan, 2017), averaged over where they begin.
        /// The mean is over <see cref="ExpectedGradientsOptions.Draws"/> draws, however many inputs there are, and has <see cref="ShapleyValues.StandardErrors"/>, as if draws had nothing to do with one
        /// another; they are spread evenly, and mostly nearer to the truth. The values of a sample and the average sum to its answer up to <see cref="ShapleyValues.Residuals"/>. Of a network without
        /// hidden layers whose output is the identity, values are exact, and the Shapley values.
        /// </remarks>
        /// <param name="X">The samples to explain, n_x × m.</param>
        /// <param name="background">Samples to compare with, such as those of the training, n_x × any number.</param>
        /// <param name="options">Which answer, and how; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share of the samples that are done.</param>
        /// <param name="cancellationToken">Asked before every sample.</param>
        /// <exception cref="ArgumentException">
        /// X or the background has the wrong number of rows, no sample, or an element that is not finite; or the names are not one for each input.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such answer.</exception>
        /// <exception cref="InvalidOperationException">An input is the number of a category, of which the network has learned numbers: there are no small steps in it.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public ShapleyValues ExpectedGradients(
            Matrix<T> X, Matrix<T> background, ExpectedGradientsOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null,
            CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            return new GradientsRun<T>(explained, explained.FeaturePlayers(), options).Of(InputsOf(network, X), InputsOf(network, background, nameof(background)), progress, cancellationToken);
        }
    }

    private static Matrix<T> InputsOf<T>(Network<T> network, Matrix<T> X, string name = "X")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Require.Samples(X, network.Inputs, null, name, "the network's inputs");

    /// <summary>How bad the answers to samples are: the cost, or the metric that is asked for.</summary>
    private static Func<Matrix<T>, double> BadnessOf<T>(Network<T> network, Matrix<T> Y, ImportanceOptions options, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Metric is { } metric)
        {
            Y = Require.Samples(Y, network.Outputs, samples, nameof(Y), "one for each output", "one for each sample");
            int sign = metric.HigherIsBetter ? -1 : 1;
            return X => sign * metric.Of(network.Predict(X), Y, options.Weights);
        }

        Y = network.Loss.CheckLabels(Y, network.Outputs, samples);
        double[]? weights = options.Weights is null ? null : Require.Weights(options.Weights, samples, "weights");
        return X => new HeldOut<T>(network, X, Y, weights, null, threads: 1).Cost();
    }
}
