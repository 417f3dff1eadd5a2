using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// Models by <see cref="BayesianRegularization"/>: the linear one, and networks of growing size with several starts each, of which the evidence
/// chooses. They are computed in double, whatever the precision of the data.
/// </summary>
internal sealed class EvidenceModels<T>(SelectionTask<T> task)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostIterations = 100;
    private const int Starts = 2;
    private const int MostUnits = 32;

    /// <summary>Another start, or more units, are not worth a try where the logarithm of the evidence is lower by so much.</summary>
    private const double ClearlyLess = 10;

    /// <summary>A network is worth its time up to so many multiplications an iteration.</summary>
    private const double MostWork = 5e6;

    /// <summary>Evidence of e to 1 is hardly worth mentioning (Kass and Raftery, 1995), and no more iterations are needed for it.</summary>
    private const double WorthRaising = 1;

    private const int LargestTruthTable = 16;

    /// <summary>A unit is bent by arguments of this standard deviation, and has a part in outputs, which are of the order of 1, of this.</summary>
    private const double Bent = 0.5;
    private const double Varied = 0.05;

    /// <summary>The linear model is always among those that are compared, and needs few iterations.</summary>
    private const double MostWorkOfLinear = 3e8;

    /// <summary>The answers of models that were cross-validated, by their descriptions.</summary>
    private readonly Dictionary<string, double[]> answers = [];

    private Batch<double> All => field ??= new(ColumnMajor.Convert<T, double>(task.X), ColumnMajor.Convert<T, double>(task.Y), task.Weights);

    /// <summary>The logarithm of a model's evidence; negative infinity where it has none.</summary>
    public static double LogOf(FittedModel<T> model) => model.Tried.LogEvidence ?? double.NegativeInfinity;

    /// <summary>Whether the loss lets them be.</summary>
    public bool ArePossible => task.Loss.HasCurvature && task.Embedding is null && task.Monotone is null && (task.Options.HiddenLayers ?? []).All(IsPlain);

    /// <summary>The model without a hidden layer; null where it is too large.</summary>
    public FittedModel<T>? Linear() => IsWorthItsTime([], MostWorkOfLinear) ? Fit([], 0, "linear model") : null;

    /// <summary>All networks that were tried, of growing size until two sizes have not been better, or one has been clearly worse; none where they are too large.</summary>
    public List<FittedModel<T>> Networks()
    {
        List<FittedModel<T>> tried = [];
        double best = double.NegativeInfinity;
        int worse = 0;
        foreach (IReadOnlyList<Dense> hidden in Sizes())
        {
            double bestOfSize = double.NegativeInfinity;
            for (int start = 0; start < Starts && IsWorthItsTime(hidden) && !task.IsOver; start++)
            {
                if (double.IsFinite(bestOfSize) && bestOfSize < best - ClearlyLess)
                {
                    break;
                }

                if (Fit(hidden, start, Text(hidden)) is { } fitted)
                {
                    tried.Add(fitted);
                    bestOfSize = Math.Max(bestOfSize, LogOf(fitted));
                }
            }

            worse = double.IsFinite(bestOfSize) && bestOfSize <= best - ClearlyLess ? 2 : bestOfSize <= best ? worse + 1 : 0;
            best = Math.Max(best, bestOfSize);
            if (worse >= 2)
            {
                break;
            }
        }

        return tried;
    }

    /// <summary>
    /// The mean loss on samples that a model of the same kind was not trained on, of each fold, or of the first ones where they decide against another model's;
    /// NaN where training diverged.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="others">The other model's costs; null for all folds.</param>
    /// <param name="known">What is known of the first folds.</param>
    public double[] CrossValidate(FittedModel<T> model, IReadOnlyList<Fold> folds, double[]? others = null, params double[] known)
    {
        IReadOnlyList<Dense> hidden = [.. model.Network.Layers.SkipLast(1)];
        double[] costs = new double[folds.Count];
        if (!answers.TryGetValue(model.Tried.Description, out double[]? outOfFold))
        {
            answers.Add(model.Tried.Description, outOfFold = new double[task.Y.RowCount * task.Samples]);
            Array.Fill(outOfFold, double.NaN);
        }

        known.CopyTo(costs, 0);
        int first = Math.Max(known.Length, Race.FoldsToBeginWith(folds.Count, others is not null));
        CostsOf(known.Length, first);
        if (others is not null && Race.IsDecided(costs.AsSpan(0, first), others))
        {
            return costs[..first];
        }

        CostsOf(first, folds.Count);
        return costs;

        void CostsOf(int begin, int end) => task.InParallel(end - begin, (i, threads) => CostOfFold(begin + i, threads));

        void CostOfFold(int i, int threads)
        {
            Network<double> network = task.Create<double>(hidden, model.Network.Seed);
            costs[i] = Train(network, All.Part(folds[i].Train), threads, isPart: true) is null ? double.NaN : CostOf(network, folds[i].Test, outOfFold);
        }
    }

    /// <summary>What models of the same kind answered to samples that they were not trained on, n_y × m, NaN where that was not asked; null where nothing was.</summary>
    public double[]? AnswersOf(FittedModel<T> model) => answers.GetValueOrDefault(model.Tried.Description);

    /// <summary>
    /// What the mean loss on other samples may be, judged by the number of parameters that the data determine: the generalized cross-validation
    /// of squared errors, Akaike's correction for others. An estimate that is rather too low.
    /// </summary>
    public double ExpectedCost(FittedModel<T> model)
    {
        if (model.History.Evidence is not { EffectiveParameters: double γ })
        {
            return double.PositiveInfinity;
        }

        double J = model.Tried.TrainingCost!.Value, N = (double)task.Samples * task.Y.RowCount;
        double free = Math.Max(1 - γ / N, 0.05);
        return task.Loss.MeasuresNoise ? J / (free * free) : J + γ / task.Samples;
    }

    /// <summary>Whether the samples are of classes, or are few and of numbers that have two values only.</summary>
    public bool IsTruthTable => task.HasOneClassPerSample || (task.Samples <= LargestTruthTable && TruthTable.HasTwoValues(task.Y));

    /// <summary>Whether there is an answer, of classes or of two values, to every combination of the inputs' two values.</summary>
    public bool IsCompleteTruthTable { get; } = TruthTable.IsComplete(task.X, task.Y) && (task.HasOneClassPerSample || TruthTable.HasTwoValues(task.Y));

    /// <summary>Whether the answer to every training sample is nearer to its target than to another class or value.</summary>
    public bool ExplainsAll(FittedModel<T> model)
    {
        Matrix<T> YHat = model.Network.Predict(task.X);
        double middle = double.CreateTruncating(task.Y.Enumerate().Min() + task.Y.Enumerate().Max()) / 2;
        return task.Y.RowCount == 1
            ? Enumerable.Range(0, task.Samples).All(j => double.CreateTruncating(YHat[0, j]) > middle == double.CreateTruncating(task.Y[0, j]) > middle)
            : OneHot.Decode(YHat).AsSpan().SequenceEqual(OneHot.Decode(task.Y));
    }

    /// <summary>The model of a regression that always gives the mean of the targets, with its evidence; null for other losses and outputs.</summary>
    public FittedModel<T>? SameAnswer()
    {
        if (!task.Loss.MeasuresNoise || task.Output != Activation.Identity)
        {
            return null;
        }

        Matrix<double> Y = All.Y;
        Network<T> network = task.Create<T>([], task.Options.Seed);
        network.W[1].Clear();
        double errors = 0;
        for (int i = 0; i < Y.RowCount; i++)
        {
            double mean = Y.Row(i).Average();
            network.b[1][i, 0] = T.CreateTruncating(mean);
            errors += 0.5 * Y.Row(i).Sum(y => (y - mean) * (y - mean));
        }

        const double α = BayesianRegularization.AlphaOfOutputs;
        double N = (double)Y.RowCount * Y.ColumnCount, β = N / (2 * Math.Max(errors, 1e-300));
        double log = 0.5 * N * (ScalarFunctions.Log(β / (2 * Math.PI)) - 1) + 0.5 * Y.RowCount * ScalarFunctions.Log(α / (β * Y.ColumnCount + α));
        return new FittedModel<T>(network, new TrainingHistory([], [], StopReason.Converged, null), new TriedModel("always the mean of the targets", null, errors / task.Samples, log));
    }

    private static bool IsPlain(Dense layer) => layer is { BatchNormalization: null, Dropout: 0, LearnedMix: false };

    /// <summary>What a network of such layers is called.</summary>
    public static string Text(IReadOnlyList<Dense> hidden) => hidden.Count == 0 ? "linear model"
        : string.Join(" and ", hidden.Select(layer => Invariant($"{layer.Units} {layer.Activation} units")));

    private IEnumerable<IReadOnlyList<Dense>> Sizes()
    {
        if (task.Options.HiddenLayers is { } given)
        {
            return given.Count == 0 ? [] : [given];
        }

        return Powers().Select(units => new Dense[] { new(units, Activation.Tanh) { Initializer = Initializer.NguyenWidrow } });

        static IEnumerable<int> Powers()
        {
            for (int units = 4; units <= MostUnits; units *= 2)
            {
                yield return units;
            }
        }
    }

    private bool IsWorthItsTime(IReadOnlyList<Dense> hidden, double mostWork = MostWork)
    {
        double parameters = task.ParametersOf(hidden);
        return parameters <= LevenbergMarquardt.MostParameters && parameters * parameters * (task.Samples * (double)task.Y.RowCount + parameters) <= mostWork;
    }

    private FittedModel<T>? Fit(IReadOnlyList<Dense> hidden, int start, string text)
    {
        Network<double> network = task.Create<double>(hidden, (task.Options.Seed + start) & int.MaxValue);
        if (Train(network, All, task.MaxThreads, isPart: false) is not { } history)
        {
            return null;
        }

        // Without evidence where the training was stopped before it was taken.
        double? log = history.Evidence is { } evidence ? evidence.LogEvidence + LogOfEqualMinima(network, evidence.EffectiveParameters) : null;
        task.IsStopped |= history.StopReason == StopReason.Stopped;
        string description = start == 0 ? $"{text}, Bayesian regularization" : Invariant($"{text}, Bayesian regularization, start {start + 1}");
        FittedModel<T> fitted = new(network.Copy<T>(), history, new TriedModel(description, null, history.FinalCost, log));
        task.Best = task.Best is { } best && LogOf(best) > LogOf(fitted) ? best : fitted;
        return fitted;
    }

    /// <summary>
    /// ln (u!·2ᵘ) for u tanh units in use: as many equal minima has a network whose units can be exchanged, and have both signs, while Laplace's
    /// approximation looks at one (Bishop, 1995, section 10.6). A unit is in use where the samples bend it, and its part of an output varies; there
    /// are no more than the determined parameters are enough for.
    /// </summary>
    private double LogOfEqualMinima(Network<double> network, double γ)
    {
        if (network.L != 2 || network.Layers[1].Activation != Activation.Tanh || network.Layers[1].Residual)
        {
            return 0;
        }

        ForwardPass<double> pass = network.Forward(All.X);
        double log = 0, most = γ / (network.Inputs + 1);
        int used = 0;
        for (int unit = 0; unit < network.Layers[1].Units && used < most; unit++)
        {
            double part = DeviationOf(pass.A[1], unit) * Enumerable.Range(0, network.Outputs).Max(output => Math.Abs(network.W[2][output, unit]));
            if (DeviationOf(pass.Z[1], unit) >= Bent && part >= Varied)
            {
                log += ScalarFunctions.Log(2.0 * ++used);
            }
        }

        return log;
    }

    private static double DeviationOf(Matrix<double> A, int row)
    {
        double mean = 0, square = 0;
        for (int j = 0; j < A.ColumnCount; j++)
        {
            mean += A[row, j] / A.ColumnCount;
        }

        for (int j = 0; j < A.ColumnCount; j++)
        {
            square += (A[row, j] - mean) * (A[row, j] - mean) / A.ColumnCount;
        }

        return Math.Sqrt(square);
    }

    private TrainingHistory? Train(Network<double> network, Batch<double> samples, int threads, bool isPart)
    {
        TrainingOptions training = new()
        {
            Optimizer = new BayesianRegularization { WorthRaising = WorthRaising },
            Epochs = MostIterations,
            MaxThreads = threads,
            TimeLimit = task.Deadline.Left,
        };
        try
        {
            return network.Train(samples.X, samples.Y, training, samples.Weights, progress: isPart ? null : task.Progress, cancellationToken: task.CancellationToken);
        }
        catch (TrainingDivergedException)
        {
            return null;
        }
    }

    private double CostOf(Network<double> network, IReadOnlyList<int> test, double[] outOfFold)
    {
        Batch<double> samples = All.Part(test);
        HeldOut<double> judge = new(network, samples.X, samples.Y, samples.Weights?.ToArray(), null, threads: 1);
        double cost = judge.Cost();
        judge.CopyTo(test, outOfFold);
        return cost;
    }
}
