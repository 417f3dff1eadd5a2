namespace ShallowNet;

/// <summary>How long silos compute for a sample, from their answers.</summary>
internal sealed class SiloSpeeds(double slowFactor)
{
    private const double Share = 0.1;

    private readonly Dictionary<string, (long Requests, double Seconds)> bySilo = [];

    /// <summary>Takes an answer into account.</summary>
    public void Add(string silo, double seconds, int samples)
    {
        double perSample = seconds / samples;
        bySilo[silo] = bySilo.TryGetValue(silo, out (long Requests, double Seconds) now)
            ? (now.Requests + 1, now.Seconds + Share * (perSample - now.Seconds)) : (1, perSample);
    }

    /// <summary>All silos by their names. Of an even number, the one in the middle is the faster one of two.</summary>
    public IReadOnlyList<SiloSpeed> All()
    {
        double[] ordered = [.. bySilo.Values.Select(silo => silo.Seconds).Order()];
        return [.. bySilo.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new SiloSpeed
        {
            Silo = pair.Key,
            Requests = pair.Value.Requests,
            MicrosecondsPerSample = pair.Value.Seconds * 1e6,
            IsSlow = pair.Value.Seconds > slowFactor * ordered[(ordered.Length - 1) / 2],
        })];
    }
}
