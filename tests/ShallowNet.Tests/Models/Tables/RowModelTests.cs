using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Models of rows of one's own types: they are those of the tables that the features make.</summary>
public sealed class RowModelTests
{
    private static readonly Customer[] Train = [.. Customers.Train.Rows.Select(Customer.Of)], Test = [.. Customers.Test.Rows.Select(Customer.Of)];

    private static Features<Customer> Features => ShallowNet.Features.Of<Customer>().Number(c => c.Age).Category(c => c.Plan).Flag(c => c.IsActive).Date(c => c.Since);

    [Fact]
    public void Classifier_OfRows_IsThatOfTheirTable()
    {
        RowClassifier<Customer, bool> model = MlpClassifier.Fit(Train, Features, c => c.Leaves, Customers.Quick);
        MlpClassifier<float, bool> ofTable = MlpClassifier.Fit<bool>(TableOf(Train), "Leaves", Customers.Quick);
        Table test = TableOf(Test);
        (model.Model.Target, model.Model.Classes[0]).Should().Be(("Leaves", false));
        Matrix<float> probabilities = ofTable.PredictProbability(test);
        model.PredictProbability(Test).Should().Be(probabilities);
        model.Predict(Test).Should().Equal(ofTable.Predict(test));
        model.Predict((IEnumerable<Customer>)Test).Should().Equal(Test.Select(model.Predict));
        model.Score(Test).Should().Be(ofTable.Score(test)).And.BeGreaterThan(0.8);
        model.Score(Test, Metric.LogLoss, Test.Select(c => c.Leaves ? 2.0 : 1)).Should().Be(ofTable.Score(test, Metric.LogLoss, Test.Select(c => c.Leaves ? 2.0 : 1)));
        model.Report(Test).Should().Be(ofTable.Report(test));
        float[] ofOne = new float[2];
        for (int j = 0; j < Test.Length; j++)
        {
            model.PredictProbability(Test[j], ofOne);
            ofOne.Should().Equal(probabilities.Column(j));
        }
    }

    [Fact]
    public void Regressor_OfRows_IsThatOfTheirTable()
    {
        RowRegressor<Customer> model = MlpRegressor.Fit(Train, Features, c => (double)c.Price, Customers.Quick);
        MlpRegressor<float> ofTable = MlpRegressor.Fit(TableOf(Train).Without("Leaves").With(Column.Of("Price", Train.Select(c => c.Price))), "Price", Customers.Quick);
        Table test = Features.ToTable(Test).With(Column.Of("Price", Test.Select(c => c.Price)));
        model.Model.Target.Should().Be("Price");
        model.Predict((IEnumerable<Customer>)Test).Should().Equal(ofTable.Predict(test));
        Test.Select(model.Predict).Should().Equal(ofTable.Predict(test));
        model.Score(Test).Should().Be(ofTable.Score(test)).And.BeGreaterThan(0.7);
        model.Report(Test).Should().Be(ofTable.Report(test));
    }

    [Fact]
    public void Fit_WithEverything_PassesItOn()
    {
        double[] weights = [.. Train.Select((_, i) => 1.0 + i % 2)];
        List<int> epochs = [];
        RowClassifier<Customer, string> model = MlpClassifier.Fit(
            Train, Features, c => c.Leaves ? "yes" : "no", Customers.Quick, weights, new Reporter(epochs), TestContext.Current.CancellationToken, targetName: "leaves");
        model.Model.Target.Should().Be("leaves");
        epochs.Should().NotBeEmpty();
        model.Model.Predict(Features.ToTable(Test)).Should().Equal(MlpClassifier.Fit(
            Features.ToTable(Train).With(Column.Of("leaves", Train.Select(c => c.Leaves ? "yes" : "no"))), "leaves", Customers.Quick, weights).Predict(Features.ToTable(Test)));
        MlpRegressor.Fit(Train, Features, Customer.PriceOf, Customers.Quick, weights).Model.Target.Should().Be("Customer.PriceOf", "it is no lambda");
    }

    [Fact]
    public void Bind_OfAModelOfATable_IsAModelOfRows()
    {
        MlpClassifier<float, bool> ofTable = MlpClassifier.Fit<bool>(TableOf(Train), "Leaves", Customers.Quick);
        Features<Customer> inAnotherOrder = ShallowNet.Features.Of<Customer>().Date(c => c.Since).Flag(c => c.IsActive).Category(c => c.Plan).Number(c => c.Age);
        RowClassifier<Customer, bool> bound = inAnotherOrder.Bind(ofTable);
        bound.Model.Should().BeSameAs(ofTable);
        Test.Select(bound.Predict).Should().Equal(ofTable.Predict(TableOf(Test)));
        inAnotherOrder.Bind(ofTable, c => c.Leaves).Score(Test).Should().Be(ofTable.Score(TableOf(Test)));
        const string NoTarget = "The features must be bound with a target to be scored or reported on, but were bound without one: features.Bind(model, target).";
        FluentActions.Invoking(() => bound.Score(Test)).Should().Throw<InvalidOperationException>().WithMessage(NoTarget);
        FluentActions.Invoking(() => bound.Report(Test)).Should().Throw<InvalidOperationException>().WithMessage(NoTarget);
        MlpRegressor<float> regressor = MlpRegressor.Fit(Train, Features, c => (double)c.Price, Customers.Quick).Model;
        FluentActions.Invoking(() => Features.Bind(regressor).Score(Test)).Should().Throw<InvalidOperationException>().WithMessage(NoTarget);
        Features.Bind(regressor, c => (double)c.Price).Score(Test).Should().BeGreaterThan(0.7);
    }

    [Fact]
    public void Bind_OfModelsThatWereLoaded_AnswersTheSame()
    {
        RowClassifier<Customer, bool> classifier = MlpClassifier.Fit(Train, Features, c => c.Leaves, Customers.Quick);
        MlpClassifier<float, bool> loaded = MlpClassifier.Load<float, bool>(new MemoryStream(SaveTests<float>.Bytes(classifier.Model.Save)));
        RowClassifier<Customer, bool> bound = Features.Bind(loaded, c => c.Leaves);
        bound.PredictProbability(Test).Should().Be(classifier.PredictProbability(Test));
        Test.Select(bound.Predict).Should().Equal(Test.Select(classifier.Predict));
        (bound.Score(Test), bound.Score(Test, Metric.LogLoss)).Should().Be((classifier.Score(Test), classifier.Score(Test, Metric.LogLoss)));
        bound.Report(Test).Importance.Should().Equal(classifier.Report(Test).Importance);
        RowRegressor<Customer> regressor = MlpRegressor.Fit(Train, Features, c => (double)c.Price, Customers.Quick);
        RowRegressor<Customer> ofFile = Features.Bind(MlpRegressor.Load<float>(new MemoryStream(SaveTests<float>.Bytes(regressor.Model.Save))), c => (double)c.Price);
        Test.Select(ofFile.Predict).Should().Equal(Test.Select(regressor.Predict));
        ofFile.Predict((IEnumerable<Customer>)Test).Should().Equal(regressor.Predict((IEnumerable<Customer>)Test));
        ofFile.Score(Test).Should().Be(regressor.Score(Test));

        Features<Customer> some = ShallowNet.Features.Of<Customer>().Number(c => c.Age).Category(c => c.Plan).Flag(c => c.IsActive);
        Refused(() => some.Bind(loaded), "The features must be the columns of the model, but lack \"Since\".*");
        Refused(() => Features.Flag(c => c.Leaves).Bind(loaded), "The features must be the columns of the model, but have \"Leaves\" besides.*");
        Refused(() => some.Number(c => (double?)c.Price, "Since").Bind(ofFile.Model), "Feature \"Since\" must have dates, as in the model's training, but has numbers.*");
        MlpClassifier<float, float> ofMatrix = MlpClassifier.Fit(Datasets.Moons<float>(60).X, [.. Datasets.Moons<float>(60).Y.Row(0)], Customers.Quick);
        MlpClassifier<float, float> matrixLoaded = MlpClassifier.Load<float, float>(new MemoryStream(SaveTests<float>.Bytes(ofMatrix.Save)));
        Refused(() => Features.Bind(matrixLoaded), "model must be fitted to a table or to rows, but was fitted to a matrix, or has seen no data yet.*");
        FluentActions.Invoking(() => Features.Bind(loaded).Score(Test)).Should().Throw<InvalidOperationException>().WithMessage("The features must be bound with a target to be scored*");
    }

    [Fact]
    public void Bind_OfOtherColumns_IsRefused()
    {
        MlpClassifier<float, bool> ofTable = MlpClassifier.Fit<bool>(TableOf(Train), "Leaves", Customers.Quick);
        Features<Customer> some = ShallowNet.Features.Of<Customer>().Number(c => c.Age).Category(c => c.Plan).Flag(c => c.IsActive);
        Refused(() => some.Bind(ofTable), "The features must be the columns of the model, but lack \"Since\".*");
        Refused(() => Features.Flag(c => c.IsActive, "more").Bind(ofTable), "The features must be the columns of the model, but have \"more\" besides.*");
        Refused(() => some.Date(c => c.Since, "since").Bind(ofTable), "The features must be the columns of the model, but lack \"Since\", and have \"since\" besides.*");
        Refused(() => some.Category(c => $"{c.Since}", "Since").Bind(ofTable), "Feature \"Since\" must have dates, as in the model's training, but has texts.*");
        Refused(() => Features.Bind((MlpClassifier<float, bool>)null!), "model must not be null.*");
        Refused(() => Features.Bind(new MlpRegressor<float>()), "model must be fitted to a table or to rows, but was fitted to a matrix, or has seen no data yet.*");
    }

    [Fact]
    public void Fit_BadInput_IsRefused()
    {
        Refused(() => MlpClassifier.Fit(Train, Features, c => !c.Leaves), "A function without a name must read one member of a row, *\"c => !c.Leaves\": give it a name.");
        Refused(() => MlpClassifier.Fit(Train, Features, c => c.Plan!), "The target must not be one of the features, but \"Plan\" is.*");
        Refused(() => MlpClassifier.Fit(Train, ShallowNet.Features.Of<Customer>(), c => c.Leaves), "features must have at least one feature, but have none: *");
        Refused(() => MlpClassifier.Fit((Customer[])[], Features, c => c.Leaves), "Leaves must *");
        Refused(() => MlpClassifier.Fit((Customer[])[Train[0], null!], Features, c => c.Leaves), "rows must not be null, but rows[1] is.*");
        Refused(() => MlpClassifier.Fit((Customer[])null!, Features, c => c.Leaves), "rows must not be null.*");
        Refused(() => MlpClassifier.Fit(Train, null!, (Customer c) => c.Leaves), "features must not be null.*");
        Refused(() => MlpClassifier.Fit(Train, Features, (Func<Customer, bool>)null!), "target must not be null.*");
        Refused(() => MlpClassifier.Fit(Train, Features, c => c.Leaves, new MlpOptions { FeatureNames = ["a"] }), "FeatureNames must not be given for a table, *");
        Refused(() => MlpRegressor.Fit(Train, Features, c => c.Age ?? double.NaN, targetName: "y"), "y must be finite, but that of rows[3] is NaN.*");
        Refused(() => MlpRegressor.Fit(Train, Features, (Func<Customer, double>)null!), "target must not be null.*");
        RowClassifier<Customer, bool> model = MlpClassifier.Fit(Train, Features, c => c.Leaves, Customers.Quick);
        Refused(() => model.Predict((Customer)null!), "row must not be null.*");
        Refused(() => model.Predict([]), "The table must have a row, but has none.*");
        Refused(() => model.Predict([null!]), "rows must not be null, but rows[0] is.*");
        Refused(() => model.Predict(Test[0] with { Age = double.PositiveInfinity }), "Column \"Age\" must be finite, but is given Infinity.*");
        Refused(() => model.PredictProbability(Test[0], new float[3]), "probabilities must have 2 elements (one for each class), but has 3.*");
    }

    [Fact]
    public void Predict_OfSeveralThreads_IsThatOfOne()
    {
        RowClassifier<Customer, bool> model = MlpClassifier.Fit(Train, Features, c => c.Leaves, Customers.Quick);
        bool[] expected = model.Predict(Test);
        Parallel.For(0, 2000, i => model.Predict(Test[i % Test.Length]).Should().Be(expected[i % Test.Length]));
    }

    private static Table TableOf(Customer[] rows) => Features.ToTable(rows).With(Column.Of("Leaves", rows.Select(c => c.Leaves)));

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);

    internal sealed record Customer(double? Age, string? Plan, bool? IsActive, DateOnly? Since, bool Leaves, decimal Price)
    {
        public static Customer Of(TableRow row) => new(
            row["age"] as double?, row.Text("plan"), row.Flag("active"), DateOnly.FromDateTime(row.Date("since")!.Value), row.Flag("flag")!.Value, (decimal)row.Number("price"));

        public static double PriceOf(Customer customer) => (double)customer.Price;
    }

    private sealed class Reporter(List<int> epochs) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => epochs.Add(value.Epoch);
    }
}
