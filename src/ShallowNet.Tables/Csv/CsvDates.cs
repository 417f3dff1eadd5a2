namespace ShallowNet;

/// <summary>Collects dates.</summary>
/// <param name="form">How they are written.</param>
internal sealed class CsvDates(CsvDateForm form) : CsvCollector<long>(DateColumn.Gap)
{
    public override ColumnKind Kind => ColumnKind.Date;

    public override CsvFit Add(ReadOnlySpan<char> text)
    {
        if (!form.TryRead(text.Trim(), out DateTime date))
        {
            return CsvFit.No;
        }

        Add(DateColumn.SecondsOf(date));
        return CsvFit.Yes;
    }

    public override Column Build(string name) => new DateColumn(name, ToArray());
}
