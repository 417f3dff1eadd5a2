using System.Globalization;

namespace ShallowNet;

/// <summary>The classes of a classifier as exported C# source has them.</summary>
/// <param name="Names">Their names, as literals.</param>
/// <param name="LabelType">The type of the labels where it is int or bool; null otherwise.</param>
/// <param name="Labels">The labels as literals of that type.</param>
/// <param name="AreExclusive">Whether a sample is of one class.</param>
internal sealed record CSharpClasses(string[] Names, string? LabelType, string[] Labels, bool AreExclusive)
{
    public static CSharpClasses Of<TLabel>(ClassLabels<TLabel> classes, bool areExclusive)
        where TLabel : notnull
    {
        string? type = typeof(TLabel) == typeof(int) ? "int" : typeof(TLabel) == typeof(bool) ? "bool" : null;
        return new CSharpClasses(
            Array.ConvertAll(classes.Names, CSharpText.Literal), type, [.. classes.Classes.Select(LiteralOf)], areExclusive);
    }

    private static string LiteralOf<TLabel>(TLabel label)
        where TLabel : notnull => label switch
        {
            bool value => value ? "true" : "false",
            int value => value.ToString(CultureInfo.InvariantCulture),
            _ => "",
        };
}
