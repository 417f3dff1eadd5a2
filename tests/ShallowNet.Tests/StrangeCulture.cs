using System.Globalization;

namespace ShallowNet.Tests;

/// <summary>A culture in which no number looks as in C#: decimal commas, grouped thousands, and other signs.</summary>
internal static class StrangeCulture
{
    private static readonly CultureInfo Culture = Create();

    /// <summary>What the function gives while the thread has the strange culture.</summary>
    public static TResult In<TResult>(Func<TResult> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Culture;
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Create()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", "'");
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NaNSymbol) = ("~", "none");
        (culture.NumberFormat.PositiveInfinitySymbol, culture.NumberFormat.NegativeInfinitySymbol) = ("endless", "~endless");
        return culture;
    }
}
