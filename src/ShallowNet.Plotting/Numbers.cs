using System.Globalization;

namespace ShallowNet.Plotting;

/// <summary>Numbers as figures show them, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>The numbers of an axis, all in one form: with as many decimals as tell them apart, or with powers of ten, where the largest is long or short.</summary>
    /// <param name="values">Where the ticks are, in order.</param>
    /// <param name="span">From one end of the axis to the other; what is that much smaller is a 0 that was not quite met.</param>
    public static string[] Texts(double[] values, double span)
    {
        if (values.Length == 0)
        {
            return [];
        }

        values = Array.ConvertAll(values, value => Math.Abs(value) <= 1e-9 * span ? 0 : value);
        double most = values.Max(Math.Abs), step = values.Length > 1 ? values.Zip(values.Skip(1), (a, b) => Math.Abs(b - a)).Min() : span;
        int decimals = DecimalsOf(values, step), digits = (int)Math.Floor(Math.Log10(Math.Max(most, double.Epsilon)));
        bool isLong = most is >= 1e6 && (digits + decimals <= 5 || most >= 1e15 || step >= Math.Pow(10, digits - 4));
        return isLong || most < 1e-3
            ? Array.ConvertAll(values, value => WithPower(value, step))
            : Array.ConvertAll(values, value => Signed(value.ToString($"#,0.{new string('0', decimals)}", CultureInfo.InvariantCulture)));
    }

    /// <summary>The numbers of a logarithmic axis, all in one form: plain, or with powers of ten where one of them is long or short.</summary>
    public static string[] LogarithmicTexts(double[] values) => values.Any(value => value is >= 1e6 or < 1e-4)
        ? Array.ConvertAll(values, value => WithPower(value, value))
        : Array.ConvertAll(values, value => value.ToString("#,0.######", CultureInfo.InvariantCulture));

    private static int DecimalsOf(double[] values, double step)
    {
        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step)), 0, 15);
        while (decimals < 15 && values.Any(value => Math.Abs(Math.Round(value, decimals) - value) > 1e-3 * step))
        {
            decimals++;
        }

        return decimals;
    }

    private static string WithPower(double value, double step)
    {
        if (value == 0)
        {
            return "0";
        }

        // The decimals in which neighbours differ, and one more.
        double wanted = Math.Floor(Math.Log10(Math.Abs(value))) - Math.Floor(Math.Log10(step)) + 1;
        return Signed(value.ToString($"0.{new string('#', (int)Math.Clamp(wanted, 1, 15))}e0", CultureInfo.InvariantCulture));
    }

    /// <summary>A minus as wide as a plus, which a hyphen is not.</summary>
    private static string Signed(string number) => number.Replace("-", "−", StringComparison.Ordinal);

    /// <summary>A number within a text, with four significant digits.</summary>
    public static string Short(double value) => Signed(value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>A whole number with groups of three digits.</summary>
    public static string Grouped(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
