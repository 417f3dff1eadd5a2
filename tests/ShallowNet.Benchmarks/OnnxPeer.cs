using Microsoft.ML.OnnxRuntime;

namespace ShallowNet.Benchmarks;

/// <summary>ONNX Runtime with values made beforehand, so that a run does nothing but compute.</summary>
internal static class OnnxPeer
{
    public static Func<double> Prepare(string name, int threads) => name switch
    {
        "W7a" => Predict(Network.Create<float>(inputs: 30, seed: 1, new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid)), 1, 20_000, threads),
        "W7b" => Predict(Network.Create<float>(inputs: 784, seed: 1, new Dense(128, Activation.ReLU), new Dense(10, Activation.Softmax)), 1, 20_000, threads),
        _ => Predict(Network.Create<float>(inputs: 30, seed: 1, new Dense(64, Activation.ReLU), new Dense(1, Activation.Sigmoid)), 1_000_000, 1, threads),
    };

    private static Func<double> Predict(Network<float> network, int samples, int repeat, int threads)
    {
        using MemoryStream model = new();
        network.ExportOnnx(model);
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        InferenceSession session = new(model.ToArray(), options);
        float[] x = Workloads.Random(network.Inputs, samples, 1).ToColumnMajorArray(), y = new float[network.Outputs * samples];
        OrtIoBinding binding = session.CreateIoBinding();
        RunOptions run = new();
        binding.BindInput("input", OrtValue.CreateTensorValueFromMemory(x, [samples, network.Inputs]));
        binding.BindOutput("output", OrtValue.CreateTensorValueFromMemory(y, [samples, network.Outputs]));
        return () => Workloads.Seconds(() =>
        {
            for (int i = 0; i < repeat; i++)
            {
                session.RunWithBinding(run, binding);
            }
        }) / repeat;
    }
}
