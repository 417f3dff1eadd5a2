using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Trains several networks of one kind, which then answer as one.</summary>
public static class Ensemble
{
    /// <summary>Trains several networks on the same samples, each from a beginning of its own, and makes one of them that answers with their mean.</summary>
    /// <remarks>
    /// Member k, counted from 0, begins as <paramref name="create"/> makes it from the seed s + k, where s is the seed of <see cref="EnsembleOptions.Training"/>, and is trained with that seed: the
    /// members draw other weights, see the samples in other orders, and, with a <see cref="TrainingOptions.ValidationShare"/>, stop by validation samples of their own. The mean of
    /// their answers is mostly better than the answer of each (Hansen and Salamon, 1990; Lakshminarayanan, Pritzel and Blundell, 2017). As many members are trained at a time as the training has
    /// threads; the ensemble has the same bits for any number of them.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="create">
    /// Makes a network from a seed, such as <c>seed => Network.Create&lt;double&gt;(inputs: 2, seed: seed, new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid))</c>. All must fit together
    /// as <see cref="Network.Average"/> wants them. They stay as they are: copies are trained.
    /// </param>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="how">How many members, how each is trained, and when it ends; the defaults where null.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="validation">Samples to judge all members by; null for a share of X and Y that each member sets aside for itself (<see cref="TrainingOptions.ValidationShare"/>), or none.</param>
    /// <param name="progress">Told after every member, one at a time, on the threads that train; it can end the training by <see cref="EnsembleProgress.Stop"/>.</param>
    /// <param name="cancellationToken">Asked before every batch; <see cref="EnsembleOptions.KeepWhenCancelled"/> has the ensemble made of the members that are trained by then.</param>
    /// <returns>The mean of the members, the members, and how each was trained.</returns>
    /// <exception cref="ArgumentException">
    /// The networks do not fit together, or are none; X, Y, the weights or the validation samples have the wrong size or an element that is not finite or not allowed; the options of the training
    /// contradict each other or the networks, or have <see cref="TrainingOptions.Checkpoints"/>, which all members would write to one file.
    /// </exception>
    /// <exception cref="ArgumentNullException">The function, X or Y is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the options do not have <see cref="EnsembleOptions.KeepWhenCancelled"/>, or no member was trained by then.</exception>
    /// <exception cref="TimeoutException"><see cref="EnsembleOptions.TimeLimit"/> was over before a member was trained.</exception>
    /// <exception cref="TrainingDivergedException">The training of a member diverged; the message says of which. The other trainings are given up.</exception>
    public static Ensemble<T> Train<T>(
        Func<int, Network<T>> create, Matrix<T> X, Matrix<T> Y, EnsembleOptions? how = null, IEnumerable<double>? weights = null, Batch<T>? validation = null,
        IProgress<EnsembleProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsemblePlan<T> plan = new(create, new Batch<T>(X, Y, weights), validation, how);
        return new EnsembleRun<T>(plan, progress, cancellationToken).Run();
    }
}
