namespace ShallowNet;

/// <summary>Collects numbers.</summary>
/// <param name="form">How they are written.</param>
/// <param name="isFixed">Whether infinite ones are collected, too.</param>
internal sealed class CsvNumbers(CsvNumberForm form, bool isFixed) : CsvCollector<double>(double.NaN)
{
    public override ColumnKind Kind => ColumnKind.Number;

    public override CsvFit Add(ReadOnlySpan<char> text)
    {
        double number = double.NaN;
        CsvFit fit = text.Trim() is { IsEmpty: false } trimmed ? form.Read(trimmed, out number) : CsvFit.No;
        if (fit == CsvFit.Yes || isFixed && fit == CsvFit.Infinite)
        {
            Add(number);
            return CsvFit.Yes;
        }

        return fit;
    }

    public override Column Build(string name) => new NumberColumn(name, ToArray(), isCopied: true);
}
