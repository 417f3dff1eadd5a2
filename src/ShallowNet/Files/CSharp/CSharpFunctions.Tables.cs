namespace ShallowNet;

/// <content>The functions that make features of the columns of a table.</content>
internal static partial class CSharpFunctions
{
    /// <summary>Whether there is no number, which must be finite where there is one.</summary>
    public static CSharpFunction IsGap { get; } = new("IsGap", """
        private static bool IsGap(double? number, string column) => number is not { } value || double.IsNaN(value)
            ? true
            : !double.IsInfinity(value) ? false : throw new global::System.ArgumentException(
                $"Column \"{column}\" must be finite, but is given {value.ToString(global::System.Globalization.CultureInfo.InvariantCulture)}.");
        """);

    /// <summary>A number, or what stands for a gap.</summary>
    public static CSharpFunction Filled { get; } = new("Filled", """
        private static double Filled(double? number, double fill, string column) => IsGap(number, column) ? fill : number.GetValueOrDefault();
        """);

    /// <summary>A flag as a number, or what stands for a gap.</summary>
    public static CSharpFunction FlagNumber { get; } = new("FlagNumber", """
        private static double FlagNumber(bool? flag, double fill) => flag is { } value ? value ? 1 : 0 : fill;
        """);

    /// <summary>The scaling of <see cref="LineTransform"/>.</summary>
    public static CSharpFunction Line { get; } = new("Line", """
        private static double Line(double x, double offset, double unit) => (x - offset) / unit;
        """);

    /// <summary>The scaling of <see cref="SmoothTransform"/>.</summary>
    public static CSharpFunction Smooth { get; } = new("Smooth", """
        // z/√(1 + (z/limit)²) with z = (x - offset)/unit: nearly z where that is small, and never beyond the limit.
        private static double Smooth(double x, double offset, double unit, double limit)
        {
            double z = (x - offset) / unit;
            double share = z / limit;
            return global::System.Math.Abs(z) < 1E+10 ? z / global::System.Math.Sqrt(1 + share * share) : global::System.Math.CopySign(limit, z);
        }
        """);

    /// <summary>The scaling of <see cref="QuantileTransform"/>.</summary>
    public static CSharpFunction Quantile { get; } = new("Quantile", """
        // The place of a number among the knots: linear from each to the next.
        private static double Quantile(double x, ReadOnlySpan<double> knots, ReadOnlySpan<double> places)
        {
            if (x <= knots[0])
            {
                return places[0];
            }

            if (x >= knots[knots.Length - 1])
            {
                return places[places.Length - 1];
            }

            int above = 1;
            while (knots[above] <= x)
            {
                above++;
            }

            double part = (0.5 * x - 0.5 * knots[above - 1]) / (0.5 * knots[above] - 0.5 * knots[above - 1]);
            return places[above - 1] + (places[above] - places[above - 1]) * part;
        }
        """);

    /// <summary>A scaled number in the precision of the network.</summary>
    public static CSharpFunction Feature { get; } = new("Feature", """
        private static real Feature(double number, string column)
        {
            real feature = (real)number;
            return real.IsFinite(feature) ? feature : throw new global::System.ArgumentException(
                $"Column \"{column}\" must stay finite when it is scaled, but does not: the number is too far from those of the training.");
        }
        """);

    /// <summary>The place of a number that is a name.</summary>
    public static CSharpFunction IndexOf { get; } = new("IndexOf", """
        // The first place in a list of a number that is a name.
        private static int IndexOf(double? number, ReadOnlySpan<double> codes, int gap, int unknown, string column)
        {
            if (IsGap(number, column))
            {
                return gap;
            }

            for (int i = 0; i < codes.Length; i++)
            {
                if (codes[i] == number.GetValueOrDefault())
                {
                    return i;
                }
            }

            return unknown;
        }
        """);

    /// <summary>The features of a category.</summary>
    public static CSharpFunction OneHot { get; } = new("OneHot", """
        // 1 at the place of the value, and otherwise 0; a negative place is that of no feature.
        private static void OneHot(int place, Span<real> features)
        {
            features.Clear();
            if (place >= 0)
            {
                features[place] = 1;
            }
        }
        """);

    /// <summary>The seconds since 1970 of a date.</summary>
    public static CSharpFunction SecondsOf { get; } = new("SecondsOf", """
        // The whole seconds since the beginning of 1970; negative before.
        private static long SecondsOf(global::System.DateTime? date, long fill) => date is { } value ? value.Ticks / 10000000 - 62135596800 : fill;
        """);

    /// <summary>The parts of a date as <see cref="DateNumbers.Of"/> has them.</summary>
    public static CSharpFunction DatePartsOf { get; } = new("DatePartsOf", """
        // The year, the month from 0 on, January, the weekday from 0 on, Sunday, and the hour of the date so many seconds after the beginning
        // of 1970. Days are counted from 1 March of the year 0, so that a leap day is the last day of its year; 146,097 days are 400 years.
        private static void DatePartsOf(long seconds, out int year, out int month, out int weekday, out int hour)
        {
            long days = FloorOf(seconds, 86400), sinceMarch = days + 719468, era = FloorOf(sinceMarch, 146097);
            long dayOfEra = sinceMarch - era * 146097;
            long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
            long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            long fromMarch = (5 * dayOfYear + 2) / 153;
            month = (int)(fromMarch < 10 ? fromMarch + 2 : fromMarch - 10);
            year = (int)(yearOfEra + era * 400 + (month < 2 ? 1 : 0));
            weekday = (int)((days + 4) - FloorOf(days + 4, 7) * 7);
            hour = (int)((seconds - days * 86400) / 3600);
        }
        """);

    /// <summary>The functions that the others call.</summary>
    private static CSharpFunction FloorOf { get; } = new("FloorOf", """
        private static long FloorOf(long number, long divisor) => number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor);
        """);

    private static CSharpFunction[] Tables => [IsGap, Filled, FlagNumber, Line, Smooth, Quantile, Feature, IndexOf, OneHot, SecondsOf, DatePartsOf, FloorOf];
}
