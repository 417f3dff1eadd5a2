namespace ShallowNet.Plotting;

/// <summary>A figure or an animation as text of one MIME type, with the members that .NET Interactive calls by name.</summary>
internal sealed class ValueFormatter<TShown>(string mimeType, Func<TShown, string> text)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not TShown shown)
        {
            return false;
        }

        writer.Write(text(shown));
        return true;
    }
}
