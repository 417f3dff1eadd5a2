using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookRunner;

/// <summary>A package that a cell asks for.</summary>
internal sealed record PackageReference(string Name, string Version);

/// <summary>The parts of a code cell, and the rules that keep it readable by every C# notebook front end.</summary>
internal sealed partial class CellCode
{
    private CellCode(IReadOnlyList<PackageReference> packages, string script)
    {
        Packages = packages;
        Script = script;
        var root = Root(script);
        Usings = [.. root.Usings.Select(directive => directive.ToString())];
        var types = root.Members.Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).ToList();
        Types = [.. types.Select(Whole)];
        var statements = root.Members.Except(types).ToList();
        if (statements.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
        {
            LastExpression = last.Expression.ToString();
            LeadOfLast = Lead(last);
            statements.RemoveAt(statements.Count - 1);
        }

        string comment = LastExpression is null ? root.EndOfFileToken.LeadingTrivia.ToFullString() : "";
        Statements = (string.Concat(statements.Select(statement => statement.ToFullString())) + comment).Trim('\n', ' ');
    }

    public IReadOnlyList<PackageReference> Packages { get; }

    /// <summary>The cell without its references, line for line, so that a compiler's messages name the cell's own lines.</summary>
    public string Script { get; }

    public IReadOnlyList<string> Usings { get; }

    /// <summary>The types that the cell declares.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>All between the usings and the last expression, without types; a comment that ends the cell, too.</summary>
    public string Statements { get; }

    /// <summary>The comment above the last expression.</summary>
    public string LeadOfLast { get; } = "";

    /// <summary>The expression at the end that has no semicolon, whose value the notebook shows; null where there is none.</summary>
    public string? LastExpression { get; }

    /// <exception cref="LessonException">The cell has something that not every front end understands.</exception>
    public static CellCode Parse(string source)
    {
        if (Unportable().Match(source) is { Success: true } match)
        {
            throw new LessonException($"Not every notebook front end understands {match.Value.Trim()}");
        }

        var packages = Root(source).GetReferenceDirectives().Select(directive => ParseReference(directive.File.ValueText));
        return new CellCode([.. packages], ReferenceLine().Replace(source, ""));
    }

    private static CompilationUnitSyntax Root(string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetCompilationUnitRoot();

    private static PackageReference ParseReference(string reference)
    {
        var match = Reference().Match(reference);
        return match.Success
            ? new PackageReference(match.Groups[1].Value, match.Groups[2].Value)
            : throw new LessonException($"""A reference must be #r "nuget: Name, 1.2.3" with an exact version, but is #r "{reference}".""");
    }

    private static string Whole(SyntaxNode node) => node.ToFullString().Trim('\n', ' ');

    private static string Lead(SyntaxNode node) => node.GetLeadingTrivia().ToFullString().Trim('\n', ' ');

    [GeneratedRegex(@"^nuget: ([A-Za-z0-9.]+), (\d+\.\d+\.\d+)$")]
    private static partial Regex Reference();

    [GeneratedRegex("^#r .*$", RegexOptions.Multiline)]
    private static partial Regex ReferenceLine();

    /// <summary>Magic commands, other scripts, and methods of one front end.</summary>
    [GeneratedRegex(@"^\s*#(load\b|i\b|!).*$|\b(display|HTML|Kernel)\s*[(.].*$|\.Display\(.*$|Microsoft\.DotNet\.Interactive.*$", RegexOptions.Multiline)]
    private static partial Regex Unportable();
}
