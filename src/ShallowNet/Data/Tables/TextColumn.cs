namespace ShallowNet;

/// <summary>A column of texts, such as the names of categories, in which null is a gap.</summary>
/// <remarks>Each different text is kept once.</remarks>
public sealed class TextColumn : Column
{
    /// <summary>Where there is no text.</summary>
    internal const int Gap = -1;

    private readonly int[] codes;
    private readonly string[] texts;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">The text of each row; null for a gap.</param>
    /// <exception cref="ArgumentException">The name is empty, or a text is not valid (half a surrogate pair).</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public TextColumn(string name, IEnumerable<string?> values)
        : this(name, Distinct(Require.NotNull(values), name))
    {
    }

    /// <summary>A column on top of arrays, which nobody changes from now on.</summary>
    /// <param name="name">The name.</param>
    /// <param name="coded">For each row the place of its text, or <see cref="Gap"/>; and the texts, valid and all different, of which some may not occur.</param>
    internal TextColumn(string name, (int[] Codes, string[] Texts) coded)
        : base(name, coded.Codes.Length) => (codes, texts) = coded;

    /// <summary>The text of each row; null for a gap.</summary>
    public IReadOnlyList<string?> Values => Array.ConvertAll(codes, code => code == Gap ? null : texts[code]);

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Text;

    /// <summary>For each row the place of its text, or <see cref="Gap"/>.</summary>
    internal ReadOnlySpan<int> Codes => codes;

    /// <summary>The different texts, of which some may not occur any more.</summary>
    internal IReadOnlyList<string> Texts => texts;

    /// <summary>How often each of the texts occurs.</summary>
    internal int[] Counts()
    {
        int[] counts = new int[texts.Length];
        foreach (int code in codes)
        {
            if (code != Gap)
            {
                counts[code]++;
            }
        }

        return counts;
    }

    internal override bool HasGap(int row) => codes[row] == Gap;

    internal override TextColumn RowsAt(ReadOnlySpan<int> rows) => new(Name, (RowsOf(codes, rows), texts));

    internal override TextColumn Renamed(string name) => new(name, (codes, texts));

    internal override int CountDistinct() => Counts().Count(count => count > 0);

    private protected override object BoxedAt(int row) => texts[codes[row]];

    private protected override string WrittenAt(int row) => texts[codes[row]];

    private static (int[] Codes, string[] Texts) Distinct(IEnumerable<string?> values, string name)
    {
        Dictionary<string, int> places = [];
        List<int> codes = [];
        foreach (string? value in values)
        {
            if (value is null)
            {
                codes.Add(Gap);
                continue;
            }

            if (!places.TryGetValue(value, out int code))
            {
                Require.ValidText(value, name, codes.Count);
                code = places.Count;
                places.Add(value, code);
            }

            codes.Add(code);
        }

        return ([.. codes], [.. places.Keys]);
    }
}
