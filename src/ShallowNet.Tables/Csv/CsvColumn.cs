namespace ShallowNet;

/// <summary>A column of a CSV file, whose kind is found while its values are read.</summary>
/// <remarks>
/// The first form that a value has is taken for the form of all. A later value that does not have it changes the form; the values before are then read
/// anew, in another pass through the file, unless there were none.
/// </remarks>
/// <param name="name">The name.</param>
/// <param name="index">Its place in the rows, from 0 on.</param>
/// <param name="forms">The forms that are tried in their order.</param>
internal sealed class CsvColumn(string name, int index, Func<CsvCollector>[] forms)
{
    private int form;
    private CsvCollector collector = forms[0]();
    private bool hasValue;
    private bool hasQuotedGap;
    private int infiniteLine;

    public string Name { get; } = name;

    public int Index { get; } = index;

    /// <summary>Whether the kind is known, and not to be found.</summary>
    public required bool IsFixed { get; init; }

    /// <summary>Whether the file has no name for it, nor for any behind it.</summary>
    public required bool IsNameless { get; init; }

    /// <summary>The texts that count as missing.</summary>
    public required CsvGaps Gaps { get; init; }

    /// <summary>Whether values are taken: false where the values before must be read anew.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether no row has a value, nor anything else that says of what kind the column is.</summary>
    public bool IsEmpty => !hasValue && !hasQuotedGap && infiniteLine == 0;

    public ColumnKind Kind => collector.Kind;

    /// <summary>Begins to read the rows from the first one on, or from where the last piece ended.</summary>
    public void Begin()
    {
        collector = forms[form]();
        (IsOpen, hasValue, hasQuotedGap, infiniteLine) = (true, false, false, 0);
    }

    /// <summary>Adds the value of a row.</summary>
    /// <param name="value">The value, without spaces around it unless they stood in quotation marks.</param>
    /// <param name="isQuoted">Whether it stood in quotation marks.</param>
    /// <param name="place">The path and the line.</param>
    /// <exception cref="CsvException">The value is not of the kind that the column is known to hold.</exception>
    public void Add(ReadOnlySpan<char> value, bool isQuoted, CsvPlace place)
    {
        if (isQuoted ? collector.Kind != ColumnKind.Text && Gaps.Has(value.Trim()) : Gaps.Has(value))
        {
            hasQuotedGap |= isQuoted;
            collector.AddGap();
            return;
        }

        switch (collector.Add(value))
        {
            case CsvFit.Yes:
                hasValue = true;
                break;
            case CsvFit.Infinite:
                infiniteLine = infiniteLine == 0 ? place.Line ?? 0 : infiniteLine;
                collector.AddGap();
                break;
            default:
                ChangeForm(value, place with { Column = Name });
                break;
        }
    }

    /// <summary>Forgets the values, but not what form they had.</summary>
    public void ForgetValues() => collector.Clear();

    /// <summary>Ends a pass through all rows.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>Whether the form is that of all values; otherwise all rows must be added anew.</returns>
    /// <exception cref="CsvException">There are numbers, but not all are finite.</exception>
    public bool End(string? path)
    {
        if (!IsOpen)
        {
            return false;
        }

        if (infiniteLine > 0 && hasValue)
        {
            throw new CsvException(
                new CsvPlace(path, infiniteLine, Name),
                "must hold finite numbers, but has an infinite one: count its text as missing by Gaps, or take it as it is by Kinds.");
        }

        bool hasTextsOnly = !hasValue && (infiniteLine > 0 || hasQuotedGap) && !IsFixed && collector.Kind != ColumnKind.Text;
        form = hasTextsOnly ? forms.Length - 1 : form;
        return !hasTextsOnly;
    }

    /// <summary>The column of the values that were added.</summary>
    public Column Build() => collector.Build(Name);

    private void ChangeForm(ReadOnlySpan<char> value, CsvPlace place)
    {
        int next = form + 1;
        while (next < forms.Length && forms[next]().Add(value) == CsvFit.No)
        {
            next++;
        }

        if (next == forms.Length)
        {
            throw Misfit(value, place);
        }

        form = next;
        if (!IsEmpty)
        {
            IsOpen = false;
            return;
        }

        int gaps = collector.Count;
        collector = forms[form]();
        for (int i = 0; i < gaps; i++)
        {
            collector.AddGap();
        }

        collector.Add(value);
        hasValue = true;
    }

    private CsvException Misfit(ReadOnlySpan<char> value, CsvPlace place)
    {
        if (Require.HasHalfAPair(value))
        {
            return new CsvException(place, "must hold valid text, but has half a surrogate pair.");
        }

        string text = value.ToString();
        bool isOfAnotherForm = Array.Exists(forms, other => other().Add(text) != CsvFit.No);
        return new CsvException(place, $"must hold {ShallowNet.Column.WordsFor(collector.Kind)}{(isOfAnotherForm ? " that are all written alike" : "")}, but has \"{Table.Shortened(text)}\".");
    }
}
