using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace ShallowNet.Tests;

/// <summary>ML.NET's ApplyOnnxModel takes the plain tensors of a classifier as they are.</summary>
public sealed class OnnxInMlNetTests
{
    private static readonly Matrix<float> X = new NumPyRandom(1).Randn<float>(4, 60);

    [Fact]
    public void ApplyOnnxModel_ClassifierOfTexts_PredictsAsItDoes()
    {
        string[] names = ["high", "low", "middle"];
        MlpClassifier<float, string> model = MlpClassifier.Fit(X, (string[])[.. Classes(3).Select(c => names[c])]);
        TextOutput[] rows = Apply<TextOutput>(model);
        rows.Select(row => row.Label[0].ToString()).Should().Equal(model.Predict(X));
        ExpectProbabilities(model, [.. rows.Select(row => row.Probabilities)]);
    }

    [Fact]
    public void ApplyOnnxModel_ClassifierOfNumbers_PredictsAsItDoes()
    {
        MlpClassifier<float, int> model = MlpClassifier.Fit(X, (int[])[.. Classes(2).Select(c => c == 0 ? -7 : 12)]);
        NumberOutput[] rows = Apply<NumberOutput>(model);
        rows.Select(row => (int)row.Label[0]).Should().Equal(model.Predict(X));
        ExpectProbabilities(model, [.. rows.Select(row => row.Probabilities)]);
    }

    private static IEnumerable<int> Classes(int count) => Enumerable.Range(0, 60).Select(j => X[0, j] > 0 ? 0 : X[1, j] > 0 || count == 2 ? 1 : 2);

    private static TOutput[] Apply<TOutput>(MlpModel<float> model)
        where TOutput : class, new()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.onnx");
        model.ExportOnnx(path);
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, X.ColumnCount).Select(j => new Input { Features = X.Column(j).ToArray() }));
        using OnnxTransformer transformer = ml.Transforms.ApplyOnnxModel(
            ["label", "probabilities"], ["input"], path, new Dictionary<string, int[]> { ["input"] = [1, 4] }, null, false).Fit(data);
        return [.. ml.Data.CreateEnumerable<TOutput>(transformer.Transform(data), reuseRowObject: false)];
    }

    private static void ExpectProbabilities<TLabel>(MlpClassifier<float, TLabel> model, float[][] actual)
        where TLabel : notnull
    {
        Matrix<float> expected = model.PredictProbability(X);
        for (int j = 0; j < actual.Length; j++)
        {
            actual[j].Should().HaveCount(model.Classes.Count);
            actual[j].Zip(expected.Column(j)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
        }
    }

    private sealed class Input
    {
        [ColumnName("input"), VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    private sealed class TextOutput
    {
        [ColumnName("label")]
        public ReadOnlyMemory<char>[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }

    private sealed class NumberOutput
    {
        [ColumnName("label")]
        public long[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }
}
