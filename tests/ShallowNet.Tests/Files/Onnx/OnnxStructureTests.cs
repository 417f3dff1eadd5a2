using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>What exported files hold, as a reader that shares nothing with their writer finds it.</summary>
public sealed class OnnxStructureTests
{
    private const long Float = 1, Int64 = 7, String = 8;

    private static readonly Matrix<double> X = new NumPyRandom(3).Randn<double>(2, 30);

    [Fact]
    public void ExportOnnx_Model_NamesItsVersionsAndItself()
    {
        Network<double> network = Network.Create<double>(3, 1, new Dense(2, Activation.Tanh));
        OnnxMessage model = Read(network.ExportOnnx);
        model.Fields.Should().BeEquivalentTo("ir_version", "producer_name", "producer_version", "doc_string", "graph", "opset_import");
        model.Number("ir_version").Should().Be(8);
        model.Text("producer_name").Should().Be("ShallowNet");
        model.Text("producer_version").Should().Be(typeof(Network).Assembly.GetName().Version!.ToString(3)).And.MatchRegex(@"^\d+\.\d+\.\d+$");
        model.Text("doc_string").Should().Be(network.Summary);
        model.Message("opset_import").Text("domain").Should().BeEmpty();
        model.Message("opset_import").Number("version").Should().Be(17);
        model.Message("graph").Text("name").Should().Be("ShallowNet");
    }

    [Fact]
    public void ExportOnnx_Network_IsAGemmAndAnActivationForEachLayer()
    {
        Network<double> network = Network.Create<double>(3, 1, new Dense(4, Activation.LeakyReLU(0.25)), new Dense(5, Activation.ELU(0.5)) { Dropout = 0.3 }, new Dense(2, Activation.Softmax));
        OnnxMessage graph = Read(network.ExportOnnx).Message("graph");
        Nodes(graph).Should().Equal(
            "Z1 = Gemm(input, W1, b1; transB: 1)", "A1 = LeakyRelu(Z1; alpha: 0.25)", "Z2 = Gemm(A1, W2, b2; transB: 1)", "A2 = Elu(Z2; alpha: 0.5)",
            "Z3 = Gemm(A2, W3, b3; transB: 1)", "output = Softmax(Z3; axis: 1)");
        Values(graph, "input").Should().Equal("input: 1[N, 3]");
        Values(graph, "output").Should().Equal("output: 1[N, 2]");
        Dictionary<string, OnnxMessage> tensors = Tensors(graph);
        tensors.Keys.Should().Equal("W1", "b1", "W2", "b2", "W3", "b3");
        for (int l = 1; l <= 3; l++)
        {
            Check(tensors[$"W{l}"], [network.W[l].RowCount, network.W[l].ColumnCount], network.W[l].ToRowMajorArray());
            Check(tensors[$"b{l}"], [network.b[l].RowCount], network.b[l].ToColumnMajorArray());
        }
    }

    [Fact]
    public void ExportOnnx_LayerOptions_AreNodesInTheirOrder()
    {
        BatchNormalization normalization = new(epsilon: 0.001);
        Network<double> network = Network.Create<double>(
            4, 1, new Dense(4, Activation.ReLU) { BatchNormalization = normalization, Dropout = 0.5, Residual = true }, new Dense(4, Activation.Identity) { Residual = true });
        NumPyRandom random = new(5);
        Matrix<double>[] values = [network.Gamma[1]!, network.Beta[1]!, network.RunningMean[1]!, network.RunningVariance[1]!];
        Array.ForEach(values, matrix => random.Rand<double>(4, 1).CopyTo(matrix));
        OnnxMessage graph = Read(network.ExportOnnx).Message("graph");
        Nodes(graph).Should().Equal(
            "Z1 = Gemm(input, W1, b1; transB: 1)", "ZTilde1 = BatchNormalization(Z1, gamma1, beta1, mean1, variance1; epsilon: 0.001)", "g1 = Relu(ZTilde1)",
            "A1 = Add(g1, input)", "Z2 = Gemm(A1, W2, b2; transB: 1)", "g2 = Identity(Z2)", "output = Add(g2, A1)");
        foreach ((string name, Matrix<double> matrix) in ((string[])["gamma1", "beta1", "mean1", "variance1"]).Zip(values))
        {
            Check(Tensors(graph)[name], [4], matrix.ToColumnMajorArray());
        }
    }

    [Fact]
    public void ExportOnnx_LearnedMix_IsASumOfTwoProducts()
    {
        Network<double> network = Network.Create<double>(2, 1, new Dense(2, Activation.Mish) { LearnedMix = true, Residual = true }, new Dense(1, Activation.Identity));
        (network.Alpha[1]![0, 0], network.Alpha[1]![1, 0]) = (0.25, 1.5);
        OnnxMessage graph = Read(network.ExportOnnx).Message("graph");
        Nodes(graph).Should().Equal(
            "Z1 = Gemm(input, W1, b1; transB: 1)", "softplus1 = Softplus(Z1)", "tanh1 = Tanh(softplus1)", "g1 = Mul(Z1, tanh1)", "linear1 = Mul(Z1, rest1)",
            "bent1 = Mul(g1, alpha1)", "mix1 = Add(linear1, bent1)", "A1 = Add(mix1, input)", "Z2 = Gemm(A1, W2, b2; transB: 1)", "output = Identity(Z2)");
        Check(Tensors(graph)["alpha1"], [2], [0.25, 1.5]);
        Check(Tensors(graph)["rest1"], [2], [0.75, -0.5]);
    }

    [Fact]
    public void ExportOnnx_ComposedActivations_ShareTheirConstants()
    {
        Network<float> network = Network.Create<float>(
            2, 1, new Dense(2, Activation.GELU), new Dense(2, Activation.GELUTanh), new Dense(2, Activation.SiLU), new Dense(2, Activation.Mish),
            new Dense(2, Activation.GELU));
        OnnxMessage graph = Read(network.ExportOnnx).Message("graph");
        Nodes(graph).Where(node => !node.Contains("Gemm")).Should().Equal(
            "scaled1 = Div(Z1, root2)", "erf1 = Erf(scaled1)", "plus1_1 = Add(erf1, one)", "product1 = Mul(Z1, plus1_1)", "A1 = Mul(product1, half)",
            "square2 = Mul(Z2, Z2)", "cube2 = Mul(square2, Z2)", "cubic2 = Mul(cube2, cubic)", "inner2 = Add(Z2, cubic2)", "scaled2 = Mul(inner2, root2OverPi)",
            "tanh2 = Tanh(scaled2)", "plus1_2 = Add(tanh2, one)", "product2 = Mul(Z2, plus1_2)", "A2 = Mul(product2, half)",
            "sigmoid3 = Sigmoid(Z3)", "A3 = Mul(Z3, sigmoid3)", "softplus4 = Softplus(Z4)", "tanh4 = Tanh(softplus4)", "A4 = Mul(Z4, tanh4)",
            "scaled5 = Div(Z5, root2)", "erf5 = Erf(scaled5)", "plus1_5 = Add(erf5, one)", "product5 = Mul(Z5, plus1_5)", "output = Mul(product5, half)");
        Dictionary<string, OnnxMessage> tensors = Tensors(graph);
        foreach ((string name, double value) in ((string, double)[])[("root2", Math.Sqrt(2)), ("one", 1), ("half", 0.5), ("cubic", 0.044715), ("root2OverPi", Math.Sqrt(2 / Math.PI))])
        {
            Check(tensors[name], [], [value]);
        }
    }

    [Fact]
    public void ExportOnnx_EveryGraph_IsInOrderAndOfPlainNames()
    {
        foreach (Activation activation in TestNetworks.Activations.Values.Where(activation => !activation.IsOutputOnly))
        {
            Dense layer = new(3, activation) { BatchNormalization = new(), Residual = true };
            MlpOptions options = new() { HiddenLayers = [layer with { Residual = false }, layer], Training = new() { Epochs = 1, Optimizer = new Adam() } };
            CheckGraph(Read(MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => j % 2)], options).ExportOnnx));
            CheckGraph(Read(MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => $"{j % 3}")], options).ExportOnnx));
            CheckGraph(Read(MlpMultiLabelClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => (int[])[j % 3, 3])], options).ExportOnnx));
            CheckGraph(Read(MlpRegressor.Fit(X, X, options).ExportOnnx));
        }
    }

    [Fact]
    public void ExportOnnx_BinaryClassifier_HasLabelsAndBothProbabilities()
    {
        var model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => X[0, j] > 0 ? "yes" : "no")], new MlpOptions { HiddenLayers = [] });
        OnnxMessage file = Read(model.ExportOnnx), graph = file.Message("graph");
        file.Text("doc_string").Should().Be(model.ToString());
        file.Message("metadata_props").Text("key").Should().Be("classes");
        file.Message("metadata_props").Text("value").Should().Be("""["no","yes"]""");
        Nodes(graph).Should().Equal(
            "centred = Sub(input, centre)", "centredExactly = Sub(centred, centreRest)", "scaledInput = Div(centredExactly, unit)",
            "Z1 = Gemm(scaledInput, W1, b1; transB: 1)", "secondProbability = Sigmoid(Z1)", "restProbability = Sub(one, secondProbability)",
            "probabilities = Concat(restProbability, secondProbability; axis: 1)", "isAboveHalf = Greater(secondProbability, half)",
            "isSecond = Squeeze(isAboveHalf, columnAxis)", "classNumber = Cast(isSecond; to: 7)", "label = Gather(classes, classNumber)");
        Values(graph, "output").Should().BeEquivalentTo("label: 8[N]", "probabilities: 1[N, 2]");
        Standardizer scaler = (Standardizer)model.InputScaler!;
        Dictionary<string, OnnxMessage> tensors = Tensors(graph);
        Check(tensors["centre"], [2], [.. scaler.Means]);
        Check(tensors["unit"], [2], [.. scaler.StandardDeviations]);
        tensors["centre"].Floats().Zip(tensors["centreRest"].Floats(), (centre, rest) => (double)centre + rest)
            .Zip(scaler.Means, (sum, mean) => Math.Abs(sum - mean)).Should().OnlyContain(error => error < 1e-15);
        tensors["classes"].Number("data_type").Should().Be(String);
        tensors["classes"].All<long>("dims").Should().Equal(2);
        tensors["classes"].All<string>("string_data").Should().Equal("no", "yes");
    }

    [Fact]
    public void ExportOnnx_ClassifierOfThree_GathersTheLabels()
    {
        var model = MlpClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => 5 - 3 * (j % 3))], new MlpOptions { HiddenLayers = [], InputScaling = Scaling.None });
        OnnxMessage graph = Read(model.ExportOnnx).Message("graph");
        Nodes(graph).Should().Equal(
            "Z1 = Gemm(input, W1, b1; transB: 1)", "probabilities = Softmax(Z1; axis: 1)", "classNumber = ArgMax(probabilities; axis: 1, keepdims: 0)",
            "label = Gather(classes, classNumber)");
        Values(graph, "output").Should().BeEquivalentTo("label: 7[N]", "probabilities: 1[N, 3]");
        OnnxMessage classes = Tensors(graph)["classes"];
        classes.Number("data_type").Should().Be(Int64);
        classes.All<long>("dims").Should().Equal(3);
        classes.Integers().Should().Equal(-1, 2, 5);
    }

    [Fact]
    public void ExportOnnx_MultiLabelClassifier_ComparesEveryProbability()
    {
        var model = MlpMultiLabelClassifier.Fit(X, [.. Enumerable.Range(0, 30).Select(j => (char[])[(char)('a' + j % 3)])], new MlpOptions { HiddenLayers = [], InputScaling = Scaling.None });
        OnnxMessage graph = Read(model.ExportOnnx).Message("graph");
        Nodes(graph).Should().Equal(
            "Z1 = Gemm(input, W1, b1; transB: 1)", "probabilities = Sigmoid(Z1)", "areAboveHalf = Greater(probabilities, half)", "labels = Cast(areAboveHalf; to: 7)");
        Values(graph, "output").Should().BeEquivalentTo("labels: 7[N, 3]", "probabilities: 1[N, 3]");
    }

    [Fact]
    public void ExportOnnx_Regressor_ScalesTheOutputBack()
    {
        var model = MlpRegressor.Fit(X, 2 * X + 7, new MlpOptions { HiddenLayers = [], InputScaling = Scaling.MinMax, TargetScaling = Scaling.MinMax });
        OnnxMessage graph = Read(model.ExportOnnx).Message("graph");
        Nodes(graph)[^4..].Should().Equal(
            "Z1 = Gemm(scaledInput, W1, b1; transB: 1)", "scaledOutput = Identity(Z1)", "unscaledOutput = Mul(scaledOutput, outputUnit)",
            "output = Add(unscaledOutput, outputCentre)");
        Values(graph, "output").Should().Equal("output: 1[N, 2]");
        MinMaxScaler inputs = (MinMaxScaler)model.InputScaler!, targets = (MinMaxScaler)model.TargetScaler!;
        Dictionary<string, OnnxMessage> tensors = Tensors(graph);
        Check(tensors["centre"], [2], [.. inputs.Minimums.Zip(inputs.Maximums, (low, high) => low - -1.0 / 2 * (high - low))]);
        Check(tensors["unit"], [2], [.. inputs.Minimums.Zip(inputs.Maximums, (low, high) => (high - low) / 2)]);
        Check(tensors["outputCentre"], [2], [.. targets.Minimums.Zip(targets.Maximums, (low, high) => low - -1.0 / 2 * (high - low))]);
        Check(tensors["outputUnit"], [2], [.. targets.Minimums.Zip(targets.Maximums, (low, high) => (high - low) / 2)]);
    }

    [Fact]
    public void ExportOnnx_CentresThatFloatHas_AreTakenOffAtOnce()
    {
        Matrix<double> whole = Matrix<double>.Build.Dense(1, 20, (_, j) => j % 2 == 0 ? 3 : 5);
        var model = MlpRegressor.Fit(whole, whole, new MlpOptions { HiddenLayers = [], InputScaling = Scaling.MinMax });
        Nodes(Read(model.ExportOnnx).Message("graph"))[..2].Should().Equal("centred = Sub(input, centre)", "scaledInput = Div(centred, unit)");
    }

    private static OnnxMessage Read(Action<Stream> export) => OnnxReader.Read(OnnxSession.Export(export));

    /// <summary>"output = Operation(inputs; attributes)".</summary>
    private static string[] Nodes(OnnxMessage graph) => [.. graph.All<OnnxMessage>("node").Select(node =>
    {
        string attributes = string.Join(", ", node.All<OnnxMessage>("attribute").Select(attribute => attribute.Number("type") switch
        {
            1 => FormattableString.Invariant($"{attribute.Text("name")}: {attribute.Real("f")}"),
            2 => $"{attribute.Text("name")}: {attribute.Number("i")}",
            _ => throw new InvalidDataException("An attribute is neither a number nor a whole number."),
        }));
        return $"{node.Text("output")} = {node.Text("op_type")}({string.Join(", ", node.All<string>("input"))}{(attributes == "" ? "" : $"; {attributes}")})";
    })];

    /// <summary>"name: type[shape]".</summary>
    private static string[] Values(OnnxMessage graph, string field) => [.. graph.All<OnnxMessage>(field).Select(value =>
    {
        OnnxMessage tensor = value.Message("type").Message("tensor_type");
        IEnumerable<object> shape = tensor.Message("shape").All<OnnxMessage>("dim")
            .Select(dimension => dimension.Fields.Contains("dim_param") ? dimension.Text("dim_param") : (object)dimension.Number("dim_value"));
        return $"{value.Text("name")}: {tensor.Number("elem_type")}[{string.Join(", ", shape)}]";
    })];

    private static Dictionary<string, OnnxMessage> Tensors(OnnxMessage graph) =>
        graph.All<OnnxMessage>("initializer").ToDictionary(tensor => tensor.Text("name"));

    private static void Check(OnnxMessage tensor, long[] shape, double[] elements)
    {
        tensor.Number("data_type").Should().Be(Float);
        tensor.All<long>("dims").Should().Equal(shape);
        tensor.Floats().Should().Equal(elements.Select(element => (float)element));
    }

    /// <summary>Every node has a name and takes what is there before it; nothing is made twice or for nothing, and names are identifiers.</summary>
    private static void CheckGraph(OnnxMessage model)
    {
        OnnxMessage graph = model.Message("graph");
        HashSet<string> known = [.. Tensors(graph).Keys, "input"], used = [.. graph.All<OnnxMessage>("output").Select(output => output.Text("name"))];
        foreach (OnnxMessage node in graph.All<OnnxMessage>("node"))
        {
            node.All<string>("input").Should().OnlyContain(name => known.Contains(name));
            used.UnionWith(node.All<string>("input"));
            known.Add(node.Text("output")).Should().BeTrue();
        }

        used.Should().BeEquivalentTo(known);
        graph.All<OnnxMessage>("node").Select(node => node.Text("name")).Should().OnlyHaveUniqueItems();
        known.Concat(graph.All<OnnxMessage>("node").Select(node => node.Text("name"))).Should().OnlyContain(name => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsDigit(name[0]));
    }
}
