namespace ShallowNet;

/// <summary>Collects flags: true and false.</summary>
/// <param name="isFixed">Whether yes and no, and 1 and 0, are flags, too.</param>
internal sealed class CsvFlags(bool isFixed) : CsvCollector<bool?>(null)
{
    public override ColumnKind Kind => ColumnKind.Flag;

    public override CsvFit Add(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        bool? flag = Is(text, "true", "yes", "1") ? true : Is(text, "false", "no", "0") ? false : null;
        if (flag is null)
        {
            return CsvFit.No;
        }

        Add(flag);
        return CsvFit.Yes;
    }

    public override Column Build(string name) => new FlagColumn(name, ToArray());

    private bool Is(ReadOnlySpan<char> text, string word, string answer, string digit) =>
        text.Equals(word, StringComparison.OrdinalIgnoreCase) || (isFixed && (text.Equals(answer, StringComparison.OrdinalIgnoreCase) || text.SequenceEqual(digit)));
}
