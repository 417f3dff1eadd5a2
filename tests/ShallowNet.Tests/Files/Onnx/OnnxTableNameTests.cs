using Microsoft.ML.OnnxRuntime;

namespace ShallowNet.Tests;

/// <summary>Columns may have any name; what a file of a table's model holds, and what is refused.</summary>
public sealed class OnnxTableNameTests
{
    private static readonly string[] Hostile =
    [
        "class", "a b", "1x", "größe 猫", "input", "label", "label_", "probabilities", "output", "Z1", "W1", "b1", "A1", "features", "fill_1", "one", "half",
        "column 0", "column 1", " ", "\n", "\ud83d\ude00", "z_2", "Z1_", "classes", "columnAxis",
    ];

    [Fact]
    public void Columns_OfAnyName_AreInputs()
    {
        NumPyRandom random = new(1);
        Table table = new(
        [
            .. Hostile.Select(Column (name, i) => i % 2 == 0 ? Column.Of(name, Enumerable.Range(0, 40).Select(_ => (float)random.Randn())) : Column.Of(name, Enumerable.Range(0, 40).Select(_ => random.Rand() < 0.5 ? "a" : "b"))),
            Column.Of("y", Enumerable.Range(0, 40).Select(j => $"{j % 3}")), Column.Of("z", Enumerable.Range(0, 40).Select(j => (double)j)),
        ]);
        MlpClassifier<float, string> classifier = MlpClassifier.Fit(table.Without("z"), "y", TablesToExport.Options());
        using OnnxTableSession session = new(OnnxSession.Export(classifier.ExportOnnx));
        session.Inputs.Keys.Should().BeEquivalentTo(Hostile.Select(name => name switch { "label" => "label__", "probabilities" => "probabilities_", _ => name }));
        OnnxSession.Error(session.Run(table, "probabilities"), classifier.PredictProbability(table.Without("z"))).Should().BeLessThan(1e-6);
        session.Run<string>(table, "label").Should().Equal(classifier.Predict(table.Without("z")));

        MlpRegressor<float> regressor = MlpRegressor.Fit(table, "z", TablesToExport.Options());
        using OnnxTableSession ofRegressor = new(OnnxSession.Export(regressor.ExportOnnx));
        ofRegressor.Inputs.Keys.Should().BeEquivalentTo(Hostile.Append("y").Select(name => name == "output" ? "output_" : name));
        ofRegressor.Run<float>(table, "output").Zip(regressor.Predict(table)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    }

    [Fact]
    public void Metadata_OfAModel_NameTargetAndColumns()
    {
        Table table = new(
            Column.Of("label", [1.5, 2, 4]), Column.Of("\"quoted\"", ["a", "b", "c"]), Column.Of("yes", [true, false, true]),
            Column.Of("since", [new DateTime(2020, 1, 1), new DateTime(2021, 1, 1), new DateTime(2022, 1, 1)]), Column.Of("same", [1, 1, 1]), Column.Of("sold", [1, 0, 1]));
        MlpClassifier<float, string> model = MlpClassifier.Fit(table, "sold", TablesToExport.Options() with { Encoding = new() { RareBelow = 1 } });
        using OnnxTableSession session = new(OnnxSession.Export(model.ExportOnnx));
        session.Properties["target"].Should().Be("sold");
        session.Properties["columns"].Should().Be(
            """[{"name":"label","kind":"number","input":"label_"},{"name":"\u0022quoted\u0022","kind":"text","input":"\u0022quoted\u0022"},{"name":"yes","kind":"flag","input":"yes"},{"name":"since","kind":"date","input":"since"}]""");
        session.Properties["classes"].Should().Be("""["0","1"]""");
        foreach ((string name, Type type) in ((string, Type)[])[("label_", typeof(float)), ("\"quoted\"", typeof(string)), ("yes", typeof(float)), ("since", typeof(long))])
        {
            NodeMetadata input = session.Inputs[name];
            (input.ElementType, input.SymbolicDimensions[0], input.Dimensions[1], input.Dimensions.Length).Should().Be((type, "N", 1, 2));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Graph_OfATable_IsInOrderAndHasNothingForNothing(int seed)
    {
        (Table table, string[] categories) = TablesToExport.Random(seed);
        MlpClassifier<float, string> model = MlpClassifier.Fit(table.Without("amount"), "class", TablesToExport.Options((NumberScaling)(seed % 3), categories));
        OnnxMessage file = OnnxReader.Read(OnnxSession.Export(model.ExportOnnx)), graph = file.Message("graph");
        file.All<OnnxMessage>("opset_import").Select(opset => (opset.Text("domain"), opset.Number("version"))).Should().Equal(("", 17), ("ai.onnx.ml", 3));
        HashSet<string> known = [.. graph.All<OnnxMessage>("initializer").Select(tensor => tensor.Text("name")), .. graph.All<OnnxMessage>("input").Select(input => input.Text("name"))];
        HashSet<string> used = [.. graph.All<OnnxMessage>("output").Select(output => output.Text("name"))];
        foreach (OnnxMessage node in graph.All<OnnxMessage>("node"))
        {
            node.All<string>("input").Should().OnlyContain(name => known.Contains(name));
            used.UnionWith(node.All<string>("input"));
            known.Add(node.Text("output")).Should().BeTrue();
        }

        used.Should().BeEquivalentTo(known);
        OnnxSession.Export(model.ExportOnnx).Should().Equal(OnnxSession.Export(model.ExportOnnx));
    }

    [Fact]
    public void Model_WithoutTexts_NeedsNoOtherDomain()
    {
        Table table = new(Column.Of("x", [1.0, 2, 3]), Column.Of("y", [0, 1, 0]));
        OnnxReader.Read(OnnxSession.Export(MlpClassifier.Fit(table, "y", TablesToExport.Options()).ExportOnnx)).All<OnnxMessage>("opset_import").Should().HaveCount(1);
    }

    [Fact]
    public void NumbersThatAreNames_TheSameAsFloat_AreRefused()
    {
        Table table = new(Column.Of("code", [16777216, 16777217, 3]), Column.Of("y", [0, 1, 0]));
        MlpClassifier<float, string> model = MlpClassifier.Fit(table, "y", TablesToExport.Options() with { Encoding = new() { RareBelow = 1, Categories = ["code"] } });
        ((Action)(() => model.ExportOnnx(Stream.Null))).Should().Throw<InvalidOperationException>().WithMessage(
            "The values of column \"code\" must be different as float to be exported to ONNX, but 16777216 and 16777217 are the same.");
    }

    [Fact]
    public void Flags_ThatAreCategories_HaveTheirSlots()
    {
        OnnxGraph graph = new();
        OnnxColumns.Add(graph, new TableEncoder([new CategoryEncoder("a", ColumnKind.Flag, ["true"], ["other"], hasGaps: true)]), ["y"]);
        using MemoryStream stream = new();
        graph.Model("").WriteTo(stream);
        OnnxMessage[] attributes = OnnxReader.Read(stream.ToArray()).Message("graph").All<OnnxMessage>("node").Single(node => node.Text("op_type") == "LabelEncoder").All<OnnxMessage>("attribute");
        attributes[0].All<float>("floats").Should().Equal(0, 1);
        attributes[1].All<long>("ints").Should().Equal(1, 0);
        attributes[2].Number("i").Should().Be(1);
    }
}
