using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace NotebookRunner;

/// <summary>
/// Shows a value as a notebook does. A type may bring formatters of its own by the convention of .NET Interactive: an attribute called
/// TypeFormatterSourceAttribute names a type whose CreateTypeFormatters gives objects with a MimeType and a Format method.
/// </summary>
internal static partial class Formatters
{
    private const string HtmlType = "text/html";

    /// <summary>A picture as PNG beside its text, with the size that its HTML gives it, anything else as text.</summary>
    public static Output Format(object value)
    {
        Dictionary<string, string> data = new() { [Output.TextType] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        (int Width, int Height)? shown = null;
        foreach (object formatter in FormattersOf(value.GetType()))
        {
            string type = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            using StringWriter writer = new(CultureInfo.InvariantCulture);
            if (type is Output.PngType or Output.TextType or HtmlType
                && (bool)formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!
                    .Invoke(formatter, BindingFlags.DoNotWrapExceptions, binder: null, [value, writer], culture: null)!)
            {
                if (type == HtmlType)
                {
                    shown = Size().Match(writer.ToString()) is { Success: true } match ? (Number(match, 1), Number(match, 2)) : null;
                }
                else
                {
                    data[type] = writer.ToString();
                }
            }
        }

        return new Output(null, data) { Shown = data.ContainsKey(Output.PngType) ? shown : null };
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("width=\"([0-9]+)\" height=\"([0-9]+)\"")]
    private static partial Regex Size();

    private static IEnumerable<object> FormattersOf(Type type)
    {
        object? attribute = type.GetCustomAttributes(inherit: true).FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        if (attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) is not Type source)
        {
            return [];
        }

        object factory = Activator.CreateInstance(source, nonPublic: true)!;
        return ((IEnumerable)source.GetMethod("CreateTypeFormatters")!.Invoke(factory, [])!).Cast<object>();
    }
}
