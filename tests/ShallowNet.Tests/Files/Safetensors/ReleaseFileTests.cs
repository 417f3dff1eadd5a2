using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The files that a release wrote are loaded by every later version, and answer as they did.</summary>
/// <remarks>
/// A release writes its files once, with the answers that they must give, and they are never written again:
/// <code>
/// SHALLOWNET_WRITE_RELEASE=$PWD/tests/ShallowNet.Tests/Golden dotnet test --project tests/ShallowNet.Tests -- --filter-class "*ReleaseFileTests"
/// </code>
/// </remarks>
public sealed class ReleaseFileTests
{
    private const string WriteTo = "SHALLOWNET_WRITE_RELEASE";
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(4, 60);
    private static readonly TrainingOptions Options = new() { Epochs = 4, EarlyStopping = new(3), ValidationShare = 0.25, Metrics = [Metric.Accuracy] };

    public static TheoryData<string> Releases => ["release-0.1"];

    [Theory, MemberData(nameof(Releases))]
    public void Load_FilesOfARelease_AnswerAsTheyDid(string release)
    {
        if (Environment.GetEnvironmentVariable(WriteTo) is { } folder)
        {
            Write(folder, release);
            Assert.Skip($"The files of {release} were written to {folder}.");
        }

        JsonElement answers = Golden.Read($"{release}.json");
        foreach ((string name, Matrix<double> answer) in Answers(Path.Combine(AppContext.BaseDirectory, "Golden", release)))
        {
            answer.ToColumnMajorArray().Should().Equal(answers.GetProperty(name).Numbers(), name);
        }
    }

    private static IEnumerable<(string Name, Matrix<double> Answer)> Answers(string release)
    {
        yield return ("network", Network.Load<double>($"{release}-network.safetensors").Predict(X));
        yield return ("networkInFloat", ColumnMajor.Convert<float, double>(Network.Load<float>($"{release}-single.safetensors").Predict(X.As<float>())));
        MlpClassifier<double, string> classifier = MlpClassifier.Load<double, string>($"{release}-classifier.safetensors");
        classifier.Classes.Should().Equal("high", "low", "middle");
        classifier.Options.FeatureNames.Should().Equal("a", "b", "c", "d");
        yield return ("classifier", classifier.PredictProbability(X));
        yield return ("multiLabel", MlpMultiLabelClassifier.Load<double, int>($"{release}-multilabel.safetensors").PredictProbability(X));
        yield return ("regressor", MlpRegressor.Load<double>($"{release}-regressor.safetensors").Predict(X));
        Trainer<double> trainer = Trainer.Load<double>($"{release}-checkpoint.safetensors", Options);
        trainer.Train(X, Labels());
        yield return ("checkpoint", trainer.Network.Predict(X));
    }

    private static Matrix<double> Labels() => OneHot.Encode<double>([.. Enumerable.Range(0, 60).Select(j => X[0, j] > 0 ? 0 : X[1, j] > 0 ? 1 : 2)], 3);

    private static void Write(string folder, string release)
    {
        string prefix = Path.Combine(folder, release);
        Network<double> Create() => Network.Create<double>(
            4, 1, new Dense(4, Activation.LeakyReLU(0.1)) { BatchNormalization = new(), Dropout = 0.1, Residual = true },
            new Dense(5, Activation.GELU) { Initializer = Initializer.Orthogonal() }, new Dense(3, Activation.Softmax));
        Network<double> network = Create();
        network.Train(X, Labels(), new TrainingOptions { Epochs = 3 });
        network.Save($"{prefix}-network.safetensors");
        network.Copy<float>().Save($"{prefix}-single.safetensors");
        MlpOptions options = new() { HiddenLayers = [new Dense(6, Activation.ELU(0.5))], FeatureNames = ["a", "b", "c", "d"] };
        MlpClassifier.Fit(X, (string[])[.. OneHot.Decode(Labels()).Select(i => new[] { "low", "middle", "high" }[i])], options).Save($"{prefix}-classifier.safetensors");
        MlpMultiLabelClassifier.Fit<double, int>(X, (int[][])[.. Enumerable.Range(0, 60).Select(j => X[0, j] > 0 ? [1, 7] : new[] { 7 * (j % 2) })], options)
            .Save($"{prefix}-multilabel.safetensors");
        MlpRegressor.Fit(X, X.SubMatrix(0, 2, 0, 60).PointwiseTanh(), options with { InputScaling = Scaling.MinMax }).Save($"{prefix}-regressor.safetensors");
        using CancellationTokenSource source = new();
        FluentActions.Invoking(() => Create().Train(
            X, Labels(), Options with { Checkpoints = Checkpoints.Every($"{prefix}-checkpoint.safetensors", 1) },
            progress: new CancelAtSecond(source), cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        File.WriteAllText($"{prefix}.json", JsonSerializer.Serialize(Answers(prefix).ToDictionary(pair => pair.Name, pair => pair.Answer.ToColumnMajorArray())) + "\n");
    }

    private sealed class CancelAtSecond(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == 2)
            {
                source.Cancel();
            }
        }
    }
}
