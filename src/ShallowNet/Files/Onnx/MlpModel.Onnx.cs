namespace ShallowNet;

/// <content>Export to ONNX.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>Writes the model with its scalers to an ONNX file, for ONNX Runtime, ML.NET and whatever else reads them.</summary>
    /// <remarks>
    /// Opset 17, IR version 8. Samples are rows in ONNX, and not scaled: the input is <c>input</c>, float, N × features, for any number N
    /// of samples. The outputs, all of them tensors:
    /// <list type="bullet">
    /// <item>
    /// Of a classifier, <c>label</c>, N elements, and <c>probabilities</c>, float, N × classes. Labels that are texts (or characters) are
    /// texts, and those that are integers, enumeration members or truth values are int64. For labels of other types, or too large for
    /// int64, it is the number of the class, counted from 0.
    /// </item>
    /// <item>Of a multi-label classifier, <c>labels</c>, int64, N × classes of 0 and 1, and <c>probabilities</c>, float, N × classes.</item>
    /// <item>Of a regressor, <c>output</c>, float, N × outputs.</item>
    /// </list>
    /// The names of the classes stand in the model's metadata, too, as a JSON list by the key <c>classes</c>. Numbers of a model in double
    /// are rounded to float; so must be the inputs. The same model gives the same bytes.
    /// </remarks>
    /// <param name="path">The file, which is replaced where there is one. Should writing fail, it is left as it was.</param>
    /// <exception cref="ArgumentException">The path is null, empty or not one of a file.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has seen no data yet, or a parameter (an activation's, too) or scaler is not finite, or a unit to divide by not above 0, as float.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the file would have more than 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void ExportOnnx(string path)
    {
        Require.NotNull(path);
        OnnxExport.Write(Onnx(), path);
    }

    /// <summary>Writes the model with its scalers to a stream, as an ONNX model.</summary>
    /// <inheritdoc cref="ExportOnnx(string)" path="/remarks"/>
    /// <param name="stream">Receives the model; it is not closed.</param>
    /// <exception cref="ArgumentException">The stream is null or cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has seen no data yet, or a parameter (an activation's, too) or scaler is not finite, or a unit to divide by not above 0, as float.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the model would have more than 2 GB.</exception>
    public void ExportOnnx(Stream stream)
    {
        Require.NotNull(stream);
        OnnxExport.Write(Onnx(), stream);
    }

    /// <summary>Adds the scaled input, the network and what makes the model's answers of its own.</summary>
    private protected abstract void AddTo(OnnxGraph graph);

    /// <summary>Adds the network behind the scaler of the inputs.</summary>
    private protected void AddNetwork(OnnxGraph graph, string output) =>
        OnnxExport.Add(graph, Network, OnnxExport.AddScaler(graph, InputScaler, "input"), output);

    private ProtobufMessage Onnx()
    {
        OnnxGraph graph = new();
        graph.Input("input", Features);
        AddTo(graph);
        return graph.Model($"{this}");
    }
}
