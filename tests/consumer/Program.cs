// An application that has nothing but the package. Without an argument it does what applications do and prints what must be the same
// from every kind of build; with the argument "article" it is the article's program alone, to be timed.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Article();
if (args is not ["article"])
{
    string folder = Directory.CreateTempSubdirectory("shallownet-").FullName;
    try
    {
        Classify(Path.Combine(folder, "model.safetensors"), Path.Combine(folder, "model.onnx"));
        Regress(Path.Combine(folder, "regressor.safetensors"));
        GoOn(Path.Combine(folder, "checkpoint.safetensors"));
        Refuse(Path.Combine(folder, "damaged.safetensors"));
        OwnParts();
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

// The costs are those of the program in NumPy.
static void Article()
{
    var (X, Y) = Datasets.Flower<double>(samples: 400, seed: 1);
    var network = Network.Create<double>(inputs: 2, seed: 2,
        new Dense(4, Activation.Tanh) { Initializer = Initializer.Normal(0.01) },
        new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });
    List<string> costs = [];
    for (int i = 0; i < 10_000; i++)
    {
        var pass = network.Forward(X);
        if (i % 1000 == 0)
        {
            costs.Add($"{network.Cost(pass, Y):0.000000}");
        }

        network.Update(network.Backward(pass, Y), learningRate: 1.2);
    }

    Expect("the article's costs", string.Join(' ', costs),
        "0.693048 0.288083 0.254385 0.233864 0.226792 0.222644 0.219731 0.217504 0.219440 0.218603");
    Expect("the article's accuracy", $"{Metrics.Accuracy(network.Predict(X), Y):0.000}", "0.905");
}

// Texts as labels, a search, files, exports.
static void Classify(string file, string onnx)
{
    var (points, colours) = Datasets.Spirals<float>(samples: 600, classes: 3, noise: 0.2, seed: 1);
    string[] labels = [.. OneHot.Decode(colours).Select(number => new[] { "red", "green", "blue" }[number])];
    var model = MlpClassifier.Fit(points, labels);
    Expect("accuracy", $"{model.Score(points, labels):0.000}", "0.997");
    Expect("cross-validation", $"{CrossValidation.OfClassifier(points, labels)}", "0.9900 ± 0.0070");
    Console.WriteLine(model.Report(points, labels));

    model.Save(file);
    var loaded = MlpClassifier.Load<float, string>(file);
    Expect("loaded, the same bits", loaded.PredictProbability(points).Equals(model.PredictProbability(points)), true);
    Expect("loaded, the same labels", loaded.Predict(points).SequenceEqual(model.Predict(points)), true);
    Console.WriteLine($"{loaded}; label of (0.1, -0.4): {loaded.Predict([0.1f, -0.4f])}");

    model.ExportOnnx(onnx);
    Print("ONNX", File.ReadAllBytes(onnx));
    Print("C#", Encoding.UTF8.GetBytes(model.ExportCSharp("Colours")));

    Answer[] answers = [.. labels.Select(label => label == "red" ? Answer.Yes : Answer.No)];
    var yesOrNo = MlpClassifier.Fit(points, answers);
    yesOrNo.Save(file);
    Expect("enumeration labels", MlpClassifier.Load<float, Answer>(file).Predict(points).SequenceEqual(yesOrNo.Predict(points)), true);
}

static void Regress(string file)
{
    var X = Matrix<double>.Build.Dense(2, 200, (i, j) => Math.Sin((i + 1) * j));
    var Y = Matrix<double>.Build.Dense(1, 200, (_, j) => (3 * X[0, j]) - (X[1, j] * X[1, j]));
    var model = MlpRegressor.Fit(X, Y);
    model.Save(file);
    var yHat = MlpRegressor.Load<double>(file).Predict(X);
    Expect("regression, the same bits", yHat.Equals(model.Predict(X)), true);
    Console.WriteLine($"R2 {Metrics.R2(yHat, Y):R}");
}

// A training that is interrupted ends with the bits of one that is not.
static void GoOn(string file)
{
    var (X, Y) = Datasets.Moons<double>(samples: 200, noise: 0.1, seed: 1);
    Network<double> Fresh() => Network.Create<double>(inputs: 2, seed: 1,
        new Dense(16, Activation.GELU) { BatchNormalization = new(), Dropout = 0.1 },
        new Dense(1, Activation.Sigmoid));
    TrainingOptions options = new()
    {
        Optimizer = new AdamW(LearningRate.Cosine(0.01)), Epochs = 20, BatchSize = 16, Seed = 3, Metrics = [Metric.Accuracy],
    };
    var whole = Fresh();
    var history = whole.Train(X, Y, options);

    using CancellationTokenSource source = new();
    var checkpointed = options with { Checkpoints = Checkpoints.Every(file, epochs: 5) };
    try
    {
        Fresh().Train(X, Y, checkpointed, progress: new At(epoch: 12, source.Cancel), cancellationToken: source.Token);
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine("cancelled");
    }

    var trainer = Trainer.Load<double>(file, checkpointed);
    trainer.Train(X, Y);
    Expect("went on to the same bits", trainer.Network.W[1].Equals(whole.W[1]) && trainer.Network.b[2].Equals(whole.b[2]), true);
    Console.WriteLine($"cost {history.FinalCost:R}, gradients right: {GradientCheck.Run(Network.Create<double>(inputs: 2, seed: 1, new Dense(3, Activation.SiLU), new Dense(1, Activation.Sigmoid)), X, Y).WorstError < 1e-6}");
}

static void Refuse(string file)
{
    File.WriteAllText(file, "not a model");
    try
    {
        Network.Load<float>(file);
        Expect("a damaged file", "loaded", "refused");
    }
    catch (ModelFileException)
    {
        Console.WriteLine("a damaged file: refused");
    }
}

static void OwnParts()
{
    var (X, Y) = Datasets.Circles<float>(samples: 100, seed: 1);
    var network = Network.Create<float>(inputs: 2, seed: 1, new Dense(8, new Softsign()), new Dense(1, Activation.Sigmoid));
    var history = network.Train(X, Y, new TrainingOptions { Optimizer = new Lbfgs(), Epochs = 50 });
    Console.WriteLine($"own activation: {history.FinalCost:R}");
}

static void Print(string name, byte[] bytes) =>
    Console.WriteLine($"{name}: {bytes.Length} bytes, {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}");

static void Expect<T>(string what, T actual, T expected)
{
    Console.WriteLine($"{what}: {actual}");
    if (!EqualityComparer<T>.Default.Equals(actual, expected))
    {
        Console.Error.WriteLine($"{what}: expected {expected}");
        Environment.Exit(1);
    }
}

internal enum Answer
{
    No,
    Yes,
}

internal sealed class At(int epoch, Action act) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Epoch == epoch)
        {
            act();
        }
    }
}

internal sealed record Softsign : Activation
{
    public override string Name => "softsign";

    public override void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
    {
        for (int i = 0; i < Z.Length; i++)
        {
            A[i] = Z[i] / (T.One + T.Abs(Z[i]));
        }
    }

    public override void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
    {
        for (int i = 0; i < Z.Length; i++)
        {
            dZ[i] *= (T.One - T.Abs(A[i])) * (T.One - T.Abs(A[i]));
        }
    }
}
