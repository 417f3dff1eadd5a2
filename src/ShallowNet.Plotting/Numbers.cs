using System.Globalization;

namespace ShallowNet.Plotting;

/// <summary>Numbers as figures show them, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>A tick's number: plain where that is short, with a power of ten elsewhere.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        < 1e-12 => "0",
        >= 1e6 or < 1e-4 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.######", CultureInfo.InvariantCulture),
    };

    /// <summary>A number within a text, with four significant digits.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A whole number with groups of three digits.</summary>
    public static string Grouped(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
