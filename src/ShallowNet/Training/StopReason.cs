namespace ShallowNet;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs that were asked for are done.</summary>
    Epochs,

    /// <summary>The cost, or the chosen metric, has not improved for <see cref="EarlyStopping.Patience"/> epochs.</summary>
    EarlyStopping,

    /// <summary>The cost has reached <see cref="TrainingOptions.TargetCost"/>.</summary>
    TargetCost,

    /// <summary><see cref="TrainingOptions.TimeLimit"/> is over.</summary>
    TimeLimit,

    /// <summary>L-BFGS has found a minimum, as closely as its tolerances ask, or as the network's precision can tell.</summary>
    Converged,

    /// <summary>The cost or a parameter was no longer finite; see <see cref="TrainingDivergedException"/>.</summary>
    Diverged,

    /// <summary>The program asked for it by <see cref="TrainingProgress.Stop"/>.</summary>
    Stopped,

    /// <summary>The token was cancelled, and <see cref="TrainingOptions.KeepWhenCancelled"/> asks for what there was by then.</summary>
    Cancelled,
}
