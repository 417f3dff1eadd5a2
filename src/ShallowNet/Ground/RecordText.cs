using System.Globalization;
using System.Text;

namespace ShallowNet;

/// <summary>The text that a record has by itself, such as "Adam { LearningRate = 0.001, Beta1 = 0.9 }", in every culture.</summary>
internal static class RecordText
{
    /// <summary>The record's name, and its members between braces.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="printMembers">
    /// The method that the compiler writes for every record. It prints numbers in the culture of the thread, which is therefore changed
    /// until it is done.
    /// </param>
    public static string Of(string name, Func<StringBuilder, bool> printMembers)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            StringBuilder text = new StringBuilder(name).Append(" { ");
            return (printMembers(text) ? text.Append(' ') : text).Append('}').ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
