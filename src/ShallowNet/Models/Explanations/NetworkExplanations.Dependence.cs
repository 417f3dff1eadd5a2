using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What a network answers when inputs have other values.</content>
public static partial class NetworkExplanations
{
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">The network as it predicts.</param>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>What the network answers for each value of an input, on average over the samples (Friedman, 2001) and for each (Goldstein and others, 2015).</summary>
        /// <param name="X">Samples whose other inputs stay as they are, n_x × m.</param>
        /// <param name="input">The number of the input, the row of X.</param>
        /// <param name="options">Which answer, and at which values; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or the names are not one for each input.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such input or answer.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public PartialDependence PartialDependence(
            Matrix<T> X, int input, DependenceOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            X = InputsOf(network, X);
            return new DependenceRun<T>(explained, X, options).Of([explained.FeatureOf(X, input, nameof(input))], progress, cancellationToken);
        }

        /// <summary>What the network answers on average over the samples for each pair of values of two inputs.</summary>
        /// <param name="X">Samples whose other inputs stay as they are, n_x × m.</param>
        /// <param name="first">The number of an input, the row of X.</param>
        /// <param name="second">The number of another.</param>
        /// <param name="options">Which answer, and at which values; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, the names are not one for each input, or the two inputs are the same.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such input or answer.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public PartialDependence PartialDependence(
            Matrix<T> X, int first, int second, DependenceOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null,
            CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            X = InputsOf(network, X);
            (ExplainedColumn<T> one, ExplainedColumn<T> other) = explained.FeaturesOf(X, first, second);
            return new DependenceRun<T>(explained, X, options).Of([one, other], progress, cancellationToken);
        }

        /// <summary>How the network's answer changes with an input among samples such as those of X: its changes over small intervals, accumulated, with a mean of 0 (Apley and Zhu, 2020).</summary>
        /// <param name="X">The samples, n_x × m.</param>
        /// <param name="input">The number of the input, the row of X.</param>
        /// <param name="options">Which answer, and how many intervals; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <exception cref="ArgumentException">
        /// X has the wrong number of rows, no sample, or an element that is not finite, the names are not one for each input, or the input has fewer than two values.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such input or answer.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public AccumulatedEffects AccumulatedEffects(
            Matrix<T> X, int input, DependenceOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            X = InputsOf(network, X);
            return new EffectsRun<T>(explained, X, options, progress, cancellationToken).Of(explained.FeatureOf(X, input, nameof(input)));
        }

        /// <summary>What two inputs change together, beyond what each changes, among samples such as those of X.</summary>
        /// <param name="X">The samples, n_x × m.</param>
        /// <param name="first">The number of an input, the row of X.</param>
        /// <param name="second">The number of another.</param>
        /// <param name="options">Which answer, and how many intervals; null for the defaults. An answer is the number of an output, from 0 to n_y − 1, and the first unless given.</param>
        /// <param name="inputNames">What the inputs are called, n_x texts; null for "x[0]", "x[1]" and so on.</param>
        /// <param name="progress">Told the share that is done.</param>
        /// <param name="cancellationToken">Asked about ten times a second.</param>
        /// <exception cref="ArgumentException">
        /// X has the wrong number of rows, no sample, or an element that is not finite, the names are not one for each input, or the two inputs are the same, or one of them has fewer than two values.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">There is no such input or answer.</exception>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public AccumulatedEffects AccumulatedEffects(
            Matrix<T> X, int first, int second, DependenceOptions? options = null, IReadOnlyList<string>? inputNames = null, IProgress<double>? progress = null,
            CancellationToken cancellationToken = default)
        {
            Explained<T> explained = Explained<T>.Of(network, inputNames);
            X = InputsOf(network, X);
            (ExplainedColumn<T> one, ExplainedColumn<T> other) = explained.FeaturesOf(X, first, second);
            return new EffectsRun<T>(explained, X, options, progress, cancellationToken).Of(one, other);
        }
    }
}
