using System.Numerics;

namespace ShallowNet;

/// <summary>
/// The training of a model whose options say how: with samples set aside to judge by, by which the penalty is chosen where none was given, and,
/// where that is wanted, anew on all samples for as many epochs as were best.
/// </summary>
internal sealed class GivenTraining<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The smallest λ is 0.01.</summary>
    private const int StepsDown = 2;

    private readonly List<TriedModel> tried = [];

    /// <summary>Why nothing more is tried; null as long as nobody asked for an end.</summary>
    private StopReason? end;
    private TrainingDivergedException? diverged;
    private (Batch<T> Train, Batch<T>? Test)? parts;

    public required Batch<T> Samples { get; init; }

    /// <summary>Which of them to train on, and which to judge by; null for the options' validation share, drawn at random.</summary>
    public required Fold? Fold { get; init; }

    /// <summary>Makes a new network.</summary>
    public required Func<Network<T>> Create { get; init; }

    /// <summary>What those networks minimize.</summary>
    public required Loss Loss { get; init; }

    public required TrainingOptions Options { get; init; }

    /// <summary>Whether the penalty is chosen, if there are samples to judge it by.</summary>
    public required bool ChoosesPenalty { get; init; }

    public required bool Refits { get; init; }

    /// <summary>When the call must end.</summary>
    public required Deadline Deadline { get; init; }

    public required IProgress<TrainingProgress>? Progress { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>What the penalty was chosen from; null where it was not.</summary>
    public ModelSelection? Selection { get; private set; }

    private bool HasJudge => Options.ValidationShare > 0 || Fold is not null;

    /// <summary>The samples to train on, and those to judge by where they are not drawn at random: the same for every penalty.</summary>
    private (Batch<T> Train, Batch<T>? Test) Parts
    {
        get
        {
            parts ??= Fold is null ? (Samples, null) : (Samples.Part(Fold.Train), Samples.Part(Fold.Test));
            return parts.Value;
        }
    }

    public (Network<T> Network, TrainingHistory History) Fit()
    {
        Judged first = ChoosesPenalty && HasJudge ? ChoosePenalty() : Try(Options.L2, null) ?? throw diverged!;
        TrainingHistory history = end is { } reason ? first.History.EndedBy(reason) : first.History;
        if (!Refits || !HasJudge || end is StopReason.Stopped or StopReason.Cancelled || Deadline.IsOver)
        {
            return (first.Network, history);
        }

        Network<T> refitted = Create();
        TrainingOptions onAllSamples = Options with
        {
            L2 = first.L2,
            ValidationShare = 0,
            EarlyStopping = null,
            TargetCost = null,
            Metrics = [],
            Checkpoints = null,
            LastEpoch = history.BestEpoch ?? history.Epochs.Count,
            TimeLimit = Deadline.Left,
        };
        return Train(refitted, Samples, null, onAllSamples, progress: null).StopReason switch
        {
            StopReason.Cancelled => (first.Network, history.EndedBy(StopReason.Cancelled)),
            StopReason.TimeLimit => (first.Network, history.EndedBy(StopReason.TimeLimit)),
            _ => (refitted, history),
        };
    }

    private Judged ChoosePenalty()
    {
        double baseCost = SelectionTask.BaseCostOf(new Batch<T>(Samples.X, Samples.Y, SampleWeights.Of(Samples.Weights?.ToArray(), Options.ClassWeights, Samples.Y)), Loss);
        Judged chosen = new PenaltySearch<Judged>(Try, baseCost, StepsDown).AmongPowersOfTen() ?? throw diverged!;
        Selection = new ModelSelection(Fold is null ? "validation samples that were set aside" : "the first fold that was given", tried, chosen.Tried, linear: null, baseCost);
        return chosen;
    }

    private Judged? Try(double l2, Judged? best)
    {
        bool isFirst = best is null && diverged is null;
        if (!isFirst && (end is not null || Deadline.IsOver))
        {
            return null;
        }

        Network<T> network = Create();
        TrainingOptions training = Options with { L2 = l2, TimeLimit = isFirst ? Options.TimeLimit : Deadline.Left };
        try
        {
            TrainingHistory history = Train(network, Parts.Train, Parts.Test, training, Progress);
            end = history.StopReason is StopReason.Stopped or StopReason.Cancelled or StopReason.TimeLimit ? history.StopReason : end;
            if (history.Epochs.Count == 0)
            {
                if (best is not null)
                {
                    return null;
                }

                // There is nothing to keep.
                CancellationToken.ThrowIfCancellationRequested();
            }

            int epochs = history.BestEpoch ?? history.Epochs.Count;
            string description = Invariant($"{EvidenceModels<T>.Text([.. network.Layers.SkipLast(1)])}, {training.Optimizer.Title}, L2 = {Math.Round(l2, 3)}, {Require.Count(epochs, "epoch")}");
            Judged judged = new(network, history, l2, new TriedModel(description, epochs == 0 ? null : history.ValidationCosts[epochs - 1], null, null));
            tried.Add(judged.Tried);
            return judged;
        }
        catch (TrainingDivergedException exception)
        {
            diverged ??= exception;
            return null;
        }
    }

    /// <summary>Trains a new network; where that diverges, says that there is no model.</summary>
    private TrainingHistory Train(Network<T> unfitted, Batch<T> samples, Batch<T>? validation, TrainingOptions training, IProgress<TrainingProgress>? progress)
    {
        try
        {
            return new Trainer<T>(unfitted, training).Train(samples.X, samples.Y, samples.Weights, validation, progress, CancellationToken);
        }
        catch (TrainingDivergedException exception)
        {
            // The message of a training tells what has become of the network's parameters, but nobody gets this network.
            throw new TrainingDivergedException(
                Invariant($"Training diverged in epoch {exception.Epoch}, and there is no model: the cost stopped being finite. Try a smaller learning rate, or ClipNorm (MlpOptions.Training)."),
                exception.Epoch, exception.History);
        }
    }

    /// <summary>A training with a penalty.</summary>
    private sealed record Judged(Network<T> Network, TrainingHistory History, double L2, TriedModel Tried) : IJudgedPenalty
    {
        public double Cost => Tried.Cost ?? double.NaN;
    }
}
