using System.Diagnostics;
using NumSharp;

namespace ShallowNet.Benchmarks;

/// <summary>The article's program as one would type it with NumSharp.</summary>
internal static class NumSharpPeer
{
    public static (string Version, Dictionary<string, Func<Func<double>>> Workloads) Start() => (typeof(np).Assembly.GetName().Version!.ToString(3), new()
    {
        ["W1"] = () => Article(4),
        ["W2"] = () => Article(50),
    });

    private static Func<double> Article(int hidden)
    {
        var (samples, labels) = Datasets.Flower<double>(seed: 1);
        NDArray X = np.array(samples.ToRowMajorArray()).reshape(2, 400), Y = np.array(labels.ToRowMajorArray()).reshape(1, 400);
        return () =>
        {
            long start = Stopwatch.GetTimestamp();
            double J = Run(X, Y, hidden);
            return double.IsFinite(J) ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException("The cost is not finite.");
        };
    }

    private static double Run(NDArray X, NDArray Y, int hidden)
    {
        double m = X.shape[1];
        np.random.seed(2);
        NDArray W1 = np.random.randn(hidden, 2) * 0.01, b1 = np.zeros((hidden, 1)), W2 = np.random.randn(1, hidden) * 0.01, b2 = np.zeros((1, 1));
        double J = 0;
        for (int i = 0; i < 10_000; i++)
        {
            NDArray A1 = np.tanh(np.dot(W1, X) + b1);
            NDArray A2 = 1 / (1 + np.exp(-(np.dot(W2, A1) + b2)));
            J = -(double)np.sum(np.log(A2) * Y + np.log(1 - A2) * (1 - Y)) / m;
            NDArray dZ2 = A2 - Y;
            NDArray dW2 = np.dot(dZ2, A1.T) / m, db2 = np.sum(dZ2, 1, true) / m;
            NDArray dZ1 = np.dot(W2.T, dZ2) * (1 - np.power(A1, 2));
            NDArray dW1 = np.dot(dZ1, X.T) / m, db1 = np.sum(dZ1, 1, true) / m;
            W1 -= 1.2 * dW1;
            b1 -= 1.2 * db1;
            W2 -= 1.2 * dW2;
            b2 -= 1.2 * db2;
        }

        return J;
    }
}
