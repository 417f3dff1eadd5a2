using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ShallowNet;

/// <summary>Adds to a graph what an exported classifier answers: labels and probabilities.</summary>
internal static class OnnxLabels
{
    /// <summary>Adds the network's probability of the second class as the probabilities of both, and the more probable one.</summary>
    public static void AddBinary(OnnxGraph graph, ClassLabels classes, string p)
    {
        string rest = graph.Node("Sub", "restProbability", graph.Scalar("one", 1), p);
        graph.Node("Concat", "probabilities", [rest, p], OnnxAttribute.Of("axis", 1));
        string isSecond = graph.Node("Squeeze", "isSecond", Above(graph, "isAboveHalf", p), graph.Integers("columnAxis", 1));
        AddLabel(graph, classes, graph.Node("Cast", NumberName(classes), [isSecond], ToInt64));
        graph.Output("probabilities", classes.Count);
    }

    /// <summary>Adds the most probable of three or more classes.</summary>
    public static void AddMulticlass(OnnxGraph graph, ClassLabels classes)
    {
        AddLabel(graph, classes, graph.Node(
            "ArgMax", NumberName(classes), ["probabilities"], OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0)));
        graph.Output("probabilities", classes.Count);
    }

    /// <summary>Adds, for each class, whether it is above 0.5.</summary>
    public static void AddMultiLabel(OnnxGraph graph, ClassLabels classes)
    {
        graph.Node("Cast", "labels", [Above(graph, "areAboveHalf", "probabilities")], ToInt64);
        graph.IntegerOutput("labels", classes.Count);
        graph.Output("probabilities", classes.Count);
        AddNames(graph, classes);
    }

    private static OnnxAttribute ToInt64 => OnnxAttribute.Of("to", 7);

    private static string Above(OnnxGraph graph, string name, string probability) =>
        graph.Node("Greater", name, probability, graph.Scalar("half", 0.5));

    /// <summary>The name of the node with the class's number, which is the label itself where the labels are neither numbers nor texts.</summary>
    private static string NumberName(ClassLabels classes) => Numbers(classes) is null && !AreTexts(classes) ? "label" : "classNumber";

    private static void AddLabel(OnnxGraph graph, ClassLabels classes, string number)
    {
        if (AreTexts(classes))
        {
            graph.Node("Gather", "label", graph.Texts("classes", classes.Names), number);
            graph.TextOutput("label");
        }
        else
        {
            if (Numbers(classes) is { } numbers)
            {
                graph.Node("Gather", "label", graph.Integers("classes", numbers), number);
            }

            graph.IntegerOutput("label");
        }

        AddNames(graph, classes);
    }

    private static bool AreTexts(ClassLabels classes) => classes.LabelType == typeof(string) || classes.LabelType == typeof(char);

    /// <summary>The classes as numbers where all are truth values, integers or enumeration members that int64 holds.</summary>
    private static long[]? Numbers(ClassLabels classes)
    {
        object[] labels = classes.Boxed();
        long[] numbers = new long[labels.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (labels[i] is not IConvertible label
                || label.GetTypeCode() is not (TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.UInt64))
                || label.ToDecimal(CultureInfo.InvariantCulture) is var number && number > long.MaxValue)
            {
                return null;
            }

            numbers[i] = (long)number;
        }

        return numbers;
    }

    /// <summary>Adds the names of the classes to the metadata, as a JSON list, whatever the labels are.</summary>
    private static void AddNames(OnnxGraph graph, ClassLabels classes)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartArray();
            foreach (string name in classes.Names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        graph.Property("classes", Encoding.UTF8.GetString(stream.ToArray()));
    }
}
