using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>The functions of exported C# source, which compute for one element at a time what the library's kernels compute for many.</summary>
/// <remarks>
/// The functions of an activation, and of a stage of a layer, are written in the file of that activation or stage.
/// </remarks>
internal static partial class CSharpFunctions
{
    /// <summary>
    /// All functions that exported source can have, in their order there. They are made anew for each export, so that they take no memory
    /// after it.
    /// </summary>
    public static CSharpFunction[] All() =>
    [
        .. Stage.CSharpFunctions, Scale, Limit, Unscale,
        .. ActivationCatalog.Members.Select(activation => activation.CSharp).OfType<CSharpFunction>().Where(function => function != CSharpFunction.None),
        .. Elementary(), .. Tables,
    ];

    /// <summary>The sources of the given functions and of those that they call, each once.</summary>
    public static IEnumerable<string> Sources<T>(IEnumerable<CSharpFunction> functions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CSharpFunction[] all = All();
        HashSet<string> names = [.. all.Select(function => function.Name)], needed = [];
        Stack<CSharpFunction> open = new(functions);
        while (open.TryPop(out CSharpFunction? function))
        {
            if (needed.Add(function.Name))
            {
                foreach (string call in Call().Matches(function.Source).Select(match => match.Groups[1].Value).Where(names.Contains))
                {
                    open.Push(all.First(candidate => candidate.Name == call));
                }
            }
        }

        return all.Where(function => needed.Contains(function.Name)).Select(function => InPrecision<T>(function.Source));
    }

    /// <summary>
    /// A function's source for one precision: of each choice ⟦double|float⟧ that side, each number with the suffix d rounded to T, T's keyword
    /// for <c>real</c>, and Math or MathF for <c>MathR</c>.
    /// </summary>
    public static string InPrecision<T>(string text)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        text = Choice().Replace(text, match => match.Groups[isDouble ? 1 : 2].Value);
        text = Literal().Replace(text, match => CSharpText.Literal(T.CreateTruncating(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        return Word().Replace(text, match => match.Value == "real" ? CSharpText.Keyword<T>() : isDouble ? "global::System.Math" : "global::System.MathF");
    }

    /// <summary>A function that computes the polynomial (…(c₀·x + c₁)·x + …) by fused multiply-adds, with other coefficients for each precision.</summary>
    private static CSharpFunction Polynomial(string name, string summary, ReadOnlySpan<double> inDouble, ReadOnlySpan<double> inFloat)
    {
        return new(name, $$"""
            // {{summary}}
            private static real {{name}}(real x)
            {
            ⟦{{Steps(inDouble)}}|{{Steps(inFloat)}}⟧
            }
            """);

        static string Steps(ReadOnlySpan<double> coefficients)
        {
            StringBuilder steps = new($"    real p = {CSharpFunction.Number(coefficients[0])};");
            foreach (double coefficient in coefficients[1..^1])
            {
                steps.Append(CultureInfo.InvariantCulture, $"\n    p = MathR.FusedMultiplyAdd(p, x, {CSharpFunction.Number(coefficient)});");
            }

            return steps.Append(CultureInfo.InvariantCulture, $"\n    return MathR.FusedMultiplyAdd(p, x, {CSharpFunction.Number(coefficients[^1])});").ToString();
        }
    }

    [GeneratedRegex(@"\b([A-Z]\w*)\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"⟦([^|]*)\|([^⟧]*)⟧")]
    private static partial Regex Choice();

    [GeneratedRegex(@"(?<![\w.])(\d[\d.]*(?:e[-+]?\d+)?)d\b")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(real|MathR)\b")]
    private static partial Regex Word();
}
