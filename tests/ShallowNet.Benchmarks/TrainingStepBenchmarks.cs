using System.Numerics;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>One warm training step, as the student's loop takes it: forward, cost, backward, update. It allocates nothing.</summary>
[MemoryDiagnoser, ShortRunJob]
[GenericTypeArguments(typeof(float)), GenericTypeArguments(typeof(double))]
public class TrainingStepBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Network<T> network = null!;
    private Matrix<T> X = null!, Y = null!;
    private ForwardPass<T> pass = null!;
    private Gradients<T> gradients = null!;

    [Params("2-4-1", "64-100-10", "784-128-10")]
    public string Sizes { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        (int inputs, int hidden, int outputs, int samples) = Sizes switch
        {
            "2-4-1" => (2, 4, 1, 400),
            "64-100-10" => (64, 100, 10, 200),
            "784-128-10" => (784, 128, 10, 128),
            _ => throw new InvalidOperationException($"There is no network {Sizes}."),
        };
        X = new NumPyRandom(1).Rand<T>(inputs, samples);
        Y = outputs == 1
            ? Matrix<T>.Build.Dense(1, samples, (_, j) => T.CreateTruncating(j % 2))
            : OneHot.Encode<T>([.. Enumerable.Range(0, samples).Select(j => j * 7 % outputs)], outputs);
        network = outputs == 1
            ? Network.Create<T>(inputs: inputs, seed: 2, new Dense(hidden, Activation.Tanh), new Dense(1, Activation.Sigmoid))
            : Network.Create<T>(inputs: inputs, seed: 2, new Dense(hidden, Activation.ReLU), new Dense(outputs, Activation.Softmax));
        pass = network.Forward(X);
        gradients = network.Backward(pass, Y);
    }

    [Benchmark]
    public double Step()
    {
        network.Forward(X, pass);
        double J = network.Cost(pass, Y);
        network.Backward(pass, Y, gradients);
        network.Update(gradients, learningRate: 0.001);
        return J;
    }
}
