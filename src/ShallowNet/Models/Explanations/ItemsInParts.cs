using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Does something to each of many items by several threads, a stretch of them at a time, after which progress is told and a cancellation asked for.</summary>
internal sealed class ItemsInParts : Job
{
    /// <summary>About how long a stretch takes.</summary>
    private const double NanosecondsOfStretch = 1e8;

    private readonly Action<int, int> run;
    private int first;
    private int count;

    private ItemsInParts(Action<int, int> run) => this.run = run;

    /// <summary>Does it.</summary>
    /// <param name="items">How many.</param>
    /// <param name="nanoseconds">About how long each takes.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="run">Does one item, whose number is given, as a part whose number is given first.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked before every stretch.</param>
    public static void Run(int items, double nanoseconds, int threads, Action<int, int> run, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ItemsInParts job = new(run);
        int parts = Math.Min(items, Workers.Parts(items * nanoseconds, threads)), stretch = (int)Math.Clamp(parts * NanosecondsOfStretch / nanoseconds, parts, items);
        for (job.first = 0; job.first < items; job.first += stretch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            job.count = Math.Min(stretch, items - job.first);
            Workers.Run(job, Math.Min(parts, job.count));
            progress?.Report((job.first + job.count) / (double)items);
        }
    }

    public override void Run(int part, int parts)
    {
        (int start, int share) = Share(count, part, parts);
        for (int item = first + start; item < first + start + share; item++)
        {
            run(part, item);
        }
    }
}
