using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The same seed gives the same bits: every training ends with the parameters whose fingerprint is in fingerprints.json.</summary>
/// <remarks>
/// Where the order of accumulation changes on purpose, the file is written anew, and a second run compares with it:
/// <code>
/// SHALLOWNET_WRITE_FINGERPRINTS=$PWD/tests/ShallowNet.Tests/Golden/fingerprints.json \
///     dotnet test --project tests/ShallowNet.Tests -- --filter-class ShallowNet.Tests.FingerprintTests
/// </code>
/// </remarks>
public sealed class FingerprintTests
{
    /// <summary>The environment variable that names the file to write.</summary>
    internal const string WriteTo = "SHALLOWNET_WRITE_FINGERPRINTS";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string? Written = WriteWhereAsked();

    public static TheoryData<string> Trainings => [.. Fingerprints.Trainings.Keys.Except(Instructions.AreLeftOut ? Fingerprints.OfCodeThatOthersRun : [])];

    [Theory, MemberData(nameof(Trainings))]
    public void Train_SameSeed_GivesTheSameBits(string training)
    {
        Assert.SkipUnless(Written is null, $"The fingerprints were written to {Written}.");
        Fingerprints.Trainings[training]().Should().Be(Golden.Read("fingerprints.json").GetProperty(training).GetString());
    }

    /// <summary>The file that was written, or null.</summary>
    private static string? WriteWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(WriteTo) is not { Length: > 0 } path)
        {
            return null;
        }

        path = Path.GetFullPath(path);
        File.WriteAllText(path, JsonSerializer.Serialize(Fingerprints.Trainings.ToDictionary(t => t.Key, t => t.Value()), Indented) + "\n");
        return path;
    }
}

/// <summary>Short trainings of all kinds, each with the first 16 digits of the SHA-256 of W[1], b[1], …, W[L], b[L] after it;
/// with γ, β and α behind the b of a layer that has them, and the running averages at the end.</summary>
internal static class Fingerprints
{
    public static readonly IReadOnlyDictionary<string, Func<string>> Trainings = new Dictionary<string, Func<string>>
    {
        ["articleInDouble"] = Article,
        ["digitsInDouble"] = Digits<double>,
        ["digitsInFloat"] = Digits<float>,
        ["wideInFloat"] = Wide,
        ["onlineInFloat"] = Online,
        ["fullBatchInFloat"] = FullBatch,
        ["nesterovInFloat"] = () => With<float>(new Nesterov(LearningRate.Cosine(0.05, minimum: 0.001, warmUpEpochs: 1))),
        ["adaGradInFloat"] = () => With<float>(new AdaGrad(initialAccumulator: 0.1)),
        ["adamWInFloat"] = () => With<float>(new AdamW(LearningRate.OneCycle(0.01))),
        ["nAdamInFloat"] = () => With<float>(new NAdam()),
        ["nAdamInDouble"] = () => With<double>(new NAdam(momentumDecay: 0.3)),
        ["adaMaxInFloat"] = () => With<float>(new AdaMax()),
        ["rpropInFloat"] = () => With<float>(new Rprop()),
        ["rpropInDouble"] = () => With<double>(new Rprop()),
        ["smoothInDouble"] = Smooth<double>,
        ["smoothInFloat"] = Smooth<float>,
        ["fromSamplesInDouble"] = FromSamples<double>,
        ["fromSamplesInFloat"] = FromSamples<float>,
        ["selfNormalizingInDouble"] = SelfNormalizing<double>,
        ["selfNormalizingInFloat"] = SelfNormalizing<float>,
        ["robustInFloat"] = () => Regression(Loss.Huber(0.1), Activation.Identity, Activation.ELU(0.5)),
        ["quantileInFloat"] = () => Regression(Loss.Quantile(0.9), Activation.Softplus, Activation.SiLU),
        ["poissonInFloat"] = () => Regression(Loss.Poisson, Activation.Exponential, Activation.GELU),
        ["normalizedInDouble"] = () => Layered<double>(new() { Optimizer = new Adam() }, "n"),
        ["normalizedInFloat"] = () => Layered<float>(new() { Optimizer = new Adam() }, "n"),
        ["droppedInDouble"] = () => Layered<double>(new() { Optimizer = new Adam() }, "d"),
        ["droppedInFloat"] = () => Layered<float>(new() { Optimizer = new Adam() }, "dr"),
        ["residualInFloat"] = () => Layered<float>(new() { Optimizer = new Momentum(0.01) }, "r"),
        ["mixedInDouble"] = () => Layered<double>(Recipe, "mdr"),
        ["mixedInFloat"] = () => Layered<float>(Recipe, "mdr"),
        ["allLayerOptionsInDouble"] = () => Layered<double>(Everything, "ndr", weighted: true),
        ["allLayerOptionsInFloat"] = () => Layered<float>(Everything, "ndr", weighted: true),
        ["weightedInFloat"] = () => Layered<float>(new() { ClassWeights = ClassWeights.Balanced }, "dr", weighted: true),
        ["penalizedInFloat"] = () => Layered<float>(new() { L1 = 0.01, L2 = 0.1 }, ""),
        ["clippedInFloat"] = () => Layered<float>(new() { Optimizer = new GradientDescent(0.1), ClipNorm = 0.1, ClipValue = 0.02 }, ""),
        ["lbfgsInDouble"] = () => OnAllSamples<double>(new Lbfgs(memory: 3)),
        ["lbfgsInFloat"] = () => OnAllSamples<float>(new Lbfgs(memory: 3)),
        ["scaledConjugateGradientInDouble"] = () => OnAllSamples<double>(new ScaledConjugateGradient()),
        ["scaledConjugateGradientInFloat"] = () => OnAllSamples<float>(new ScaledConjugateGradient()),
        ["levenbergMarquardtInDouble"] = LevenbergMarquardt<double>,
        ["levenbergMarquardtInFloat"] = LevenbergMarquardt<float>,
        ["bayesianInDouble"] = () => Bayesian<double>(new BayesianRegularization(relevanceOfInputs: true)),
        ["bayesianInFloat"] = () => Bayesian<float>(new BayesianRegularization()),
        ["stoppedInFloat"] = Stopped,
        ["embeddedInDouble"] = Embedded<double>,
        ["embeddedInFloat"] = Embedded<float>,
    };

    /// <summary>Trainings that run no code but that of others (those of all layer options and of the other digits, above all), and are left out where instructions are.</summary>
    public static readonly IReadOnlyList<string> OfCodeThatOthersRun =
    [
        "articleInDouble", "digitsInFloat", "droppedInDouble", "allLayerOptionsInFloat", "residualInFloat", "weightedInFloat", "penalizedInFloat", "clippedInFloat",
    ];

    private static string Article()
    {
        var (X, Y) = Datasets.Flower<double>(samples: 400, seed: 1);
        return AfterTraining(
            X, Y, new() { Optimizer = new GradientDescent(learningRate: 1.2), Epochs = 200, BatchSize = TrainingOptions.FullBatch },
            new Dense(4, Activation.Tanh) { Initializer = Initializer.Normal(0.01) },
            new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
    }

    private static string Digits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (X, labels) = RealData.Read<T>("digits.csv.gz", header: false);
        return AfterTraining(
            X.Map(pixel => pixel / T.CreateTruncating(16)), OneHot.Encode<T>(labels, 10),
            new() { Optimizer = new Adam(), Epochs = 2, BatchSize = 200 },
            new Dense(100, Activation.ReLU), new Dense(10, Activation.Softmax));
    }

    private static string Wide()
    {
        int[] labels = [.. Enumerable.Range(0, 512).Select(j => j * 7 % 10)];
        return AfterTraining(
            new NumPyRandom(1).Rand<float>(784, labels.Length), OneHot.Encode<float>(labels, 10),
            new() { Optimizer = new Adam(), Epochs = 1, BatchSize = 128 },
            new Dense(128, Activation.ReLU), new Dense(10, Activation.Softmax));
    }

    private static string Online()
    {
        var (X, labels) = RealData.Read<float>("breast_cancer.csv", header: true);
        X = X.SubMatrix(0, X.RowCount, 0, 455);
        return AfterTraining(
            Standardizer.Fit(X).Transform(X), Matrix<float>.Build.Dense(1, X.ColumnCount, (_, j) => labels[j]),
            new() { Optimizer = new GradientDescent(learningRate: 0.01), Epochs = 2, BatchSize = 1 },
            new Dense(16, Activation.ReLU), new Dense(1, Activation.Sigmoid));
    }

    /// <summary>So many samples that sums over them are split into chunks, the last of which is not full.</summary>
    private static string FullBatch()
    {
        Matrix<float> X = new NumPyRandom(1).Rand<float>(4, 2000);
        return AfterTraining(
            X, X.Map(x => x * x), new() { Optimizer = new Adam(), Epochs = 5, BatchSize = TrainingOptions.FullBatch },
            new Dense(32, Activation.Tanh), new Dense(16, Activation.Tanh), new Dense(4, Activation.Identity));
    }

    /// <summary>Weights of which an optimizer takes more than one piece.</summary>
    private static string With<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = new NumPyRandom(1).Rand<T>(70, 100);
        return AfterTraining(
            X, X.SubMatrix(0, 3, 0, 100), new() { Optimizer = optimizer, Epochs = 3, BatchSize = 40 },
            new Dense(70, Activation.Tanh), new Dense(3, Activation.Identity));
    }

    /// <summary>The smooth relatives of ReLU one behind the other, and initializers that compute more than a multiple of Gaussians.</summary>
    private static string Smooth<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = new NumPyRandom(1).Randn<double>(5, 300).As<T>();
        return AfterTraining(
            X, X.Map(x => x * x), new() { Optimizer = new Adam(), Epochs = 10, BatchSize = 32 },
            new Dense(17, Activation.GELU) { Initializer = Initializer.Orthogonal(1.5) },
            new Dense(16, Activation.GELUTanh) { Initializer = Initializer.LeCun },
            new Dense(16, Activation.SiLU), new Dense(16, Activation.ELU()),
            new Dense(9, Activation.Tanh) { Initializer = Initializer.NguyenWidrow },
            new Dense(5, Activation.Softplus));
    }

    /// <summary>Weights and biases that are drawn with a view to samples, before any training.</summary>
    private static string FromSamples<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(
            5, seed: 2, new Dense(17, Activation.SELU) { BatchNormalization = new() }, new Dense(16, Activation.Mish), new Dense(3, Activation.Softmax));
        network.InitializeFrom(new NumPyRandom(1).Randn<double>(5, 300).As<T>(), seed: 3);
        return Of(network);
    }

    private static string SelfNormalizing<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = new NumPyRandom(1).Randn<double>(5, 300).As<T>();
        return AfterTraining(
            X, X.Map(x => x * x), new() { Optimizer = new Adam(), Epochs = 10, BatchSize = 32 },
            new Dense(17, Activation.SELU), new Dense(16, Activation.Mish), new Dense(5, Activation.Identity));
    }

    /// <summary>So many samples and units that threads share them.</summary>
    private static string OnAllSamples<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (X, labels) = RealData.Read<T>("digits.csv.gz", header: false);
        return AfterTraining(
            X.Map(pixel => pixel / T.CreateTruncating(16)), OneHot.Encode<T>(labels, 10),
            new() { Optimizer = optimizer, Epochs = 6, L2 = 1 },
            new Dense(16, Activation.Tanh), new Dense(10, Activation.Softmax));
    }

    /// <summary>So many samples and parameters that they are more than a chunk and a block, and that threads share them.</summary>
    private static string LevenbergMarquardt<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (X, Y) = Datasets.Spirals<T>(samples: 150, classes: 3, noise: 1, seed: 1);
        double[] weights = [.. Enumerable.Range(0, 150).Select(j => j % 4 * 0.5)];
        return AfterTraining(
            X, Y, new() { Optimizer = new LevenbergMarquardt(), Epochs = 8 }, Loss.CategoricalCrossEntropy, weights,
            new Dense(12, Activation.Tanh), new Dense(12, Activation.Tanh) { Residual = true }, new Dense(3, Activation.Softmax));
    }

    /// <summary>So many iterations that the penalties change.</summary>
    private static string Bayesian<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<double> X = new NumPyRandom(1).Rand<double>(2, 300), noise = new NumPyRandom(2).Randn<double>(1, 300);
        Matrix<double> Y = Matrix<double>.Build.Dense(1, 300, (_, j) => X[0, j] * X[0, j] + 0.1 * noise[0, j]);
        return AfterTraining(X.As<T>(), Y.As<T>(), new() { Optimizer = optimizer, Epochs = 40 }, new Dense(6, Activation.Tanh), new Dense(1, Activation.Identity));
    }

    /// <summary>A training that goes back to its best epoch on a share of the samples, with a rate that follows their cost.</summary>
    private static string Stopped()
    {
        var (X, Y) = TrainingTools.NoisyMoons<float>(400);
        return AfterTraining(
            X, Y,
            new()
            {
                Optimizer = new Adam(LearningRate.ReduceOnPlateau(0.05, patience: 1)), Epochs = 40, ValidationShare = 0.25, ClassWeights = ClassWeights.Balanced,
                ClipNorm = 0.2, L1 = 0.01, EarlyStopping = new(patience: 5),
            },
            new Dense(30, Activation.Tanh) { BatchNormalization = new(), Dropout = 0.2 }, new Dense(1, Activation.Sigmoid));
    }

    /// <summary>Inputs of all kinds before the first layer, and some before a hidden one; more samples than a chunk has.</summary>
    private static string Embedded<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Samples = 700;
        Matrix<T> X = new NumPyRandom(1).Randn<double>(20, Samples).As<T>(), squares = X.SubMatrix(0, 3, 0, Samples).Map(x => x * x);
        X.SetRow(0, [.. Enumerable.Range(0, Samples).Select(j => T.CreateTruncating(j * j % 7 - 1))]);
        Embedding embedding = Embedding.Of(
            [Embedding.Category(5, 3), Embedding.PiecewiseLinear(X.SubMatrix(1, 2, 0, Samples), bins: 9), Embedding.Pass, .. Enumerable.Repeat(Embedding.Periodic(), 15), Embedding.Periodic(7, 3)]);
        return AfterTraining(
            X, squares, new() { Optimizer = new Adam(), Epochs = 4, BatchSize = TrainingOptions.FullBatch, L2 = 0.1 },
            new Dense(40, Activation.SiLU) { Embedding = embedding, InputFactors = true },
            new Dense(16, Activation.Tanh) { InputFactors = true }, new Dense(3, Activation.Identity) { Embedding = Embedding.Periodic(3, 8) });
    }

    private static string Regression(Loss loss, Activation output, Activation hidden)
    {
        Matrix<float> X = new NumPyRandom(1).Rand<float>(4, 500);
        Matrix<float> Y = X.SubMatrix(0, 2, 0, 500).Map(x => (float)(int)(x * 4));
        return AfterTraining(X, Y, new() { Optimizer = new Adam(), Epochs = 5, BatchSize = 50 }, loss, weights: null, new Dense(16, hidden), new Dense(2, output));
    }

    private static TrainingOptions Everything => new()
    {
        Optimizer = new Adam(), L1 = 0.01, L2 = 0.1, ClipNorm = 0.5, ClipValue = 0.1, ClassWeights = ClassWeights.Given(1, 2, 0.5),
    };

    private static TrainingOptions Recipe => new()
    {
        Optimizer = new AdamW(LearningRate.CosineLog(0.04), beta2: 0.95, weightDecay: 0.02)
        {
            RateFactors = new() { Biases = 0.1, Mix = 0.1, DivideByRootOfInputs = true }, WeightDecaySchedule = LearningRate.FlatCosine(1),
        },
        DropoutSchedule = LearningRate.FlatCosine(1), LabelSmoothing = 0.1,
    };

    /// <summary>
    /// Hidden layers with options: m for a learned mix, n for batch normalization, d for dropout, r for residual connections. Mini-batches that fill no chunk,
    /// and the full batch, which fills one and part of a second; both are worth several threads.
    /// </summary>
    private static string Layered<T>(TrainingOptions options, string layers, bool weighted = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Samples = 600;
        Matrix<T> X = new NumPyRandom(1).Randn<double>(75, Samples).As<T>();
        Matrix<T> Y = OneHot.Encode<T>([.. Enumerable.Range(0, Samples).Select(j => j * j % 11 % 3)], 3);
        Dense hidden = new(75, Activation.ReLU)
        {
            BatchNormalization = layers.Contains('n') ? new BatchNormalization() : null, Dropout = layers.Contains('d') ? 0.25 : 0, Residual = layers.Contains('r'),
            LearnedMix = layers.Contains('m'),
        };
        double[]? weights = weighted ? [.. Enumerable.Range(0, Samples).Select(j => j % 5 * 0.5)] : null;
        Dense[] all = [hidden, hidden with { Activation = Activation.Tanh }, new(3, Activation.Softmax)];
        return string.Join('-', new[] { 300, TrainingOptions.FullBatch }.Select(
            batchSize => AfterTraining(X, Y, options with { Epochs = 2, BatchSize = batchSize }, Loss.CategoricalCrossEntropy, weights, all)));
    }

    /// <summary>The fingerprint with one, two and three threads; all of them, should they differ. Where instructions are left out, with two threads alone.</summary>
    private static string AfterTraining<T>(Matrix<T> X, Matrix<T> Y, TrainingOptions options, params Dense[] layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AfterTraining(X, Y, options, Loss.For(layers[^1].Activation), null, layers);

    private static string AfterTraining<T>(Matrix<T> X, Matrix<T> Y, TrainingOptions options, Loss loss, double[]? weights, params Dense[] layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => string.Join(
        '/', (Instructions.AreLeftOut ? [2] : (int[])[1, 2, 3]).Select(threads => OneTraining(X, Y, options with { MaxThreads = threads }, loss, weights, layers)).Distinct());

    private static string OneTraining<T>(Matrix<T> X, Matrix<T> Y, TrainingOptions options, Loss loss, double[]? weights, Dense[] layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network.Create<T>(X.RowCount, seed: 2, loss, layers);
        network.Train(X, Y, options, weights);
        return Of(network);
    }

    private static string Of<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using MemoryStream bytes = new();
        foreach (T[] array in network.State)
        {
            bytes.Write(MemoryMarshal.AsBytes<T>(array));
        }

        return Sha256.Of(bytes.ToArray(), digits: 16);
    }
}
