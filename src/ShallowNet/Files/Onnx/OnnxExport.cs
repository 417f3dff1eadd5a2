using System.Numerics;

namespace ShallowNet;

/// <summary>Makes ONNX models of networks, and of models with their scalers and classes, and writes them.</summary>
internal static class OnnxExport
{
    /// <summary>An ONNX model of a network as it predicts.</summary>
    public static ProtobufMessage Model<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxGraph graph = new();
        graph.Input("input", network.Inputs);
        network.WriteOnnx(graph, "input", "output");
        graph.Output("output", network.Outputs);
        return graph.Model(network.Summary);
    }

    /// <summary>An ONNX model of a model: the scaled input, the network, and what makes the model's answers of its outputs.</summary>
    public static ProtobufMessage Model<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        model.CheckNoCurves("An ONNX file");
        OnnxGraph graph = new();
        string input = AddInputs(graph, model);
        if (model.ClassesOfOutputs is not { } classes)
        {
            AddRegression(graph, model, input);
        }
        else if (!model.HasOneClassPerSample)
        {
            AddScaledNetwork(graph, model, input, "probabilities");
            OnnxLabels.AddMultiLabel(graph, classes);
        }
        else if (classes.Count == 2)
        {
            AddScaledNetwork(graph, model, input, "secondProbability");
            OnnxLabels.AddBinary(graph, classes, "secondProbability", model.Decision);
        }
        else
        {
            AddScaledNetwork(graph, model, input, "probabilities");
            OnnxLabels.AddMulticlass(graph, classes);
        }

        return graph.Model($"{model}");
    }

    /// <summary>Adds a scaler.</summary>
    /// <remarks>
    /// x becomes (x − centre)/unit in float, within the scaler's limit. A centre that is large for its unit, such as a year's, would lose in float what matters:
    /// therefore it is taken off in two parts, the first of which leaves an exact difference where x is near it.
    /// </remarks>
    /// <returns>The name of the scaled inputs; the input's own where there is nothing to scale.</returns>
    internal static string AddScaler(OnnxNodes graph, Scaler? scaler, string input)
    {
        if (scaler is null)
        {
            return input;
        }

        (double[] centres, double[] units) = scaler.CentresAndUnits();
        CheckUnits(units);
        double[] rests = [.. centres.Select(centre => centre - (float)centre)];
        string difference = graph.Node("Sub", "centred", input, graph.Vector<double>("centre", centres, "InputScaler's centres"));
        if (rests.Any(rest => rest != 0))
        {
            difference = graph.Node("Sub", "centredExactly", difference, graph.Vector<double>("centreRest", rests, "InputScaler's centres"));
        }

        string unit = graph.Vector<double>("unit", units, "InputScaler's units");
        return double.IsInfinity(scaler.Limit)
            ? graph.Node("Div", "scaledInput", difference, unit)
            : graph.Node("Clip", "scaledInput", graph.Node("Div", "unlimitedInput", difference, unit), graph.Scalar("lowest", -scaler.Limit), graph.Scalar("highest", scaler.Limit));
    }

    /// <summary>Adds a scaler's inverse.</summary>
    internal static void AddInverse(OnnxNodes graph, Scaler scaler, string input, string output)
    {
        (double[] centres, double[] units) = scaler.CentresAndUnits();
        string product = graph.Node("Mul", "unscaledOutput", input, graph.Vector<double>("outputUnit", units, "TargetScaler's units"));
        graph.Node("Add", output, product, graph.Vector<double>("outputCentre", centres, "TargetScaler's centres"));
    }

    /// <summary>Writes a model to a file. Should that fail, the file is what it was before, or still not there.</summary>
    public static void Write(ProtobufMessage model, string path) => AtomicFile.Write(path, stream => Write(model, stream));

    /// <summary>Writes a model to a stream, which stays open.</summary>
    public static void Write(ProtobufMessage model, Stream stream)
    {
        if (!stream.CanWrite)
        {
            throw new ArgumentException("stream must be writable, but is not.", nameof(stream));
        }

        // Its many small parts would each be a call of the operating system.
        BufferedStream buffered = new(stream, 1 << 16);
        model.WriteTo(buffered);
        buffered.Flush();
    }

    /// <summary>Adds the inputs: one of all features, or one for each column of a table, of which the features are made.</summary>
    /// <returns>The name of the features.</returns>
    private static string AddInputs<T>(OnnxGraph graph, MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (model.Encoder is { } encoder)
        {
            return OnnxColumns.Add(graph, encoder, model.Targets, model.ClassesOfOutputs is null ? ["output"] : [model.HasOneClassPerSample ? "label" : "labels", "probabilities"]);
        }

        graph.Input("input", model.Features);
        return "input";
    }

    private static void AddRegression<T>(OnnxGraph graph, MlpModel<T> model, string input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddScaledNetwork(graph, model, input, model.OutputScaler is null ? "output" : "scaledOutput");
        if (model.OutputScaler is not null)
        {
            AddInverse(graph, model.OutputScaler, "scaledOutput", "output");
        }

        graph.Output("output", model.Network.Outputs);
    }

    /// <summary>Adds the network behind the scaler of the inputs.</summary>
    private static void AddScaledNetwork<T>(OnnxGraph graph, MlpModel<T> model, string input, string output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        model.Network.WriteOnnx(graph, AddScaler(graph, model.InputScaler, input), output);

    private static void CheckUnits(double[] units)
    {
        int index = Array.FindIndex(units, unit => (float)unit == 0);
        if (index >= 0)
        {
            throw new InvalidOperationException(
                Invariant($"InputScaler's units must be greater than 0 as float to be exported to ONNX, but InputScaler's units[{index}, 0] is {Require.Text(units[index])}."));
        }
    }
}
