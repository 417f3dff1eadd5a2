namespace ShallowNet;

/// <summary>Collects values, each as something of a type.</summary>
/// <typeparam name="TItem">What a column of the kind has for each row.</typeparam>
/// <param name="gap">What it has where there is no value.</param>
internal abstract class CsvCollector<TItem>(TItem gap) : CsvCollector
{
    private readonly List<TItem> items = [];

    public sealed override int Count => items.Count;

    public sealed override void AddGap() => items.Add(gap);

    public override void Clear() => items.Clear();

    private protected void Add(TItem item) => items.Add(item);

    private protected TItem[] ToArray() => [.. items];
}
