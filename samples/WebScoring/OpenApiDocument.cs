using System.Buffers;
using System.Text.Json;

namespace WebScoring;

/// <summary><c>GET /openapi.json</c>: what the service takes and answers, in OpenAPI 3.1, as the model has it.</summary>
internal static class OpenApiDocument
{
    private const string Responses = """
        "400": { "$ref": "#/components/responses/Problem" },
        "408": { "$ref": "#/components/responses/Problem" },
        "413": { "$ref": "#/components/responses/Problem" },
        "415": { "$ref": "#/components/responses/Problem" }
        """;

    private const string Problem = """
        {
          "type": "object", "description": "Problem details (RFC 9457): what is wrong with the request, in words.",
          "properties": { "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" }, "detail": { "type": "string" } }
        }
        """;

    private const string OtherPaths = """
        {
          "/health": { "get": { "operationId": "health", "summary": "Which model is in service, and how it is",
            "responses": {
              "200": { "description": "Requests are answered.", "content": { "application/json": { "schema": { "type": "object" } } } },
              "503": { "description": "The service stops.", "content": { "application/json": { "schema": { "type": "object" } } } } } } },
          "/metrics": { "get": { "operationId": "metrics", "summary": "Counts and times in Prometheus' text format",
            "responses": { "200": { "description": "The metrics.", "content": { "text/plain": { "schema": { "type": "string" } } } } } } }
        }
        """;

    /// <summary>The description of a model's service, as JSON in UTF-8.</summary>
    public static byte[] Of(LoadedModel loaded)
    {
        ModelInput input = new(loaded.Model);
        string target = loaded.Model.Target is { } name ? $"\"{name}\"" : "classes";
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes);
        Object(json, null, () =>
        {
            json.WriteString("openapi", "3.1.0");
            Object(json, "info", () =>
            {
                json.WriteString("title", $"Predictions of {target}");
                json.WriteString("version", loaded.Facts.Sha256);
                json.WriteString("description", $"What the model in {loaded.Facts.File} takes and answers; the version is the file's SHA-256.");
            });
            Object(json, "paths", () =>
            {
                Object(json, "/predict", () => Object(json, "post", () => WritePredict(json, input, target)));
                Copy(json, OtherPaths);
            });
            Object(json, "components", () =>
            {
                Object(json, "responses", () => Copy(json, """{ "Problem": { "description": "Refused.", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } } }"""));
                Object(json, "schemas", () => WriteSchemas(json, input, loaded.Model.Classes));
            });
        });
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void WritePredict(Utf8JsonWriter json, ModelInput input, string target)
    {
        json.WriteString("operationId", "predict");
        json.WriteString("summary", $"Predicts {target} for one {input.Sample} or several");
        Object(json, "requestBody", () =>
        {
            json.WriteBoolean("required", true);
            Object(json, "content", () => Object(json, "application/json", () =>
            {
                WriteReference(json, "schema", "Request");
                Object(json, "example", () => WriteExample(json, input));
            }));
        });
        Object(json, "responses", () =>
        {
            Object(json, "200", () =>
            {
                json.WriteString("description", $"The answer to one {input.Sample}, or the answers to several in their order.");
                Copy(json, """{ "content": { "application/json": { "schema": { "oneOf": [{ "$ref": "#/components/schemas/Answer" }, { "$ref": "#/components/schemas/Answers" }] } } } }""");
            });
            Copy(json, $"{{{Responses}}}");
        });
    }

    private static void WriteSchemas(Utf8JsonWriter json, ModelInput input, IReadOnlyList<string> classes)
    {
        string sample = input.Columns is null ? "Sample" : "Row";
        Object(json, sample, () => SampleSchema.Write(json, input));
        Object(json, "Request", () => Array(json, "oneOf", () =>
        {
            Object(json, null, () => WriteObject(json, input.One, () => WriteReference(json, input.One, sample)));
            Object(json, null, () => WriteObject(json, input.Several, () => Object(json, input.Several, () =>
            {
                json.WriteString("type", "array");
                WriteReference(json, "items", sample);
                json.WriteNumber("minItems", 1);
                if (input.Columns is not null)
                {
                    json.WriteNumber("maxItems", RequestReader.MostRows);
                }
            })));
        }));
        Object(json, "Answer", () =>
        {
            json.WriteString("type", "object");
            SampleSchema.WriteTexts(json, "required", ["label", "probabilities", .. input.Columns is null ? System.Array.Empty<string>() : ["unknown"]]);
            Object(json, "properties", () => WriteAnswer(json, input, classes));
        });
        Object(json, "Answers", () =>
        {
            json.WriteString("type", "object");
            SampleSchema.WriteTexts(json, "required", ["predictions"]);
            Copy(json, """{ "properties": { "predictions": { "type": "array", "items": { "$ref": "#/components/schemas/Answer" } } } }""");
        });
        json.WritePropertyName("Problem");
        json.WriteRawValue(Problem);
    }

    private static void WriteAnswer(Utf8JsonWriter json, ModelInput input, IReadOnlyList<string> classes)
    {
        Object(json, "label", () =>
        {
            json.WriteString("type", "string");
            json.WriteString("description", "The most probable class, or the one that the model's threshold says.");
            SampleSchema.WriteTexts(json, "enum", classes);
        });
        Object(json, "probabilities", () =>
        {
            json.WriteString("type", "object");
            json.WriteString("description", "The probability of each class; their sum is 1.");
            SampleSchema.WriteTexts(json, "required", classes);
            Object(json, "properties", () =>
            {
                foreach (string name in classes)
                {
                    Copy(json, $$"""{ {{JsonSerializer.Serialize(name)}}: { "type": "number", "minimum": 0, "maximum": 1 } }""");
                }
            });
        });
        if (input.Columns is not null)
        {
            Object(json, "unknown", () =>
            {
                json.WriteString("type", "array");
                json.WriteString("description", "The columns whose value was not there in training: a category that is not known, or a gap where there was none. Be careful with an answer that has some.");
                Object(json, "items", () => json.WriteString("type", "string"));
            });
        }
    }

    private static void WriteExample(Utf8JsonWriter json, ModelInput input)
    {
        json.WritePropertyName(input.One);
        SampleSchema.WriteExample(json, input);
    }

    /// <summary>An object with this one member, and no other.</summary>
    private static void WriteObject(Utf8JsonWriter json, string member, Action writeMember)
    {
        json.WriteString("type", "object");
        Object(json, "properties", writeMember);
        SampleSchema.WriteTexts(json, "required", [member]);
        json.WriteBoolean("additionalProperties", false);
    }

    private static void WriteReference(Utf8JsonWriter json, string name, string schema) =>
        Object(json, name, () => json.WriteString("$ref", $"#/components/schemas/{schema}"));

    /// <summary>Writes the members of an object that is given as text.</summary>
    private static void Copy(Utf8JsonWriter json, string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    private static void Object(Utf8JsonWriter json, string? name, Action write)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        write();
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartArray(name);
        write();
        json.WriteEndArray();
    }
}
