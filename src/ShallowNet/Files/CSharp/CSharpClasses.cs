using System.Globalization;

namespace ShallowNet;

/// <summary>The classes of a classifier as they are written in exported C# source.</summary>
/// <param name="Names">Their names, as string literals.</param>
/// <param name="LabelType">The type of the labels where it is int or bool; null otherwise.</param>
/// <param name="Labels">The labels as literals of that type; empty where the type is null.</param>
/// <param name="AreExclusive">Whether every sample is of exactly one class.</param>
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
