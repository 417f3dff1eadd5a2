using System.Globalization;

namespace ShallowNet.Plotting;

/// <summary>Numbers as figures show them, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>A tick's number: plain where that is short, with a power of ten elsewhere, and digits enough to tell it from its neighbours.</summary>
    /// <param name="value">Where the tick is.</param>
    /// <param name="span">From one end of the axis to the other; what is that much smaller is a 0 that was not quite met.</param>
    public static string Text(double value, double span)
    {
        double magnitude = Math.Abs(value);
        if (magnitude <= 1e-9 * span)
        {
            return "0";
        }

        // The last of the decimals in which neighbours differ, some ten or twenty of which are on an axis.
        double last = 2 - Math.Floor(Math.Log10(span));
        return magnitude is >= 1e6 or < 1e-4
            ? value.ToString($"0.{Decimals(last + Math.Floor(Math.Log10(magnitude)), 3)}e0", CultureInfo.InvariantCulture)
            : value.ToString($"0.{Decimals(last, 6)}", CultureInfo.InvariantCulture);
    }

    private static string Decimals(double wanted, int atLeast) => new('#', (int)Math.Clamp(wanted, atLeast, 15));

    /// <summary>A number within a text, with four significant digits.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A whole number with groups of three digits.</summary>
    public static string Grouped(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
