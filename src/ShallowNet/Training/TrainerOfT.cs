using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Trains a network and remembers where it stands: what the optimizer knows of each parameter, the steps and epochs so far, and the
/// stream of random numbers. Each call goes on where the last one stopped.
/// </summary>
/// <remarks>
/// <c>network.Train</c> (<see cref="NetworkTraining"/>) makes a trainer for one call. Keep one of your own to train some epochs, look, and train on; to feed
/// data that arrives in pieces (<see cref="TrainStep"/>); or data that does not fit in memory (<see cref="TrainBatches"/>).
/// Two calls of ten epochs give the bits of one of twenty, where the learning rate does not depend on the number of epochs.
/// <see cref="TrainingOptions.EarlyStopping"/> and <see cref="TrainingOptions.TimeLimit"/> look at the epochs of one call. A trainer
/// belongs to one thread at a time, as its network does.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SmoothedLabels<T> smoothing;
    private ForwardPass<T>? pass;
    private ForwardPass<T>? otherPass;
    private bool isInCall;
    private bool isSteppingAlone;

    /// <summary>Prepares the training of a network, which does not change yet.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="options">How to train; by default, Adam with mini-batches of 32 for 100 epochs.</param>
    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="ArgumentException">The options contradict each other, or the network: L-BFGS with dropout or clipped gradients, batch normalization with single samples, smoothed labels with a loss that is no cross-entropy.</exception>
    public Trainer(Network<T> network, TrainingOptions? options = null)
        : this(network, options ?? new TrainingOptions(), null)
    {
    }

    internal Trainer(Network<T> network, TrainingOptions options, NumPyRandom? random)
    {
        Network = Require.NotNull(network);
        Options = options;
        Check();
        Random = random ?? new NumPyRandom(Options.Seed);
        Objective = new TrainingObjective<T>(network, Options, Random);
        Minimizer = Options.Optimizer.Start(Objective);
        LastGood = new FiniteState<T>(network);
        Step = new TrainingStep<T>(Objective, Minimizer, LastGood);
        smoothing = SmoothedLabels<T>.For(network, Options);
    }

    /// <summary>The network that is trained.</summary>
    public Network<T> Network { get; }

    /// <summary>How it is trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The epochs so far, of all calls.</summary>
    public int CompletedEpochs => Epochs.Count;

    /// <summary>The steps so far, of all calls; for L-BFGS, its iterations.</summary>
    public long CompletedSteps => Minimizer.Steps;

    internal TrainingObjective<T> Objective { get; }

    internal Minimizer<T> Minimizer { get; }

    internal TrainingStep<T> Step { get; }

    /// <summary>The parameters and averages that the network goes back to where a training leaves the finite numbers.</summary>
    internal FiniteState<T> LastGood { get; }

    /// <summary>The last epoch of a call that begins now.</summary>
    internal int LastEpochOfCall => (int)Math.Min((long)CompletedEpochs + Options.Epochs, int.MaxValue);

    /// <summary>The call to go on with, where the trainer comes from a checkpoint written in its middle.</summary>
    internal PendingRun<T>? Pending { get; set; }

    internal NumPyRandom Random { get; }

    /// <summary>What happened in each epoch so far.</summary>
    internal List<TrainingEpoch> Epochs { get; } = [];

    /// <summary>The cost that schedules watch, of each epoch so far.</summary>
    internal List<double> WatchedCosts { get; } = [];

    /// <summary>Trains for the options' epochs on samples in memory.</summary>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="validation">Samples to judge the network by; null for <see cref="TrainingOptions.ValidationShare"/> of X and Y, or none.</param>
    /// <param name="progress">Told after every epoch, on the training thread.</param>
    /// <param name="cancellationToken">Asked before every batch, as in <c>network.Train</c>.</param>
    /// <returns>All epochs of this trainer so far.</returns>
    /// <inheritdoc cref="NetworkTraining.extension{T}(Network{T}).Train" path="/exception"/>
    public TrainingHistory Train(
        Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights = null, Batch<T>? validation = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        (X, Y, double[]? own) = Checked(X, Y, weights);
        HeldOut<T>? heldOut = Validation(validation);
        if (Options.ValidationShare > 0)
        {
            if (validation is not null)
            {
                throw new ArgumentException("validation must not be given beside a ValidationShare, but both are.", nameof(validation));
            }

            (X, Y, own, heldOut) = SetAside(X, Y, own);
        }

        double[]? w = WithClasses(own, Y);
        CheckSamples(X);
        HeldOut<T>? judged = heldOut ?? (NeedsMetrics ? new HeldOut<T>(Network, X, Y, w, own, Options.MaxThreads) : null);
        return Run(new MiniBatches<T>(Network, X, smoothing.Of(Y), w, Options, Random), judged, heldOut is not null, progress, cancellationToken);
    }

    /// <summary>Trains for the options' epochs on batches that need not fit in memory together.</summary>
    /// <remarks>
    /// The batches are enumerated once an epoch, in the order in which they come; each is a step. Weights count relative to the others of
    /// the batch; in a penalty, m is the samples of the batch, or the sum of their weights. Metrics need validation samples.
    /// </remarks>
    /// <param name="batches">Samples and labels: pairs (X, Y) convert to a <see cref="Batch{T}"/>.</param>
    /// <param name="validation">Samples to judge the network by; null for none.</param>
    /// <param name="progress">Told after every epoch, on the training thread.</param>
    /// <param name="cancellationToken">Asked before every batch, as in <c>network.Train</c>.</param>
    /// <returns>All epochs of this trainer so far.</returns>
    /// <exception cref="ArgumentException">
    /// A batch has the wrong size or an element that is not allowed, or there are metrics without validation samples.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite, or a parameter is not finite at the end.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// An epoch has no batch (such as when an iterator can be enumerated only once), or a schedule gave a learning rate that is negative
    /// or not finite, or the options need all samples at once: L-BFGS, a validation share, balanced class weights.
    /// </exception>
    public TrainingHistory TrainBatches(
        IEnumerable<Batch<T>> batches, Batch<T>? validation = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Require.NotNull(batches);
        CheckTakesBatches();
        HeldOut<T>? heldOut = Validation(validation);
        if (heldOut is null && NeedsMetrics)
        {
            throw new ArgumentException("Metrics of a training on batches need validation samples, but validation is null.", nameof(validation));
        }

        return Run(new StreamedBatches<T>(this, batches), heldOut, heldOut is not null, progress, cancellationToken);
    }

    /// <summary>One step on one batch: for data that arrives in pieces.</summary>
    /// <remarks>
    /// Allocates nothing once it has seen the batch's size, unless there are weights. Weights count relative to the others of the batch;
    /// in a penalty, m is the samples of the batch, or the sum of their weights. For a schedule, all steps are of one epoch, the one
    /// after the last that <see cref="Train"/> completed. Metrics are not taken, and nothing ends the training but the caller.
    /// </remarks>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <returns>J of the batch, before the step.</returns>
    /// <exception cref="ArgumentException">
    /// X, Y or the weights have the wrong size or an element that is not allowed.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The cost is not finite. The parameters are those before the step that made it so, and what the optimizer remembers begins anew where
    /// it is not finite either.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A schedule gave a learning rate that is negative or not finite, or the options need all samples at once: L-BFGS, a validation
    /// share, balanced class weights.
    /// </exception>
    public double TrainStep(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights = null)
    {
        CheckTakesBatches();
        CheckIsNotInCall();
        double J;
        try
        {
            SetBatch(X, Y, weights);
            if (!isSteppingAlone)
            {
                Begin(default);
                isSteppingAlone = true;
            }

            TrainingPosition position = new(CompletedEpochs, CompletedSteps, LastEpochOfCall, StepsPerEpoch: 0, WatchedCosts);
            (J, _) = Step.EvaluateAndMove(in position, isWorthKeeping: true);
        }
        finally
        {
            ForgetBatch();
        }

        if (!double.IsFinite(J))
        {
            string kept = LastGood.Step == 0 ? "as they were before training" : $"those before step {Require.Text(LastGood.Step)}, the last that began with a finite cost";
            throw Diverged(CompletedEpochs + 1, $"step {Require.Text(CompletedSteps + 1)}", "the cost", kept, HistoryOf(StopReason.Diverged, null));
        }

        return J;
    }

    /// <summary>Takes note that a call begins.</summary>
    internal void Begin(CancellationToken cancellationToken)
    {
        Objective.Begin(cancellationToken);
        Minimizer.Begin();
        LastGood.Begin();
        isSteppingAlone = false;
    }

    /// <summary>The epochs so far.</summary>
    internal TrainingHistory HistoryOf(StopReason reason, int? bestEpoch) =>
        new(new FirstItems<TrainingEpoch>(Epochs), [.. Options.Metrics.Select(metric => metric.Name)], reason, bestEpoch) { Evidence = Minimizer.Evidence };

    /// <summary>Goes back to finite parameters; what to throw.</summary>
    /// <param name="epoch">The epoch in which it happened, counted from 1.</param>
    /// <param name="when">That epoch, or the step, in words.</param>
    /// <param name="what">What is not finite.</param>
    /// <param name="kept">Which parameters the network has now.</param>
    /// <param name="history">The epochs before.</param>
    internal TrainingDivergedException Diverged(int epoch, string when, string what, string kept, TrainingHistory history)
    {
        LastGood.Restore();
        Minimizer.ForgetUnlessFinite();
        Dense output = Network.Layers[Network.L];
        string ways = $"Try {Minimizer.AdviceAfterDivergence} or another initialization";
        return new TrainingDivergedException(
            $"Training diverged in {when}: {what} is no longer finite. The parameters are {kept}. {ways}" +
            (Network.Loss.Matches(output.Activation) && !output.Residual ? "." : $", and see that the {output.Activation} outputs are what the {Network.Loss} is defined for."),
            epoch, history);
    }

    private TrainingHistory Run(
        BatchSource<T> batches, HeldOut<T>? judged, bool isValidation, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        CheckIsNotInCall();
        isInCall = true;
        try
        {
            return new TrainingRun<T>(this, batches, judged, isValidation, progress, cancellationToken).Run();
        }
        finally
        {
            isInCall = false;
            ForgetBatch();
        }
    }

    private void CheckIsNotInCall()
    {
        if (isInCall)
        {
            throw new InvalidOperationException(
                "A trainer must have ended one call before the next, but is in the middle of a training: it was called from its own progress report, batches or metric, or from another thread.");
        }
    }

    private void CheckTakesBatches()
    {
        string? needsAll = Options.Optimizer.NeedsAllSamples ? Options.Optimizer.Title
            : Options.ValidationShare > 0 ? "A ValidationShare"
            : Options.ClassWeights == ClassWeights.Balanced ? "ClassWeights.Balanced" : null;
        if (needsAll is not null)
        {
            throw new InvalidOperationException($"{needsAll} must have all samples at once: use Train(X, Y).");
        }
    }
}
