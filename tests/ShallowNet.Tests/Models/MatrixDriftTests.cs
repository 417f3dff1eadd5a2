using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>How far samples of a matrix are from those of a training: what the same numbers have as columns of a table.</summary>
public sealed class MatrixDriftTests
{
    private static readonly MlpOptions Quick = new() { HiddenLayers = [new Dense(3, Activation.Tanh)], Training = new() { Epochs = 5 } };

    private static readonly Matrix<double> Train = new NumPyRandom(1).Randn<double>(3, 300), Later = Train.SubMatrix(0, 3, 0, 120).MapIndexed((i, j, x) => i == 1 ? x + 2 : x);

    private static readonly Matrix<double> Targets = Matrix<double>.Build.Dense(2, 300, (k, j) => Train[k, j] + 0.1 * Train[2, j]);

    private static readonly MlpRegressor<double> Model = MlpRegressor.Fit(Train, Targets, Quick with { FeatureNames = ["a", "b", "c"] });

    [Fact]
    public void Drift_OfEachFeature_IsThatOfTheColumnOfATable()
    {
        MlpRegressor<double> ofTable = MlpRegressor.Fit<double>(TableOf(Train).With(Column.Of("y", Targets.Row(0))), target: "y", Quick);
        DriftReport report = Model.Drift(Later);
        report.Columns.Should().Equal(ofTable.Drift(TableOf(Later)).Columns);
        report.HasDrift.Should().BeTrue();
        report.Columns[0].Column.Should().Be("b");
        (report.Rows, report.RowsOfTraining).Should().Be((120, 300));
        report.Outputs.Select(output => output.Column).Should().BeEquivalentTo("y[0]", "y[1]");
        report.Outputs[0].Column.Should().Be("y[1]", "it goes with b");
        Model.Drift(Train).HasDrift.Should().BeFalse();

        static Table TableOf(Matrix<double> X) => new(Column.Of("a", X.Row(0)), Column.Of("b", X.Row(1)), Column.Of("c", X.Row(2)));
    }

    [Fact]
    public void Drift_OfAnswers_IsThatOfTheirProbabilities()
    {
        string[] labels = [.. Train.Row(1).Select(x => x > 0 ? "yes" : "no")];
        DriftReport one = MlpClassifier.Fit(Train, labels, Quick).Drift(Later);
        one.Columns.Select(column => column.Column).Should().BeEquivalentTo("x[0]", "x[1]", "x[2]");
        one.Outputs.Select(output => output.Column).Should().Equal("class");
        string[][] several = [.. Train.EnumerateColumns().Select(x => (string[])[.. new[] { "p", "q" }.Where((_, k) => x[k] > 0)])];
        MlpMultiLabelClassifier.Fit<double, string>(Train, several, Quick).Drift(Later).Outputs.Select(output => output.Column).Should().BeEquivalentTo("p", "q");
    }

    /// <summary>Samples that count nothing are not known, and of very many, some are.</summary>
    [Fact]
    public void Profile_OfWeightsAndManySamples_IsOfThoseThatCount()
    {
        Matrix<float> X = new NumPyRandom(2).Randn<float>(1, 25_000);
        MlpOptions linear = new() { HiddenLayers = [], Training = new() { Epochs = 1, BatchSize = 1000, Optimizer = new Adam() } };
        MlpRegressor<float> model = MlpRegressor.Fit(X, X, linear);
        model.Drift(X).RowsOfTraining.Should().Be(10_000);
        model.Drift(X).HasDrift.Should().BeFalse();
        Matrix<double> two = Matrix<double>.Build.Dense(1, 40, (_, j) => j < 20 ? j : 1000 + j);
        MlpRegressor<double> weighted = MlpRegressor.Fit(two, two, linear, weights: Enumerable.Range(0, 40).Select(j => j < 20 ? 1.0 : 0));
        weighted.Drift(two.SubMatrix(0, 1, 0, 20)).Should().Match<DriftReport>(report => report.RowsOfTraining == 20 && !report.HasDrift);
        weighted.Drift(two.SubMatrix(0, 1, 20, 20)).HasDrift.Should().BeTrue();
    }

    [Fact]
    public void SavedModel_OfAMatrix_KnowsItsTrainingData()
    {
        using MemoryStream stream = new();
        Model.Save(stream);
        stream.Position = 0;
        MlpRegressor<double> loaded = MlpRegressor.Load<double>(stream);
        loaded.Drift(Later).Should().Be(Model.Drift(Later));
        using MemoryStream again = new();
        loaded.Save(again);
        again.ToArray().Should().Equal(stream.ToArray());
    }

    [Fact]
    public void Drift_OfWhatIsNotKnown_IsRefused()
    {
        ShapleyTests.Refused(() => Model.Drift(Later.SubMatrix(0, 2, 0, 5)), "X must have 3 rows (the features the model was fitted to), but is 2 × 5.*");
        MlpRegressor<double> inPieces = new();
        inPieces.Invoking(it => it.Drift(Later)).Should().Throw<InvalidOperationException>();
        inPieces.PartialFit(Train, Targets);
        Refused(inPieces, Later, "The MlpRegressor must know its training data to tell how far others are from them, but was fitted to more than 1000 features, or in pieces, or its file was written before models kept this.");
        MlpRegressor<double> further = MlpRegressor.Fit(Train, Targets, Quick);
        further.PartialFit(Later, Targets.SubMatrix(0, 2, 0, 120));
        Refused(further, Later, "*or in pieces*");
        Matrix<double> wide = new NumPyRandom(1).Randn<double>(1001, 5);
        Refused(MlpRegressor.Fit(wide, wide.SubMatrix(0, 1, 0, 5), Quick), wide, "*was fitted to more than 1000 features*");
        Table table = new(Column.Of("a", Train.Row(0)), Column.Of("y", Train.Row(1)));
        Refused(MlpRegressor.Fit<double>(table, target: "y", Quick), Train.SubMatrix(0, 1, 0, 5), "The MlpRegressor must be asked about a table, as it was fitted to one, but is asked about a matrix.");
        Model.Invoking(it => it.Drift(table)).Should().Throw<InvalidOperationException>();

        static void Refused(MlpRegressor<double> model, Matrix<double> X, string message) => model.Invoking(it => it.Drift(X)).Should().Throw<InvalidOperationException>().WithMessage(message);
    }
}
