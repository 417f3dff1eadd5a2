using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>The name of a function that reads a member, from its source text.</summary>
internal static class MemberName
{
    private const string Arrow = "=>", ToText = ".ToString()";

    /// <summary>A name that was given, or else that of the member.</summary>
    /// <exception cref="ArgumentException">None was given, and the function is not one member; or the name is empty, or not valid text.</exception>
    public static string Of(string? name, string expression) => name is null ? OfFunction(expression) : Column.CheckName(name);

    /// <summary>The name of a target, which is given in the place of the function's text.</summary>
    public static string OfTarget(string nameOrExpression) =>
        nameOrExpression.Contains(Arrow, StringComparison.Ordinal) ? OfFunction(nameOrExpression) : Column.CheckName(nameOrExpression, "targetName");

    /// <summary>What a function computes, from its source text: "F1" of "outcome => outcome.F1". Of a function by its name, that.</summary>
    /// <param name="expression">The text, of one line or of several.</param>
    /// <param name="longest">So many characters are kept of it.</param>
    public static string OfValue(string expression, int longest)
    {
        string text = string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        int arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow > 0)
        {
            string parameter = text[..arrow].Trim(' ', '(', ')').Split(' ')[^1];
            text = text[(arrow + Arrow.Length)..].Trim();
            text = IsIdentifier(parameter) ? Regex.Replace(text, $@"\b{parameter}\.", "") : text;
        }

        if (text.Length <= longest)
        {
            return text;
        }

        int kept = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, kept), "…");
    }

    private static string OfFunction(string expression)
    {
        int arrow = expression.IndexOf(Arrow, StringComparison.Ordinal);
        ReadOnlySpan<char> body = WithoutCast(arrow < 0 ? default : expression.AsSpan(arrow + Arrow.Length).Trim());
        if (body.EndsWith(ToText, StringComparison.Ordinal))
        {
            body = body[..^ToText.Length].TrimEnd('?');
        }

        ReadOnlySpan<char> last = default;
        int parts = 0;
        foreach (Range range in body.Split('.'))
        {
            last = body[range].Trim().TrimEnd("?!").TrimStart('@');
            parts = IsIdentifier(last) ? parts + 1 : int.MinValue;
        }

        return parts >= 2 ? last.ToString() : throw new ArgumentException(
            $"A function without a name must read one member of a row, as c => c.Age does, but is \"{expression}\": give it a name.");
    }

    /// <summary>What is converted, such as c.Price of (double)c.Price.</summary>
    private static ReadOnlySpan<char> WithoutCast(ReadOnlySpan<char> body)
    {
        int end = body.IndexOf(')');
        return body.StartsWith("(") && end > 0 && IsIdentifier(body[1..end].TrimEnd('?')) ? body[(end + 1)..].Trim() : body;
    }

    private static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        foreach (char letter in text)
        {
            if (!char.IsLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return text.Length > 0 && !char.IsDigit(text[0]);
    }
}
