using System.Numerics;

namespace ShallowNet;

/// <summary>Export of networks and models to ONNX, the format that ONNX Runtime, ML.NET and many others read.</summary>
public static class OnnxExtensions
{
    /// <param name="network">The network.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
        /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
        /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
        public void ExportOnnx(string path)
        {
            Require.NotNull(network);
            Require.NotNull(path);
            OnnxExport.Write(OnnxExport.Model(network), path);
        }

        /// <summary>Writes the network as it predicts to a stream, as an ONNX model.</summary>
        /// <inheritdoc cref="ExportOnnx{T}(Network{T}, string)" path="/remarks"/>
        /// <param name="stream">Receives the model; it is not closed.</param>
        /// <exception cref="ArgumentException">The stream is null or cannot be written to.</exception>
        /// <exception cref="InvalidOperationException">A parameter, or that of an activation, is not finite as float.</exception>
        /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the model would have more than 2 GB.</exception>
        public void ExportOnnx(Stream stream)
        {
            Require.NotNull(network);
            Require.NotNull(stream);
            OnnxExport.Write(OnnxExport.Model(network), stream);
        }
    }

    /// <param name="model">The model.</param>
    /// <typeparam name="T">float or double.</typeparam>
    extension<T>(MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Writes the model with its scalers to an ONNX file, for ONNX Runtime, ML.NET and whatever else reads them.</summary>
        /// <remarks>
        /// Opset 17, IR version 8. Samples are rows in ONNX, and not scaled: the input is <c>input</c>, float, N × features, for any number N
        /// of samples. A model of a table has an input for each column that tells something instead, N × 1, of the column's name:
        /// <list type="bullet">
        /// <item>Of numbers and flags, float; NaN is a gap, and a flag 0 or 1.</item>
        /// <item>Of texts, string; the empty text is a gap, unless it was one of the texts of the training.</item>
        /// <item>Of dates, int64, the seconds since the beginning of 1970, negative before; the least number of int64 is a gap.</item>
        /// </list>
        /// What the columns become is computed in double, and of texts by the operations of the domain ai.onnx.ml, version 3. A column that is called
        /// as an output is has underscores after its name. The metadata have the name of the target by the key <c>target</c>, or a JSON list of
        /// the names of several by the key <c>targets</c>; and by the key
        /// <c>columns</c> a JSON list with the <c>name</c>, the <c>kind</c> (number, text, flag or date) and the <c>input</c> of each.
        /// A number that is too far from those of the training is not refused. The outputs, all of them tensors:
        /// <list type="bullet">
        /// <item>
        /// Of a classifier, <c>label</c>, N elements, and <c>probabilities</c>, float, N × classes. Labels that are texts (or characters) are
        /// texts, and those that are integers, enumeration members or truth values are int64. For labels of other types, or too large for
        /// int64, it is the number of the class, counted from 0. The label of two classes is the one that the model's threshold says, where it has one.
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
        /// The model has seen no data yet, or a parameter (an activation's, too) or scaler is not finite, or a unit to divide by not above 0, as float; or
        /// numbers that are names, in a column of a table, are the same as float.
        /// </exception>
        /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the file would have more than 2 GB.</exception>
        /// <exception cref="IOException">The path names a folder, a pipe or a device, or the file cannot be written; the old one is as it was.</exception>
        /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
        public void ExportOnnx(string path)
        {
            Require.NotNull(model);
            Require.NotNull(path);
            OnnxExport.Write(OnnxExport.Model(model), path);
        }

        /// <summary>Writes the model with its scalers to a stream, as an ONNX model.</summary>
        /// <inheritdoc cref="ExportOnnx{T}(MlpModel{T}, string)" path="/remarks"/>
        /// <param name="stream">Receives the model; it is not closed.</param>
        /// <exception cref="ArgumentException">The stream is null or cannot be written to.</exception>
        /// <exception cref="InvalidOperationException">
        /// The model has seen no data yet, or a parameter (an activation's, too) or scaler is not finite, or a unit to divide by not above 0, as float; or
        /// numbers that are names, in a column of a table, are the same as float.
        /// </exception>
        /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the model would have more than 2 GB.</exception>
        public void ExportOnnx(Stream stream)
        {
            Require.NotNull(model);
            Require.NotNull(stream);
            OnnxExport.Write(OnnxExport.Model(model), stream);
        }
    }
}
