using System.Collections;

namespace ShallowNet;

/// <summary>
/// One item for each layer, counted as the article's superscripts: <c>W[1]</c> is W[1], <c>A[0]</c> is the input.
/// </summary>
/// <typeparam name="TItem">What there is one of for each layer.</typeparam>
public sealed class PerLayer<TItem> : IEnumerable<TItem>
{
    private readonly string symbol;
    private readonly TItem[] items;

    /// <summary>Wraps the items without copying them, so that their owner can still exchange one.</summary>
    internal PerLayer(string symbol, int first, TItem[] items)
    {
        this.symbol = symbol;
        this.items = items;
        First = first;
    }

    /// <summary>The number of the first layer that has an item: 1, or 0 where the input counts too (A).</summary>
    public int First { get; }

    /// <summary>The number of the last layer: L.</summary>
    public int Last => First + items.Length - 1;

    /// <summary>The item of layer <paramref name="l"/>.</summary>
    /// <param name="l">The layer, from <see cref="First"/> to <see cref="Last"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public TItem this[int l] => l >= First && l <= Last
        ? items[l - First]
        : throw new ArgumentOutOfRangeException(nameof(l), Invariant($"{symbol}[l] exists for the layers {First} to {Last}, but l is {l}."));

    /// <summary>The items from the first layer to the last.</summary>
    public IEnumerator<TItem> GetEnumerator() => ((IEnumerable<TItem>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
