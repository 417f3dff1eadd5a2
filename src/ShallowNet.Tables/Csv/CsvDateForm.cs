using System.Globalization;

namespace ShallowNet;

/// <summary>Reads dates: ISO 8601, and the short ones of a culture.</summary>
internal sealed class CsvDateForm
{
    private readonly CultureInfo? culture;
    private readonly string[] patterns = [];

    /// <summary>Makes a form.</summary>
    /// <param name="culture">Whose short dates, with or without a time of day, are read, too; null for ISO 8601 only.</param>
    public CsvDateForm(CultureInfo? culture)
    {
        this.culture = culture;
        if (culture is not null)
        {
            string[] written = [.. "dgG".SelectMany(culture.DateTimeFormat.GetAllDateTimePatterns).Distinct()];
            // A pattern of one letter reads one digit or two, one of two letters two only.
            patterns = [.. written.Union(written.Select(pattern => pattern.Replace("dd", "d", StringComparison.Ordinal).Replace("MM", "M", StringComparison.Ordinal)))];
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <param name="date">The date and time of day as they are written, whatever the time zone.</param>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime date) =>
        TryReadIso(text, out date) || culture is not null && text.Length > 0 && DateTime.TryParseExact(text, patterns, culture, DateTimeStyles.None, out date);

    /// <summary>2024-12-31, and with a T or a space 2024-12-31 23:59, 23:59:58, 23:59:58.123, each with or without Z, +01:00 or +0100 after it.</summary>
    private static bool TryReadIso(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text.Length < 10 || !TryNumber(text[..4], out int year) || text[4] != '-' || !TryNumber(text[5..7], out int month) || text[7] != '-'
            || !TryNumber(text[8..10], out int day) || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return text.Length == 10 || text[10] is 'T' or 't' or ' ' && TryAddTime(text[11..], ref date);
    }

    private static bool TryAddTime(ReadOnlySpan<char> text, ref DateTime date)
    {
        if (text.Length < 5 || !TryNumber(text[..2], out int hour) || text[2] != ':' || !TryNumber(text[3..5], out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        int second = 0;
        text = text[5..];
        if (text is [':', ..])
        {
            if (text.Length < 3 || !TryNumber(text[1..3], out second) || second > 59)
            {
                return false;
            }

            text = text[3..];
            if (text is ['.' or ',', ..])
            {
                int digits = text[1..].IndexOfAnyExceptInRange('0', '9');
                digits = digits < 0 ? text.Length - 1 : digits;
                if (digits == 0)
                {
                    return false;
                }

                text = text[(1 + digits)..];
            }
        }

        date = date.AddSeconds(hour * 3600 + minute * 60 + second);
        return IsZone(text);
    }

    private static bool IsZone(ReadOnlySpan<char> text) => text is "" or "Z" or "z"
        || text is ['+' or '-', _, _, ..] && TryNumber(text[1..3], out _)
        && (text.Length == 3 || TryNumber(text[(text[3] == ':' ? 4 : 3)..], out _) && text.Length == (text[3] == ':' ? 6 : 5));

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = number * 10 + (digit - '0');
        }

        return digits.Length > 0;
    }
}
