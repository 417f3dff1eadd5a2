using System.Globalization;

namespace ShallowNet;

/// <summary>How the values of a column may be written: the first form that all of them have is the column's.</summary>
internal static class CsvForms
{
    /// <summary>The forms that are tried in their order, as collectors of their values.</summary>
    /// <param name="options">The culture.</param>
    /// <param name="separator">The separator, which tells whether decimal commas are likely.</param>
    /// <param name="kind">What the column is known to hold; null where it is to be found.</param>
    public static Func<CsvCollector>[] Of(CsvOptions options, char separator, ColumnKind? kind)
    {
        bool isFixed = kind is not null;
        CsvDateForm dates = new(options.Culture);
        Func<CsvCollector>[] numbers =
        [
            .. NumberForms(options.Culture, separator, isFixed).Select(form => (Func<CsvCollector>)(() => new CsvNumbers(form, isFixed))),
        ];
        return kind switch
        {
            ColumnKind.Number => numbers,
            ColumnKind.Flag => [() => new CsvFlags(isFixed: true)],
            ColumnKind.Date => [() => new CsvDates(dates)],
            ColumnKind.Text => [() => new CsvTexts()],
            _ => [.. numbers, () => new CsvFlags(isFixed: false), () => new CsvDates(dates), () => new CsvTexts()],
        };
    }

    private static CsvNumberForm[] NumberForms(CultureInfo? culture, char separator, bool isFixed)
    {
        const char None = CsvNumberForm.NoGroups;
        if (culture is not null)
        {
            NumberFormatInfo format = culture.NumberFormat;
            char point = format.NumberDecimalSeparator[0];
            CsvNumberForm plain = new(point, None, [], isFixed);
            return format.NumberGroupSeparator is [var group, ..] && format.NumberGroupSizes is [> 0, ..] and var sizes
                ? [plain, new CsvNumberForm(point, group, sizes, isFixed)]
                : [plain];
        }

        int[] thousands = [3];
        CsvNumberForm points = new('.', None, [], isFixed), grouped = new('.', ',', thousands, isFixed);
        return separator != ';'
            ? [points, grouped]
            : [points, new CsvNumberForm(',', None, [], isFixed), new CsvNumberForm(',', '.', thousands, isFixed), grouped];
    }
}
