namespace ShallowNet;

/// <summary>What is known of a column whose rows have come in pieces, in bounded memory: gaps, the ends of numbers, the most frequent texts.</summary>
internal sealed class ColumnTally(string name)
{
    /// <summary>So many different texts are counted at a time.</summary>
    private const int MostTexts = 10_000;

    private readonly Dictionary<string, long> counts = [];
    private double least = double.PositiveInfinity;
    private double most = double.NegativeInfinity;
    private bool isOnlyZeroAndOne = true;
    private bool hasGaps;

    /// <summary>How often each frequent text has come; those that others have driven out are missing.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Whether there were more texts than are counted.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Takes note of the rows of a piece.</summary>
    /// <param name="column">The column of the piece, of the kind of those before.</param>
    /// <exception cref="ArgumentException">It holds an infinite number.</exception>
    public void Add(Column column)
    {
        hasGaps |= column.Gaps > 0;
        switch (column)
        {
            case NumberColumn numbers:
                foreach (double x in numbers.Span)
                {
                    if (double.IsInfinity(x))
                    {
                        throw new ArgumentException($"Column \"{name}\" must be finite, but one of its numbers is {Require.Text(x)}.");
                    }

                    // NaN is neither less nor greater.
                    least = x < least ? x : least;
                    most = x > most ? x : most;
                    isOnlyZeroAndOne &= x is 0 or 1 or double.NaN;
                }

                break;
            case TextColumn texts:
                int[] ofTexts = texts.Counts();
                for (int i = 0; i < ofTexts.Length; i++)
                {
                    Count(texts.Texts[i], ofTexts[i]);
                }

                break;
        }
    }

    /// <summary>A column with the rows of a sample, and what must not be missing from it: a gap where there were some, and other numbers where it has only one.</summary>
    public Column WithWhatTheSampleLacks(Column sample)
    {
        bool needsGap = hasGaps && sample.Gaps == 0;
        switch (sample)
        {
            case NumberColumn numbers:
                bool isConstant = least < most && numbers.Values.All(x => double.IsNaN(x) || x == least || x == most);
                bool hasOthers = !isOnlyZeroAndOne && numbers.Values.All(x => x is 0 or 1 or double.NaN);
                return new NumberColumn(name, [.. numbers.Values, .. isConstant || hasOthers ? [least, most] : Array.Empty<double>(), .. needsGap ? [double.NaN] : Array.Empty<double>()]);
            case FlagColumn flags:
                return new FlagColumn(name, [.. flags.Values, .. needsGap ? [null] : Array.Empty<bool?>()]);
            case DateColumn dates:
                return new DateColumn(name, (long[])[.. dates.Span, .. needsGap ? [DateColumn.Gap] : Array.Empty<long>()]);
            default:
                return sample;
        }
    }

    /// <summary>The encoder of texts, by how often each has come.</summary>
    public CategoryEncoder EncoderOfTexts(EncoderOptions options) => CategoryEncoder.Fit(
        name, ColumnKind.Text, counts.Select(pair => KeyValuePair.Create(pair.Key, (int)Math.Min(pair.Value, int.MaxValue))), hasGaps ? 1 : 0, options);

    /// <summary>
    /// Counts a text. Where there is no room for another, all counts are lessened, so that those of texts which make up more than a ten-thousandth of the rows
    /// remain (Misra and Gries, 1982).
    /// </summary>
    private void Count(string text, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (counts.TryGetValue(text, out long before))
        {
            counts[text] = before + count;
        }
        else if (counts.Count < MostTexts)
        {
            counts.Add(text, count);
        }
        else
        {
            HasOverflowed = true;
            long lessened = Math.Min(count, counts.Values.Min());
            foreach (string counted in counts.Keys.ToArray())
            {
                if ((counts[counted] -= lessened) == 0)
                {
                    counts.Remove(counted);
                }
            }

            Count(text, (int)(count - lessened));
        }
    }
}
