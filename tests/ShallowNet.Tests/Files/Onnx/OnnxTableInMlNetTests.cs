using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace ShallowNet.Tests;

/// <summary>ML.NET's ApplyOnnxModel takes a model of a table, a column for each input.</summary>
public sealed class OnnxTableInMlNetTests
{
    [Fact]
    public void ApplyOnnxModel_ModelOfATable_PredictsAsItDoes()
    {
        DateTime start = new(1969, 12, 1);
        Table table = new(
            Column.Of("age", Enumerable.Range(0, 60).Select(j => j % 9 == 0 ? double.NaN : j % 50)), Column.Of("plan", Enumerable.Range(0, 60).Select(j => (j % 4) switch { 0 => null, 1 => "basic", _ => "größe" })),
            Column.Of("is active", Enumerable.Range(0, 60).Select(j => j % 5 > 2)), Column.Of("since", Enumerable.Range(0, 60).Select(j => j % 11 == 0 ? (DateTime?)null : start.AddHours(37 * j))),
            Column.Of("left", Enumerable.Range(0, 60).Select(j => j % 3 == 0 ? "yes" : "no")));
        MlpClassifier<float, string> model = MlpClassifier.Fit(table, "left", TablesToExport.Options());
        Table asked = new(
            Column.Of("age", [.. ValuesOf(table, "age", value => (double?)value), 1000]), Column.Of("plan", [.. ValuesOf(table, "plan", value => (string?)value), "unknown"]),
            Column.Of("is active", [.. ValuesOf(table, "is active", value => (bool?)value), null]), Column.Of("since", [.. ValuesOf(table, "since", value => (DateTime?)value), new DateTime(1850, 2, 28, 23, 0, 0)]));
        using TemporaryFolder folder = new();
        string path = folder.File("model.onnx");
        model.ExportOnnx(path);

        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, asked.RowCount).Select(row => new Input
        {
            Age = (float)(double)(asked["age"].ValueAt(row) ?? double.NaN),
            Plan = (string?)asked["plan"].ValueAt(row) ?? "",
            IsActive = asked["is active"].ValueAt(row) is { } flag ? (bool)flag ? 1 : 0 : float.NaN,
            Since = OnnxTableSession.SecondsOf((DateTime?)asked["since"].ValueAt(row)),
        }));
        string[] inputs = ["age", "plan", "is active", "since"];
        using OnnxTransformer transformer = ml.Transforms.ApplyOnnxModel(
            ["label", "probabilities"], inputs, path, inputs.ToDictionary(name => name, _ => (int[])[1, 1]), null, false).Fit(data);
        Output[] rows = [.. ml.Data.CreateEnumerable<Output>(transformer.Transform(data), reuseRowObject: false)];

        Matrix<float> expected = model.PredictProbability(asked);
        rows.Select(row => row.Label[0].ToString()).Should().Equal(model.Predict(asked));
        for (int j = 0; j < rows.Length; j++)
        {
            rows[j].Probabilities.Zip(expected.Column(j)).Should().HaveCount(2).And.OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
        }
    }

    private static IEnumerable<TValue> ValuesOf<TValue>(Table table, string name, Func<object?, TValue> value) => Enumerable.Range(0, table.RowCount).Select(row => value(table[name].ValueAt(row)));

    private sealed class Input
    {
        [ColumnName("age")]
        public float Age { get; set; }

        [ColumnName("plan")]
        public string Plan { get; set; } = "";

        [ColumnName("is active")]
        public float IsActive { get; set; }

        [ColumnName("since")]
        public long Since { get; set; }
    }

    private sealed class Output
    {
        [ColumnName("label")]
        public ReadOnlyMemory<char>[] Label { get; set; } = [];

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }
}
