namespace ShallowNet.Benchmarks;

/// <summary>Ten times the samples, units or epochs should cost ten times as much.</summary>
internal static class Scaling
{
    public static int Run()
    {
        Show("samples", [2_000, 6_000, 20_000], m => (m, 100, 10));
        Show("hidden units", [64, 192, 640], n => (5_000, n, 10));
        Show("epochs", [10, 30, 100], epochs => (5_000, 100, epochs));
        return 0;
    }

    private static void Show(string what, int[] sizes, Func<int, (int Samples, int Units, int Epochs)> workload)
    {
        double first = 0;
        foreach (int size in sizes)
        {
            (int samples, int units, int epochs) = workload(size);
            var X = Workloads.Random(50, samples, 1);
            var Y = OneHot.Encode<float>([.. Enumerable.Range(0, samples).Select(j => j % 10)], 10);
            double best = double.PositiveInfinity;
            for (int i = 0; i < 5; i++)
            {
                var network = Network.Create<float>(inputs: 50, seed: 1, new Dense(units, Activation.ReLU), new Dense(10, Activation.Softmax));
                best = Math.Min(best, Workloads.Seconds(() => network.Train(X, Y, new TrainingOptions { Epochs = epochs, BatchSize = 100 })));
            }

            first = first == 0 ? best / size : first;
            Console.WriteLine($"{size,7} {what,-13} {best * 1e3,8:0.0} ms, per {what.TrimEnd('s')} {best / size / first:0.00} of the first");
        }
    }
}
