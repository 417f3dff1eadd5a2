using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ShallowNet;

/// <summary>
/// A list that never changes, is equal to every other with equal elements in the same order, and has its elements as text. A record whose
/// lists are of this kind is equal by value, lists included, without a line of its own.
/// </summary>
internal sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    /// <summary>The list without elements.</summary>
    public static readonly ValueList<T> Empty = new([]);

    private readonly T[] items;

    /// <summary>Copies the items.</summary>
    public ValueList(IEnumerable<T> items) => this.items = [.. items];

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals([NotNullWhen(true)] ValueList<T>? other) => other is not null && ValueList.AreEqual(items, other.items);

    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode() => ValueList.HashOf(items);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => ValueList.TextOf(items);
}

/// <summary>Makes lists that are equal by value, and compares and prints lists that are not of that kind.</summary>
internal static class ValueList
{
    /// <summary>A longer list is printed with so many elements, and with their number.</summary>
    private const int MostPrinted = 10;

    /// <summary>The list itself if it is equal by value already, otherwise a copy that is.</summary>
    public static ValueList<T> Of<T>(IEnumerable<T> items) => items as ValueList<T> ?? new ValueList<T>(items);

    /// <summary>A copy that is equal by value; neither the list nor an element of it may be null.</summary>
    public static ValueList<T> OfNotNull<T>([NotNull] IEnumerable<T>? items, string name)
        where T : class => Of(Require.NotNull(items, name).Select(item => Require.NotNull(item, name)));

    /// <summary>
    /// The same, but null for an empty list: what a struct keeps whose default has an empty list too, and is equal to one that was given it.
    /// </summary>
    public static ValueList<T>? OfOrNull<T>(IReadOnlyList<T> items) => items is null or { Count: 0 } ? null : Of(items);

    /// <summary>A sequence that is a list itself, and a list of its items otherwise, for those who go through it more than once; null for null.</summary>
    public static IReadOnlyList<T>? ItselfOrCopy<T>(IEnumerable<T>? items) => items is null ? null : items as IReadOnlyList<T> ?? Of(items);

    /// <summary>Whether two lists have equal elements in the same order.</summary>
    public static bool AreEqual<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) =>
        left.Count == right.Count && left.SequenceEqual(right);

    /// <summary>A hash code that lists with equal elements in the same order have in common.</summary>
    public static int HashOf<T>(IReadOnlyList<T> items)
    {
        HashCode hash = default;
        foreach (T item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>The elements, whatever the culture, as "[0.5, 2]"; of many, the first ones and their number, as "[1, 2, … 400 in all]".</summary>
    public static string TextOf<T>(IReadOnlyList<T> items)
    {
        string shown = string.Join(", ", items.Take(MostPrinted).Select(item => FormattableString.Invariant($"{item}")));
        return items.Count <= MostPrinted ? $"[{shown}]" : FormattableString.Invariant($"[{shown}, … {items.Count} in all]");
    }
}
