using System.Globalization;
using System.Numerics;
using System.Text;

namespace ShallowNet;

/// <summary>Checks names for C# source, and writes literals of it.</summary>
internal static class CSharpText
{
    private static readonly HashSet<string> Reserved =
    [
        .. """
            abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event
            explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null
            object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string
            struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while
            """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>The keyword for T: float or double.</summary>
    public static string Keyword<T>() => typeof(T) == typeof(double) ? "double" : "float";

    /// <summary>
    /// Refuses a name that is no identifier, and one of lower-case letters alone: that may be a keyword, now or later, and compilers warn of it.
    /// </summary>
    public static void CheckClassName(string? className, string name)
    {
        Require.NotNull(className, name);
        if (!IsIdentifier(className) || className.All(char.IsAsciiLetterLower))
        {
            throw new ArgumentException(
                $"{name} must be a C# identifier, neither a keyword nor of lower-case letters alone, but is {Literal(className)}.", name);
        }
    }

    /// <summary>Refuses a namespace that does not consist of identifiers with dots between them, or has a keyword among them.</summary>
    public static void CheckNamespace(string namespaceName, string name)
    {
        if (!namespaceName.Split('.').All(part => IsIdentifier(part) && !Reserved.Contains(part)))
        {
            throw new ArgumentException(
                $"{name} must be C# identifiers that are no keywords, with dots between them, but is {Literal(namespaceName)}.", name);
        }
    }

    /// <summary>An identifier as a name: a keyword has an @ before it.</summary>
    public static string Name(string identifier) => Reserved.Contains(identifier) ? $"@{identifier}" : identifier;

    /// <summary>A literal from which a compiler reads the number with all its bits.</summary>
    public static string Literal<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value))
        {
            return $"{Keyword<T>()}.{(T.IsNaN(value) ? "NaN" : T.IsPositive(value) ? "PositiveInfinity" : "NegativeInfinity")}";
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return typeof(T) == typeof(float) ? text + "f" : text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    /// <summary>A string literal. Characters that are neither letters, digits nor printable ASCII are written by their numbers.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~' || char.IsLetterOrDigit(c))
            {
                literal.Append(c);
            }
            else
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
        }

        return literal.Append('"').ToString();
    }

    private static bool IsIdentifier(string text) => text.Length > 0
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.ConnectorPunctuation
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
