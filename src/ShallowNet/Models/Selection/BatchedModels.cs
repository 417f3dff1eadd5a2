using System.Numerics;

namespace ShallowNet;

/// <summary>
/// Networks, mostly of one hidden layer, that are trained in batches, one without each fold, whose samples say which epoch was best. The model is the mean of
/// them all, so that no sample is lost, and every sample has an answer of networks that have not seen it. They are computed in float, whatever the
/// precision of the data.
/// </summary>
internal sealed class BatchedModels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ManySamples = 5000;

    /// <summary>Fewer samples than this are told by fewer and smaller networks just as well.</summary>
    private const int FewSamples = 300;

    /// <summary>Temperatures are tried by factors of e to this, from 1/e to e^1.5.</summary>
    private const double TemperatureStep = 0.05;

    private readonly SelectionTask<T> task;
    private readonly IReadOnlyList<Fold> folds;
    private readonly Batch<float> all;
    private readonly float[]? weights;
    private readonly Dictionary<int, InputPieces> piecesByNumber = [];
    private readonly List<FoldedNetworks> trained = [];
    private readonly List<TriedModel> lost = [];

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
    public IEnumerable<TriedModel> Tried => trained.Select(Text).Concat(lost);

    /// <summary>Whether the best effort is wanted.</summary>
    private bool IsBest => task.Options.Effort == Effort.Best;

    /// <summary>
    /// Networks of the inputs as they are, free or held near 0, which many inputs need, and of the inputs in pieces, which learn steps as trees do; all of ReLU,
    /// so that they can be averaged. The best effort has larger ones, more of them, and smoother ones.
    /// </summary>
    private IEnumerable<BatchedKind> Kinds
    {
        get
        {
            int units = IsBest ? 256 : task.Samples < ManySamples ? 64 : 128, epochs = IsBest ? 100 : 60, repeats = IsBest ? 2 : 1;
            bool isFrugal = !IsBest && task.Samples < FewSamples;
            if (!isFrugal)
            {
                yield return new BatchedKind(units, Activation.ReLU, 0.03, epochs) { Repeats = repeats };
            }

            yield return new BatchedKind(units, Activation.ReLU, 0.03, epochs) { Decay = 1, Repeats = repeats };
            yield return new BatchedKind(isFrugal ? units / 2 : units, Activation.ReLU, isFrugal ? 0.015 : 0.009, epochs) { Pieces = BatchedKind.MostPieces, Dropout = IsBest ? 0.15 : 0.1, Repeats = repeats };
            if (IsBest)
            {
                yield return new BatchedKind(units, Activation.ReLU, 0.015, epochs) { Pieces = BatchedKind.MostPieces / 4, Dropout = 0.1, Repeats = repeats };
                yield return new BatchedKind(units, Activation.SiLU, 0.03, epochs) { Repeats = repeats };
            }
        }
    }

    /// <summary>
    /// Monotone networks: linear ones, shallow ones, and ones of two hidden layers, since one layer could not learn the larger of two numbers; they take more epochs than free ones, whose weights may go where
    /// they like. The mean of deep ones has a block for each in a large matrix, and so they are few.
    /// </summary>
    private IEnumerable<BatchedKind> MonotoneKinds
    {
        get
        {
            int units = IsBest ? 64 : 32;
            BatchedKind deep = new(units, Activation.ReLU, 0.01, 300) { Depth = 2, Repeats = IsBest ? 2 : 1 };
            BatchedKind shallow = deep with { Units = 2 * units, Depth = 1, Repeats = task.Samples < ManySamples ? 3 : 1 };
            yield return shallow with { Depth = 0, Rate = 0.03, Epochs = 100 };
            yield return shallow with { Decay = 1, Epochs = 60 };
            yield return deep;
            yield return deep with { Decay = 1 };
            yield return shallow with { Pieces = BatchedKind.MostPieces, Dropout = 0.1, Decay = 0.3 };
            yield return deep with { Pieces = BatchedKind.MostPieces, Dropout = 0.1 };
        }
    }

    /// <summary>The best kind, or the mean of several kinds where that is better; null where all diverged, or lost against another model.</summary>
    /// <param name="toBeat">The costs of that model in each fold, or in the first ones; none where there is none.</param>
    public FoldedNetworks? Search(double[] toBeat)
    {
        try
        {
            foreach (BatchedKind kind in (task.Monotone is null ? Kinds : MonotoneKinds).TakeWhile(_ => !task.IsOver || trained.Count + lost.Count == 0))
            {
                if (Train(kind, toBeat) is { } networks && double.IsFinite(Cost(networks)))
                {
                    trained.Add(networks);
                }
            }
        }
        catch (OperationCanceledException) when (task.Options.Training.KeepWhenCancelled && trained.Count > 0)
        {
            Fit(Chosen());
            throw;
        }

        return trained.Count > 0 ? Chosen() : null;
    }

    private FoldedNetworks Chosen()
    {
        FoldedNetworks best = Mix();
        ChooseTemperature(best);
        return best;
    }

    /// <summary>The model: the mean of the networks, of which all are expressed by the smallest pieces of inputs that one of them has.</summary>
    public FittedModel<T> Fit(FoldedNetworks chosen)
    {
        InputPieces pieces = PiecesOf(chosen.Kinds.Max(kind => kind.Pieces));
        Network<T>[] members = [.. chosen.Networks.Select(member => (member.Pieces == pieces ? member.Network : pieces.Express(member.Network, member.Pieces)).Copy<T>())];
        double share = 1 / (chosen.Temperature * members.Length);
        return task.Best = new FittedModel<T>(Network.Average(members, [.. members.Select(_ => share)]), chosen.History, Text(chosen))
        {
            OutOfFold = AnswersOf(chosen), Members = FoldMembers.Of(members, folds, task.Samples), HasTemperature = true,
        };
    }

    /// <summary>What the networks answer to the samples of the folds that they were not trained on.</summary>
    private double[] AnswersOf(FoldedNetworks networks)
    {
        float[] YHat = new float[networks.Z.Length];
        task.Output.Forward<float>(Array.ConvertAll(networks.Z, z => (float)(z / networks.Temperature)), YHat, task.Y.RowCount);
        return Array.ConvertAll(YHat, answer => (double)answer);
    }

    public TriedModel Text(FoldedNetworks networks) => new(networks.ToString(), Cost(networks), null, null);

    private InputPieces PiecesOf(int pieces)
    {
        if (!piecesByNumber.TryGetValue(pieces, out InputPieces? found))
        {
            found = pieces is 0 or BatchedKind.MostPieces ? new InputPieces(all.X, pieces, task.Embedding) : PiecesOf(BatchedKind.MostPieces).Joined(BatchedKind.MostPieces / pieces);
            piecesByNumber.Add(pieces, found);
        }

        return found;
    }

    /// <summary>Networks of a kind; null where one of them diverged, or the first folds say that another kind, or the model to beat, is clearly better.</summary>
    private FoldedNetworks? Train(BatchedKind kind, double[] toBeat)
    {
        InputPieces pieces = PiecesOf(kind.Pieces);
        FoldTraining<T> training = new(task, folds, all, kind, pieces);
        Network<float>?[] networks = new Network<float>?[kind.Repeats * folds.Count];
        TrainingHistory?[] histories = new TrainingHistory?[networks.Length];
        int firstFolds = Race.FoldsToBeginWith(folds.Count, isAgainstAnother: true);
        double[][] others = [.. trained.OrderBy(Cost).Take(1).Select(best => best.Costs), .. Enumerable.Repeat(toBeat, toBeat.Length >= firstFolds ? 1 : 0)];
        int first = others.Length > 0 ? firstFolds : networks.Length;
        TrainSome(0, first);

        // Of a lost one, each network was taken where it was at its best, and still was worse.
        double[] costs = [.. histories.Take(first).Select(history => history?.ValidationCosts.Min() ?? double.NaN)];
        if (Array.Exists(others, other => Race.IsLost(costs, other)))
        {
            if (Array.TrueForAll(costs, double.IsFinite))
            {
                lost.Add(new TriedModel(Invariant($"networks by AdamW, {kind}, given up after {first} folds"), SelectionTask.Mean(costs, folds), null, null));
            }

            return null;
        }

        TrainSome(first, networks.Length - first);
        return Array.Exists(networks, network => network is null) ? null : Judge(kind, [.. networks.Select(network => (network!, pieces))], histories!);

        void TrainSome(int begin, int count)
        {
            int begun = begin;
            task.InParallel(count, (i, threads) =>
            {
                // Each network gets its share of the time, since the mean is worth as much as the worst of them.
                double rounds = Math.Ceiling((networks.Length - Interlocked.Increment(ref begun) + 1) * (double)threads / task.MaxThreads);
                (networks[begin + i], histories[begin + i]) = training.Train(begin + i, threads, task.Deadline.Left / rounds);
            });
        }
    }

    private FoldedNetworks Judge(BatchedKind kind, (Network<float> Network, InputPieces Pieces)[] networks, TrainingHistory[] histories)
    {
        int outputs = task.Y.RowCount;
        float[] Z = new float[outputs * task.Samples];
        float share = 1f / kind.Repeats;
        foreach ((int i, (Network<float> network, _)) in networks.Index())
        {
            IReadOnlyList<int> test = folds[i % folds.Count].Test;
            float[] YHat = new float[outputs * test.Count], arguments = new float[outputs * test.Count];
            network.PredictInParts(ColumnMajor.Array(Split.Columns(all.X, test)), YHat, arguments, test.Count, task.MaxThreads);
            for (int j = 0; j < test.Count; j++)
            {
                for (int k = 0; k < outputs; k++)
                {
                    Z[test[j] * outputs + k] += share * arguments[j * outputs + k];
                }
            }
        }

        FoldedNetworks judged = new() { Kinds = [kind], Networks = networks, Z = Z, History = histories[0], Optimism = OptimismOf(histories) };
        judged.Costs = CostsOf(judged, temperature: 1);
        return judged;
    }

    /// <summary>
    /// By how much the costs of networks that were each taken at the best epoch for their fold are lower than those at the epoch that is best for all folds:
    /// what is gained by looking at the samples that one is judged by.
    /// </summary>
    private static double OptimismOf(TrainingHistory[] histories)
    {
        double lowest = double.PositiveInfinity;
        for (int epoch = 0; epoch < histories.Max(history => history.ValidationCosts.Count); epoch++)
        {
            lowest = Math.Min(lowest, histories.Average(history => history.ValidationCosts[Math.Min(epoch, history.ValidationCosts.Count - 1)]));
        }

        return lowest - histories.Average(history => history.ValidationCosts.Min());
    }

    /// <summary>The best kind, and with it each of the others that makes the mean better, the best first; or linear networks, where there are some and that is not better by a standard error over the folds.</summary>
    private FoldedNetworks Mix()
    {
        FoldedNetworks[] kinds = [.. trained.OrderBy(Cost)];
        FoldedNetworks best = kinds[0];
        foreach (FoldedNetworks other in kinds.Skip(1).Where(other => other.Kinds[0].IsLike(best.Kinds[0])))
        {
            FoldedNetworks mixed = Mix(best, other);
            best = Cost(mixed) < Cost(best) ? mixed : best;
        }

        if (best.Kinds.Count > 1)
        {
            trained.Add(best);
        }

        FoldedNetworks? linear = kinds.FirstOrDefault(networks => networks.Kinds[0].Depth == 0);
        return linear is null || ModelSelector<T>.IsClearlyLower(best.Costs, linear.Costs, errors: 1) ? best : linear;
    }

    private FoldedNetworks Mix(FoldedNetworks some, FoldedNetworks other)
    {
        float share = (float)other.Networks.Count / (some.Networks.Count + other.Networks.Count);
        float[] Z = [.. some.Z.Zip(other.Z, (x, y) => x + share * (y - x))];
        FoldedNetworks mixed = new()
        {
            Kinds = [.. some.Kinds, .. other.Kinds], Networks = [.. some.Networks, .. other.Networks], Z = Z, History = some.History,
            Optimism = some.Optimism + share * (other.Optimism - some.Optimism),
        };
        mixed.Costs = CostsOf(mixed, temperature: 1);
        return mixed;
    }

    /// <summary>Takes the temperature with the lowest loss on samples that were not trained on; for classes only.</summary>
    private void ChooseTemperature(FoldedNetworks networks)
    {
        if (task.Options.Calibration == CalibrationMethod.None || task.Loss.LabelsHaveUnits || (task.Output != Activation.Sigmoid && task.Output != Activation.Softmax))
        {
            return;
        }

        for (int step = -20; step <= 30; step++)
        {
            double temperature = ScalarFunctions.Exp(step * TemperatureStep);
            double[] costs = CostsOf(networks, temperature);
            if (SelectionTask.Mean(costs, folds) < Cost(networks))
            {
                (networks.Temperature, networks.Costs) = (temperature, costs);
            }
        }
    }

    /// <summary>The mean loss in each fold of what g[L] makes of Z divided by a temperature.</summary>
    private double[] CostsOf(FoldedNetworks networks, double temperature)
    {
        float[] scaled = Array.ConvertAll(networks.Z, z => (float)(z / temperature)), YHat = new float[scaled.Length], losses = new float[task.Samples];
        task.Output.Forward<float>(scaled, YHat, task.Y.RowCount);
        networks.Networks[0].Network.Losses(scaled, YHat, ColumnMajor.Span(all.Y), weights, losses);
        return [.. folds.Select(fold => networks.Optimism + fold.Test.Sum(j => (double)losses[j]) / fold.Test.Sum(j => (double)(weights?[j] ?? 1)))];
    }

    private double Cost(FoldedNetworks networks) => SelectionTask.Mean(networks.Costs, folds);
}
