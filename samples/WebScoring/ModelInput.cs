using System.Text;

namespace WebScoring;

/// <summary>The features of a model: how many, and what they are called, if it knows.</summary>
internal sealed class FeatureNames(int count, IReadOnlyList<string>? names)
{
    private readonly byte[][] utf8 = [.. (names ?? []).Select(Encoding.UTF8.GetBytes)];

    public int Count => count;

    public bool AreKnown => names is not null;

    public string this[int feature] => names![feature];

    /// <summary>The name as a request has it.</summary>
    public ReadOnlySpan<byte> Utf8(int feature) => utf8[feature];
}
