using System.Numerics;

namespace ShallowNet;

/// <summary>Networks that learn every sample, for complete truth tables, of which nothing is noise and no other samples are to come.</summary>
internal sealed class TruthTableModels<T>(SelectionTask<T> task)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Starts = 4;
    private const int LeastUnits = 8;
    private const int MostUnits = 64;
    private const int MostIterations = 500;

    /// <summary>Large enough to keep weights finite, and far too small to keep an answer back.</summary>
    private const double L2 = 1e-3;

    /// <summary>The first network, of growing size, that learns every sample; null where none does.</summary>
    /// <param name="learnsAll">Whether a model does.</param>
    public FittedModel<T>? Learn(Predicate<FittedModel<T>> learnsAll)
    {
        foreach (IReadOnlyList<Dense> hidden in task.Options.HiddenLayers is { } given ? given.Count > 0 ? [given] : [] : Sizes())
        {
            for (int start = 0; start < Starts && !task.IsOver; start++)
            {
                if (Train(hidden, start) is { } model && learnsAll(model))
                {
                    return task.Best = model;
                }
            }
        }

        return null;
    }

    private static IEnumerable<IReadOnlyList<Dense>> Sizes()
    {
        for (int units = LeastUnits; units <= MostUnits; units *= 2)
        {
            yield return [new Dense(units, Activation.Tanh)];
        }
    }

    private FittedModel<T>? Train(IReadOnlyList<Dense> hidden, int start)
    {
        Network<T> network = task.Create<T>(hidden, (task.Options.Seed + start) & int.MaxValue);
        TrainingOptions training = new() { Optimizer = new Lbfgs(), Epochs = MostIterations, L2 = L2, TargetCost = 1e-3, MaxThreads = task.MaxThreads, TimeLimit = task.Deadline.Left };
        try
        {
            TrainingHistory history = network.Train(task.X, task.Y, training, task.Weights, progress: task.Progress, cancellationToken: task.CancellationToken);
            task.IsStopped |= history.StopReason == StopReason.Stopped;
            return new FittedModel<T>(network, history, new TriedModel($"{EvidenceModels<T>.Text(hidden)}, L-BFGS, the whole table", null, history.FinalCost, null));
        }
        catch (TrainingDivergedException)
        {
            return null;
        }
    }
}
