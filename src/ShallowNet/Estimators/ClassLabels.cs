namespace ShallowNet;

/// <summary>The classes of a model in order, and the number of each label.</summary>
internal sealed class ClassLabels<TLabel>
    where TLabel : notnull
{
    private readonly Dictionary<TLabel, int> numbers = [];
    private readonly TLabel[] classes;

    private ClassLabels(TLabel[] classes)
    {
        this.classes = classes;
        for (int i = 0; i < classes.Length; i++)
        {
            numbers.Add(classes[i], i);
        }
    }

    /// <summary>In their natural order (texts by their characters' numbers, whatever the culture), or else as they were first met.</summary>
    public IReadOnlyList<TLabel> Classes => classes;

    public int Count => classes.Length;

    /// <summary>The classes that occur, at least two.</summary>
    public static ClassLabels<TLabel> Of(IEnumerable<TLabel> labels, string name)
    {
        TLabel[] distinct = [.. labels.Distinct()];
        if (distinct.Length < 2)
        {
            throw new ArgumentException(
                $"{name} must have at least two classes, but {(distinct.Length == 0 ? "is empty" : $"all are {distinct[0]}")}.", name);
        }

        if (distinct is string[] texts)
        {
            Array.Sort(texts, StringComparer.Ordinal);
        }
        else if (distinct[0] is IComparable or IComparable<TLabel>)
        {
            Array.Sort(distinct);
        }

        return new ClassLabels<TLabel>(distinct);
    }

    /// <summary>The given classes, in the given order.</summary>
    public static ClassLabels<TLabel> Given(IReadOnlyList<TLabel> classes, string name)
    {
        CheckNoNull(Require.NotNull(classes, name), name);
        if (classes.Count < 2 || classes.Distinct().Count() != classes.Count)
        {
            throw new ArgumentException($"{name} must be at least two different classes, but {(classes.Count < 2 ? $"there {(classes.Count == 1 ? "is 1" : "are none")}" : "some are the same")}.", name);
        }

        return new ClassLabels<TLabel>([.. classes]);
    }

    /// <summary>Labels, one for each sample, none of them null.</summary>
    public static void Check<TItem>(IReadOnlyList<TItem>? labels, int samples, string name)
    {
        Require.NotNull<IReadOnlyList<TItem>>(labels, name);
        if (labels.Count != samples)
        {
            throw new ArgumentException($"{name} must have {Require.Count(samples, "element")} (one for each sample), but has {labels.Count}.", name);
        }

        CheckNoNull(labels, name);
    }

    /// <summary>The numbers of labels.</summary>
    public int[] NumbersOf(IEnumerable<TLabel> labels, string name) => [.. labels.Select(label => numbers.TryGetValue(label, out int number)
        ? number
        : throw new ArgumentException($"{name} must be classes that the model knows, but {label} is not among {string.Join(", ", classes)}.", name))];

    private static void CheckNoNull<TItem>(IReadOnlyList<TItem> items, string name)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException($"{name} must not be null, but {name}[{i}] is.", name);
            }
        }
    }
}
