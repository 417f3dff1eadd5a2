using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Permutation importance of features against its formula in NumPy, with the orders of NumPy's random numbers; and of tables.</summary>
public sealed class ImportanceTests
{
    private static readonly JsonElement Expected = GoldenModels.Expected.GetProperty("importance");
    private static readonly MlpOptions Named = new() { FeatureNames = ["a", "b", "c", "d", "e"] };

    /// <summary>The target of the golden numbers alone, as a regressor of one.</summary>
    private static MlpRegressor<double> OfOneTarget
    {
        get
        {
            MlpRegressor<double> three = GoldenModels.Regressor<double>(), model = new(Named);
            Network<double> network = Network.Create<double>(5, seed: 0, new Dense(6, Activation.Tanh), new Dense(1, Activation.Identity));
            network.Set(1, three.Network.W[1], three.Network.b[1]);
            network.Set(2, three.Network.W[2].SubMatrix(1, 1, 0, 6), three.Network.b[2].SubMatrix(1, 1, 0, 1));
            Standardizer targets = new([GoldenModels.Expected.GetProperty("targetMeans")[1].GetDouble()], [GoldenModels.Expected.GetProperty("targetDeviations")[1].GetDouble()]);
            model.Restore(network, null!, three.InputScaler, targets);
            return model;
        }
    }

    private static Matrix<double> Y => Matrix<double>.Build.DenseOfRowArrays(GoldenModels.Expected.GetProperty("y").Numbers());

    [Fact]
    public void Importance_OfFeatures_IsTheFormula()
    {
        IReadOnlyList<ColumnImportance> actual = OfOneTarget.Importance(GoldenModels.X, Y, new ImportanceOptions { Metric = Metric.R2, Repeats = 4, Seed = 3 });
        Check(actual, Expected.GetProperty("r2"), ["a", "b", "c", "d", "e"]);
    }

    [Fact]
    public void Importance_OfFeaturesTogether_ShufflesThemInOneOrder()
    {
        ImportanceOptions options = new() { Metric = Metric.MeanSquaredError, Repeats = 3, Seed = 5, Together = [["b", "a"], ["d", "e"]] };
        Check(OfOneTarget.Importance(GoldenModels.X, Y, options), Expected.GetProperty("together"), ["a, b", "c", "d, e"]);
    }

    [Fact]
    public void Importance_OfWeightedClasses_IsTheFormulaByLogLoss()
    {
        ImportanceOptions options = new() { Repeats = 2, Weights = GoldenModels.Expected.GetProperty("weights").Numbers() };
        string[] labels = [.. GoldenModels.Expected.GetProperty("classes").Integers().Select(number => "abc"[number].ToString())];
        Check(GoldenModels.Classifier(3).Importance(GoldenModels.X, labels, options), Expected.GetProperty("weighted"), ["x[0]", "x[1]", "x[2]", "x[3]", "x[4]"]);
    }

    [Fact]
    public void Importance_ByAnyThreads_HasTheSameBitsAndTellsItsProgress()
    {
        List<double> shares = [];
        ImportanceOptions options = new() { MaxThreads = 1 };
        IReadOnlyList<ColumnImportance> one = OfOneTarget.Importance(GoldenModels.X, Y, options, new ShapleyTests.Progress(shares.Add));
        shares.Should().BeInAscendingOrder().And.EndWith([1.0]);
        OfOneTarget.Importance(GoldenModels.X, Y, options with { MaxThreads = 6 }).Should().Equal(one);
        one[0].StandardError.Should().Be(one[0].StandardDeviation / Math.Sqrt(5));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => OfOneTarget.Importance(GoldenModels.X, Y, options, cancellationToken: source.Token));
    }

    [Fact]
    public void Importance_OfColumnsTogether_IsThatOfRowsWhoseColumnsAreShuffledInOneOrder()
    {
        MlpRegressor<double> model = MlpRegressor.Fit<double>(Customers.Train.With("price"), "price", Customers.Quick);
        Table test = Customers.Test.With("price");
        IReadOnlyList<ColumnImportance> together = model.Importance(test, new ImportanceOptions { Together = [["plan", "age"]] });
        together.Select(column => column.Column).Should().Equal("age, plan", "active", "since");
        model.Importance(test, new ImportanceOptions()).Should().Equal(model.Importance(test));
        int[] order = new NumPyRandom(0).Permutation(80);
        Table shuffled = test.Without("age", "plan").With(test.Take(order)["age"]).With(test.Take(order)["plan"]);
        together[0].Losses[0].Should().BeApproximately(model.Score(shuffled, Metric.RootMeanSquaredError) - model.Score(test, Metric.RootMeanSquaredError), 1e-12);
        Assert.Throws<OperationCanceledException>(() => model.Importance(test, new ImportanceOptions(), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Importance_OfWhatDoesNotFit_IsRefused()
    {
        MlpRegressor<double> model = OfOneTarget;
        Matrix<double> X = GoldenModels.X;
        ShapleyTests.Refused(() => model.Importance(X, Y, new ImportanceOptions { Together = [["a", "z"]] }), "Together must name what the model uses, each once, but there is no \"z\": there are \"a\", \"b\", \"c\", \"d\", \"e\".*");
        ShapleyTests.Refused(() => model.Importance(X, Y, new ImportanceOptions { Together = [["a", "b"], ["c", "a"]] }), "Together must name what the model uses, each once, but has twice \"a\": there are *");
        ShapleyTests.Refused(() => model.Importance(X, Y, new ImportanceOptions { Weights = [1, 2] }), "weights must have 30 elements*");
        ShapleyTests.Refused(() => model.Importance(X, Y.SubMatrix(0, 1, 0, 3)), "targets must have 30 columns*");
        ShapleyTests.Refused(() => new ImportanceOptions { Repeats = 0 }.ToString(), "Repeats must be at least 1, but is 0.*");
        ShapleyTests.Refused(() => new ImportanceOptions { Seed = -1 }.ToString(), "Seed must be at least 0, but is -1.*");
        ShapleyTests.Refused(() => new ImportanceOptions { MaxThreads = 0 }.ToString(), "MaxThreads must be at least 1, but is 0.*");
        ShapleyTests.Refused(() => new ImportanceOptions { Together = null! }.ToString(), "Together must not be null.*");
        MlpRegressor<double> ofTable = MlpRegressor.Fit<double>(Customers.Train.With("price"), "price", Customers.Quick);
        ShapleyTests.Refused(() => ofTable.Importance(Customers.Test.With("price"), (ImportanceOptions)null!), "options must not be null.*");
        ShapleyTests.Refused(() => ofTable.Importance(Customers.Test.With("price"), new ImportanceOptions { Together = [["price"]] }), "Together must name what the model uses, each once, but there is no \"price\": there are \"age\", *");
    }

    private static void Check(IReadOnlyList<ColumnImportance> actual, JsonElement expected, string[] names)
    {
        actual.Select(column => column.Mean).Should().BeInDescendingOrder();
        double[] means = expected.GetProperty("mean").Numbers(), deviations = expected.GetProperty("deviation").Numbers();
        foreach (ColumnImportance column in actual)
        {
            int i = Array.IndexOf(names, column.Column);
            column.Mean.Should().BeApproximately(means[i], 1e-12);
            column.StandardDeviation.Should().BeApproximately(deviations[i], 1e-12);
            column.Losses.Should().Equal(expected.GetProperty("losses")[i].Numbers(), (left, right) => Math.Abs(left - right) < 1e-12);
        }

        actual.Should().HaveCount(names.Length);
    }
}
