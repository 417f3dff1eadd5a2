using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Networks of one hidden layer that are trained in batches, one without each fold, whose samples say which epoch was best. The model is the mean of
/// them all, so that no sample is lost, and every sample has an answer of networks that have not seen it. They are computed in float, whatever the
/// precision of the data.
/// </summary>
internal sealed class BatchedModels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiplications and additions for each sample that are worth their time: about a millisecond.</summary>
    private const double WorkOfSample = 2.5e7;

    /// <summary>The features that this is meant for: more of them take longer to read, too.</summary>
    private const int UsualFeatures = 30;

    private const int FewestEpochs = 12;

    /// <summary>Epochs times samples after which no more epochs are needed.</summary>
    private const double ManyVisits = 2e6;

    private readonly SelectionTask<T> task;
    private readonly IReadOnlyList<Fold> folds;
    private readonly Batch<float> all;
    private readonly float[]? weights;
    private readonly List<FoldedNetworks> trained = [];

    public BatchedModels(SelectionTask<T> task, IReadOnlyList<Fold> folds)
    {
        this.task = task;
        this.folds = folds;
        all = new Batch<float>(ColumnMajor.Convert<T, float>(task.X), ColumnMajor.Convert<T, float>(task.Y), task.Weights);
        weights = task.Weights is null ? null : SampleWeights.Normalize<float>(task.Weights);
    }

    /// <summary>Whether float can hold the samples.</summary>
    public bool ArePossible => Scan.IndexOfNotFinite<float>(ColumnMajor.Span(all.X)) < 0 && Scan.IndexOfNotFinite<float>(ColumnMajor.Span(all.Y)) < 0;

    /// <summary>All that were tried, for the record.</summary>
    public IEnumerable<TriedModel> Tried => trained.Select(networks => Text(networks));

    /// <summary>The best kind, or the mean of two kinds where that is better; null where all diverged.</summary>
    public FoldedNetworks? Search()
    {
        foreach (BatchedKind kind in Kinds())
        {
            if (task.IsOver && trained.Count > 0)
            {
                break;
            }

            if (Train(kind) is { } networks)
            {
                trained.Add(networks);
            }
        }

        return trained.Count == 0 ? null : trained.Select(WithTemperature).MinBy(Cost);
    }

    /// <summary>The model: the mean of the networks.</summary>
    public FittedModel<T> Fit(FoldedNetworks chosen)
    {
        double share = 1 / (chosen.Temperature * chosen.Networks.Count);
        Network<T> mean = Network.Average<T>([.. chosen.Networks.Select(network => network.Copy<T>())], [.. chosen.Networks.Select(_ => share)]);
        return task.Best = new FittedModel<T>(mean, chosen.History, Text(chosen));
    }

    /// <summary>The mean loss on samples that were not trained on.</summary>
    public double Cost(FoldedNetworks networks) => folds.Select((fold, i) => fold.Test.Count * networks.Costs[i]).Sum() / folds.Sum(fold => fold.Test.Count);

    public TriedModel Text(FoldedNetworks networks) => new(networks.Description, Cost(networks), null, null);

    private IEnumerable<BatchedKind> Kinds()
    {
        yield return new BatchedKind(128, Activation.ReLU, 0.01, 60);
    }

    private FoldedNetworks? Train(BatchedKind kind)
    {
        int count = kind.Repeats * folds.Count;
        Dense[] hidden = [new Dense(kind.Units, kind.Activation) { Dropout = kind.Dropout }];
        double work = 6.0 * task.ParametersOf(hidden) * count * all.X.ColumnCount / task.Samples, room = WorkOfSample * Math.Max(1, task.X.RowCount / UsualFeatures);
        int epochs = (int)Math.Clamp(Math.Min(room / work, ManyVisits / task.Samples), FewestEpochs, kind.Epochs);
        Network<float>?[] networks = new Network<float>?[count];
        TrainingHistory?[] histories = new TrainingHistory?[count];
        task.InParallel(count, (i, threads) =>
        {
            Network<float> network = task.Create<float>(hidden, (task.Options.Seed + i) & int.MaxValue);
            Fold fold = folds[i % folds.Count];
            TrainingOptions training = new()
            {
                Optimizer = new AdamW(LearningRate.Cosine(kind.Rate), beta2: 0.95, weightDecay: 0),
                Epochs = epochs,
                BatchSize = BatchSize(fold.Train.Count),
                EarlyStopping = new EarlyStopping(Math.Max(10, epochs / 2)),
                Seed = (task.Options.Seed + i) & int.MaxValue,
                MaxThreads = threads,
                TimeLimit = task.Deadline.Left,
            };
            try
            {
                Batch<float> train = all.Part(fold.Train);
                histories[i] = network.Train(train.X, train.Y, training, train.Weights, all.Part(fold.Test), i == 0 ? task.Progress : null, task.CancellationToken);
                networks[i] = network;
            }
            catch (TrainingDivergedException)
            {
                // Such networks are no candidate.
            }
        });
        task.IsStopped |= histories[0]?.StopReason == StopReason.Stopped;
        return Array.Exists(networks, network => network is null) ? null : Judge(kind, networks!, histories[0]!);
    }

    private static int BatchSize(int samples) => samples switch { < 500 => 32, < 10_000 => 64, < 50_000 => 128, _ => 256 };

    private FoldedNetworks Judge(BatchedKind kind, Network<float>[] networks, TrainingHistory history)
    {
        int outputs = task.Y.RowCount;
        float[] Z = new float[outputs * task.Samples];
        float share = 1f / kind.Repeats;
        for (int i = 0; i < networks.Length; i++)
        {
            IReadOnlyList<int> test = folds[i % folds.Count].Test;
            Matrix<float> X = Split.Columns(all.X, test);
            float[] YHat = new float[outputs * test.Count], arguments = new float[outputs * test.Count];
            networks[i].PredictInParts(ColumnMajor.Array(X), YHat, arguments, test.Count, task.MaxThreads);
            for (int j = 0; j < test.Count; j++)
            {
                for (int k = 0; k < outputs; k++)
                {
                    Z[test[j] * outputs + k] += share * arguments[j * outputs + k];
                }
            }
        }

        return new FoldedNetworks($"mean of {Require.Count(networks.Length, "network")} of {kind}", networks, Z, CostsOf(networks[0], Z, 1), history);
    }

    /// <summary>The mean loss of each fold.</summary>
    private double[] CostsOf(Network<float> network, float[] Z, double temperature)
    {
        int outputs = task.Y.RowCount;
        float[] scaled = temperature == 1 ? Z : Array.ConvertAll(Z, z => (float)(z / temperature)), YHat = new float[Z.Length], losses = new float[task.Samples];
        task.Output.Forward<float>(scaled, YHat, outputs);
        network.Losses(scaled, YHat, ColumnMajor.Span(all.Y), weights, losses);
        return [.. folds.Select(fold => fold.Test.Average(j => (double)losses[j]))];
    }

    /// <summary>The temperature with the lowest loss on samples that were not trained on; for classes only.</summary>
    private FoldedNetworks WithTemperature(FoldedNetworks networks)
    {
        if (task.Loss.LabelsHaveUnits || (task.Output != Activation.Sigmoid && task.Output != Activation.Softmax))
        {
            return networks;
        }

        FoldedNetworks best = networks;
        for (int step = -20; step <= 30; step++)
        {
            double temperature = ScalarFunctions.Exp(step * 0.05);
            FoldedNetworks other = networks with { Temperature = temperature, Costs = CostsOf(networks.Networks[0], networks.Z, temperature) };
            best = Cost(other) < Cost(best) ? other : best;
        }

        return best;
    }
}
