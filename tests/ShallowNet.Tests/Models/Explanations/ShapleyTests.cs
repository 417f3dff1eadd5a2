using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Shapley values against their definition in NumPy, by their axioms, of every kind of first layer, and of tables by column.</summary>
public sealed class ShapleyTests
{
    private static readonly JsonElement Expected = GoldenModels.Expected.GetProperty("shapley");

    public static TheoryData<string> Kinds => ["", "n", "r", "m", "f", "e", "p", "efmndr", "two", "one"];

    [Theory]
    [InlineData("target", 1, false)]
    [InlineData("class", 2, false)]
    [InlineData("logOdds", 2, true)]
    [InlineData("second", null, false)]
    [InlineData("first", 0, false)]
    [InlineData("firstLogOdds", 0, true)]
    public void Shapley_OfFewFeatures_IsTheDefinition(string name, int? answer, bool logOdds)
    {
        MlpModel<double> model = name == "target" ? GoldenModels.Regressor<double>() : GoldenModels.Classifier(name is "class" or "logOdds" ? 3 : 2);
        ShapleyValues values = model.Shapley(GoldenModels.Explained, GoldenModels.Background, new ShapleyOptions { Answer = answer, LogOdds = logOdds });
        values.IsExact.Should().BeTrue();
        values.BaseValue.Should().BeApproximately(Expected.GetProperty(name).GetProperty("base").GetDouble(), 1e-10);
        Golden.ErrorOf(values.Values, Expected.GetProperty(name).GetProperty("values").Matrix()).Should().BeLessThan(1e-11);
        values.StandardErrors.Enumerate().Should().OnlyContain(error => error == 0);
        CheckSums(values);
    }

    /// <summary>Players of several features: a game whose columns are those of the golden numbers.</summary>
    [Fact]
    public void Shapley_OfFeaturesOfOneColumn_ExchangesThemTogether()
    {
        JsonElement together = Expected.GetProperty("together");
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> background = model.InputScaler!.Transform(GoldenModels.Background), X = model.InputScaler.Transform(GoldenModels.Explained);
        ShapleyGame<double> game = new(new ExplainedAnswer<double>(model.Network, model.LineOf(1), null), [(0, 2), (2, 1), (3, 2)], background.ToColumnMajorArray(), new ShapleyOptions(), new NumPyRandom(0));
        double[] values = new double[3], errors = new double[3];
        for (int j = 0; j < 4; j++)
        {
            new ShapleyWorker<double>(game).Explain(X.Column(j).ToArray(), values, errors);
            Golden.ErrorOf(Matrix<double>.Build.Dense(3, 1, values), together.GetProperty("values").Matrix().SubMatrix(0, 3, j, 1)).Should().BeLessThan(1e-11);
        }
    }

    /// <summary>The true values lie within a few standard errors of those by orders, whose errors fall with more orders.</summary>
    [Fact]
    public void Shapley_ByOrders_IsTheDefinitionUpToItsStandardErrors()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> exact = Expected.GetProperty("target").GetProperty("values").Matrix();
        ShapleyOptions options = new() { Answer = 1, MostExactPlayers = 0, Permutations = 20, Seed = 4 };
        ShapleyValues few = model.Shapley(GoldenModels.Explained, GoldenModels.Background, options with { Permutations = 4 });
        ShapleyValues many = model.Shapley(GoldenModels.Explained, GoldenModels.Background, options with { Permutations = 400 });
        foreach (ShapleyValues values in (ShapleyValues[])[few, many])
        {
            values.IsExact.Should().BeFalse();
            values.StandardErrors.Enumerate().Should().OnlyContain(error => error > 0);
            double[] deviations = [.. (values.Values - exact).PointwiseDivide(values.StandardErrors).Enumerate()];
            deviations.Select(Math.Abs).Max().Should().BeLessThan(4);
            Math.Sqrt(deviations.Sum(z => z * z) / deviations.Length).Should().BeInRange(0.6, 1.5);
            CheckSums(values);
        }

        (few.StandardErrors.Enumerate().Average() / many.StandardErrors.Enumerate().Average()).Should().BeInRange(8, 12.5);
    }

    /// <summary>A network whose first layer is of every kind: the values are those of a game played by predictions of whole samples.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Shapley_OfEveryFirstLayer_IsThatOfPredictions(string kind)
    {
        MlpRegressor<double> model = new();
        Network<double> network = kind switch
        {
            "one" => Network.Create<double>(4, seed: 1, new Dense(3, Activation.Identity)),
            "two" => Network.Create<double>(4, seed: 1, new Dense(7, Activation.GELU), new Dense(5, Activation.Tanh), new Dense(3, Activation.Identity)),
            _ => Network.Create<double>(4, seed: 1, new Dense(4, Activation.Tanh)
            {
                BatchNormalization = kind.Contains('n') ? new BatchNormalization() : null, Dropout = kind.Contains('d') ? 0.3 : 0, Residual = kind.Contains('r'),
                LearnedMix = kind.Contains('m'), InputFactors = kind.Contains('f'),
                Embedding = kind.Contains('e') ? Embedding.Of(Embedding.Pass, Embedding.PiecewiseLinear(-0.5, 0.1, 0.6), Embedding.Pass, Embedding.PiecewiseLinear(-0.5, 0.1))
                    : kind.Contains('p') ? Embedding.Periodic(3, 5) : null,
            }, new Dense(3, Activation.Identity)),
        };
        Array.ForEach(network.Averages.Arrays, numbers => Array.ConvertAll(numbers, number => number + 0.25).CopyTo(numbers, 0));
        model.Restore(network, null!, null, null);
        Matrix<double> X = new NumPyRandom(1).Randn<double>(4, 3), background = new NumPyRandom(2).Randn<double>(4, 6);
        ShapleyValues values = model.Shapley(X, background, new ShapleyOptions { Answer = 2 });
        ShapleyValues byOrders = model.Shapley(X, background, new ShapleyOptions { Answer = 2, MostExactPlayers = 3, Permutations = 60 });
        for (int j = 0; j < 3; j++)
        {
            Golden.ErrorOf(values.Values.SubMatrix(0, 4, j, 1), NaiveShapley(network, X.Column(j), background)).Should().BeLessThan(1e-12);
        }

        CheckSums(values);
        CheckSums(byOrders);
        byOrders.Answers.Should().Equal(values.Answers);
        (byOrders.Values - values.Values).PointwiseDivide(byOrders.StandardErrors.Map(error => error + 1e-9)).Enumerate().Select(Math.Abs).Max().Should().BeLessThan(5);
    }

    [Fact]
    public void Shapley_InFloat_IsThatInDoubleAndSumsInDouble()
    {
        ShapleyOptions options = new() { Answer = 1, MostExactPlayers = 3 };
        ShapleyValues single = GoldenModels.Regressor<float>().Shapley(GoldenModels.Explained.As<float>(), GoldenModels.Background.As<float>(), options);
        ShapleyValues expected = GoldenModels.Regressor<double>().Shapley(GoldenModels.Explained, GoldenModels.Background, options);
        Golden.ErrorOf(single.Values, expected.Values).Should().BeLessThan(1e-4);
        CheckSums(single);
    }

    /// <summary>The same bits for any number of threads, and for a sample alone as among others.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(0)]
    public void Shapley_ByAnyThreads_HasTheSameBits(int mostExact)
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        ShapleyOptions options = new() { MostExactPlayers = mostExact, MaxThreads = 1 };
        ShapleyValues one = model.Shapley(GoldenModels.X, GoldenModels.X, options);
        foreach (int threads in (int[])[2, 3, 8])
        {
            ShapleyValues values = model.Shapley(GoldenModels.X, GoldenModels.X, options with { MaxThreads = threads });
            values.Values.Should().Be(one.Values);
            values.StandardErrors.Should().Be(one.StandardErrors);
        }

        model.Shapley(GoldenModels.X.SubMatrix(0, 5, 17, 1), GoldenModels.X, options).Values.Column(0).Should().Equal(one.Values.Column(17));
    }

    /// <summary>Of more rows than are used, some are drawn by the seed.</summary>
    [Fact]
    public void Shapley_OfALargeBackground_UsesSomeRowsOfIt()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        ShapleyOptions options = new() { BackgroundRows = 6, Seed = 2 };
        int[] rows = [.. new NumPyRandom(2).Permutation(30).Take(6)];
        model.Shapley(GoldenModels.Explained, GoldenModels.X, options).Values.Should().Be(model.Shapley(GoldenModels.Explained, Split.Columns(GoldenModels.X, rows), options).Values);
        model.Shapley(GoldenModels.Explained, GoldenModels.X, options with { Seed = 3 }).BaseValue.Should().NotBe(model.Shapley(GoldenModels.Explained, GoldenModels.X, options).BaseValue);
    }

    [Fact]
    public void Shapley_WhenCancelled_EndsAndTellsHowFarItWasBefore()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        List<double> shares = [];
        Progress progress = new(shares.Add);
        model.Shapley(GoldenModels.X, GoldenModels.X, progress: progress);
        shares.Should().BeInAscendingOrder().And.EndWith([1.0]);
        using CancellationTokenSource source = new();
        source.Cancel();
        model.Invoking(it => it.Shapley(GoldenModels.X, GoldenModels.X, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Shapley_OfWhatDoesNotFit_IsRefused()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> X = GoldenModels.X;
        Refused(() => model.Shapley(X, X, new ShapleyOptions { Answer = 3 }), "answer must be at least 0 and at most 2 (the number of a target), but is 3.*");
        Refused(() => GoldenModels.Classifier(2).Shapley(X, X, new ShapleyOptions { Answer = -1 }), "answer must be at least 0 and at most 1 (the number of a class), but is -1.*");
        Refused(() => model.Shapley(X, X, new ShapleyOptions { LogOdds = true }), "LogOdds must be false for an MlpRegressor, whose answers are no probabilities, but is true.*");
        Refused(() => model.Shapley(X, X.SubMatrix(0, 4, 0, 2)), "background must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        Refused(() => model.Shapley(X.SubMatrix(0, 4, 0, 2), X), "X must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        Refused(() => model.Shapley(X, X.Map(_ => double.NaN)), "background must be finite, but background[0, 0] is NaN.*");
        Refused(() => model.Shapley(X, null!), "background must not be null.*");
        Refused(() => new ShapleyOptions { BackgroundRows = 0 }.ToString(), "BackgroundRows must be at least 1, but is 0.*");
        Refused(() => new ShapleyOptions { Permutations = 1 }.ToString(), "Permutations must be at least 2, but is 1.*");
        Refused(() => new ShapleyOptions { MostExactPlayers = 21 }.ToString(), "MostExactPlayers must be at least 0 and at most 20, but is 21.*");
        Refused(() => new ShapleyOptions { Seed = -1 }.ToString(), "Seed must be at least 0, but is -1.*");
        Refused(() => new ShapleyOptions { MaxThreads = 0 }.ToString(), "MaxThreads must be at least 1, but is 0.*");
        new MlpRegressor<double>().Invoking(it => it.Shapley(X, X)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void ShapleyValues_Printed_HaveTheLargestFirst()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>(new MlpOptions { FeatureNames = ["one", "two", "three", "four", "five"] });
        ShapleyValues values = model.Shapley(GoldenModels.Explained, GoldenModels.Background, new ShapleyOptions { Answer = 1 });
        values.Names.Should().Equal("one", "two", "three", "four", "five");
        string text = values.ToString();
        text.Should().StartWith("4 samples, ");
        text.Split('\n').Should().HaveCount(6);
        text.Split('\n')[1].Trim().Should().StartWith(values.Names[values.MeanMagnitudes.Index().MaxBy(pair => pair.Item).Index]);
        GoldenModels.Regressor<double>().Shapley(GoldenModels.Explained, GoldenModels.Background).Names.Should().Equal("x[0]", "x[1]", "x[2]", "x[3]", "x[4]");
    }

    internal static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    private static void CheckSums(ShapleyValues values)
    {
        for (int j = 0; j < values.Answers.Count; j++)
        {
            (values.Values.Column(j).Sum() + values.BaseValue).Should().BeApproximately(values.Answers[j], 1e-9);
        }
    }

    /// <summary>The definition, with the features of each set exchanged one after another in the samples.</summary>
    internal static Matrix<double> NaiveShapley(Network<double> network, Vector<double> x, Matrix<double> background, int output = 2)
    {
        int n = x.Count;
        double[] worth = [.. Enumerable.Range(0, 1 << n).Select(set => network.Predict(background.MapIndexed((i, j, other) => (set >> i & 1) == 1 ? x[i] : other)).Row(output).Average())];
        double[] factorials = [1, 1, 2, 6, 24];
        return Matrix<double>.Build.Dense(n, 1, (i, _) => Enumerable.Range(0, 1 << n).Where(set => (set >> i & 1) == 0).Sum(set =>
        {
            int size = System.Numerics.BitOperations.PopCount((uint)set);
            return factorials[size] * factorials[n - size - 1] / factorials[n] * (worth[set | 1 << i] - worth[set]);
        }));
    }

    internal sealed class Progress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
