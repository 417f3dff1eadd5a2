using System.Collections;
using System.Globalization;
using System.Reflection;

namespace NotebookRunner;

/// <summary>
/// Shows a value as a notebook does. A type may bring formatters of its own by the convention of .NET Interactive: an attribute called
/// TypeFormatterSourceAttribute names a type whose CreateTypeFormatters gives objects with a MimeType and a Format method.
/// </summary>
internal static class Formatters
{
    /// <summary>A picture as PNG beside its text, anything else as text.</summary>
    public static Output Format(object value)
    {
        Dictionary<string, string> data = new() { [Output.TextType] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        foreach (object formatter in FormattersOf(value.GetType()))
        {
            string type = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            using StringWriter writer = new(CultureInfo.InvariantCulture);
            if (type is Output.PngType or Output.TextType
                && (bool)formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!
                    .Invoke(formatter, BindingFlags.DoNotWrapExceptions, binder: null, [value, writer], culture: null)!)
            {
                data[type] = writer.ToString();
            }
        }

        return new Output(null, data);
    }

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
