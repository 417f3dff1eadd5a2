namespace ShallowNet;

/// <summary>Collects texts, each different one once.</summary>
internal sealed class CsvTexts : CsvCollector<int>
{
    private readonly Dictionary<string, int> places = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> placesOfSpans;

    public CsvTexts()
        : base(TextColumn.Gap) => placesOfSpans = places.GetAlternateLookup<ReadOnlySpan<char>>();

    public override ColumnKind Kind => ColumnKind.Text;

    public override CsvFit Add(ReadOnlySpan<char> text)
    {
        if (!placesOfSpans.TryGetValue(text, out int place))
        {
            if (Require.HasHalfAPair(text))
            {
                return CsvFit.No;
            }

            place = places.Count;
            places.Add(text.ToString(), place);
        }

        Add(place);
        return CsvFit.Yes;
    }

    public override void Clear()
    {
        base.Clear();
        places.Clear();
    }

    public override Column Build(string name) => new TextColumn(name, (ToArray(), [.. places.Keys]));
}
