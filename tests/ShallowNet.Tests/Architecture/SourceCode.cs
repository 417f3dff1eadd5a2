using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShallowNet.Tests;

/// <summary>
/// The C# files of a library, compiled as far as is needed to know what each name in them means. Paths are relative to the library's
/// folder, with slashes.
/// </summary>
internal sealed class SourceCode
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);
    private static readonly MetadataReference[] BaseLibrary = [.. PathsOfTheBaseLibrary().Select(path => MetadataReference.CreateFromFile(path))];
    private static readonly Lazy<SourceCode> Library = new(() => Read("ShallowNet", "MathNet.Numerics.dll"));
    private readonly (SyntaxTree Tree, SemanticModel Model)[] sources;

    public SourceCode(params IEnumerable<(string Path, string Text)> files)
        : this("Library", files, [])
    {
    }

    private SourceCode(string name, IEnumerable<(string Path, string Text)> files, IEnumerable<MetadataReference> assemblies)
    {
        Files = [.. files];
        // What the project files have the compiler add to every file.
        const string ImplicitUsings = """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
            global using static System.FormattableString;
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            // By its own name it sees the internals that others show it.
            name,
            Files.Append((Path: "", Text: ImplicitUsings)).Select(file => CSharpSyntaxTree.ParseText(file.Text, Language, file.Path)),
            [.. BaseLibrary, .. assemblies],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        // A model keeps what it has found out, which is most of the work.
        sources = [.. compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(tree => (tree, compilation.GetSemanticModel(tree)))];
        var found = sources.AsParallel().AsOrdered().Select(source => Read(source.Tree, source.Model)).ToList();
        References = [.. found.SelectMany(file => file.References)];
        Calls = [.. found.SelectMany(file => file.Calls)];
        Types = [.. found.SelectMany(file => file.Types)];
        CultureDependentTexts = Where(CultureDependence.IsIn);
        PlatformDependentFunctions = Where(PlatformDependence.IsIn);
    }

    /// <summary>The library under test, ShallowNet.</summary>
    public static SourceCode OfTheLibrary => Library.Value;

    public IReadOnlyList<(string Path, string Text)> Files { get; }

    /// <summary>Every name in the code that means a type of the library or a member of one. Names in comments do not count.</summary>
    public IReadOnlyList<Reference> References { get; }

    /// <summary>The calls of the library's own methods and constructors, and those of any delegate.</summary>
    public IReadOnlyList<Call> Calls { get; }

    /// <summary>The classes, records and so on that the files declare, those inside others too.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types { get; }

    /// <summary>The places that write a number as the culture of the thread has it, each with its expression.</summary>
    public IReadOnlyList<string> CultureDependentTexts { get; }

    /// <summary>The places that name a function whose bits depend on the platform, each with its name.</summary>
    public IReadOnlyList<string> PlatformDependentFunctions { get; }

    /// <summary>The folder that holds the solution, as it was where the tests were compiled.</summary>
    public static string Repository([CallerFilePath] string thisFile = "")
    {
        string? folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "ShallowNet.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException($"No folder above {thisFile} holds ShallowNet.sln.");
    }

    /// <summary>The sources of a project in src.</summary>
    /// <param name="project">Its name, which is that of its folder.</param>
    /// <param name="assemblies">The files of the assemblies that the project refers to, which lie beside the tests.</param>
    public static SourceCode Read(string project, params IEnumerable<string> assemblies)
    {
        string folder = Path.Combine(Repository(), "src", project);
        return new(
            project,
            from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')
            where !name.StartsWith("bin/", StringComparison.Ordinal) && !name.StartsWith("obj/", StringComparison.Ordinal)
            orderby name
            select (name, File.ReadAllText(path)),
            assemblies.Select(file => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file))));
    }

    private static IEnumerable<string> PathsOfTheBaseLibrary()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Directory.EnumerateFiles(folder, "System*.dll").Where(path => !path.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Append(Path.Combine(folder, "netstandard.dll"));
    }

    private List<string> Where(Func<SyntaxNode, SemanticModel, bool> condition) =>
    [
        .. from source in sources.AsParallel().AsOrdered()
           from node in source.Tree.GetRoot().DescendantNodes()
           where condition(node, source.Model)
           select $"{PlaceOf(node)}: {node}",
    ];

    private static (List<Reference> References, List<Call> Calls, List<INamedTypeSymbol> Types) Read(SyntaxTree tree, SemanticModel model)
    {
        (List<Reference> references, List<Call> calls, List<INamedTypeSymbol> types) = ([], [], []);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            if (node is SimpleNameSyntax name && ReferenceOf(name, model) is { } reference)
            {
                references.Add(reference);
            }
            else if (node is ArgumentListSyntax list && CallOf(list, model) is { } call)
            {
                calls.Add(call);
            }
            else if (node is BaseTypeDeclarationSyntax and not ExtensionBlockDeclarationSyntax && (INamedTypeSymbol)model.GetDeclaredSymbol(node)! is var type
                && type.DeclaringSyntaxReferences[0].GetSyntax() == node)
            {
                types.Add(type);
            }
        }

        return (references, calls, types);
    }

    /// <remarks>
    /// Names are enough: what is used without a name (the type of a <c>var</c> or <c>new()</c>, an operator, a conversion) was named where the method, the
    /// parameter or the type was declared, and that place is looked at, too.
    /// </remarks>
    private static Reference? ReferenceOf(SimpleNameSyntax name, SemanticModel model)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is null && !name.IsVar && name.Identifier.Text is not ("nameof" or "_" or "notnull" or "unmanaged") && !IsOfJsonContext(name, model))
        {
            throw new InvalidOperationException($"{PlaceOf(name)}: what {name} means was not found.");
        }

        if (symbol is not (INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol))
        {
            return null;
        }

        symbol = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension.OriginalDefinition : symbol.OriginalDefinition;
        INamedTypeSymbol type = symbol as INamedTypeSymbol ?? symbol.ContainingType;

        // A member that is not written down, such as a default constructor, is where its type is.
        string[] homes = [.. HomesOf(symbol).DefaultIfEmpty().SelectMany(home => home is null ? HomesOf(type) : [home])];
        return homes.Length == 0 ? null : new Reference(name.SyntaxTree.FilePath, LineOf(name), OutermostOf(type).Name, symbol.Name, homes);
    }

    private static Call? CallOf(ArgumentListSyntax list, SemanticModel model) =>
        model.GetSymbolInfo(list.Parent!).Symbol is IMethodSymbol method && (method.MethodKind == MethodKind.DelegateInvoke || HomesOf(method.ContainingType).Any())
            ? new Call(PlaceOf(list), $"{OutermostOf(method.ContainingType).Name}.{method.Name}", Math.Min(list.Arguments.Count, method.Parameters.Length))
            : null;

    /// <summary>Whether a name is or follows a member of a JsonSerializerContext, all of which the source generator writes.</summary>
    private static bool IsOfJsonContext(SimpleNameSyntax name, SemanticModel model)
    {
        ExpressionSyntax first = name.Parent as MemberAccessExpressionSyntax ?? (ExpressionSyntax)name;
        while (first is MemberAccessExpressionSyntax { Expression: var left })
        {
            first = left;
        }

        return model.GetSymbolInfo(first).Symbol is INamedTypeSymbol { BaseType.Name: "JsonSerializerContext" };
    }

    private static INamedTypeSymbol OutermostOf(INamedTypeSymbol type) => type.ContainingType is { } outer ? OutermostOf(outer) : type;

    private static IEnumerable<string> HomesOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree.FilePath).Where(path => path.Length > 0).Distinct();

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static string PlaceOf(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{LineOf(node)}";
}

/// <summary>A name in the code.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Type">The type that it means, or whose member it means; the outermost one where types are nested.</param>
/// <param name="Member">The type's or the member's own name.</param>
/// <param name="Homes">The files that declare what it means: one for a member, one for each part of a type.</param>
internal sealed record Reference(string File, int Line, string Type, string Member, IReadOnlyList<string> Homes);

/// <summary>A call of a method, a constructor or a delegate.</summary>
/// <param name="Place">The file and the line.</param>
/// <param name="Called">What is called.</param>
/// <param name="Arguments">
/// How many arguments are passed; all that a <c>params</c> parameter takes is one. Arguments that are left to their defaults do not count, nor does
/// what an extension method extends, an index, or what <c>with</c> and initializers set.
/// </param>
internal sealed record Call(string Place, string Called, int Arguments)
{
    public override string ToString() => $"{Place} passes {Arguments} arguments to {Called}";
}
