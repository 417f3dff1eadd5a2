using System.Diagnostics;
using System.Numerics;

namespace ShallowNet;

/// <summary>The training of an ensemble at work: which member is next, what is trained, and what ends it before all are.</summary>
/// <param name="plan">The networks to begin with, and how they are trained.</param>
/// <param name="progress">Told after every member.</param>
/// <param name="cancellationToken">Ends all trainings.</param>
internal sealed class EnsembleRun<T>(EnsemblePlan<T> plan, IProgress<EnsembleProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lock oneAtATime = new();
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<int, (EnsembleMember Member, Network<T> Network)> trained = [];
    private int next = -1;

    private int Total => plan.How.Members;

    /// <summary>Trains all members in this process, as many at a time as there are threads.</summary>
    public Ensemble<T> Run()
    {
        int threads = plan.How.Training.MaxThreads, atOnce = Math.Min(threads, Total);
        using EarlyEnd end = Begin();
        Parallel.For(0, atOnce, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, _ =>
            TrainNext(end, (member, token) => Task.FromResult(plan.Train(member, threads / atOnce, token))).GetAwaiter().GetResult());
        return Result(end);
    }

    /// <summary>Has all members trained elsewhere.</summary>
    /// <param name="atOnce">How many at a time.</param>
    /// <param name="train">Has a member trained, by its number.</param>
    public async Task<Ensemble<T>> RunElsewhere(int atOnce, Func<int, CancellationToken, Task<(EnsembleMember, Network<T>)>> train)
    {
        using EarlyEnd end = Begin();
        Task all = Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, Total)).Select(_ => TrainNext(end, train)));

        // Whoever cancels must not have to make the network of those that are trained.
        await all.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return Result(end);
    }

    private EarlyEnd Begin()
    {
        EarlyEnd end = new(cancellationToken);
        end.MakeAfter(plan.How.TimeLimit);
        return end;
    }

    /// <summary>Trains one member after the other, until none is left, or something ends it.</summary>
    private async Task TrainNext(EarlyEnd end, Func<int, CancellationToken, Task<(EnsembleMember, Network<T>)>> train)
    {
        try
        {
            while (!end.Token.IsCancellationRequested && Interlocked.Increment(ref next) is var member && member < Total)
            {
                Add(await train(member, end.Token).ConfigureAwait(false), end.Request);
            }
        }
        catch (OperationCanceledException) when (end.Token.IsCancellationRequested)
        {
            // The member that was being trained is given up.
        }
        catch (Exception exception)
        {
            end.Fail(exception);
        }
    }

    private void Add((EnsembleMember Member, Network<T> Network) result, StopRequest stop)
    {
        lock (oneAtATime)
        {
            trained.Add(result.Member.Number, result);
            progress?.Report(new EnsembleProgress(trained.Count, Total, result.Member) { Elapsed = Stopwatch.GetElapsedTime(start), Request = stop });
        }
    }

    private Ensemble<T> Result(EarlyEnd end)
    {
        end.ThrowIfFailed();
        bool isComplete = trained.Count == Total;
        if (!isComplete && (!plan.How.KeepWhenCancelled || trained.Count == 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return trained.Count > 0 ? new Ensemble<T>(trained.Values, isComplete)
            : throw new TimeoutException($"TimeLimit must be enough to train at least one member, but {plan.How.TimeLimit} was over before the first was trained.");
    }
}
