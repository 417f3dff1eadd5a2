using System.Numerics;

namespace ShallowNet;

/// <summary>A source of samples under the name that messages call it by.</summary>
/// <param name="Name">The name.</param>
/// <param name="Source">A <see cref="ShardSource{T}"/>.</param>
internal sealed record NamedData(string Name, object Source);

/// <summary>The data that a silo was given. What a message names is looked up here, and nowhere else.</summary>
internal sealed class SiloData(IEnumerable<NamedData> all)
{
    private readonly Dictionary<string, object> sources = all.ToDictionary(data => data.Name, data => data.Source);

    /// <summary>The source that a plan names.</summary>
    /// <exception cref="ArgumentException">The silo has none of that name, or one of the other precision.</exception>
    public ShardSource<T> Find<T>(ShardPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        sources.GetValueOrDefault(plan.Data) switch
        {
            ShardSource<T> source => source,
            null => throw new ArgumentException(sources.Count == 0
                ? $"The silo must have the data \"{plan.Data}\", but has none: see AddTrainingData."
                : $"The silo must have the data \"{plan.Data}\", but has {string.Join(", ", sources.Keys.Order(StringComparer.Ordinal).Select(name => $"\"{name}\""))}."),
            _ => throw new ArgumentException($"The data \"{plan.Data}\" must be of {typeof(T).Name}s, as the network, but are of the other precision."),
        };
}
