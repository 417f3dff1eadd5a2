using System.Globalization;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>The data, the committed model, and the model's answers, which are those that the service must give.</summary>
internal static class BreastCancer
{
    public static readonly string Table = Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv");

    public static readonly string NamesFile = Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer_features.txt");

    public static readonly string ModelFile = Path.Combine(AppContext.BaseDirectory, "breast_cancer.safetensors");

    public static readonly string[] Names = File.ReadAllLines(NamesFile);

    public static readonly LoadedModel Loaded = LoadedModel.Load(ModelFile);

    private static readonly Matrix<float> X = Training.Read(Table).X;

    private static readonly string[] Labels = Model.Predict(X);

    private static readonly Matrix<float> Probabilities = Model.PredictProbability(X);

    public static MlpClassifier<float, string> Model => Loaded.Model;

    public static int Samples => X.ColumnCount;

    /// <summary>Sample j as a JSON array.</summary>
    public static string InOrder(int j) => $"[{string.Join(',', X.Column(j).Select(Text))}]";

    /// <summary>Sample j as a JSON object, its features in another order than the model's.</summary>
    public static string ByName(int j) => $"{{{string.Join(',', Names.Index().Reverse().Select(name => $"\"{name.Item}\": {Text(X[name.Index, j])}"))}}}";

    /// <summary>Whether an answer is, bit for bit, the model's to sample j.</summary>
    public static void IsAnswer(JsonElement answer, int j)
    {
        answer.GetProperty("label").GetString().Should().Be(Labels[j]);
        answer.GetProperty("probabilities").EnumerateObject().Select(p => (p.Name, p.Value.GetSingle()))
            .Should().Equal(Model.Classes.Select((name, i) => (name, Probabilities[i, j])));
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);
}
