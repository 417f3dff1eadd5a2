using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace ShallowNet;

/// <summary>The functions of exported C# source: what the kernels compute, for one element at a time.</summary>
/// <remarks>
/// Those of activations and stages stand in the files of these.
/// </remarks>
internal static partial class CSharpFunctions
{
    /// <summary>
    /// All functions that exported source can have, in the order in which it has them; made for each export, and not kept after it.
    /// </summary>
    public static CSharpFunction[] All() =>
    [
        .. Stage.CSharpFunctions, Scale, Unscale,
        .. ActivationCatalog.Members.Select(activation => activation.CSharp).OfType<CSharpFunction>().Where(function => function != CSharpFunction.None),
        .. Elementary(),
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

    /// <summary>A function's source in the words of one precision.</summary>
    public static string InPrecision<T>(string text)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        text = Choice().Replace(text, match => match.Groups[isDouble ? 1 : 2].Value);
        text = Literal().Replace(text, match => CSharpText.Literal(T.CreateTruncating(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        return Word().Replace(text, match => match.Value == "real" ? CSharpText.Keyword<T>() : isDouble ? "global::System.Math" : "global::System.MathF");
    }

    /// <summary>y = (…(c₀·x + c₁)·x + …), in fused multiply-adds.</summary>
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
