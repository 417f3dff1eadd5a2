using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ShallowNet.Tests;

/// <summary>An exported model in ONNX Runtime.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;

    public OnnxSession(byte[] model, bool optimized = true)
    {
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = optimized ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        session = new InferenceSession(model, options);
    }

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => session.OutputMetadata;

    public ModelMetadata Metadata => session.ModelMetadata;

    /// <summary>The bytes that a network or model writes.</summary>
    public static byte[] Export(Action<Stream> export)
    {
        using MemoryStream stream = new();
        export(stream);
        return stream.ToArray();
    }

    /// <summary>A float output for samples in columns, in columns again.</summary>
    public Matrix<float> Run<T>(Matrix<T> X, string output = "output")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tensor<float> tensor = Run<T, float>(X, output);
        tensor.Dimensions.ToArray().Should().HaveCount(2).And.HaveElementAt(0, X.ColumnCount);
        return Matrix<float>.Build.Dense(tensor.Dimensions[1], tensor.Dimensions[0], tensor.ToArray());
    }

    /// <summary>An output for samples in columns; sample after sample.</summary>
    public Tensor<TItem> Run<T, TItem>(Matrix<T> X, string output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] rows = Array.ConvertAll(X.ToColumnMajorArray(), float.CreateTruncating);
        DenseTensor<float> input = new(rows, [X.ColumnCount, X.RowCount]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("input", input)], [output]);
        return results.Single().AsTensor<TItem>().Clone();
    }

    public void Dispose() => session.Dispose();

    /// <summary>The largest difference between two results, relative to the largest element.</summary>
    public static double Error<T>(Matrix<float> actual, Matrix<T> expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (actual.RowCount, actual.ColumnCount).Should().Be((expected.RowCount, expected.ColumnCount));
        double[] wanted = [.. expected.Enumerate().Select(double.CreateTruncating)];
        wanted.Should().OnlyContain(value => double.IsFinite(value));
        return actual.Enumerate().Zip(wanted, (a, e) => Math.Abs(a - e)).Max() / wanted.Max(Math.Abs);
    }
}
