namespace ShallowNet;

/// <summary>The call of <see cref="Trainer{T}.Train"/> that a checkpoint was written in, to go on with.</summary>
/// <param name="LastEpoch">The number of the last epoch asked for.</param>
/// <param name="BestEpoch">The best epoch so far; 0 for none.</param>
/// <param name="Best">How good it was: the larger, the better.</param>
/// <param name="BestState">The network's state after it; empty for none.</param>
internal sealed record PendingRun<T>(int LastEpoch, int BestEpoch, double Best, T[][] BestState);
