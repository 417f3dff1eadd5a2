namespace ShallowNet.Tables.Tests;

/// <summary>An empty folder for the files of a test, which is deleted in the end.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("shallownet").FullName;

    public string this[string name] => Path.Combine(path, name);

    public string Save(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Save(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
