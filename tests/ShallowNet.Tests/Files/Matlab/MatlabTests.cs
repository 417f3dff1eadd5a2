using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Networks of MATLAB answer here as they do there.</summary>
public sealed class MatlabTests
{
    private const string ScaledBehindTansig = "scaled tansig";

    public static TheoryData<string> Names => [.. MatlabFiles.Names];

    public static TheoryData<string> NetworkNames => [.. MatlabFiles.Names.Where(name => name != ScaledBehindTansig)];

    public static TheoryData<string, string[]> Classifiers => new()
    {
        { "three classes", ["setosa", "versicolor", "virginica"] }, { "two classes", ["no", "yes"] }, { "logistic", ["no", "yes"] },
    };

    [Theory, MemberData(nameof(NetworkNames))]
    public void Network_FromMatlab_AnswersAsMatlab(string name)
    {
        Network<double> network = Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        MatlabFiles.ErrorOf(network.Predict(MatlabFiles.X(name)), name).Should().BeLessThan(1e-12);
        network.Loss.Should().Be(Loss.For(network.Layers[network.L].Activation));
    }

    [Theory, MemberData(nameof(Names))]
    public void Regressor_FromMatlab_AnswersAsMatlab(string name)
    {
        MlpRegressor<double> model = MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        MatlabFiles.ErrorOf(model.Predict(MatlabFiles.X(name)), name).Should().BeLessThan(1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Regressor_FromMatlabInFloat_AnswersAsMatlab(string name)
    {
        MlpRegressor<float> model = MlpRegressor.FromMatlab<float>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        MatlabFiles.ErrorOf(model.Predict(MatlabFiles.X(name).As<float>()).Map(x => (double)x), name).Should().BeLessThan(2e-3, "two scalings and components are in the weights");
    }

    [Theory, MemberData(nameof(Classifiers))]
    public void Classifier_FromMatlab_HasItsProbabilities(string name, string[] classes)
    {
        MlpClassifier<double, string> model = MlpClassifier.FromMatlab<double, string>(MatlabFiles.Stream(MatlabFiles.Text(name)), classes);
        Matrix<double> answers = MatlabFiles.Answers(name), probabilities = model.PredictProbability(MatlabFiles.X(name));
        answers = answers.RowCount == 1 ? (1 - answers).Stack(answers) : answers;
        Golden.ErrorOf(probabilities, answers).Should().BeLessThan(1e-12);
        model.Classes.Should().Equal(classes);
        model.Predict(MatlabFiles.X(name)).Should().Equal(answers.EnumerateColumns().Select(column => classes[column.MaximumIndex()]));
    }

    [Fact]
    public void Network_FromMatlab_HasTheSizesAndActivations()
    {
        Network<double> network = Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("deviations")));
        (network.Inputs, network.Outputs).Should().Be((3, 2));
        network.Layers.Select(layer => layer.ToString()).Should().Equal("4 sigmoid", "3 ReLU", "2 identity");
        Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("no biases"))).b[1].Enumerate().Should().NotContain(0, "the scaling is in it");
    }

    [Fact]
    public void Network_WithoutScaling_HasTheNumbersOfTheFile()
    {
        string[] line = MatlabFiles.Text("nothing done").Split('\n').Single(line => line.StartsWith("weights dotprod 4 2", StringComparison.Ordinal)).Split(' ');
        Network<double> network = Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("nothing done")));
        network.W[1].ToColumnMajorArray().Should().Equal(line[4..].Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("constant rows")]
    [InlineData("constant rows and deviations")]
    public void Rows_ThatMatlabRemoves_HaveNoWeight(string name)
    {
        Network<double> network = Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        MlpRegressor<double> model = MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        foreach (Matrix<double> W in new[] { network.W[1], model.Network.W[1] })
        {
            W.Column(1).Concat(W.Column(4)).Should().OnlyContain(weight => weight == 0);
            W.Column(0).Should().NotContain(0);
        }

        network.Predict(MatlabFiles.X(name)).Row(0).Should().OnlyContain(answer => answer == 42);
        model.Predict(MatlabFiles.X(name)).Row(0).Should().OnlyContain(answer => answer == 42);
    }

    [Fact]
    public void Regressor_OfMapminmax_HasTheScalersOfMatlab()
    {
        MlpRegressor<double> model = MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("constant rows")));
        MinMaxScaler inputs = model.InputScaler.Should().BeOfType<MinMaxScaler>().Subject;
        (inputs.Features, inputs.Lower, inputs.Upper).Should().Be((5, -1, 1));
        (inputs.Minimums[1], inputs.Maximums[1]).Should().Be((7, 7));
        inputs.Minimums[0].Should().Be(-2.3015386968802827, "that is xmin");
        MinMaxScaler targets = model.TargetScaler.Should().BeOfType<MinMaxScaler>().Subject;
        (targets.Features, targets.Minimums[0], targets.Maximums[0]).Should().Be((3, 42, 42));
        (model.Options.InputScaling, model.Options.TargetScaling).Should().Be((Scaling.MinMax, Scaling.MinMax));
        model.Options.OutputActivation.Should().Be(Activation.Identity);
        model.Options.HiddenLayers.Should().Equal(new Dense(4, Activation.Tanh));
    }

    [Theory]
    [InlineData("deviations", "Standardizer", "Standardizer")]
    [InlineData("other ranges", "MinMaxScaler", null)]
    [InlineData("two scalings", "MinMaxScaler", "MinMaxScaler")]
    [InlineData("rows that stay constant", null, null)]
    [InlineData("components", null, "MinMaxScaler")]
    [InlineData("components first", null, null)]
    [InlineData("nothing done", null, null)]
    [InlineData("scaled tansig", "MinMaxScaler", "MinMaxScaler")]
    public void Regressor_OfOneScalingFirst_HasItAsItsScaler(string name, string? inputs, string? targets)
    {
        MlpRegressor<double> model = MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text(name)));
        (model.InputScaler?.GetType().Name, model.TargetScaler?.GetType().Name).Should().Be((inputs, targets));
    }

    [Fact]
    public void Regressor_FromMatlab_IsSavedAndTrainedFurther()
    {
        MlpRegressor<double> model = MlpRegressor.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("fitnet")));
        Matrix<double> X = MatlabFiles.X("fitnet"), Y = MatlabFiles.Answers("fitnet");
        model.History.Epochs.Should().BeEmpty();
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        MlpRegressor.Load<double>(file).Predict(X).Should().Be(model.Predict(X));
        model.PartialFit(X, 2 * Y);
        model.Predict(X).Should().NotBe(Y);
        model.History.Epochs.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Classifiers))]
    public void Classifier_FromMatlab_IsSavedAndTrainedFurther(string name, string[] classes)
    {
        MlpClassifier<double, string> model = MlpClassifier.FromMatlab<double, string>(MatlabFiles.Stream(MatlabFiles.Text(name)), classes);
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        Matrix<double> X = MatlabFiles.X(name);
        MlpClassifier.Load<double, string>(file).PredictProbability(X).Should().Be(model.PredictProbability(X));
        model.PartialFit(X, [.. Enumerable.Range(0, X.ColumnCount).Select(j => classes[j % classes.Length])]);
        model.History.Epochs.Should().ContainSingle();
    }

    [Fact]
    public void FromMatlab_OfAPath_ReadsTheFile()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, MatlabFiles.Text("two classes"));
            Network.FromMatlab<float>(path).Outputs.Should().Be(2);
            MlpRegressor.FromMatlab<float>(path).Network.Outputs.Should().Be(2);
            MlpClassifier.FromMatlab<float, int>(path, [0, 1]).Network.Outputs.Should().Be(1);
            File.WriteAllText(path, "");
            FluentActions.Invoking(() => Network.FromMatlab<float>(path)).Should().Throw<ModelFileException>().WithMessage($"{path}: The file must begin with *");
            FluentActions.Invoking(() => MlpRegressor.FromMatlab<float>(path)).Should().Throw<ModelFileException>().WithMessage($"{path}: The file must begin with *");
            FluentActions.Invoking(() => MlpClassifier.FromMatlab<float, int>(path, [0, 1])).Should().Throw<ModelFileException>().WithMessage($"{path}: *");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FromMatlab_OfAStream_LeavesItOpen()
    {
        MemoryStream stream = MatlabFiles.Stream(MatlabFiles.Text("fitnet"));
        Network.FromMatlab<double>(stream);
        stream.CanRead.Should().BeTrue();
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData(" ", "  ")]
    [InlineData("ShallowNet", "\uFEFFShallowNet")]
    public void FromMatlab_OfATextThatAnEditorSaved_IsTheSame(string part, string by)
    {
        Network<double> network = Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("fitnet").Replace(part, by, StringComparison.Ordinal).Replace("ShallowNet.Matlab  ", "ShallowNet.Matlab ")));
        network.Predict(MatlabFiles.X("fitnet")).Should().Be(Network.FromMatlab<double>(MatlabFiles.Stream(MatlabFiles.Text("fitnet"))).Predict(MatlabFiles.X("fitnet")));
    }
}
