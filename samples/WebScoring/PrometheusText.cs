using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace WebScoring;

/// <summary>Listens to a meter, and tells its sums and histograms in Prometheus' text format.</summary>
/// <remarks>A measurement of a known combination of tags allocates nothing.</remarks>
internal sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly List<Family> families = [];
    private readonly MeterListener listener = new();

    public PrometheusText(ScoringMetrics metrics)
    {
        listener.InstrumentPublished = (instrument, itsListener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                Family family = new(instrument);
                families.Add(family);
                itsListener.EnableMeasurementEvents(instrument, family);
            }
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((Family)family!).Add(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((Family)family!).Add(value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    public override string ToString()
    {
        StringBuilder text = new();
        foreach (Family family in families)
        {
            family.Write(text);
        }

        return text.ToString();
    }

    /// <summary>An instrument, and a series for each combination of tags it was used with.</summary>
    private sealed class Family
    {
        private readonly Lock gate = new();
        private readonly List<Series> all = [];
        private readonly string name;
        private readonly string help;
        private readonly string type;
        private readonly double[]? bounds;

        public Family(Instrument instrument)
        {
            string unit = instrument.Unit == "s" ? "_seconds" : "";
            (type, string ending) = instrument switch
            {
                Counter<long> => ("counter", "_total"),
                UpDownCounter<long> => ("gauge", ""),
                Histogram<double> => ("histogram", ""),
                _ => throw new NotSupportedException($"{instrument.Name} must be a counter or an up-down counter of long, or a histogram of double."),
            };
            name = $"{instrument.Name.Replace('.', '_')}{unit}{ending}";
            help = instrument.Description ?? "";
            bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray();
        }

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (gate)
            {
                Series? series = null;
                foreach (Series known in all)
                {
                    series = known.Has(tags) ? known : series;
                }

                if (series is null)
                {
                    all.Add(series = new Series(tags, bounds));
                }

                series.Add(value, bounds);
            }
        }

        public void Write(StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            lock (gate)
            {
                foreach (Series series in all)
                {
                    series.Write(text, name, bounds);
                }
            }
        }
    }

    private sealed class Series(ReadOnlySpan<KeyValuePair<string, object?>> tags, double[]? bounds)
    {
        private readonly KeyValuePair<string, object?>[] itsTags = tags.ToArray();
        private readonly string labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}=\"{Escaped(tag.Value)}\""));
        private readonly long[] buckets = new long[bounds is null ? 0 : bounds.Length + 1];
        private double sum;

        /// <summary>Compares without boxing the pairs, as SequenceEqual would.</summary>
        public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
        {
            bool same = others.Length == itsTags.Length;
            for (int i = 0; same && i < others.Length; i++)
            {
                same = others[i].Key == itsTags[i].Key && Equals(others[i].Value, itsTags[i].Value);
            }

            return same;
        }

        public void Add(double value, double[]? bounds)
        {
            sum += value;
            if (bounds is not null)
            {
                // A bucket's bound belongs to it; what is above all bounds has the last bucket.
                int found = Array.BinarySearch(bounds, value);
                buckets[found >= 0 ? found : ~found]++;
            }
        }

        public void Write(StringBuilder text, string name, double[]? bounds)
        {
            string all = labels.Length == 0 ? "" : $"{{{labels}}}";
            if (bounds is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{all} {sum}\n");
                return;
            }

            string before = labels.Length == 0 ? "" : $"{labels},";
            long count = 0;
            for (int i = 0; i < buckets.Length; i++)
            {
                count += buckets[i];
                string bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{bound}\"}} {count}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{all} {sum}\n{name}_count{all} {count}\n");
        }

        private static string? Escaped(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)?
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }
}
