using System.Globalization;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Whatever becomes of a saved network, model or checkpoint, it is loaded or refused.</summary>
[Trait("Cost", "Expensive")]
public sealed class ModelFuzzTests
{
    private static readonly Matrix<double> X = new NumPyRandom(1).Randn<double>(3, 30);
    private static readonly TrainingOptions Options = new() { Epochs = 3, Metrics = [Metric.Accuracy], EarlyStopping = new(2), ValidationShare = 0.2 };
    private static readonly TrainingOptions QuasiNewton = new() { Optimizer = new Lbfgs(memory: 3), Epochs = 4 };
    private static readonly byte[][] Files = [.. Saved()];

    [Fact]
    public void Load_DamagedFiles_AreLoadedOrRefused()
    {
        long number = 0;
        var (read, refused) = Fuzzing.Run(Files, bytes => Load(bytes, number++), cases: 60_000, Memory);
        read.Should().BeGreaterThan(0);
        refused.Should().BeGreaterThan(read);
    }

    /// <summary>Files that are right as files, but whose description is not.</summary>
    [Fact]
    public void Load_DamagedDescriptions_AreLoadedOrRefused()
    {
        NumPyRandom random = new(1);
        string[] extremes = ["-1", "0", "2147483647", "2147483648", "1e308", "-0.5", "\"NaN\"", "null", "\"\"", "[]", "{}", "true", "4", "0.999"];
        int refused = 0;
        for (int i = 0; i < 15_000; i++)
        {
            byte[] file = Files[i % Files.Length];
            TensorFile original = TensorFile.Read(new MemoryStream(file));
            string json = original.Metadata[ModelDocument.Key];
            MatchCollection values = Regex.Matches(json, "(?<=[:\\[,])(-?[0-9][-+.eE0-9]*|\"[^\"]*\"|true|false|null)(?=[,}\\]])");
            Match value = values[(int)(random.Rand() * values.Count)];
            json = json[..value.Index] + extremes[(int)(random.Rand() * extremes.Length)] + json[(value.Index + value.Length)..];
            if (random.Rand() < 0.2)
            {
                json = json.Remove((int)(random.Rand() * json.Length), 1);
            }

            byte[] changed = TensorBytes.Written(
                [new(ModelDocument.Key, json)],
                [.. original.Tensors.Select(entry =>
                {
                    if (entry.Type == TensorType.U8)
                    {
                        return TensorToWrite.Of(entry.Name, original.BytesOf(entry).ToArray());
                    }

                    double[] elements = new double[entry.Elements];
                    original.CopyTo<double>(entry, elements);
                    return TensorToWrite.Of(entry.Name, entry.Shape, elements);
                })]);
            try
            {
                Load(changed, i / Files.Length);
            }
            catch (ModelFileException exception)
            {
                exception.Message.Should().NotBeNullOrWhiteSpace();
                refused++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Case {i} ended with {exception.GetType().Name}: {json}"), exception);
            }
        }

        refused.Should().BeGreaterThan(5000);
    }

    private static long Memory(int length) => 3_000_000 + 200L * length;

    /// <summary>Loads bytes as the kind of file that these bytes, or others, seem to be.</summary>
    internal static void Load(byte[] bytes, long number, byte[]? like = null)
    {
        MemoryStream stream = new(bytes);
        like ??= bytes;
        string text = System.Text.Encoding.Latin1.GetString(like, 0, Math.Min(like.Length, 4000));
        if (text.Contains("\\\"classifier\\\"", StringComparison.Ordinal))
        {
            MlpClassifier.Load<double, string>(stream);
        }
        else if (text.Contains("multiLabelClassifier", StringComparison.Ordinal))
        {
            MlpMultiLabelClassifier.Load<float, int>(stream);
        }
        else if (text.Contains("\\\"regressor\\\"", StringComparison.Ordinal))
        {
            MlpRegressor.Load<double>(stream);
        }
        else if (text.Contains("checkpoint", StringComparison.Ordinal))
        {
            Trainer.Load<double>(stream, text.Contains("LBFGS", StringComparison.Ordinal) ? QuasiNewton : Options);
        }
        else if (number % 2 == 0)
        {
            Network.Load<float>(stream);
        }
        else
        {
            Network.Load<double>(stream);
        }
    }

    /// <summary>A file of each kind.</summary>
    internal static IEnumerable<byte[]> Saved()
    {
        Matrix<double> Y = OneHot.Encode<double>([.. Enumerable.Range(0, 30).Select(j => j % 3)], 3);
        Network<double> network = Network.Create<double>(
            3, 1, new Dense(3, Activation.LeakyReLU(0.1)) { BatchNormalization = new(), Dropout = 0.1, Residual = true }, new Dense(3, Activation.Softmax));
        yield return SaveTests<double>.Bytes(network.Save);
        MlpOptions options = new() { HiddenLayers = [new Dense(2, Activation.ELU())], Training = new() { Epochs = 3 }, FeatureNames = ["a", "b", "c"] };
        yield return SaveTests<double>.Bytes(MlpClassifier.Fit(X, (string[])[.. Enumerable.Range(0, 30).Select(j => $"class {j % 3}")], options).Save);
        MlpClassifier<double, string> ofTwo = MlpClassifier.Fit(X, (string[])[.. Enumerable.Range(0, 30).Select(j => $"class {j % 2}")], options);
        ofTwo.Threshold = DecisionThreshold.ByCosts([0.1, 0.4, 0.7], [false, true, true], 1, 20);
        yield return SaveTests<double>.Bytes(ofTwo.Save);
        yield return SaveTests<double>.Bytes(MlpMultiLabelClassifier.Fit<double, int>(X, (int[][])[.. Enumerable.Range(0, 30).Select(j => new[] { j % 2, 2 })], options).Save);
        yield return SaveTests<double>.Bytes(MlpRegressor.Fit(X, X, options with { InputScaling = Scaling.MinMax }).Save);
        yield return SaveTests<double>.Bytes(MlpRegressor.Fit(X, X, options with { Loss = Loss.AbsoluteError }).Save);
        yield return SaveTests<double>.Bytes(TableModels.OfAllKinds<double>().Save);
        yield return SaveTests<double>.Bytes(MlpRegressor.Fit<double>(TableModels.Rows(30).With(Column.Of("long", Enumerable.Range(0, 30).Select(j => new string((char)('a' + j / 2), 2000)))), "price", TableModels.Quick).Save);
        Trainer<double> trainer = new(network, Options);
        trainer.Train(X, Y);
        yield return SaveTests<double>.Bytes(trainer.Save);
        Trainer<double> second = new(Network.Create<double>(3, 1, new Dense(3, Activation.Softmax)), QuasiNewton);
        second.Train(X, Y);
        yield return SaveTests<double>.Bytes(second.Save);
    }
}
