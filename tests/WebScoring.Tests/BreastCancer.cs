using System.Globalization;
using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring.Tests;

/// <summary>A model of a matrix whose features have names, and its answers, which are those that the service must give.</summary>
internal static class BreastCancer
{
    public static readonly string[] Names = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer_features.txt"));

    private static readonly float[][] Rows =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv")).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), cell => float.Parse(cell, CultureInfo.InvariantCulture))),
    ];

    private static readonly Matrix<float> X = Matrix<float>.Build.DenseOfColumnArrays(Rows.Select(row => row[..^1]));

    public static readonly string ModelFile = Fit();

    public static readonly MlpClassifier<float, string> Model = LoadedModel.Load(ModelFile).Model;

    private static readonly string[] Labels = Model.Predict(X);

    private static readonly Matrix<float> Probabilities = Model.PredictProbability(X);

    public static int Samples => X.ColumnCount;

    /// <summary>A service of the model.</summary>
    public static Task<RunningService> StartAsync() => RunningService.StartAsync("--model", ModelFile);

    /// <summary>The classes of all samples by another model of the same features.</summary>
    public static string[] LabelsBy(MlpClassifier<float, string> model) => model.Predict(X);

    /// <summary>Sample j as a JSON array.</summary>
    public static string InOrder(int j) => $"[{string.Join(',', X.Column(j).Select(Text))}]";

    /// <summary>Sample j as a JSON object, its features in another order than the model's.</summary>
    public static string ByName(int j) => $"{{{string.Join(',', Names.Index().Reverse().Select(name => $"\"{name.Item}\": {Text(X[name.Index, j])}"))}}}";

    /// <summary>Whether an answer is, bit for bit, the model's to sample j.</summary>
    public static void IsAnswer(JsonElement answer, int j)
    {
        answer.EnumerateObject().Select(member => member.Name).Should().Equal("label", "probabilities");
        answer.GetProperty("label").GetString().Should().Be(Labels[j]);
        answer.GetProperty("probabilities").EnumerateObject().Select(p => (p.Name, p.Value.GetSingle()))
            .Should().Equal(Model.Classes.Select((name, i) => (name, Probabilities[i, j])));
    }

    private static string Fit()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "breast_cancer.safetensors");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string[] labels = [.. Rows.Select(row => row[^1] == 0 ? "malignant" : "benign")];
        MlpClassifier.Fit(X, labels, new MlpOptions { HiddenLayers = [new Dense(8, Activation.Tanh)], FeatureNames = Names }).Save(path);
        return path;
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);
}
