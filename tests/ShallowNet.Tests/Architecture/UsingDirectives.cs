using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShallowNet.Tests;

/// <summary>The order of using directives, which the compiler does not check: namespaces, then static types, then other names, System before others, each by its letters.</summary>
internal static class UsingDirectives
{
    /// <summary>The directives of a file that stand after one that belongs behind them.</summary>
    public static IEnumerable<string> OutOfOrder(string text)
    {
        UsingDirectiveSyntax[] all = [.. CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Usings];
        return all.Zip(all.Skip(1)).Where(pair => Compare(Key(pair.First), Key(pair.Second)) > 0).Select(pair => $"{pair.Second}".Trim());
    }

    private static (int Kind, bool IsOther, string[] Name) Key(UsingDirectiveSyntax directive)
    {
        string[] name = $"{directive.Alias?.Name ?? directive.NamespaceOrType}".Split('.');
        return (directive.Alias is not null ? 2 : directive.StaticKeyword != default ? 1 : 0, directive.Alias is not null || name[0] != "System", name);
    }

    private static int Compare((int Kind, bool IsOther, string[] Name) first, (int Kind, bool IsOther, string[] Name) second)
    {
        int byPlace = (first.Kind, first.IsOther).CompareTo((second.Kind, second.IsOther));
        int[] byName = [.. first.Name.Zip(second.Name, (a, b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase)).Where(order => order != 0), first.Name.Length - second.Name.Length];
        return byPlace != 0 ? byPlace : byName[0];
    }
}
