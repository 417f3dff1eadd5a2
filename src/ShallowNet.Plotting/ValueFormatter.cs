namespace ShallowNet.Plotting;

/// <summary>A figure as text of one MIME type, with the members that .NET Interactive calls by name.</summary>
internal sealed class FigureFormatter(string mimeType, Func<Figure, string> text)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not Figure figure)
        {
            return false;
        }

        writer.Write(text(figure));
        return true;
    }
}
