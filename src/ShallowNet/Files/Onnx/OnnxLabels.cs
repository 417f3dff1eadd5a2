using System.Globalization;

namespace ShallowNet;

/// <summary>Adds the answers of a classifier, labels and probabilities, to the ONNX graph of its network.</summary>
internal static class OnnxLabels
{
    /// <summary>
    /// For two classes: adds the probabilities of both, and the label of the more probable one, or of the one that a threshold says. The network's only output, the node
    /// <paramref name="p"/>, is the probability of the second.
    /// </summary>
    public static void AddBinary(OnnxGraph graph, ClassLabels classes, string p, DecisionThreshold? threshold)
    {
        string rest = graph.Node("Sub", "restProbability", graph.Scalar("one", 1), p);
        graph.Node("Concat", "probabilities", [rest, p], OnnxAttribute.Of("axis", 1));
        string isCalled = threshold is null ? Above(graph, "isAboveHalf", p) : graph.Node("Greater", "isAtThreshold", p, graph.Scalar("belowThreshold", threshold.Below));
        string isSecond = graph.Node("Squeeze", "isSecond", isCalled, graph.Integers("columnAxis", 1));
        AddLabel(graph, classes, graph.Node("Cast", NumberName(classes), [isSecond], ToInt64));
        graph.Output("probabilities", classes.Count);
    }

    /// <summary>For three or more classes, whose probabilities are the network's outputs: adds the label of the most probable one.</summary>
    public static void AddMulticlass(OnnxGraph graph, ClassLabels classes)
    {
        AddLabel(graph, classes, graph.Node(
            "ArgMax", NumberName(classes), ["probabilities"], OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0)));
        graph.Output("probabilities", classes.Count);
    }

    /// <summary>For samples of several classes at a time: adds, for each class, 1 where its probability is greater than 0.5, and otherwise 0.</summary>
    public static void AddMultiLabel(OnnxGraph graph, ClassLabels classes)
    {
        graph.Node("Cast", "labels", [Above(graph, "areAboveHalf", "probabilities")], ToInt64);
        graph.IntegerOutput("labels", classes.Count);
        graph.Output("probabilities", classes.Count);
        AddNames(graph, classes);
    }

    private static OnnxAttribute ToInt64 => OnnxAttribute.Of("to", (long)OnnxType.Int64);

    /// <summary>Adds a node that tells of each probability whether it is greater than 0.5.</summary>
    private static string Above(OnnxGraph graph, string name, string probability) =>
        graph.Node("Greater", name, probability, graph.Scalar("half", 0.5));

    /// <summary>
    /// What the node is called that computes the number of the class, from 0 on. Labels that are neither numbers nor texts cannot be in the
    /// graph: there that number is the label, and the node the output.
    /// </summary>
    private static string NumberName(ClassLabels classes) => Numbers(classes) is null && !AreTexts(classes) ? "label" : "classNumber";

    /// <summary>Adds the output "label": the label of the class whose number the node <paramref name="number"/> computes.</summary>
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

    /// <summary>The labels as int64, where all are truth values, whole numbers or members of an enumeration, and none is too large; otherwise null.</summary>
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

    /// <summary>Adds the classes as texts to the metadata, of whatever type the labels are.</summary>
    private static void AddNames(OnnxGraph graph, ClassLabels classes) => graph.Property("classes", classes.Names);
}
