#!/usr/bin/env dotnet
// Makes the documentation's web pages, in artifacts/site, of the guides in docs, the lessons in samples and the packages' documentation,
// and fails where a link leads nowhere:
//
//     dotnet build -c Release
//     dotnet run docs/site.cs
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

// Code, in which nothing is changed.
const string Code = @"^ *```.*?^ *```|`[^`\n]+`";

string docs = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Path.GetFullPath("docs");
string root = Path.GetDirectoryName(docs)!, pages = Path.Combine(root, "artifacts", "pages"), site = Path.Combine(root, "artifacts", "site");
foreach (string folder in (string[])[pages, site])
{
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}

Directory.CreateDirectory(Path.Combine(pages, "lessons"));
Directory.CreateDirectory(Path.Combine(pages, "guides"));
string look = Path.Combine(pages, "template", "public");
Directory.CreateDirectory(look);
File.Copy(Path.Combine(docs, "site.css"), Path.Combine(look, "main.css"));
File.Copy(Path.Combine(docs, "docfx.json"), Path.Combine(pages, "docfx.json"));
File.Copy(Path.Combine(docs, "logo.svg"), Path.Combine(pages, "logo.svg"));

Directory.CreateDirectory(Path.Combine(pages, "guides", "figures"));
foreach (string figure in Directory.GetFiles(Path.Combine(docs, "figures"), "*.png"))
{
    File.Copy(figure, Path.Combine(pages, "guides", "figures", Path.GetFileName(figure)));
}

// The guides, and the README files that they lead to, each under one name.
Dictionary<string, string> places = [];
foreach (string guide in Directory.GetFiles(docs, "*.md"))
{
    places[Path.GetFullPath(guide)] = $"guides/{Path.GetFileName(guide)}";
}

places[Path.Combine(root, "README.md")] = "index.md";
places[Path.Combine(root, "CHANGELOG.md")] = "guides/changelog.md";
places[Path.Combine(root, "CONTRIBUTING.md")] = "guides/contributing.md";
places[Path.Combine(root, "samples", "WebScoring", "README.md")] = "guides/web-service.md";
places[Path.Combine(root, "samples", "MLNet", "README.md")] = "guides/sample-mlnet.md";
places[Path.Combine(root, "samples", "Playground", "README.md")] = "guides/playground.md";
places[Path.Combine(root, "samples", "data", "README.md")] = "guides/data-sets.md";
foreach (string package in Directory.GetDirectories(Path.Combine(root, "src")).Where(folder => File.Exists(Path.Combine(folder, "README.md"))))
{
    places[Path.Combine(package, "README.md")] = $"guides/package-{Path.GetFileName(package)}.md";
}

// The table that guides read is there to be downloaded.
string customers = Path.Combine(root, "samples", "data", "churn.csv");
places[customers] = "data/churn.csv";
Directory.CreateDirectory(Path.Combine(pages, "data"));
File.Copy(customers, Path.Combine(pages, places[customers]));

string[] lessons = [.. Directory.GetFiles(Path.Combine(root, "samples"), "*.ipynb").Order(StringComparer.Ordinal)];
foreach (string lesson in lessons)
{
    places[lesson] = $"lessons/{Path.GetFileNameWithoutExtension(lesson)}.md";
}

List<(string Title, string Page)> titles = [];
foreach ((string source, string page) in places.Where(place => place.Value.EndsWith(".md", StringComparison.Ordinal)))
{
    string text = WithFormulas(source.EndsWith(".ipynb", StringComparison.Ordinal) ? Lesson(source, pages) : File.ReadAllText(source));
    string placed = WithSpaces(WithLinks(text, source, page, places, root));
    File.WriteAllText(Path.Combine(pages, page), placed);
    string title = Regex.Match(text, "^# (.*)$", RegexOptions.Multiline).Groups[1].Value.Trim('`', '*');
    titles.Add((page.StartsWith("guides/package-", StringComparison.Ordinal) ? $"Package {title}" : title.Length > 0 ? title : page, page));
}

// The order in which one reads; what nobody has put into it stands at its end.
string[] order =
[
    "start", "tables", "network", "small-data", "trust", "how-sure", "why", "similar-cases", "drift", "doctor", "files", "mlnet", "sample-mlnet",
    "web-service", "cluster", "playground", "from-matlab", "from-scikit-learn", "how-defaults-are-chosen", "terms",
];
string[] first = [.. order.Select(name => $"guides/{name}.md").Where(places.ContainsValue)];
WriteContents("guides", [.. first, .. places.Values.Where(page => page.StartsWith("guides/", StringComparison.Ordinal)).Except(first).Order(StringComparer.Ordinal)]);
WriteContents("lessons", [.. lessons.Select(lesson => places[lesson])]);
File.WriteAllText(Path.Combine(pages, "toc.yml"), "- name: Guides\n  href: guides/\n- name: Lessons\n  href: lessons/\n- name: Reference\n  href: api/\n");

void WriteContents(string folder, string[] pagesInOrder) => File.WriteAllText(Path.Combine(pages, folder, "toc.yml"),
    string.Concat(pagesInOrder.Select(page => $"- name: {Quoted(titles.First(pair => pair.Page == page).Title)}\n  href: {Path.GetFileName(page)}\n")));

Stopwatch time = Stopwatch.StartNew();
if (Run(root, "dotnet", "tool", "restore") != 0 || Run(root, "dotnet", "docfx", Path.Combine(pages, "docfx.json"), "--logLevel", "error") != 0)
{
    return 1;
}

string[] broken = Broken(site);
foreach (string link in broken)
{
    Console.WriteLine(link);
}

Console.WriteLine($"{Directory.GetFiles(site, "*.html", SearchOption.AllDirectories).Length} pages in {time.Elapsed.TotalSeconds:0} s, {broken.Length} links lead nowhere.");
return broken.Length == 0 ? 0 : 1;

// A text as YAML has it between double quotes.
static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

static int Run(string folder, string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
    process.WaitForExit();
    return process.ExitCode;
}

// Formulas on lines of their own stand between lines of $$, where Markdown otherwise changes what spans several lines, and centres none.
// A formula in a sentence is kept together with the punctuation behind it, which would otherwise begin the next line.
static string WithFormulas(string text) => Regex.Replace(
    text, Code + @"|^\$\$(?<own>.+?)\$\$$|\$\$.*?\$\$|\$(?![\s$])(?:[^$\n]|\n(?!\n))*[^$\s]\$(?<end>[.,;:)]*)", match =>
        match.Groups["own"].Success ? $"$$\n{match.Groups["own"].Value.Trim()}\n$$"
        : match.Groups["end"].Length > 0 ? $"<span class=\"formula\">{match.Value}</span>"
        : match.Value, RegexOptions.Multiline | RegexOptions.Singleline);

// A number stays on the line of its unit, and of what follows ±.
static string WithSpaces(string text) => Regex.Replace(text, Code + @"|\$\$.*?\$\$|\$[^$]*\$|(?<=\d) (?=%|±|×|(?:ns|µs|ms|s|GB|MB|KB)\b)|(?<=[±×]) (?=\d)", match =>
    match.Value == " " ? "\u00a0" : match.Value, RegexOptions.Multiline | RegexOptions.Singleline);

// Links to files that are pages lead to the pages; those to other files of the repository become plain text.
static string WithLinks(string text, string source, string page, Dictionary<string, string> places, string root) =>
    Regex.Replace(text, @"(?:^```.*?^```|`[^`\n]*`|\$\$.*?\$\$|\$[^$]*\$)|(?<!!)\[([^\[\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)", match =>
    {
        // Code and formulas stay as they are.
        if (!match.Groups[2].Success)
        {
            return match.Value;
        }

        string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, match.Groups[2].Value));
        string up = page.Contains('/') ? "../" : "";
        return places.TryGetValue(target, out string? place) ? $"[{match.Groups[1].Value}]({up}{place}{match.Groups[3].Value})"
            : File.Exists(target) || Directory.Exists(target) ? match.Groups[1].Value
            : throw new FileNotFoundException($"{Path.GetRelativePath(root, source)} leads to {match.Groups[2].Value}, which is not there.");
    }, RegexOptions.Multiline | RegexOptions.Singleline);

// A lesson as Markdown: its text, its code, what that printed, and its pictures as files.
static string Lesson(string path, string pages)
{
    using JsonDocument notebook = JsonDocument.Parse(File.ReadAllText(path));
    string name = Path.GetFileNameWithoutExtension(path);
    StringBuilder text = new();
    int pictures = 0;
    foreach (JsonElement cell in notebook.RootElement.GetProperty("cells").EnumerateArray())
    {
        string source = Joined(cell.GetProperty("source"));
        if (cell.GetProperty("cell_type").GetString() == "markdown")
        {
            text.Append(source).Append("\n\n");
            continue;
        }

        text.Append("```csharp\n").Append(source).Append("\n```\n\n");
        foreach (JsonElement output in cell.GetProperty("outputs").EnumerateArray())
        {
            if (output.TryGetProperty("text", out JsonElement printed))
            {
                text.Append("```text\n").Append(Joined(printed).TrimEnd('\n')).Append("\n```\n\n");
            }
            else if (output.GetProperty("data").TryGetProperty("image/png", out JsonElement png))
            {
                string picture = $"{name}-{++pictures}.png";
                File.WriteAllBytes(Path.Combine(pages, "lessons", picture), Convert.FromBase64String(Joined(png).ReplaceLineEndings("")));
                string alt = Joined(output.GetProperty("data").GetProperty("text/plain")).Replace("\"", "&quot;", StringComparison.Ordinal);
                string width = output.GetProperty("metadata").TryGetProperty("image/png", out JsonElement size) ? $" width=\"{size.GetProperty("width")}\"" : "";
                text.Append($"<img src=\"{picture}\" alt=\"{alt}\"{width} loading=\"lazy\">\n\n");
            }
            else
            {
                text.Append("```text\n").Append(Joined(output.GetProperty("data").GetProperty("text/plain")).TrimEnd('\n')).Append("\n```\n\n");
            }
        }
    }

    return text.ToString();
}

static string Joined(JsonElement text) => text.ValueKind == JsonValueKind.Array ? string.Concat(text.EnumerateArray().Select(line => line.GetString())) : text.GetString()!;

// The links of all pages to pages, pictures and places in them that are not there.
static string[] Broken(string site)
{
    Dictionary<string, HashSet<string>> anchors = [];
    HashSet<string> AnchorsOf(string page) => anchors.TryGetValue(page, out HashSet<string>? known) ? known
        : anchors[page] = [.. Regex.Matches(File.ReadAllText(page), @"\b(?:id|name)=""([^""]+)""").Select(match => match.Groups[1].Value)];
    List<string> broken = [];
    foreach (string page in Directory.GetFiles(site, "*.html", SearchOption.AllDirectories).Where(page => Path.GetFileName(page) != "toc.html"))
    {
        foreach (Match match in Regex.Matches(File.ReadAllText(page), @"\b(?:href|src)=""([^""]*)"""))
        {
            string link = System.Net.WebUtility.HtmlDecode(match.Groups[1].Value);
            if (link.Length == 0 || Regex.IsMatch(link, "^([a-z]+:|//)"))
            {
                continue;
            }

            string[] parts = link.Split('#');
            string path = Uri.UnescapeDataString(parts[0].Split('?')[0]);
            string target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
            target = Directory.Exists(target) ? Path.Combine(target, "index.html") : target;
            if (!File.Exists(target) || (parts.Length > 1 && parts[1].Length > 0 && target.EndsWith(".html", StringComparison.Ordinal) && !AnchorsOf(target).Contains(Uri.UnescapeDataString(parts[1]))))
            {
                broken.Add($"{Path.GetRelativePath(site, page)} leads to {link}, which is not there.");
            }
        }
    }

    return [.. broken.Distinct()];
}
