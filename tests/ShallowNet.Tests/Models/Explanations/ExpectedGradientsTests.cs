using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Expected gradients against PyTorch's derivatives at the same points, against integrals over all ways, and where they are exact.</summary>
public sealed class ExpectedGradientsTests
{
    private static readonly JsonElement Expected = Golden.Read("gradients.json");

    public static TheoryData<string, int> Drawn => new() { { "target", 0 }, { "target", 1 }, { "target", 2 }, { "second", 0 } };

    [Theory, MemberData(nameof(Drawn))]
    public void ExpectedGradients_OfTheSameDraws_AreThoseOfPyTorch(string name, int index)
    {
        JsonElement golden = Expected.GetProperty(name)[index];
        ExpectedGradientsOptions options = new() { Answer = 1, Draws = golden.GetProperty("draws").GetInt32(), Seed = golden.GetProperty("seed").GetInt32() };
        ShapleyValues values = ModelOf(name).ExpectedGradients(GoldenModels.Explained, GoldenModels.Background, options);
        Golden.ErrorOf(values.Values, golden.GetProperty("values").Matrix()).Should().BeLessThan(1e-11);
        Golden.ErrorOf(values.StandardErrors, golden.GetProperty("errors").Matrix()).Should().BeLessThan(1e-10);
        values.BaseValue.Should().BeApproximately(golden.GetProperty("base").GetDouble(), 1e-11);
        values.IsExact.Should().BeFalse();
        values.Answers.Should().Equal(ModelOf(name).Shapley(GoldenModels.Explained, GoldenModels.Background, new ShapleyOptions { Answer = 1 }).Answers, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    /// <summary>What the draws leave over falls with their number, and is told.</summary>
    [Theory]
    [InlineData("target", "integratedTarget")]
    [InlineData("second", "integratedSecond")]
    public void ExpectedGradients_OfMoreDraws_ComeNearerToTheIntegrals(string name, string integrated)
    {
        Matrix<double> exact = Expected.GetProperty(integrated).Matrix();
        double before = double.PositiveInfinity;
        foreach (int draws in (int[])[14, 210, 7000])
        {
            ShapleyValues values = ModelOf(name).ExpectedGradients(GoldenModels.Explained, GoldenModels.Background, new ExpectedGradientsOptions { Answer = 1, Draws = draws });
            (values.Values - exact).PointwiseAbs().PointwiseDivide(values.StandardErrors).Enumerate().Max().Should().BeLessThan(4);
            double error = (values.Values - exact).Enumerate().Max(Math.Abs), residual = values.Residuals.Max(Math.Abs);
            error.Should().BeLessThan(before / 5);
            residual.Should().BeLessThanOrEqualTo(5 * error + 1e-12);
            values.Residuals.Should().Equal(values.Answers.Select((answer, j) => answer - values.BaseValue - values.Values.Column(j).Sum()));
            before = error;
        }
    }

    [Fact]
    public void ExpectedGradients_OfALinearModel_AreExactlyTheShapleyValues()
    {
        MlpRegressor<double> linear = new();
        linear.Restore(Network.Create<double>(5, seed: 1, new Dense(2, Activation.Identity)), null!, new Standardizer([1, 2, 3, 4, 5], [2, 3, 4, 5, 6]), new Standardizer([3, 4], [5, 6]));
        ShapleyValues values = linear.ExpectedGradients(GoldenModels.Explained, GoldenModels.X, new ExpectedGradientsOptions { Draws = 31, Answer = 1 });
        ShapleyValues exact = linear.Shapley(GoldenModels.Explained, GoldenModels.X, new ShapleyOptions { Answer = 1 });
        Golden.ErrorOf(values.Values, exact.Values).Should().BeLessThan(1e-13);
        values.Residuals.Select(Math.Abs).Max().Should().BeLessThan(1e-12);
        values.BaseValue.Should().BeApproximately(exact.BaseValue, 1e-12);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1)]
    public void ExpectedGradients_ByAnyThreads_HaveTheSameBits(int samples)
    {
        (MlpRegressor<double> model, Matrix<double> X) = Large();
        ExpectedGradientsOptions options = new() { Draws = 600, MaxThreads = 1, Seed = 3 };
        ShapleyValues one = model.ExpectedGradients(X.SubMatrix(0, 12, 0, samples), X, options);
        foreach (int threads in (int[])[2, 5])
        {
            ShapleyValues several = model.ExpectedGradients(X.SubMatrix(0, 12, 0, samples), X, options with { MaxThreads = threads });
            several.Values.Should().Be(one.Values);
            several.StandardErrors.Should().Be(one.StandardErrors);
        }

        model.ExpectedGradients(X.SubMatrix(0, 12, samples - 1, 1), X, options).Values.Column(0).Should().Equal(one.Values.Column(samples - 1), "a sample alone is as among others");
        model.ExpectedGradients(X.SubMatrix(0, 12, 0, 1), X, options with { Seed = 4 }).Values.Column(0).Should().NotEqual(one.Values.Column(0));
    }

    /// <summary>The threads share one sample: sets of columns, or rows of the background.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(0)]
    public void Shapley_OfOneSampleByAnyThreads_HasTheSameBits(int mostExact)
    {
        (MlpRegressor<double> model, Matrix<double> X) = Large();
        ShapleyOptions options = new() { MostExactPlayers = mostExact, MaxThreads = 1, Permutations = 100 };
        ShapleyValues two = model.Shapley(X.SubMatrix(0, 12, 3, 2), X, options);
        foreach (int threads in (int[])[3, 4, 7])
        {
            ShapleyValues several = model.Shapley(X.SubMatrix(0, 12, 3, 2), X, options with { MaxThreads = threads });
            several.Values.Should().Be(two.Values);
            several.StandardErrors.Should().Be(two.StandardErrors);
            model.Shapley(X.SubMatrix(0, 12, 4, 1), X, options with { MaxThreads = threads }).Values.Column(0).Should().Equal(two.Values.Column(1));
        }

        CancellationTokenSource source = new();
        source.Cancel();
        model.Invoking(it => it.Shapley(X.SubMatrix(0, 12, 3, 1), X, options with { MaxThreads = 4 }, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        List<double> told = [];
        model.Shapley(X.SubMatrix(0, 12, 3, 2), X, options with { MaxThreads = 4, Permutations = 2 }, new Told(told));
        told.Should().Equal(0.5, 1);
    }

    [Fact]
    public void ExpectedGradients_OfATable_SumWhatBelongsToAColumn()
    {
        Table rows = Datasets.Diabetes().Take(Enumerable.Range(0, 120));
        string[] groups = [.. Enumerable.Range(0, 120).Select(i => "abc"[i % 3].ToString())];
        Table table = rows.With(Column.Of("group", groups));
        MlpRegressor<double> model = MlpRegressor.Fit<double>(table, target: "progression", new MlpOptions { HiddenLayers = [new Dense(6, Activation.Tanh)], Training = new() { Epochs = 20 } });
        ShapleyValues values = model.ExpectedGradients(table.Take([0, 7]), table, new ExpectedGradientsOptions { Draws = 120 });
        values.Names.Should().Equal(model.Shapley(table.Take([0]), table).Names).And.Contain("group");
        ShapleyValues byFeature = model.ExpectedGradients(model.InputsOf(table.Take([0, 7])), model.InputsOf(table), new ExpectedGradientsOptions { Draws = 120 });
        EncodedColumn group = model.Encoder!.Columns.Single(column => column.Name == "group");
        double[] ofGroup = [.. Enumerable.Range(0, 2).Select(j => byFeature.Values.Column(j).Skip(group.FirstFeature).Take(group.Features.Count).Sum())];
        values.Values.Row(values.Names.ToList().IndexOf("group")).Should().Equal(ofGroup, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void ExpectedGradients_OfWhatDoesNotFit_AreRefused()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> X = GoldenModels.X;
        ShapleyTests.Refused(() => model.ExpectedGradients(X.SubMatrix(0, 4, 0, 2), X), "X must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        ShapleyTests.Refused(() => model.ExpectedGradients(X, X.SubMatrix(0, 4, 0, 2)), "background must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        ShapleyTests.Refused(() => model.ExpectedGradients(X, X, new ExpectedGradientsOptions { Answer = 3 }), "answer must be at least 0 and at most 2 (the number of a target), but is 3.*");
        ShapleyTests.Refused(() => new ExpectedGradientsOptions { Draws = 1 }.ToString(), "Draws must be at least 2, but is 1.*");
        ShapleyTests.Refused(() => new ExpectedGradientsOptions { Seed = -1 }.ToString(), "Seed must be at least 0, but is -1.*");
        ShapleyTests.Refused(() => new ExpectedGradientsOptions { MaxThreads = 0 }.ToString(), "MaxThreads must be at least 1, but is 0.*");
        MlpRegressor<double> ofCategory = new();
        ofCategory.Restore(Network.Create<double>(2, seed: 1, new Dense(3, Activation.Tanh) { Embedding = Embedding.Of(Embedding.Pass, Embedding.Category(4, 2)) }, new Dense(1, Activation.Identity)), null!, null, null);
        ofCategory.Invoking(it => it.ExpectedGradients(X.SubMatrix(0, 2, 0, 2), X.SubMatrix(0, 2, 0, 2))).Should().Throw<InvalidOperationException>()
            .WithMessage("The MlpRegressor must change by small steps of its inputs to have expected gradients, but has learned numbers for each value of \"x[1]\": ask Shapley.");
        CancellationTokenSource source = new();
        source.Cancel();
        model.Invoking(it => it.ExpectedGradients(X, X, cancellationToken: source.Token)).Should().Throw<OperationCanceledException>();
        List<double> told = [];
        model.ExpectedGradients(X.SubMatrix(0, 5, 0, 4), X, progress: new Told(told));
        told.Should().Equal(0.25, 0.5, 0.75, 1);
    }

    [Fact]
    public void Effects_OfACategoryBesideNumbers_AreTheirFormulas()
    {
        foreach (JsonElement golden in Expected.GetProperty("effects").EnumerateArray())
        {
            (int, int)[] cells = [.. golden.GetProperty("category").Integers().Zip(golden.GetProperty("interval").Integers())];
            (double[,] effects, int empty) = EffectSums.OfCategoryAndNumbers(
                golden.GetProperty("up").Numbers(), golden.GetProperty("down").Numbers(), cells, (golden.GetProperty("categories").GetInt32(), golden.GetProperty("intervals").GetInt32()));
            Golden.ErrorOf(Matrix<double>.Build.DenseOfArray(effects), golden.GetProperty("effects").Matrix()).Should().BeLessThan(1e-12);
            empty.Should().Be(golden.GetProperty("empty").GetInt32());
        }
    }

    private static MlpModel<double> ModelOf(string name) => name == "target" ? GoldenModels.Regressor<double>() : GoldenModels.Classifier(2);

    private static (MlpRegressor<double> Model, Matrix<double> X) Large()
    {
        MlpRegressor<double> model = new();
        model.Restore(Network.Create<double>(12, seed: 1, new Dense(16, Activation.Tanh), new Dense(1, Activation.Identity)), null!, null, null);
        return (model, new NumPyRandom(2).Randn<double>(12, 40));
    }

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
