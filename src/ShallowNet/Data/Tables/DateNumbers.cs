namespace ShallowNet;

/// <summary>The parts of a date, by whole numbers.</summary>
/// <param name="Year">The year of the Gregorian calendar.</param>
/// <param name="Month">From 0, January.</param>
/// <param name="Weekday">From 0, Sunday.</param>
/// <param name="Hour">From 0 to 23.</param>
internal readonly record struct DateNumbers(int Year, int Month, int Weekday, int Hour)
{
    public const long SecondsOfDay = 86_400;

    /// <summary>The parts of the date so many seconds after the beginning of 1970.</summary>
    /// <remarks>
    /// Days are counted from 1 March of the year 0, so that a leap day is the last day of its year; 146,097 days are 400 years.
    /// </remarks>
    public static DateNumbers Of(long seconds)
    {
        long days = FloorOf(seconds, SecondsOfDay), sinceMarch = days + 719_468, era = FloorOf(sinceMarch, 146_097);
        long dayOfEra = sinceMarch - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        int fromJanuary = (int)(month < 10 ? month + 2 : month - 10);
        long weekday = (days + 4) - FloorOf(days + 4, 7) * 7;
        return new DateNumbers((int)(yearOfEra + era * 400 + (fromJanuary < 2 ? 1 : 0)), fromJanuary, (int)weekday, (int)((seconds - days * SecondsOfDay) / 3600));
    }

    private static long FloorOf(long number, long divisor) => number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor);
}
