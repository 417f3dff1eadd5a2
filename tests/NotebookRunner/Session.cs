using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace NotebookRunner;

/// <summary>Runs the cells of one lesson, one after another, each with what those before it have declared.</summary>
internal sealed partial class Session(Packages packages)
{
    private ScriptOptions options = ScriptOptions.Default
        .WithReferences(FrameworkReferences())
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest);

    private ScriptState<object>? state;

    /// <summary>Runs a cell and returns what it has left behind.</summary>
    /// <exception cref="LessonException">The cell does not compile, or threw.</exception>
    public async Task<IReadOnlyList<Output>> RunAsync(string source)
    {
        options = options.AddReferences(PackageReferences(source));
        string script = ReferenceDirective().Replace(source, "//r ");
        var console = Console.Out;
        using StringWriter written = new() { NewLine = "\n" };
        try
        {
            Console.SetOut(written);
            state = state is null
                ? await CSharpScript.RunAsync(script, options)
                : await state.ContinueWithAsync(script, options);
        }
        catch (CompilationErrorException e)
        {
            throw new LessonException($"does not compile: {string.Join("; ", e.Diagnostics)}");
        }
        catch (Exception e) when (e is not LessonException)
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

        if (state.ReturnValue is { } value)
        {
            outputs.Add(Formatters.Format(value));
        }

        return outputs;
    }

    private static IEnumerable<MetadataReference> FrameworkReferences()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    /// <summary>The assemblies beside this program that a cell asks for by <c>#r "nuget: …"</c>, loaded into this program.</summary>
    private IEnumerable<MetadataReference> PackageReferences(string source)
    {
        foreach (string path in CellCode.Parse(source).Packages.SelectMany(package => packages.FilesOf(package.Name)).Distinct())
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            yield return MetadataReference.CreateFromFile(path);
        }
    }

    [GeneratedRegex("^#r ", RegexOptions.Multiline)]
    private static partial Regex ReferenceDirective();
}
