namespace ShallowNet;

/// <content>Export to ONNX.</content>
public sealed partial class Network<T>
{
    /// <summary>Writes the network as it predicts to an ONNX file, for ONNX Runtime, ML.NET and whatever else reads them.</summary>
    /// <remarks>
    /// Opset 17, IR version 8. Samples are rows in ONNX: from the input <c>input</c>, float, N × n_x, follows the output <c>output</c>,
    /// float, N × n_y, for any number N of samples. The parameters of a network in double are rounded to float. Dropout has no part in
    /// prediction, and batch normalization takes its running averages. The same network gives the same bytes.
    /// </remarks>
    /// <param name="path">The file, which is replaced where there is one. Should writing fail, it is left as it was.</param>
    /// <exception cref="ArgumentException">The path is null, empty or not one of a file.</exception>
    /// <exception cref="InvalidOperationException">A parameter, or that of an activation, is not finite as float.</exception>
    /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the file would have more than 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void ExportOnnx(string path)
    {
        Require.NotNull(path);
        OnnxExport.Write(Onnx(), path);
    }

    /// <summary>Writes the network as it predicts to a stream, as an ONNX model.</summary>
    /// <inheritdoc cref="ExportOnnx(string)" path="/remarks"/>
    /// <param name="stream">Receives the model; it is not closed.</param>
    /// <exception cref="ArgumentException">The stream is null or cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">A parameter, or that of an activation, is not finite as float.</exception>
    /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the model would have more than 2 GB.</exception>
    public void ExportOnnx(Stream stream)
    {
        Require.NotNull(stream);
        OnnxExport.Write(Onnx(), stream);
    }

    private ProtobufMessage Onnx()
    {
        OnnxGraph graph = new();
        graph.Input("input", Inputs);
        OnnxExport.Add(graph, this, "input", "output");
        graph.Output("output", Outputs);
        return graph.Model(Summary);
    }
}
