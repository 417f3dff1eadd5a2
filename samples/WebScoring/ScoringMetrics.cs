using System.Diagnostics.Metrics;

namespace WebScoring;

/// <summary>What is measured of <c>/predict</c>, for any listener: <c>/metrics</c>, <c>dotnet-counters</c>, OpenTelemetry.</summary>
internal sealed class ScoringMetrics
{
    public const string MeterName = "ShallowNet.WebScoring";

    public const string Answered = "answered";
    public const string Refused = "refused";
    public const string Aborted = "aborted";
    public const string Failed = "failed";

    private readonly Counter<long> requests;
    private readonly Counter<long> samples;
    private readonly Counter<long> unknown;
    private readonly Histogram<double> duration;
    private readonly UpDownCounter<long> inFlight;

    public ScoringMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        requests = Meter.CreateCounter<long>("webscoring.requests", "{request}", "Requests to /predict that have ended: answered, refused (the request was wrong), aborted (by the client) or failed.");
        samples = Meter.CreateCounter<long>("webscoring.samples", "{sample}", "Samples predicted.");
        unknown = Meter.CreateCounter<long>("webscoring.unknown_values", "{value}", "Values predicted for that were not there in training, by column: categories that are not known, and gaps where there were none.");
        duration = Meter.CreateHistogram<double>("webscoring.request.duration", "s", "Time from a request's headers to its answer, the wait for its body included.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });
        inFlight = Meter.CreateUpDownCounter<long>("webscoring.requests.in_flight", "{request}", "Requests to /predict that have not ended.");
    }

    public Meter Meter { get; }

    public void Started() => inFlight.Add(1);

    /// <summary>A request that is answered had so many unknown values in a column.</summary>
    public void HadUnknown(string column, int count)
    {
        if (count > 0)
        {
            unknown.Add(count, new KeyValuePair<string, object?>("column", column));
        }
    }

    public void Ended(string outcome, int predicted, TimeSpan time)
    {
        KeyValuePair<string, object?> tag = new("outcome", outcome);
        inFlight.Add(-1);
        requests.Add(1, tag);
        samples.Add(predicted);
        duration.Record(time.TotalSeconds, tag);
    }
}
