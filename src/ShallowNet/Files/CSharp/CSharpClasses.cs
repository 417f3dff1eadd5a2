using System.Globalization;

namespace ShallowNet;

/// <summary>The classes of a classifier as exported C# source has them.</summary>
/// <param name="Names">Their names, as literals.</param>
/// <param name="LabelType">The type of the labels where it is int or bool; null otherwise.</param>
/// <param name="Labels">The labels as literals of that type; none without one.</param>
/// <param name="AreExclusive">Whether a sample is of one class.</param>
internal sealed record CSharpClasses(string[] Names, string? LabelType, string[] Labels, bool AreExclusive)
{
    public static CSharpClasses Of(ClassLabels classes, bool areExclusive)
    {
        string? type = classes.LabelType == typeof(int) ? "int" : classes.LabelType == typeof(bool) ? "bool" : null;
        return new CSharpClasses(
            Array.ConvertAll(classes.Names, CSharpText.Literal), type, type is null ? [] : Array.ConvertAll(classes.Boxed(), LiteralOf), areExclusive);
    }

    private static string LiteralOf(object label) => label is bool value
        ? value ? "true" : "false"
        : ((int)label).ToString(CultureInfo.InvariantCulture);
}
