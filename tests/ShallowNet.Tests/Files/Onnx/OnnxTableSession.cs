using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ShallowNet.Tests;

/// <summary>An exported model of a table in ONNX Runtime.</summary>
internal sealed class OnnxTableSession(byte[] model) : IDisposable
{
    private readonly InferenceSession session = new(model, new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING });

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => session.InputMetadata;

    public IReadOnlyDictionary<string, string> Properties => session.ModelMetadata.CustomMetadataMap;

    /// <summary>A float output for the rows of a table, rows in columns.</summary>
    public Matrix<float> Run(Table table, string output)
    {
        Tensor<float> tensor = Run<float>(table, output);
        return Matrix<float>.Build.Dense(tensor.Dimensions[1], tensor.Dimensions[0], tensor.ToArray());
    }

    /// <summary>An output for the rows of a table. A column's input has its name, or has underscores after that.</summary>
    public Tensor<TItem> Run<TItem>(Table table, string output)
    {
        List<NamedOnnxValue> inputs = [];
        foreach (string name in session.InputMetadata.Keys)
        {
            Column column = table[table.Has(name) ? name : name.TrimEnd('_')];
            int[] shape = [table.RowCount, 1];
            inputs.Add(column switch
            {
                NumberColumn numbers => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(numbers.Values.Select(value => (float)value).ToArray(), shape)),
                FlagColumn flags => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(flags.Values.Select(flag => flag is { } value ? value ? 1f : 0 : float.NaN).ToArray(), shape)),
                TextColumn texts => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(texts.Values.Select(text => text ?? "").ToArray(), shape)),
                _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(((DateColumn)column).Values.Select(SecondsOf).ToArray(), shape)),
            });
        }

        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(inputs, [output]);
        return results.Single().AsTensor<TItem>().Clone();
    }

    public void Dispose() => session.Dispose();

    /// <summary>The seconds since 1970 of a date, by the calendar of the base library; the least number for a gap.</summary>
    public static long SecondsOf(DateTime? date) => date is { } value ? (long)Math.Floor((value - DateTime.UnixEpoch).TotalSeconds) : long.MinValue;
}
