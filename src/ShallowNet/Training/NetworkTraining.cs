using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Training as a member of networks.</summary>
public static class NetworkTraining
{
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="network">The network to train.</param>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Trains the network: the article's <c>optimize</c>.</summary>
        /// <remarks>
        /// Training starts from the network's parameters, but otherwise anew: what the optimizer remembers, the learning rate's
        /// schedule and the order of the samples begin again with every call. To go on where training stopped, keep a
        /// <see cref="Trainer{T}"/>.
        /// </remarks>
        /// <param name="X">The inputs, n_x × m.</param>
        /// <param name="Y">The labels, n_y × m.</param>
        /// <param name="options">How to train; by default, Adam with mini-batches of 32 for 100 epochs.</param>
        /// <param name="weights">
        /// What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same. J is the weighted mean of the
        /// losses: for a full batch, a weight of 2 is the sample given twice. In a mini-batch, each loss counts its weight relative to the
        /// mean weight of all samples.
        /// </param>
        /// <param name="validation">
        /// Samples to judge the network by, such as the second part of a <see cref="Split"/>; null for
        /// <see cref="TrainingOptions.ValidationShare"/> of X and Y, or none.
        /// </param>
        /// <param name="progress">Told after every epoch, on the training thread; it can end the training by <see cref="TrainingProgress.Stop"/>.</param>
        /// <param name="cancellationToken">
        /// Asked before every batch. The parameters are then those of the last step, or, should that have made one infinite, those at
        /// the start of the epoch; with <see cref="EarlyStopping"/>, those of the best epoch. <see cref="TrainingOptions.KeepWhenCancelled"/> has
        /// it end without an exception.
        /// </param>
        /// <returns>Cost, learning rate, gradient and time of every epoch, and why training ended.</returns>
        /// <exception cref="ArgumentException">
        /// X, Y or the weights have the wrong size or an element that is not finite or not allowed, or the options contradict each other.
        /// </exception>
        /// <exception cref="TrainingDivergedException">
        /// The cost stopped being finite, or a parameter is not finite at the end. The parameters are those at the start of the last
        /// epoch that began with a finite cost.
        /// </exception>
        /// <exception cref="OperationCanceledException">The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>.</exception>
        /// <exception cref="InvalidOperationException">A schedule gave a learning rate that is negative or not finite.</exception>
        public TrainingHistory Train(
            Matrix<T> X, Matrix<T> Y, TrainingOptions? options = null, IEnumerable<double>? weights = null, Batch<T>? validation = null,
            IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
            new Trainer<T>(network, options).Train(X, Y, weights, validation, progress, cancellationToken);
    }
}
