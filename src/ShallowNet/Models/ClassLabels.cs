using System.Globalization;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>The classes of a model in order, for code that does not know the type of the labels.</summary>
internal abstract class ClassLabels
{
    /// <summary>The number of classes.</summary>
    public abstract int Count { get; }

    /// <summary>The classes as texts, whatever the culture.</summary>
    public abstract string[] Names { get; }

    /// <summary>The classes in quotation marks, separated by commas.</summary>
    public string Quoted => string.Join(", ", Names.Select(name => $"\"{name}\""));

    /// <summary>The type of the labels.</summary>
    public abstract Type LabelType { get; }

    /// <summary>The labels themselves as objects.</summary>
    public abstract object[] Boxed();
}

/// <summary>The classes of a model in order, and the number of each label.</summary>
internal sealed class ClassLabels<TLabel> : ClassLabels
    where TLabel : notnull
{
    /// <summary>
    /// Up to so many classes may be of any kind. More must be whole numbers where they are numbers, and have two samples each on average: they
    /// may well be a regression's targets, or the names of the samples.
    /// </summary>
    private const int MostClassesOfAnyKind = 50;

    private readonly Dictionary<TLabel, int> numbers = [];

    private ClassLabels(TLabel[] classes)
    {
        Classes = Array.AsReadOnly(classes);
        for (int i = 0; i < classes.Length; i++)
        {
            numbers.Add(classes[i], i);
        }
    }

    public IReadOnlyList<TLabel> Classes { get; }

    public override int Count => Classes.Count;

    public override string[] Names => [.. Classes.Select(NameOf)];

    public override Type LabelType => typeof(TLabel);

    /// <summary>Whether labels have an order. Tuples count as having none: they compare texts by the culture, and some elements not at all.</summary>
    private static bool AreOrdered =>
        (typeof(TLabel).IsAssignableTo(typeof(IComparable<TLabel>)) || typeof(TLabel).IsAssignableTo(typeof(IComparable)))
        && !typeof(TLabel).IsAssignableTo(typeof(ITuple));

    /// <summary>
    /// The classes that occur, at least two: in their natural order (texts by their characters' numbers, whatever the culture), or else
    /// as they were first met.
    /// </summary>
    /// <param name="labels">The labels of all samples.</param>
    /// <param name="samples">How many samples have these labels, one or more or none each.</param>
    /// <param name="name">What the caller calls the labels.</param>
    /// <exception cref="ArgumentException">There is only one class, or so many that the labels are numbers to predict, or names of samples.</exception>
    public static ClassLabels<TLabel> Of(IEnumerable<TLabel> labels, int samples, string name)
    {
        TLabel[] distinct = [.. labels.Distinct()];
        if (distinct.Length < 2)
        {
            throw new ArgumentException(
                $"{name} must have at least two classes, but {(distinct.Length == 0 ? "have none" : $"have only {InQuotes(distinct[0])}")}.", name);
        }

        CheckAreClasses(distinct, labels.Count(), samples, name);
        if (distinct is string[] texts)
        {
            Array.Sort(texts, StringComparer.Ordinal);
        }
        else if (AreOrdered)
        {
            Array.Sort(distinct);
        }

        return new ClassLabels<TLabel>(distinct);
    }

    /// <summary>The given classes, in the given order.</summary>
    public static ClassLabels<TLabel> Given(IReadOnlyList<TLabel> classes, string name)
    {
        TLabel[] given = [.. Require.NotNull(classes, name)];
        CheckEach(given, name);
        if (given.Length < 2)
        {
            throw new ArgumentException(Invariant($"{name} must have at least two elements, but has {given.Length}."), name);
        }

        HashSet<TLabel> met = [];
        int index = Array.FindIndex(given, label => !met.Add(label));
        return index < 0
            ? new ClassLabels<TLabel>(given)
            : throw new ArgumentException(Invariant($"{name} must be different, but {name}[{index}] is {InQuotes(given[index])} again."), name);
    }

    /// <summary>Refuses lists that do not have one label, or one set of labels, for each sample.</summary>
    public static void Check<TItem>(IReadOnlyList<TItem>? labels, (int Features, int Samples) X, string name)
    {
        Require.NotNull<IReadOnlyList<TItem>>(labels, name);
        MlpModel.CheckCount(labels.Count, X, name);
        CheckEach(labels, name);
    }

    /// <summary>Refuses elements that are no labels.</summary>
    public static void CheckEach<TItem>(IEnumerable<TItem> labels, string name)
    {
        foreach ((int j, TItem label) in labels.Index())
        {
            if ((object?)label is null or double.NaN or float.NaN)
            {
                throw new ArgumentException(Invariant($"{name} must be neither null nor NaN, but {name}[{j}] is {(label is null ? "null" : "NaN")}."), name);
            }

            if (label is string text)
            {
                Require.ValidText(text, name, j);
            }
            else if (label is char character)
            {
                Require.ValidText([character], name, j);
            }
        }
    }

    public override object[] Boxed() => [.. Classes];

    /// <summary>The number of the class that sample j has as its label.</summary>
    public int NumberOf(TLabel label, int j, string name) => numbers.TryGetValue(label, out int number)
        ? number
        : throw new ArgumentException(Invariant($"{name} must be classes that the model knows, but {name}[{j}] is {InQuotes(label)}, not one of {Quoted}."), name);

    /// <summary>Refuses any other number of probabilities than one for each class.</summary>
    public void CheckProbabilities(int count, string name)
    {
        if (count != Count)
        {
            throw new ArgumentException(Invariant($"{name} must have {Count} elements (one for each class), but has {count}."), name);
        }
    }

    /// <summary>The classes, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Names);

    /// <summary>Refuses labels that are numbers to predict, or names of samples, before a network is trained with an output for each.</summary>
    private static void CheckAreClasses(TLabel[] distinct, int labels, int samples, string name)
    {
        if (distinct.Length <= MostClassesOfAnyKind)
        {
            return;
        }

        int index = Array.FindIndex(distinct, label => label is not null && AsNumber(label) is { } number && number != Math.Floor(number));
        if (index >= 0)
        {
            throw new ArgumentException(
                Invariant($"{name} must be classes, but have {distinct.Length} different numbers, such as {InQuotes(distinct[index])}: numbers to predict are learned by MlpRegressor.Fit."), name);
        }

        if (2 * distinct.Length > labels)
        {
            string inAll = labels == samples ? "" : $" with {Require.Count(labels, "label")} in all";
            throw new ArgumentException(
                Invariant($"{name} must have two samples of a class on average where there are more than {MostClassesOfAnyKind} classes, but have {distinct.Length} classes of {Require.Count(samples, "sample")}{inAll}: nothing can be learned from that."), name);
        }
    }

    private static double? AsNumber(TLabel label) => label is float or double or decimal or Half
        ? Convert.ToDouble(label is Half half ? (float)half : label, CultureInfo.InvariantCulture) : null;

    private static string InQuotes(TLabel label) => $"\"{NameOf(label)}\"";

    private static string NameOf(TLabel label) => Convert.ToString(label, CultureInfo.InvariantCulture) ?? "";
}
