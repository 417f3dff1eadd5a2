using System.Text;
using System.Text.Json;

namespace ShallowNet;

/// <summary>Adds the columns of a table to an ONNX graph as its inputs, and what makes features of them.</summary>
internal static class OnnxColumns
{
    /// <summary>Adds an input for each column that has features, and the nodes that make these; and what the columns are, to the metadata.</summary>
    /// <param name="graph">The graph, which is empty.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="targets">What the model predicts.</param>
    /// <param name="outputs">The names of the graph's outputs.</param>
    /// <returns>The name of all features together, N × features.</returns>
    public static string Add(OnnxGraph graph, TableEncoder encoder, IReadOnlyList<string> targets, params ReadOnlySpan<string> outputs)
    {
        ColumnEncoder[] used = [.. encoder.Encoders.Where(column => column.Width > 0)];
        (string Handle, string Name)[] inputs = graph.Columns([.. used.Select(column => (column.Name, TypeOf(column.Kind)))], outputs);
        List<string> features = [];
        for (int i = 0; i < used.Length; i++)
        {
            OnnxColumn column = new(graph, i + 1, inputs[i].Handle);
            switch (used[i])
            {
                case CategoryEncoder categories:
                    features.Add(OnnxCategories.Add(column, categories));
                    break;
                case DateEncoder dates:
                    OnnxDates.Add(graph, column, dates, features);
                    break;
                default:
                    OnnxNumbers.Add(column, (NumberEncoder)used[i], features);
                    break;
            }
        }

        if (targets.Count == 1)
        {
            graph.Property("target", targets[0]);
        }
        else
        {
            graph.Property("targets", targets);
        }

        graph.Property("columns", Described(used, inputs));
        return graph.Node("Concat", "features", [.. features], OnnxAttribute.Of("axis", 1));
    }

    private static OnnxType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => OnnxType.String,
        ColumnKind.Date => OnnxType.Int64,
        _ => OnnxType.Float,
    };

    /// <summary>The name of each column, what it holds and the name of its input, in JSON.</summary>
    private static string Described(ColumnEncoder[] columns, (string Handle, string Name)[] inputs)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartArray();
            for (int i = 0; i < columns.Length; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("name", columns[i].Name);
                writer.WriteString("kind", columns[i].Kind.ToString().ToLowerInvariant());
                writer.WriteString("input", inputs[i].Name);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
