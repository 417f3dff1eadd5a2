using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookRunner;

/// <summary>What a cell has left behind: lines on the console, or the value of its last expression in one or more formats.</summary>
/// <param name="Text">The console's text; null for a value.</param>
/// <param name="Data">The value by MIME type: text, or base64 for a picture; null for console text.</param>
internal sealed record Output(string? Text, IReadOnlyDictionary<string, string>? Data)
{
    /// <summary>The picture; null where there is none.</summary>
    public byte[]? Png { get; } = Data is not null && Data.TryGetValue(PngType, out string? base64) ? Convert.FromBase64String(base64) : null;

    /// <summary>What can be compared letter by letter: the console's text, or how the value is called.</summary>
    public string Plain => Text ?? Data!.GetValueOrDefault(TextType, "");

    /// <summary>How large the picture is shown, in pixels of the page, of which each may be several of the picture; null for its own size.</summary>
    public (int Width, int Height)? Shown { get; init; }

    public const string PngType = "image/png";
    public const string TextType = "text/plain";
}

/// <summary>A cell of text, or of code with the outputs of its last run.</summary>
internal sealed class Cell(string id, bool isCode, string source, IReadOnlyList<Output> outputs)
{
    public string Id { get; } = id;

    public bool IsCode { get; } = isCode;

    /// <summary>The text with \n between lines.</summary>
    public string Source { get; } = source;

    public IReadOnlyList<Output> Outputs { get; set; } = outputs;
}

/// <summary>A notebook of the format 4.5, as Jupyter writes it: sorted keys, one space of indentation, lines as arrays.</summary>
internal sealed class Notebook(IReadOnlyList<Cell> cells)
{
    public IReadOnlyList<Cell> Cells { get; } = cells;

    public IEnumerable<Cell> Code => Cells.Where(cell => cell.IsCode);

    /// <exception cref="LessonException">The text is no notebook of the format 4.5 for C#.</exception>
    public static Notebook Parse(string json)
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            if (((int)root["nbformat"]!, (int)root["nbformat_minor"]!) != (4, 5))
            {
                throw new LessonException($"The notebook's format must be 4.5, but is {root["nbformat"]}.{root["nbformat_minor"]}.");
            }

            var kernel = root["metadata"]!["kernelspec"]!;
            if ((string?)kernel["name"] != ".net-csharp" || (string?)kernel["language"] != "C#")
            {
                throw new LessonException($"The notebook's kernel must be .net-csharp with the language C#, but is {kernel["name"]} with {kernel["language"]}.");
            }

            var cells = root["cells"]!.AsArray().Select(ParseCell!).ToList();
            if (cells.GroupBy(cell => cell.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new LessonException($"Two cells have the id {twice.Key}.");
            }

            return new Notebook(cells);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new LessonException($"This is no notebook: {e.Message}");
        }
    }

    public string ToJson()
    {
        JsonObject root = new()
        {
            ["cells"] = new JsonArray([.. WithNumbers().Select(pair => ToJson(pair.Cell, pair.Number))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject
                {
                    ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#", ["pygments_lexer"] = "csharp",
                },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions
        {
            Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The cells with the numbers that the code cells show in brackets; 0 for text.</summary>
    private IEnumerable<(Cell Cell, int Number)> WithNumbers()
    {
        int number = 0;
        return Cells.Select(cell => (cell, cell.IsCode ? ++number : 0));
    }

    private static Cell ParseCell(JsonNode cell)
    {
        string id = (string)cell["id"]!;
        string source = Joined(cell["source"]!);
        return (string?)cell["cell_type"] switch
        {
            "markdown" => new Cell(id, isCode: false, source, []),
            "code" => new Cell(id, isCode: true, source, [.. cell["outputs"]!.AsArray().Select(ParseOutput!)]),
            var other => throw new LessonException($"A cell must be markdown or code, but {id} is {other}."),
        };
    }

    private static Output ParseOutput(JsonNode output) => (string?)output["output_type"] switch
    {
        "stream" => new Output(Joined(output["text"]!), null),
        "execute_result" or "display_data" => new Output(null, output["data"]!.AsObject().ToDictionary(pair => pair.Key, pair => Joined(pair.Value!)))
        {
            Shown = output["metadata"]?[Output.PngType] is { } size ? ((int)size["width"]!, (int)size["height"]!) : null,
        },
        var other => throw new LessonException($"An output must be a stream or a result, but is {other}."),
    };

    private static JsonObject ToJson(Cell cell, int number)
    {
        JsonObject json = new() { ["cell_type"] = cell.IsCode ? "code" : "markdown" };
        if (cell.IsCode)
        {
            json["execution_count"] = number;
        }

        json["id"] = cell.Id;
        json["metadata"] = new JsonObject();
        if (cell.IsCode)
        {
            json["outputs"] = new JsonArray([.. cell.Outputs.Select(output => ToJson(output, number))]);
        }

        json["source"] = Lines(cell.Source);
        return json;
    }

    private static JsonObject ToJson(Output output, int number)
    {
        if (output.Text is { } text)
        {
            return new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = Lines(text) };
        }

        JsonObject data = [];
        foreach (var (type, value) in output.Data!.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            data[type] = type == Output.TextType ? Lines(value) : value;
        }

        JsonObject metadata = output.Shown is var (width, height) ? new() { [Output.PngType] = new JsonObject { ["height"] = height, ["width"] = width } } : [];
        return new JsonObject { ["data"] = data, ["execution_count"] = number, ["metadata"] = metadata, ["output_type"] = "execute_result" };
    }

    /// <summary>Lines that end in \n, the last one perhaps not.</summary>
    private static JsonArray Lines(string text)
    {
        JsonArray lines = [];
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private static string Joined(JsonNode text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!;
}
