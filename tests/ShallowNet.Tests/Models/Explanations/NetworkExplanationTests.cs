using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Explanations of networks by themselves: those of the models they came from, and those of their definitions.</summary>
public sealed class NetworkExplanationTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    public static TheoryData<string> Kinds => ["numbers", "two", "three"];

    /// <summary>Nothing is scaled: not a bit differs.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Explanations_OfANetwork_AreThoseOfTheModelItCameFrom(string kind)
    {
        (Network<double> network, MlpModel<double> model) = Unscaled(kind);
        Matrix<double> X = GoldenModels.X, background = GoldenModels.Background;
        (int output, int answer) = kind == "two" ? (0, 1) : (1, 1);
        foreach (int mostExact in (int[])[12, 0])
        {
            ShapleyOptions shapley = new() { MostExactPlayers = mostExact };
            Same(network.Shapley(X, background, shapley with { Answer = output }, Names), model.Shapley(X, background, shapley with { Answer = answer }));
            if (kind != "numbers")
            {
                Same(network.Shapley(X, background, shapley with { Answer = output, LogOdds = true }, Names), model.Shapley(X, background, shapley with { Answer = answer, LogOdds = true }));
            }
        }

        Same(network.ExpectedGradients(X, background, new ExpectedGradientsOptions { Answer = output }, Names), model.ExpectedGradients(X, background, new ExpectedGradientsOptions { Answer = answer }));
        DependenceOptions ofNetwork = new() { Answer = output, GridPoints = 7, Intervals = 4 }, ofModel = ofNetwork with { Answer = answer };
        Same(network.PartialDependence(X, 3, ofNetwork, Names), model.PartialDependence(X, 3, ofModel));
        Same(network.PartialDependence(X, 3, 0, ofNetwork, Names), model.PartialDependence(X, 3, 0, ofModel));
        Same(network.AccumulatedEffects(X, 2, ofNetwork, Names), model.AccumulatedEffects(X, 2, ofModel));
        Same(network.AccumulatedEffects(X, 2, 4, ofNetwork, Names), model.AccumulatedEffects(X, 2, 4, ofModel));
        network.Shapley(X, background).BaseValue.Should().Be(model.Shapley(X, background).BaseValue, "the answer that is not given is the same one");
    }

    [Fact]
    public void Importance_OfANetwork_IsThatOfTheModelItCameFrom()
    {
        ImportanceOptions options = new() { Metric = Metric.R2, Repeats = 3, Seed = 4, Together = [["b", "e"]] };
        (Network<double> network, MlpModel<double> regressor) = Unscaled("numbers");
        Matrix<double> Y = Labels(3);
        network.Importance(GoldenModels.X, Y, options, Names).Should().Equal(((MlpRegressor<double>)regressor).Importance(GoldenModels.X, Y, options));
        foreach (string kind in (string[])["two", "three"])
        {
            (network, MlpModel<double> model) = Unscaled(kind);
            MlpClassifier<double, string> classifier = (MlpClassifier<double, string>)model;
            string[] labels = [.. GoldenModels.Expected.GetProperty("classes").Integers().Select(number => classifier.Classes[number % classifier.Classes.Count])];
            Y = kind == "two"
                ? Matrix<double>.Build.Dense(1, labels.Length, (_, j) => labels[j] == "b" ? 1 : 0) : OneHot.Encode<double>([.. labels.Select(label => "abc".IndexOf(label, StringComparison.Ordinal))], 3);
            double[] weights = GoldenModels.Expected.GetProperty("weights").Numbers();
            foreach (Metric metric in (Metric[])[Metric.Accuracy, Metric.LogLoss])
            {
                options = new() { Metric = metric, Weights = weights };
                network.Importance(GoldenModels.X, Y, options, Names).Should().Equal(classifier.Importance(GoldenModels.X, labels, options));
            }

            // The cost of such networks is the log loss.
            options = new() { Weights = weights };
            Dictionary<string, double> byCost = network.Importance(GoldenModels.X, Y, options, Names).ToDictionary(input => input.Column, input => input.Mean);
            classifier.Importance(GoldenModels.X, labels, options).Should().OnlyContain(column => Math.Abs(column.Mean - byCost[column.Column]) < 1e-12);
        }
    }

    /// <summary>What a model has around its network comes before and after: the same up to rounding.</summary>
    [Fact]
    public void Explanations_OfANetworkBetweenScalers_AreThoseOfTheModelInOtherUnits()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> X = model.InputScaler!.Transform(GoldenModels.X), background = model.InputScaler.Transform(GoldenModels.Background);
        double unit = model.OutputScaler!.CentresAndUnits().Units[1], centre = model.OutputScaler.CentresAndUnits().Centres[1];
        ShapleyValues expected = model.Shapley(GoldenModels.X, GoldenModels.Background, new ShapleyOptions { Answer = 1 });
        ShapleyValues actual = model.Network.Shapley(X, background, new ShapleyOptions { Answer = 1 });
        Golden.ErrorOf(actual.Values * unit, expected.Values).Should().BeLessThan(1e-12);
        (actual.BaseValue * unit + centre).Should().BeApproximately(expected.BaseValue, 1e-12 * Math.Abs(expected.BaseValue));
        DependenceOptions options = new() { Answer = 1, GridPoints = 9, Intervals = 6 };
        Golden.ErrorOf(model.Network.PartialDependence(X, 1, options).Mean * unit + centre, model.PartialDependence(GoldenModels.X, 1, options).Mean).Should().BeLessThan(1e-12);
        Golden.ErrorOf(model.Network.AccumulatedEffects(X, 1, options).Effects * unit, model.AccumulatedEffects(GoldenModels.X, 1, options).Effects).Should().BeLessThan(1e-12);
    }

    /// <summary>Every set of inputs, by predictions of whole samples; and the sums.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Shapley_OfANetwork_IsTheDefinition(int output)
    {
        Network<double> network = Network.Create<double>(inputs: 4, seed: 3, new Dense(6, Activation.SiLU) { BatchNormalization = new BatchNormalization() }, new Dense(3, Activation.Softmax));
        Matrix<double> X = new NumPyRandom(1).Randn<double>(4, 5), background = new NumPyRandom(2).Randn<double>(4, 9);
        ShapleyValues values = network.Shapley(X, background, new ShapleyOptions { Answer = output });
        values.IsExact.Should().BeTrue();
        values.Names.Should().Equal("x[0]", "x[1]", "x[2]", "x[3]");
        Matrix<double> answers = network.Predict(X);
        double mean = network.Predict(background).Row(output).Average();
        for (int j = 0; j < 5; j++)
        {
            Golden.ErrorOf(values.Values.SubMatrix(0, 4, j, 1), ShapleyTests.NaiveShapley(network, X.Column(j), background, output)).Should().BeLessThan(1e-12);
            values.Values.Column(j).Sum().Should().BeApproximately(answers[output, j] - mean, 1e-9);
        }

        ShapleyValues byOrders = network.Shapley(X, background, new ShapleyOptions { Answer = output, MostExactPlayers = 0 });
        byOrders.Residuals.Should().OnlyContain(residual => Math.Abs(residual) < 1e-9);
    }

    /// <summary>The cost of samples one of whose inputs is another sample's, by the orders of the seed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Importance_ByTheCost_IsTheFormula(bool isWeighted)
    {
        Network<double> network = Network.Create<double>(inputs: 3, seed: 5, Loss.Huber(0.5), new Dense(5, Activation.Tanh), new Dense(2, Activation.Identity));
        Matrix<double> X = new NumPyRandom(3).Randn<double>(3, 40), Y = new NumPyRandom(4).Randn<double>(2, 40);
        double[] weights = [.. Enumerable.Range(0, 40).Select(j => isWeighted ? j % 3 : 1.0)];
        IReadOnlyList<ColumnImportance> actual = network.Importance(X, Y, new ImportanceOptions { Repeats = 2, Seed = 6, Weights = isWeighted ? weights : null });
        actual.Select(input => input.Mean).Should().BeInDescendingOrder();
        NumPyRandom random = new(6);
        int[][] orders = [random.Permutation(40), random.Permutation(40)];
        foreach (ColumnImportance input in actual)
        {
            int which = input.Column[2] - '0';
            double[] expected = Array.ConvertAll(orders, order => CostOf(X.MapIndexed((i, j, x) => i == which ? X[i, order[j]] : x)) - CostOf(X));
            input.Losses.Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);
        }

        double CostOf(Matrix<double> inputs)
        {
            Matrix<double> YHat = network.Predict(inputs);
            return Enumerable.Range(0, 40).Sum(j => weights[j] * network.Loss.Of<double>(YHat.Column(j).ToArray(), Y.Column(j).ToArray())) / weights.Sum();
        }
    }

    [Fact]
    public void Explanations_ByAnyThreads_HaveTheSameBits()
    {
        Network<double> network = Network.Create<double>(inputs: 9, seed: 1, new Dense(32, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        Matrix<double> X = new NumPyRandom(2).Randn<double>(9, 3000), Y = X.SubMatrix(0, 1, 0, 3000).Map(x => x > 0 ? 1.0 : 0), few = X.SubMatrix(0, 9, 0, 6);
        ShapleyValues shapley = network.Shapley(few, X, new ShapleyOptions { MaxThreads = 1 }), gradients = network.ExpectedGradients(few, X, new ExpectedGradientsOptions { MaxThreads = 1 });
        DependenceOptions options = new() { MaxThreads = 1, GridPoints = 5 };
        foreach (int threads in (int[])[2, 3])
        {
            Same(network.Shapley(few, X, new ShapleyOptions { MaxThreads = threads }), shapley);
            Same(network.ExpectedGradients(few, X, new ExpectedGradientsOptions { MaxThreads = threads }), gradients);
            Same(network.PartialDependence(X, 1, options with { MaxThreads = threads }), network.PartialDependence(X, 1, options));
            Same(network.PartialDependence(X, 1, 2, options with { MaxThreads = threads }), network.PartialDependence(X, 1, 2, options));
            Same(network.AccumulatedEffects(X, 1, options with { MaxThreads = threads }), network.AccumulatedEffects(X, 1, options));
            Same(network.AccumulatedEffects(X, 1, 2, options with { MaxThreads = threads }), network.AccumulatedEffects(X, 1, 2, options));
            network.Importance(X, Y, new ImportanceOptions { Repeats = 2, MaxThreads = threads }).Should().Equal(network.Importance(X, Y, new ImportanceOptions { Repeats = 2, MaxThreads = 1 }));
        }
    }

    [Fact]
    public void Explanations_OfANetwork_TellTheirProgressAndCanBeCancelled()
    {
        Network<double> network = Network.Create<double>(inputs: 5, seed: 1, new Dense(64, Activation.Tanh), new Dense(64, Activation.Tanh), new Dense(1, Activation.Identity));
        Matrix<double> X = new NumPyRandom(2).Randn<double>(5, 4000), Y = X.SubMatrix(2, 1, 0, 4000), few = X.SubMatrix(0, 5, 0, 3);
        Action<IProgress<double>?, CancellationToken>[] calls =
        [
            (progress, token) => network.Importance(X, Y, progress: progress, cancellationToken: token),
            (progress, token) => network.Shapley(few, X, progress: progress, cancellationToken: token),
            (progress, token) => network.ExpectedGradients(few, X, progress: progress, cancellationToken: token),
            (progress, token) => network.PartialDependence(X, 1, progress: progress, cancellationToken: token),
            (progress, token) => network.PartialDependence(X, 1, 2, new DependenceOptions { GridPoints = 4 }, progress: progress, cancellationToken: token),
            (progress, token) => network.AccumulatedEffects(X, 1, progress: progress, cancellationToken: token),
            (progress, token) => network.AccumulatedEffects(X, 1, 2, progress: progress, cancellationToken: token),
        ];
        foreach (Action<IProgress<double>?, CancellationToken> call in calls)
        {
            DependenceTests.CheckProgress(call);
        }

        // Between two stretches, too.
        List<double> shares = [];
        using CancellationTokenSource source = new();
        ShapleyTests.Progress stop = new(share =>
        {
            shares.Add(share);
            source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => network.PartialDependence(X, 1, 2, new DependenceOptions { MaxThreads = 1 }, progress: stop, cancellationToken: source.Token));
        shares.Should().ContainSingle().Which.Should().BeLessThan(1);
    }

    [Fact]
    public void Explanations_OfWhatDoesNotFit_AreRefused()
    {
        Network<double> network = Network.Create<double>(inputs: 5, seed: 1, new Dense(3, Activation.Tanh), new Dense(2, Activation.Identity));
        Matrix<double> X = GoldenModels.X, Y = Labels(2), narrow = X.SubMatrix(0, 4, 0, 2), constant = X.MapIndexed((i, _, x) => i == 2 ? 1 : x);
        const string rows = "X must have 5 rows (the network's inputs), but is 4 × 2.*", answer = "answer must be at least 0 and at most 1 (the network's outputs), but is 2.*";
        foreach (Action call in (Action[])[
            () => network.Importance(narrow, Y), () => network.Shapley(narrow, X), () => network.ExpectedGradients(narrow, X), () => network.PartialDependence(narrow, 1),
            () => network.PartialDependence(narrow, 1, 2), () => network.AccumulatedEffects(narrow, 1), () => network.AccumulatedEffects(narrow, 1, 2)])
        {
            ShapleyTests.Refused(call, rows);
        }

        foreach (Action call in (Action[])[
            () => network.Shapley(X, X, new ShapleyOptions { Answer = 2 }), () => network.ExpectedGradients(X, X, new ExpectedGradientsOptions { Answer = 2 }),
            () => network.PartialDependence(X, 1, new DependenceOptions { Answer = 2 }), () => network.PartialDependence(X, 1, 2, new DependenceOptions { Answer = 2 }),
            () => network.AccumulatedEffects(X, 1, new DependenceOptions { Answer = 2 }), () => network.AccumulatedEffects(X, 1, 2, new DependenceOptions { Answer = 2 })])
        {
            ShapleyTests.Refused(call, answer);
        }

        foreach (Action<string[]> call in (Action<string[]>[])[
            names => network.Importance(X, Y, inputNames: names), names => network.Shapley(X, X, inputNames: names), names => network.ExpectedGradients(X, X, inputNames: names),
            names => network.PartialDependence(X, 1, inputNames: names), names => network.PartialDependence(X, 1, 2, inputNames: names), names => network.AccumulatedEffects(X, 1, inputNames: names),
            names => network.AccumulatedEffects(X, 1, 2, inputNames: names)])
        {
            ShapleyTests.Refused(() => call(["a", "b"]), "inputNames must have 5 elements (one for each of the network's inputs), but has 2.*");
            ShapleyTests.Refused(() => call(["a", "b", "c", "d", null!]), "inputNames*null*");
        }

        foreach (Action call in (Action[])[() => network.Shapley(X, narrow), () => network.ExpectedGradients(X, narrow)])
        {
            ShapleyTests.Refused(call, "background must have 5 rows (the network's inputs), but is 4 × 2.*");
        }

        ShapleyTests.Refused(() => network.Shapley(X.Map(_ => double.NaN), X), "X must be finite, but X[0, 0] is NaN.*");
        ShapleyTests.Refused(() => network.Shapley(X, X, new ShapleyOptions { LogOdds = true }), "LogOdds must be false for a network that ends in identity, whose answers are no probabilities, but is true.*");
        Network<double> withResidual = Network.Create<double>(inputs: 5, seed: 1, new Dense(5, Activation.Sigmoid) { Residual = true });
        ShapleyTests.Refused(() => withResidual.Shapley(X, X, new ShapleyOptions { LogOdds = true }), "LogOdds must be false for a network that does not end in sigmoid alone, whose answers are no probabilities, but is true.*");
        ShapleyTests.Refused(() => network.PartialDependence(X, 5), "input must be at least 0 and at most 4 (a row of X), but is 5.*");
        ShapleyTests.Refused(() => network.AccumulatedEffects(X, -1), "input must be at least 0 and at most 4 (a row of X), but is -1.*");
        ShapleyTests.Refused(() => network.PartialDependence(X, 1, 5), "second must be at least 0 and at most 4 (a row of X), but is 5.*");
        ShapleyTests.Refused(() => network.AccumulatedEffects(X, 7, 1), "first must be at least 0 and at most 4 (a row of X), but is 7.*");
        ShapleyTests.Refused(() => network.PartialDependence(X, 1, 1), "first and second must differ, but both are 1.*");
        ShapleyTests.Refused(() => network.AccumulatedEffects(X, 1, 1), "first and second must differ, but both are 1.*");
        ShapleyTests.Refused(() => network.AccumulatedEffects(constant, 2), "Column \"x[2]\" must have at least two different values, but has one.*");
        ShapleyTests.Refused(() => network.AccumulatedEffects(constant, 0, 2), "Column \"x[2]\" must have at least two different values, but has one.*");
        ShapleyTests.Refused(() => network.Importance(X, Y.SubMatrix(0, 1, 0, 30)), "Y must have 2 rows (one for each output), but is 1 × 30.*");
        ShapleyTests.Refused(() => network.Importance(X, Y.SubMatrix(0, 2, 0, 3), new ImportanceOptions { Metric = Metric.R2 }), "Y must have 30 columns (one for each sample), but is 2 × 3.*");
        ShapleyTests.Refused(() => network.Importance(X, Y, new ImportanceOptions { Weights = [1, 2] }), "weights must have 30 elements*");
        ShapleyTests.Refused(() => network.Importance(X, Y, new ImportanceOptions { Metric = Metric.R2, Weights = [1, 2] }), "weights must have 30 elements*");
        ShapleyTests.Refused(() => network.Importance(X, Y, new ImportanceOptions { Metric = Metric.RocAuc }), "*");
        ShapleyTests.Refused(() => network.Importance(X, Y, new ImportanceOptions { Together = [["a"]] }, ["1", "2", "3", "4", "5"]), "Together must name what the model uses, each once, but there is no \"a\": there are \"1\", \"2\", \"3\", \"4\", \"5\".*");
        Network<double> ofClasses = Network.Create<double>(inputs: 5, seed: 1, new Dense(1, Activation.Sigmoid));
        ShapleyTests.Refused(() => ofClasses.Importance(X, X.SubMatrix(0, 1, 0, 30)), "Y must*");
        Network<double> ofCategory = Network.Create<double>(2, seed: 1, new Dense(3, Activation.Tanh) { Embedding = Embedding.Of(Embedding.Pass, Embedding.Category(4, 2)) }, new Dense(1, Activation.Identity));
        ofCategory.Invoking(it => it.ExpectedGradients(Matrix<double>.Build.Dense(2, 3, 1), Matrix<double>.Build.Dense(2, 3, 1), inputNames: ["size", "plan"])).Should().Throw<InvalidOperationException>()
            .WithMessage("The network must change by small steps of its inputs to have expected gradients, but has learned numbers for each value of \"plan\": ask Shapley.");
        Assert.Throws<ArgumentNullException>(() => ((Network<double>)null!).Shapley(X, X));
    }

    /// <summary>A network, and a model that has nothing around it.</summary>
    private static (Network<double> Network, MlpModel<double> Model) Unscaled(string kind)
    {
        MlpOptions options = new() { FeatureNames = Names };
        (int outputs, Activation last, MlpModel<double> model) = kind switch
        {
            "numbers" => (3, Activation.Identity, new MlpRegressor<double>(options)),
            "two" => (1, Activation.Sigmoid, new MlpClassifier<double, string>(["a", "b"], options)),
            _ => (3, Activation.Softmax, (MlpModel<double>)new MlpClassifier<double, string>(["a", "b", "c"], options)),
        };
        Network<double> network = Network.Create<double>(inputs: 5, seed: 7, new Dense(8, Activation.Tanh), new Dense(outputs, last));
        model.Restore(network, null!, null, null);
        return (network, model);
    }

    private static Matrix<double> Labels(int outputs) => new NumPyRandom(8).Randn<double>(outputs, 30);

    private static void Same(ShapleyValues actual, ShapleyValues expected)
    {
        actual.Names.Should().Equal(expected.Names);
        actual.Values.Should().Be(expected.Values);
        actual.StandardErrors.Should().Be(expected.StandardErrors);
        actual.Answers.Should().Equal(expected.Answers);
        (actual.BaseValue, actual.IsExact).Should().Be((expected.BaseValue, expected.IsExact));
    }

    private static void Same(PartialDependence actual, PartialDependence expected)
    {
        actual.Axes.Should().Equal(expected.Axes);
        actual.Mean.Should().Be(expected.Mean);
        actual.Curves.Should().Be(expected.Curves);
    }

    private static void Same(AccumulatedEffects actual, AccumulatedEffects expected)
    {
        actual.Axes.Should().Equal(expected.Axes);
        actual.Effects.Should().Be(expected.Effects);
        actual.EmptyCells.Should().Be(expected.EmptyCells);
    }
}
