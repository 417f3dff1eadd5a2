using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace NotebookRunner;

/// <summary>Runs the cells of one lesson, one after another, each with what those before it have declared.</summary>
internal sealed class Session(Packages packages)
{
    /// <summary>What Directory.Build.props has the compiler add to every program.</summary>
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private ScriptOptions options = ScriptOptions.Default
        .WithReferences(FrameworkReferences())
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithLanguageVersion(LanguageVersion.Latest);

    private ScriptState<object>? state;

    /// <summary>Runs a cell and returns what it has left behind.</summary>
    /// <exception cref="LessonException">The cell does not compile, or threw.</exception>
    public async Task<IReadOnlyList<Output>> RunAsync(string source)
    {
        var code = CellCode.Parse(source);
        options = options.AddReferences(References(code.Packages));
        var console = Console.Out;
        using StringWriter written = new() { NewLine = "\n" };
        Output? shown;
        try
        {
            Console.SetOut(written);
            state = state is null
                ? await CSharpScript.RunAsync(code.Script, options)
                : await state.ContinueWithAsync(code.Script, options);

            // A figure is drawn only here.
            shown = state.ReturnValue is { } value ? Formatters.Format(value) : null;
        }
        catch (CompilationErrorException e)
        {
            throw new LessonException($"does not compile: {string.Join("; ", e.Diagnostics)}");
        }
        catch (Exception e)
        {
            throw new LessonException($"threw {e.GetType().Name}: {e.Message}");
        }
        finally
        {
            Console.SetOut(console);
        }

        List<Output> outputs = [];
        if (written.GetStringBuilder().Length > 0)
        {
            outputs.Add(new Output(written.ToString(), null));
        }

        if (shown is not null)
        {
            outputs.Add(shown);
        }

        return outputs;
    }

    /// <summary>Compiles a program that refers to what the cells so far have asked for, with the rules of the repository's builds: warnings are errors.</summary>
    /// <exception cref="LessonException">It does not compile.</exception>
    public void Compile(string program)
    {
        var language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([KeyValuePair.Create("FileBasedProgram", "true")]);
        var compilation = CSharpCompilation.Create(
            "Program",
            [CSharpSyntaxTree.ParseText(program, language), CSharpSyntaxTree.ParseText(ImplicitUsings, language)],
            options.MetadataReferences,
            // As the SDK has it: packages may refer to earlier versions of the framework's assemblies.
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress), KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress)]));
        var problems = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        if (problems.Count > 0)
        {
            throw new LessonException($"The program does not compile: {string.Join("; ", problems)}");
        }
    }

    private static IEnumerable<MetadataReference> FrameworkReferences()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    /// <summary>The assemblies of packages, beside this program and loaded into it.</summary>
    private IEnumerable<MetadataReference> References(IEnumerable<PackageReference> asked)
    {
        foreach (string path in asked.SelectMany(package => packages.FilesOf(package.Name)).Distinct())
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            yield return MetadataReference.CreateFromFile(path);
        }
    }
}
