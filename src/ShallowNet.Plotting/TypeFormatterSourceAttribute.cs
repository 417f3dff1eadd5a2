namespace ShallowNet.Plotting;

/// <summary>
/// .NET Interactive, which runs C# notebooks, looks for an attribute of this name on the type of what it is to show, whoever declares it;
/// so figures show themselves in notebooks, and need no package for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type whose CreateTypeFormatters() gives the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types shown where nobody asks for another.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
