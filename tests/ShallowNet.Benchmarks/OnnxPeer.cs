using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace ShallowNet.Benchmarks;

/// <summary>ONNX Runtime with values made beforehand, so that a run does nothing but compute.</summary>
internal static class OnnxPeer
{
    public static Func<double> Prepare(string name, int threads) => name switch
    {
        "W7a" => Predict([30, 16, 1], "Sigmoid", 1, 20_000, threads),
        "W7b" => Predict([784, 128, 10], "Softmax", 1, 20_000, threads),
        _ => Predict([30, 64, 1], "Sigmoid", 1_000_000, 1, threads),
    };

    private static Func<double> Predict(int[] n, string last, int samples, int repeat, int threads)
    {
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        InferenceSession session = new(Model(n, last), options);
        float[] x = Workloads.Random(n[0], samples, 1).ToColumnMajorArray(), y = new float[n[^1] * samples];
        OrtIoBinding binding = session.CreateIoBinding();
        RunOptions run = new();
        binding.BindInput("x", OrtValue.CreateTensorValueFromMemory(x, [samples, n[0]]));
        binding.BindOutput("y", OrtValue.CreateTensorValueFromMemory(y, [samples, n[^1]]));
        return () => Workloads.Seconds(() =>
        {
            for (int i = 0; i < repeat; i++)
            {
                session.RunWithBinding(run, binding);
            }
        }) / repeat;
    }

    /// <summary>Gemm, Relu, …, Gemm and the last activation, as the bytes of an ONNX ModelProto (opset 17).</summary>
    private static byte[] Model(int[] n, string last)
    {
        List<byte> graph = [];
        string previous = "x";
        for (int l = 1; l < n.Length; l++)
        {
            bool isLast = l == n.Length - 1;
            string a = isLast ? "y" : $"a{l}";
            Field(graph, 1, [.. Text(1, previous), .. Text(1, $"W{l}"), .. Text(1, $"b{l}"), .. Text(2, $"z{l}"), .. Text(4, "Gemm")]);
            Field(graph, 1, [.. Text(1, $"z{l}"), .. Text(2, a), .. Text(4, isLast ? last : "Relu")]);
            Field(graph, 5, Tensor($"W{l}", [n[l - 1], n[l]], l));
            Field(graph, 5, Tensor($"b{l}", [n[l]], l));
            previous = a;
        }

        graph.AddRange(Text(2, "network"));
        Field(graph, 11, Value("x", n[0]));
        Field(graph, 12, Value("y", n[^1]));
        List<byte> model = [.. Number(1, 8)];
        Field(model, 7, graph);
        Field(model, 8, [.. Text(1, ""), .. Number(2, 17)]);
        return [.. model];
    }

    private static List<byte> Tensor(string name, int[] shape, int seed)
    {
        float[] values = Workloads.Random(shape[0], shape.Length > 1 ? shape[1] : 1, seed).ToColumnMajorArray();
        List<byte> tensor = [.. shape.SelectMany(d => Number(1, d)), .. Number(2, 1), .. Text(8, name)];
        Field(tensor, 9, [.. values.SelectMany(value => BitConverter.GetBytes((value - 0.5f) * 0.2f))]);
        return tensor;
    }

    /// <summary>ValueInfoProto of a float tensor of any number of rows.</summary>
    private static List<byte> Value(string name, int columns)
    {
        List<byte> shape = [], tensor = [.. Number(1, 1)], type = [], value = [.. Text(1, name)];
        Field(shape, 1, [.. Text(2, "m")]);
        Field(shape, 1, [.. Number(1, columns)]);
        Field(tensor, 2, shape);
        Field(type, 1, tensor);
        Field(value, 2, type);
        return value;
    }

    private static IEnumerable<byte> Number(int field, long value) => [.. Varint(field << 3), .. Varint(value)];

    private static List<byte> Text(int field, string text)
    {
        List<byte> bytes = [];
        Field(bytes, field, [.. Encoding.UTF8.GetBytes(text)]);
        return bytes;
    }

    private static void Field(List<byte> message, int field, List<byte> content)
    {
        message.AddRange(Varint((field << 3) | 2));
        message.AddRange(Varint(content.Count));
        message.AddRange(content);
    }

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value > 127; value >>= 7)
        {
            yield return (byte)(value | 128);
        }

        yield return (byte)value;
    }
}
