using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>The functions of exported C# source: what the kernels compute, for one element at a time.</summary>
/// <remarks>
/// A text is written once for both precisions, as <see cref="CSharpFunction"/> says. Those of the activations stand in their own files.
/// </remarks>
internal static partial class CSharpFunctions
{
    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => Texts().Keys;

    /// <summary>The texts by the functions' names, in the order in which exported source has them; made for each export, and not kept after it.</summary>
    private static Dictionary<string, string> Texts() => new(
    [
        .. LayerFunctions(),
        .. ActivationCatalog.Members.Select(activation => activation.CSharp).OfType<CSharpFunction>().Where(function => function != CSharpFunction.None)
            .Select(function => KeyValuePair.Create(function.Name, function.Source)),
        .. ElementaryFunctions(),
    ]);

    /// <summary>The sources of the given functions and of those that they call, each once, in the order of the table.</summary>
    public static IEnumerable<string> Sources<T>(IEnumerable<string> names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, string> texts = Texts();
        HashSet<string> needed = [];
        Stack<string> open = new(names);
        while (open.TryPop(out string? name))
        {
            if (needed.Add(name))
            {
                foreach (Match call in Call().Matches(texts[name]))
                {
                    if (texts.ContainsKey(call.Groups[1].Value))
                    {
                        open.Push(call.Groups[1].Value);
                    }
                }
            }
        }

        return texts.Where(text => needed.Contains(text.Key)).Select(text => InPrecision<T>(text.Value));
    }

    /// <summary>A text of the table in the words of one precision.</summary>
    public static string InPrecision<T>(string text)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        text = Choice().Replace(text, match => match.Groups[isDouble ? 1 : 2].Value);
        text = Number().Replace(text, match => CSharpText.Literal(T.CreateTruncating(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        return Word().Replace(text, match => match.Value == "real" ? CSharpText.Keyword<T>() : isDouble ? "global::System.Math" : "global::System.MathF");
    }

    /// <summary>y = (…(c₀·x + c₁)·x + …), in fused multiply-adds.</summary>
    private static string Polynomial(string name, string summary, string[] inDouble, string[] inFloat)
    {
        return $$"""
            // {{summary}}
            private static real {{name}}(real x)
            {
            ⟦{{Steps(inDouble)}}|{{Steps(inFloat)}}⟧
            }
            """;

        static string Steps(string[] coefficients)
        {
            StringBuilder steps = new($"    real p = {coefficients[0]}d;");
            foreach (string coefficient in coefficients[1..^1])
            {
                steps.Append(CultureInfo.InvariantCulture, $"\n    p = MathR.FusedMultiplyAdd(p, x, {coefficient}d);");
            }

            return steps.Append(CultureInfo.InvariantCulture, $"\n    return MathR.FusedMultiplyAdd(p, x, {coefficients[^1]}d);").ToString();
        }
    }

    [GeneratedRegex(@"\b([A-Z]\w*)\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"⟦([^|]*)\|([^⟧]*)⟧")]
    private static partial Regex Choice();

    [GeneratedRegex(@"(?<![\w.])(\d[\d.]*(?:e[-+]?\d+)?)d\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(real|MathR)\b")]
    private static partial Regex Word();
}
