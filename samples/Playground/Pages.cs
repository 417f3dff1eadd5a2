using System.Reflection;

namespace Playground;

/// <summary>The files of the page, which are part of the program.</summary>
internal static class Pages
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void Map(WebApplication app)
    {
        foreach (string name in Assembly.GetExecutingAssembly().GetManifestResourceNames())
        {
            byte[] content = Read(name);
            string type = Types[Path.GetExtension(name)];
            app.MapGet(name == "index.html" ? "/" : $"/{name}", () => Results.Bytes(content, type));
        }
    }

    private static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
