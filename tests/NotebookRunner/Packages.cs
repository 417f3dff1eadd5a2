using System.Text.Json;

namespace NotebookRunner;

/// <summary>
/// The packages that a lesson may ask for, with their versions and files: those that this program itself was built with, as its .deps.json lists
/// them. So a lesson is run against the library as built, and asks its reader for the very versions it was run with.
/// </summary>
internal sealed class Packages
{
    private readonly Dictionary<string, (string Version, string[] Dependencies, string[] Files)> packages = [];

    public static Packages OfThisProgram() => new(File.ReadAllText(Path.ChangeExtension(typeof(Packages).Assembly.Location, ".deps.json")));

    public Packages(string depsJson)
    {
        using var document = JsonDocument.Parse(depsJson);
        foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            string[] parts = library.Name.Split('/');
            packages[parts[0]] = (parts[1], Names("dependencies"), [.. Names("runtime").Select(path => path[(path.LastIndexOf('/') + 1)..])]);

            string[] Names(string property) =>
                library.Value.TryGetProperty(property, out var names) ? [.. names.EnumerateObject().Select(name => name.Name)] : [];
        }
    }

    /// <exception cref="LessonException">There is no such package here.</exception>
    public string VersionOf(string package) => Find(package).Version;

    /// <summary>The paths of the assemblies of a package and of all that it depends on.</summary>
    /// <exception cref="LessonException">There is no such package here.</exception>
    public IReadOnlyCollection<string> FilesOf(string package)
    {
        HashSet<string> files = [];
        HashSet<string> seen = [];
        Add(package);
        return files;

        void Add(string name)
        {
            if (seen.Add(name))
            {
                var (_, dependencies, own) = Find(name);
                files.UnionWith(own.Select(file => Path.Combine(AppContext.BaseDirectory, file)));
                Array.ForEach(dependencies, Add);
            }
        }
    }

    private (string Version, string[] Dependencies, string[] Files) Find(string package) =>
        packages.TryGetValue(package, out var found)
            ? found
            : throw new LessonException($"The lesson asks for the package {package}, which tests/NotebookRunner does not reference.");
}
