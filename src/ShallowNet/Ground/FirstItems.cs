using System.Collections;

namespace ShallowNet;

/// <summary>
/// The items that a list has now, however many are added to it later: a view that costs nothing to make. Nothing may be removed from the
/// list, or exchanged in it.
/// </summary>
internal sealed class FirstItems<TItem>(List<TItem> items) : IReadOnlyList<TItem>
{
    public int Count { get; } = items.Count;

    public TItem this[int index] => (uint)index < (uint)Count ? items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<TItem> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
