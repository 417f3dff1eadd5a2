using System.Diagnostics.Metrics;
using System.Globalization;

namespace Cluster;

/// <summary>How long the evaluations of a training took that this process coordinates, and how long the slower of the silos computed meanwhile.</summary>
internal sealed class StepTimes : IDisposable
{
    /// <summary>The first steps, in which code is compiled, do not count.</summary>
    private const int WarmUp = 40;

    private readonly MeterListener listener = new();
    private readonly List<(double All, double Computing)> steps = [];
    private readonly Dictionary<string, double> bySilo = [];
    private readonly int silos;

    /// <summary>Begins to listen.</summary>
    /// <param name="silos">Only steps that so many silos took part in count.</param>
    public StepTimes(int silos)
    {
        this.silos = silos;
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name is "shallownet.cluster.evaluation.duration" or "shallownet.cluster.shard.duration")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => Add(instrument.Name, seconds, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    /// <summary>Medians, and what the middle four fifths of the steps took beyond the computation.</summary>
    public override string ToString()
    {
        (double All, double Computing)[] counted = [.. steps.Skip(WarmUp)];
        double[] beyond = [.. counted.Select(step => step.All - step.Computing).Order()];
        return counted.Length == 0 ? "none of them had a part in the same step, since chance gave its shards to one; try again" : string.Create(
            CultureInfo.InvariantCulture,
            $"{counted.Length} steps of {Median([.. counted.Select(step => step.All).Order()]):F2} ms, of which the slower silo computes {Median([.. counted.Select(step => step.Computing).Order()]):F2} ms; "
            + $"{Median(beyond):F2} ms beyond it ({beyond[beyond.Length / 10] * 1e3:F2} to {beyond[beyond.Length * 9 / 10] * 1e3:F2})");

        static double Median(double[] ordered) => ordered[ordered.Length / 2] * 1e3;
    }

    /// <summary>The requests of a step come before the step itself.</summary>
    private void Add(string name, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (name == "shallownet.cluster.shard.duration")
        {
            string silo = (string)tags[0].Value!;
            bySilo[silo] = bySilo.GetValueOrDefault(silo) + seconds;
            return;
        }

        if (bySilo.Count == silos)
        {
            steps.Add((seconds, bySilo.Values.Max()));
        }

        bySilo.Clear();
    }
}
