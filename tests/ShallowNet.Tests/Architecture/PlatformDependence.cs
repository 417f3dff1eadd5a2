using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShallowNet.Tests;

/// <summary>Finds the functions whose last bits depend on the C library or the processor: what is not a rational function or a root, and estimates.</summary>
internal static class PlatformDependence
{
    private static readonly HashSet<string> Functions =
    [
        "Exp", "ExpM1", "Exp2", "Exp2M1", "Exp10", "Exp10M1", "Log", "LogP1", "Log2", "Log2P1", "Log10", "Log10P1", "Pow", "Power", "Cbrt", "RootN", "Hypot",
        "Sin", "Cos", "Tan", "SinCos", "SinPi", "CosPi", "TanPi", "SinCosPi", "Asin", "Acos", "Atan", "Atan2", "AsinPi", "AcosPi", "AtanPi", "Atan2Pi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh",
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "MultiplyAddEstimate",
    ];

    /// <summary>Whether a name means such a function of .NET or MathNet, of numbers, vectors or matrices. Those of whole numbers are exact.</summary>
    public static bool IsIn(SyntaxNode node, SemanticModel model) =>
        node is SimpleNameSyntax name && Functions.Contains(WithoutPointwise(name.Identifier.Text))
        && model.GetSymbolInfo(name).Symbol is IMethodSymbol { ContainingType: { } type } && IsOfOthers(type)
        && !(type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 || type.Name is "BitOperations" or "BigInteger" or "Int128" or "UInt128");

    private static string WithoutPointwise(string name) => name.StartsWith("Pointwise", StringComparison.Ordinal) ? name["Pointwise".Length..] : name;

    private static bool IsOfOthers(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() is var its && (its == "System" || its.StartsWith("System.", StringComparison.Ordinal) || its.StartsWith("MathNet.", StringComparison.Ordinal));
}
