using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShallowNet.Tests;

/// <summary>Finds the expressions that make a text of a number as the culture of the thread writes it: decimal commas, other signs.</summary>
internal static class CultureDependence
{
    /// <summary>Whether an expression writes a number in the culture of the thread.</summary>
    public static bool IsIn(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolatedStringExpressionSyntax text => !IsFormattedByAProvider(text, model) && text.Contents.OfType<InterpolationSyntax>().Any(hole => IsNumber(hole.Expression, model)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => model.GetTypeInfo(sum).Type is { SpecialType: SpecialType.System_String }
            && (IsNumber(sum.Left, model) || IsNumber(sum.Right, model)),
        InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method => method switch
        {
            { Name: "ToString", Parameters: [] or [{ Type.SpecialType: SpecialType.System_String }] } =>
                call.Expression is MemberAccessExpressionSyntax { Expression: var value } && IsNumber(value, model),
            { Name: "Append", ContainingType.Name: "StringBuilder" } => !method.Parameters.Any(IsProvider) && IsNumber(call.ArgumentList.Arguments[0].Expression, model),
            { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String, TypeArguments: [{ } element] } => IsNumber(element),
            _ => false,
        },
        _ => false,
    };

    /// <summary>Whether the text goes to a method that is told a culture, or that always writes in the one of C#.</summary>
    private static bool IsFormattedByAProvider(InterpolatedStringExpressionSyntax text, SemanticModel model)
    {
        SyntaxNode whole = text;
        while (whole.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            whole = whole.Parent;
        }

        return whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && (method.Parameters.Any(IsProvider) || method is { Name: "Invariant", ContainingType.Name: "FormattableString" });
    }

    private static bool IsProvider(IParameterSymbol parameter) => parameter.Type.Name == "IFormatProvider";

    private static bool IsNumber(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type is { } type && IsNumber(type);

    /// <summary>Whether the culture has a say in the text: of numbers, dates, and types of which it is not known that they are no such ones.</summary>
    private static bool IsNumber(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsNumber(inner),
        { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Char or SpecialType.System_String or SpecialType.System_Boolean } => false,
        { Name: "TimeSpan" or "Guid" or "Rune" or "Version" } => false,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.IsEmpty || parameter.ConstraintTypes.Any(IsFormattable),
        { SpecialType: SpecialType.System_Object } => true,
        _ => IsFormattable(type),
    };

    private static bool IsFormattable(ITypeSymbol type) => type.Name == "IFormattable" || type.AllInterfaces.Any(its => its.Name == "IFormattable");
}
