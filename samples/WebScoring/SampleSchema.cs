using System.Globalization;
using System.Text.Json;
using ShallowNet;

namespace WebScoring;

/// <summary>The JSON schema of a sample or a row, and an example.</summary>
internal static class SampleSchema
{
    /// <summary>Of more categories, the first ones are told.</summary>
    private const int MostValues = 50;

    /// <summary>Writes the members of the schema.</summary>
    public static void Write(Utf8JsonWriter json, ModelInput input)
    {
        if (input.Columns is not null)
        {
            WriteRow(json, input.Columns);
        }
        else if (!input.AreNamed)
        {
            WriteInOrder(json, input.Count);
        }
        else
        {
            json.WriteStartArray("oneOf");
            json.WriteStartObject();
            WriteInOrder(json, input.Count);
            json.WriteEndObject();
            json.WriteStartObject();
            WriteByName(json, [.. Enumerable.Range(0, input.Count).Select(i => input[i])]);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    /// <summary>Writes a sample that is answered: of the typical values of a table, or of zeros.</summary>
    public static void WriteExample(Utf8JsonWriter json, ModelInput input)
    {
        if (input.Columns is null)
        {
            JsonSerializer.Serialize(json, new int[input.Count]);
            return;
        }

        json.WriteStartObject();
        foreach (EncodedColumn column in input.Columns)
        {
            json.WritePropertyName(column.Name);
            WriteValue(json, column, column.Typical);
        }

        json.WriteEndObject();
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteInOrder(Utf8JsonWriter json, int count)
    {
        json.WriteString("type", "array");
        json.WriteString("description", "All features in their order.");
        json.WriteStartObject("items");
        json.WriteString("type", "number");
        json.WriteEndObject();
        json.WriteNumber("minItems", count);
        json.WriteNumber("maxItems", count);
    }

    private static void WriteByName(Utf8JsonWriter json, string[] names)
    {
        json.WriteString("type", "object");
        json.WriteString("description", "All features by their names.");
        json.WriteStartObject("properties");
        foreach (string name in names)
        {
            json.WriteStartObject(name);
            json.WriteString("type", "number");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteTexts(json, "required", names);
        json.WriteBoolean("additionalProperties", false);
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<EncodedColumn> columns)
    {
        json.WriteString("type", "object");
        json.WriteString("description", "A value for each column. One that is null or absent is a gap; where there was none in training, it is answered nevertheless, and named among the unknown ones.");
        json.WriteStartObject("properties");
        foreach (EncodedColumn column in columns)
        {
            json.WriteStartObject(column.Name);
            WriteColumn(json, column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteTexts(json, "required", columns.Where(column => column.IsUsed && !column.HasGaps).Select(column => column.Name));
        json.WriteBoolean("additionalProperties", false);
    }

    private static void WriteColumn(Utf8JsonWriter json, EncodedColumn column)
    {
        (string type, string? format, string description) = column.Kind switch
        {
            ColumnKind.Number => ("number", null, "A number."),
            ColumnKind.Text => ("string", null, "A category."),
            ColumnKind.Flag => ("boolean", null, "true or false; \"yes\" and \"no\" are understood, too."),
            _ => ("string", HasTime(column) ? "date-time" : "date", "A date of ISO 8601, which counts as it is written, whatever its time zone."),
        };
        string known = column.Values.Count == 0 ? "" : $" Known are {string.Join(", ", column.Values.Take(MostValues))}{(column.Values.Count > MostValues ? $" and {column.Values.Count - MostValues} more" : "")}; others are rare or unknown.";
        string gaps = column.HasGaps ? " null where it is not known." : "";
        string unused = column.IsUsed ? "" : " The model does not use it.";
        if (column.HasGaps)
        {
            WriteTexts(json, "type", [type, "null"]);
        }
        else
        {
            json.WriteString("type", type);
        }

        if (format is not null)
        {
            json.WriteString("format", format);
        }

        json.WriteString("description", $"{description}{known}{gaps}{unused}");
        json.WriteStartArray("examples");
        if (column.Values.Count == 0 || column.Kind == ColumnKind.Number)
        {
            WriteValue(json, column, column.Typical);
        }

        foreach (string value in column.Kind == ColumnKind.Text ? column.Values.Take(MostValues) : [])
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Whether the dates of a column differ in their hours.</summary>
    private static bool HasTime(EncodedColumn column) => column.Features.Contains($"{column.Name}: hour, sine");

    private static void WriteValue(Utf8JsonWriter json, EncodedColumn column, object? value)
    {
        switch (value)
        {
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTime date:
                json.WriteStringValue(date.ToString(HasTime(column) ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
