using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// How each of a layer's inputs becomes several numbers before W[l], which is then n[l] × (their number): the option <see cref="Dense.Embedding"/>.
/// </summary>
/// <remarks>
/// <see cref="Periodic"/>, <see cref="PiecewiseLinear(IReadOnlyList{double})"/>, <see cref="Category"/> and <see cref="Pass"/> are for any number of inputs, all
/// of which they treat alike; <see cref="Of"/> says for each input which of these it is. What is learned is drawn for each input by itself, before W[l], and is
/// neither penalized nor decayed. An embedding is a description: it knows no precision, is compared by value, and can be shared freely.
/// </remarks>
public sealed record Embedding
{
    /// <summary>The most frequencies, numbers that an input becomes, or values of a category: what is larger is a mistake.</summary>
    internal const int MostFrequencies = 1000, LargestSize = 1000, MostValues = 1_000_000;

    private readonly ValueList<InputEmbedding> kinds;

    private Embedding(IReadOnlyList<InputEmbedding> kinds, int? inputs)
    {
        this.kinds = ValueList.Of(kinds);
        Inputs = inputs;
    }

    /// <summary>How many inputs it is for; null for any number, all of which it treats alike.</summary>
    public int? Inputs { get; }

    /// <summary>The input as it is, such as a column of 0 and 1.</summary>
    public static Embedding Pass { get; } = new([new PassEmbedding()], null);

    /// <summary>
    /// A number x becomes x and V cos(2πux + c) + δ, where u, c, V and δ are learned for each input: "PBLD" of Holzmüller, Grinsztajn and Steinwart (2024,
    /// arXiv 2407.04491). Inputs should be centred and scaled.
    /// </summary>
    /// <remarks>At first u is Gaussian, c uniform from −π to π, and V and δ are uniform within ±1/√frequencies.</remarks>
    /// <param name="size">How many numbers x becomes, x itself included; from 2 to 1,000.</param>
    /// <param name="frequencies">The length of u and c; V is (size − 1) × frequencies; from 1 to 1,000.</param>
    /// <param name="deviation">The standard deviation of u at first, greater than 0: the larger, the finer what can be told apart.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Embedding Periodic(int size = 4, int frequencies = 16, double deviation = 0.1) => OfAll(new PeriodicEmbedding(
        Require.Within(2, LargestSize, size, nameof(size)), Require.Within(1, MostFrequencies, frequencies, nameof(frequencies)), Require.Positive(deviation, nameof(deviation))));

    /// <summary>
    /// A number x becomes how far it is through each of the bins between given edges: (x − b[t-1])/(b[t] − b[t-1]) for bin t, limited to 0 and 1, but not
    /// below the first edge and above the last (Gorishniy, Rubachev and Babenko, 2022, arXiv 2203.05556). Nothing of it is learned.
    /// </summary>
    /// <param name="edges">b[0] to b[T], at least two, finite in float and rising; each input becomes T numbers.</param>
    /// <exception cref="ArgumentException">There are fewer than two or more than 1,001 edges, or they are not finite or do not rise.</exception>
    /// <exception cref="ArgumentNullException">The edges are null.</exception>
    public static Embedding PiecewiseLinear(params IReadOnlyList<double> edges) => OfAll(new PiecewiseLinearEmbedding(edges));

    /// <summary>
    /// The piecewise-linear embedding of each input whose edges are quantiles of samples, so that about as many samples lie in each bin. Equal quantiles are one
    /// edge; an input of one value only is passed as it is.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, n × m, as the layer will receive them.</param>
    /// <param name="bins">The most bins of an input, from 1 to 1,000.</param>
    /// <returns>An embedding for n inputs, each with at most <paramref name="bins"/> bins.</returns>
    /// <exception cref="ArgumentException">X has no row or column, or an element that is not finite in float.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bins are fewer than 1 or more than 1,000.</exception>
    public static Embedding PiecewiseLinear<T>(Matrix<T> X, int bins = 16)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        X = Require.Samples(X, null, null, nameof(X), "");
        Require.Within(1, LargestSize, bins, nameof(bins));
        InputEmbedding[] kinds = new InputEmbedding[X.RowCount];
        for (int i = 0; i < kinds.Length; i++)
        {
            double[] edges = PiecewiseLinearEmbedding.Quantiles(Array.ConvertAll(X.Row(i).ToArray(), double.CreateTruncating), bins);
            kinds[i] = edges.Length > 1 ? new PiecewiseLinearEmbedding(edges) : new PassEmbedding();
        }

        return new Embedding(kinds, kinds.Length);
    }

    /// <summary>
    /// A code from 0 to values − 1 becomes the numbers of its category, which are learned and at first Gaussian. Any other number,
    /// such as −1 for what is unknown, becomes zeros.
    /// </summary>
    /// <param name="values">How many values there are, from 1 to 1,000,000.</param>
    /// <param name="size">How many numbers each becomes, from 1 to 1,000.</param>
    /// <param name="deviation">
    /// The standard deviation of the numbers at first, greater than 0: the smaller, the more alike values are of which there are few samples.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Embedding Category(int values, int size = 8, double deviation = 1) =>
        OfAll(CategoryEmbedding.Of(values, Require.Within(1, LargestSize, size, nameof(size)), deviation));

    /// <summary>An embedding of several inputs, one after the other, such as <c>Embedding.Of(Embedding.Periodic(), Embedding.Category(5), Embedding.Pass)</c>.</summary>
    /// <param name="inputs">For each input how it is embedded: one of the others, or an embedding for several inputs, which count as so many.</param>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <exception cref="ArgumentNullException">The list or one of its elements is null.</exception>
    public static Embedding Of(params IReadOnlyList<Embedding> inputs)
    {
        InputEmbedding[] all = [.. ValueList.OfNotNull(inputs, nameof(inputs)).SelectMany(embedding => embedding.kinds)];
        return all.Length > 0 ? new Embedding(all, all.Length) : throw new ArgumentException("An embedding must be for at least one input, but inputs is empty.", nameof(inputs));
    }

    /// <summary>How many numbers so many inputs become: the columns of W[l].</summary>
    /// <param name="inputs">n[l-1]; at least 1.</param>
    /// <exception cref="ArgumentException">The embedding is for another number of inputs, or there would be too many numbers.</exception>
    public int Width(int inputs)
    {
        Require.AtLeast(1, inputs, nameof(inputs));
        if (Inputs is { } own && own != inputs)
        {
            throw new ArgumentException($"The embedding must be for {Require.Count(inputs, "input")}, but is for {Require.Text(own)}.", nameof(inputs));
        }

        return Total(inputs, kind => kind.Size);
    }

    /// <summary>The kinds with the number of inputs that each is for, such as <c>periodic(4, 16, 0.1) × 3, pass</c>.</summary>
    public override string ToString()
    {
        const int MostPrinted = 4;
        (InputEmbedding Kind, int Count)[] runs = Runs(kinds.Count);
        string shown = string.Join(", ", runs.Take(MostPrinted).Select(run => run.Count == 1 ? run.Kind.Text : Invariant($"{run.Kind.Text} × {run.Count}")));
        return Inputs is { } inputs && runs.Length > MostPrinted ? Invariant($"{shown}, … {inputs} in all") : shown;
    }

    /// <summary>An embedding of any number of inputs, all alike.</summary>
    internal static Embedding OfAll(InputEmbedding kind) => new([kind], null);

    /// <summary>An embedding of so many inputs as the list has.</summary>
    internal static Embedding OfEach(IReadOnlyList<InputEmbedding> each) => new(each, each.Count);

    /// <summary>How each of so many inputs is embedded.</summary>
    internal InputEmbedding[] Each(int inputs) => [.. Runs(inputs).SelectMany(run => Enumerable.Repeat(run.Kind, run.Count))];

    /// <summary>The learned numbers of so many inputs, of which it must be the embedding.</summary>
    internal int Parameters(int inputs) => Total(inputs, kind => kind.ParameterCount);

    /// <summary>Neighbouring inputs that are embedded in the same way, and how many they are.</summary>
    internal (InputEmbedding Kind, int Count)[] Runs(int inputs)
    {
        List<(InputEmbedding Kind, int Count)> runs = [];
        foreach (InputEmbedding kind in kinds)
        {
            if (runs.Count > 0 && runs[^1].Kind == kind)
            {
                runs[^1] = (kind, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((kind, Inputs is null ? inputs : 1));
            }
        }

        return [.. runs];
    }

    private int Total(int inputs, Func<InputEmbedding, int> of)
    {
        long total = Runs(inputs).Sum(run => (long)of(run.Kind) * run.Count);
        return total <= Array.MaxLength
            ? (int)total
            : throw new ArgumentException(Invariant($"An embedding must have at most {Array.MaxLength} numbers, but that of {inputs} inputs has {total}."), nameof(inputs));
    }
}
