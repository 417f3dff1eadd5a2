using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace ShallowNet.Benchmarks;

/// <summary>TorchSharp's modules and optimizers, as its examples use them: rows are samples, every batch in a scope that disposes of its tensors.</summary>
internal static class TorchSharpPeer
{
    public static (string Version, Dictionary<string, Func<Func<double>>> Workloads) Start(int threads)
    {
        set_num_threads(threads);
        manual_seed(1);
        Func<IEnumerable<Parameter>, optim.Optimizer> adam = parameters => optim.Adam(parameters);
        Func<Tensor, Tensor, Tensor> entropy = (z, y) => functional.binary_cross_entropy_with_logits(z, y), classes = (z, y) => functional.cross_entropy(z, y), squares = (z, y) => functional.mse_loss(z, y);
        return (typeof(torch).Assembly.GetName().Version!.ToString(3), new()
        {
            ["W1"] = () => Article(4),
            ["W2"] = () => Article(50),
            ["W3d"] = () => Train(Digits(ScalarType.Float64), [64, 100, 10], ReLU, classes, adam, 50, 200),
            ["W3f"] = () => Train(Digits(ScalarType.Float32), [64, 100, 10], ReLU, classes, adam, 50, 200),
            ["W4"] = () => Train((rand(60_000, 784), randint(10, 60_000)), [784, 128, 10], ReLU, classes, adam, 1, 128),
            ["W5"] = () => Train(Sines(), [4, 32, 16, 4], Tanh, squares, adam, 1000, 10_000),
            ["W6"] = () => Train(BreastCancer(), [30, 16, 1], ReLU, entropy, parameters => optim.SGD(parameters, 0.01), 20, 1),
            ["W7a"] = () => Predict([30, 16, 1], Sigmoid(), 1, 1000),
            ["W7b"] = () => Predict([784, 128, 10], Softmax(1), 1, 1000),
            ["W8"] = () => Predict([30, 64, 1], Sigmoid(), 1_000_000, 1),
            ["W9"] = () => Train(Tall(), [28, 300, 1], ReLU, entropy, adam, 1, 1024),
        });

        Func<double> Article(int hidden)
        {
            var (X, Y) = Datasets.Flower<double>(seed: 1);
            return Train((Rows(X), Rows(Y)), [2, hidden, 1], Tanh, entropy, parameters => optim.SGD(parameters, 1.2), 10_000, 400, readsCosts: true);
        }
    }

    private static Func<double> Train(
        (Tensor X, Tensor Y) samples, int[] sizes, Func<Layer> activation, Func<Tensor, Tensor, Tensor> loss, Func<IEnumerable<Parameter>, optim.Optimizer> optimizer, int epochs, int batch, bool readsCosts = false)
    {
        long m = samples.X.shape[0];
        return () => Seconds(() =>
        {
            using Layer network = Network(sizes, activation, samples.X.dtype);
            using optim.Optimizer steps = optimizer(network.parameters());
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                using Tensor? order = batch < m ? randperm(m) : null;
                for (long start = 0; start < m; start += batch)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor? some = order?.slice(0, start, Math.Min(start + batch, m), 1);
                    Tensor x = some is null ? samples.X : samples.X.index_select(0, some), y = some is null ? samples.Y : samples.Y.index_select(0, some);
                    steps.zero_grad();
                    Tensor J = loss(network.forward(x), y);
                    J.backward();
                    steps.step();
                    if (readsCosts && !double.IsFinite(J.item<double>()))
                    {
                        throw new InvalidOperationException("The cost is not finite.");
                    }
                }
            }
        });
    }

    private static Func<double> Predict(int[] sizes, Layer last, int samples, int repeat)
    {
        Layer network = Sequential(Network(sizes, ReLU, ScalarType.Float32), last);
        network.eval();
        Tensor X = rand(samples, sizes[0]);
        return () => Seconds(() =>
        {
            using IDisposable mode = inference_mode();
            for (int i = 0; i < repeat; i++)
            {
                using Tensor YHat = network.forward(X);
            }
        }) / repeat;
    }

    private static Layer Network(int[] sizes, Func<Layer> activation, ScalarType type)
    {
        List<Layer> layers = [];
        for (int l = 1; l < sizes.Length; l++)
        {
            layers.Add(Linear(sizes[l - 1], sizes[l], dtype: type));
            if (l < sizes.Length - 1)
            {
                layers.Add(activation());
            }
        }

        return Sequential(layers);
    }

    private static Layer ReLU() => nn.ReLU();

    private static Layer Tanh() => nn.Tanh();

    private static (Tensor X, Tensor Y) Digits(ScalarType type)
    {
        double[][] rows = Tables.Read("digits.csv.gz");
        return (tensor([.. rows.SelectMany(row => row[..64])], rows.Length, 64).div(16).to(type), tensor(Array.ConvertAll(rows, row => (long)row[^1])));
    }

    private static (Tensor X, Tensor Y) BreastCancer()
    {
        double[][] rows = [.. Tables.Read("breast_cancer.csv", skip: 1).Take(455)];
        Tensor X = tensor([.. rows.SelectMany(row => row[..30])], rows.Length, 30);
        return (X.sub(X.mean([0])).div(X.std(0, unbiased: false)).to(ScalarType.Float32), tensor(Array.ConvertAll(rows, row => (float)row[^1]), rows.Length, 1));
    }

    private static (Tensor X, Tensor Y) Sines()
    {
        Tensor X = rand(10_000, 4);
        return (X, X.sin());
    }

    private static (Tensor X, Tensor Y) Tall()
    {
        Tensor X = rand(200_000, 28);
        return (X, X.sum(1, keepdim: true).gt(14).to(ScalarType.Float32));
    }

    /// <summary>Columns that are samples, as rows that are.</summary>
    private static Tensor Rows(Matrix<double> samples) => tensor(samples.ToColumnMajorArray(), samples.ColumnCount, samples.RowCount);

    private static double Seconds(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
