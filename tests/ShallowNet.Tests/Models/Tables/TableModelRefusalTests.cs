namespace ShallowNet.Tests;

public sealed class TableModelRefusalTests
{
    private static readonly Table Texts = Customers.Train.With("text");
    private static readonly MlpClassifier<float, string> Model = MlpClassifier.Fit(Texts, "text", Customers.Quick);
    private static readonly MlpRegressor<float> Regressor = MlpRegressor.Fit(Customers.Train.With("price"), "price", Customers.Quick);

    [Fact]
    public void Fit_OfATargetThatIsNone_IsRefused()
    {
        Refused(() => MlpClassifier.Fit((Table)null!, "text"), "table must not be null.*");
        const string NoColumn = "There must be a column \"x\", but the columns are * (Parameter 'target')";
        Refused(() => MlpClassifier.Fit(Texts, "x"), NoColumn);
        Refused(() => MlpRegressor.Fit(Texts, "x"), NoColumn);
        Refused(() => MlpClassifier.Fit([Texts], "x"), NoColumn);
        Refused(() => MlpRegressor.Fit([Texts], "x"), NoColumn);
        Refused(() => CrossValidation.OfClassifier(Texts, "x"), NoColumn);
        Refused(() => CrossValidation.OfRegressor(Texts, "x"), NoColumn);
        Refused(() => Texts.Describe("x"), NoColumn);
        Refused(() => Texts.Split("x"), NoColumn);
        Refused(() => MlpClassifier.Fit(Texts, null!), "target must not be null.*");
        Refused(() => MlpRegressor.Fit(Texts, (string)null!), "target must not be null.*");
        Refused(() => MlpClassifier.Fit(Texts.Select("text"), "text"), "The table must have a column besides \"text\" to predict that from, but has none.*");
        Refused(() => MlpClassifier.Fit(Texts, "plan"), "Column \"plan\" must have a value in every row, but 8 rows have none, the first of them row 7: leave such rows out by WithoutGaps(\"plan\").");
        Refused(() => MlpRegressor.Fit(Texts, "age"), "Column \"age\" must have a value in every row, but 16 rows have none, the first of them row 3: leave such rows out by WithoutGaps(\"age\").");
        Refused(() => MlpRegressor.Fit(Texts, "text"), "Column \"text\" must hold numbers to be the target of a regressor, but holds texts: classes are learned by MlpClassifier.Fit.");
        Refused(() => MlpRegressor.Fit(Texts.With(Column.Of("y", Enumerable.Range(0, 160).Select(i => i == 5 ? 1e300 : i))), "y"), "Column \"y\" must be finite in the model's precision, but row 5 is 1E+300.");
        Refused(() => MlpClassifier.Fit(Texts.Take([]), "text"), "*must have at least two classes, but have none.*");
        Refused(() => MlpRegressor.Fit(Customers.Train.With("price").Take([]), "price"), "The table must have a row, but has none.");
        Refused(() => MlpClassifier.Fit(Texts.Where(row => row.Text("text") == "stays"), "text"), "text must have at least two classes, but have only \"stays\".*");
        Refused(() => MlpClassifier.Fit(Customers.Train.With("price"), "price"), "price must be classes, but have * different numbers, such as *: numbers to predict are learned by MlpRegressor.Fit.*");
    }

    [Fact]
    public void Fit_OfLabelsOfAnotherType_IsRefused()
    {
        Refused(() => MlpClassifier.Fit<bool>(Texts, "text"), "Column \"text\" must hold flags, or numbers that are 0 or 1, to be labels of Boolean, but row 0 has *");
        Refused(() => MlpClassifier.Fit<bool>(Customers.Train.With("whole"), "whole"), "Column \"whole\" must hold flags, or numbers that are 0 or 1, to be labels of Boolean, but row 0 has *");
        Refused(() => MlpClassifier.Fit<int>(Texts, "text"), "Column \"text\" must hold whole numbers in its range to be labels of Int32, but row 0 has *");
        Refused(() => MlpClassifier.Fit<int>(Customers.Train.With("real"), "real"), "Column \"real\" must hold whole numbers in its range to be labels of Int32, but row 0 has *");
        Refused(() => MlpClassifier.Fit<byte>(Customers.Train.With("whole"), "whole"), "Column \"whole\" must hold whole numbers in its range to be labels of Byte, but row * has \"-3\".");
        Refused(() => MlpClassifier.Fit<double>(Texts, "text"), "Column \"text\" must hold numbers to be labels of Double, but row 0 has *");
        Refused(() => MlpClassifier.Fit<Customers.Answer>(Texts, "text"), "Column \"text\" must hold the names of members to be labels of Answer, but row 0 has *");
        Refused(
            () => MlpClassifier.Fit<Customers.Answer>(Texts.With(Column.Of("text", Enumerable.Range(0, 160).Select(i => $"{i % 2}"))), "text"),
            "Column \"text\" must hold the names of members to be labels of Answer, but row 0 has \"0\".");
        FluentActions.Invoking(() => MlpClassifier.Fit<Guid>(Texts, "text")).Should().Throw<NotSupportedException>()
            .WithMessage("Labels of a table must be string, bool, an enumeration, byte, short, int, long, float or double, but are Guid.");
        FluentActions.Invoking(() => MlpClassifier.Fit<Half, string>(Texts, "text")).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Fit_WithWhatTablesCannotHave_IsRefused()
    {
        foreach (Action<MlpOptions> fit in (Action<MlpOptions>[])
            [
                options => MlpClassifier.Fit(Texts, "text", options), options => MlpRegressor.Fit(Customers.Train.With("price"), "price", options),
                options => CrossValidation.OfClassifier(Texts, "text", options), options => CrossValidation.OfRegressor(Customers.Train.With("price"), "price", options),
            ])
        {
            Refused(() => fit(new MlpOptions { InputScaling = Scaling.Standardize }), "InputScaling must not be given for a table, but is *: its numbers are scaled as Encoding says.*");
            Refused(() => fit(new MlpOptions { FeatureNames = ["a"] }), "FeatureNames must not be given for a table, whose columns have names, but are.*");
            Refused(() => fit(new MlpOptions { Encoding = new EncoderOptions { Categories = ["x"] } }), "EncoderOptions.Categories must name columns*");
        }

        Refused(() => MlpClassifier.Fit(Texts, "text", weights: [1, 2]), "weights must have 160 elements (one for each sample), but has 2.*");
        Table notes = Texts.With(Column.Of("note", Enumerable.Range(0, 160).Select(i => $"the customer called {i} times")));
        Refused(() => MlpClassifier.Fit(notes, "text"), "Column \"note\" must hold categories, but seems to hold free text, *");
        Refused(() => MlpClassifier.Fit(Texts.Select("text").With(Column.Of("x", new int[160])), "text"), "A column must have told something in training, but every one had a single value, *");
    }

    [Fact]
    public void Models_OfMatrices_RefuseTables()
    {
        var (X, Y) = Datasets.Moons<float>(60);
        MlpClassifier<float, float> ofMatrix = MlpClassifier.Fit(X, Y.Row(0).ToArray(), Customers.Quick);
        (ofMatrix.Encoder, ofMatrix.Target).Should().Be((null, null));
        const string Message = "The MlpClassifier must be fitted to a table to be asked about one, but was fitted to a matrix.";
        foreach (Action action in (Action[])
            [
                () => ofMatrix.Predict(Texts), () => ofMatrix.PredictProbability(Texts), () => ofMatrix.Score(Texts), () => ofMatrix.Report(Texts), () => ofMatrix.ConfusionMatrix(Texts),
                () => ofMatrix.Importance(Texts), () => ofMatrix.Predict(Model.Encoder!.CreateRow()), () => ofMatrix.Predict(new Dictionary<string, object?>()),
                () => ofMatrix.PredictProbability(Model.Encoder!.CreateRow(), new float[2]),
            ])
        {
            action.Should().Throw<InvalidOperationException>().WithMessage(Message);
        }

        FluentActions.Invoking(() => new MlpRegressor<float>().Predict(Texts)).Should().Throw<InvalidOperationException>()
            .WithMessage("The MlpRegressor must be fitted to a table to be asked about one, but has seen no data yet.");
    }

    [Fact]
    public void Predict_OfOtherColumnsOrRows_IsRefused()
    {
        Refused(() => Model.Predict(Texts.Without("age")), "The table must have the columns of the training, but lacks \"age\".*");
        Refused(() => Model.Predict(Texts.With(Column.Of("more", new int[160]))), "The table must have the columns of the training, but has \"more\" besides.*");
        Refused(() => Model.Predict(new Dictionary<string, object?> { ["text"] = "stays" }), "There must be a column \"text\", but the columns are \"age\", \"plan\", \"active\", \"since\".*");
        Refused(() => Model.Predict(Regressor.Encoder!.CreateRow()), "row must be made by the CreateRow of this encoder, but was made by another one.*");
        Refused(() => Model.PredictProbability(Model.Encoder!.CreateRow(), new float[3]), "probabilities must have 2 elements (one for each class), but has 3.*");
        Refused(() => Model.Score(Texts.Without("text")), "There must be a column \"text\", but the columns are *");
        Refused(() => Model.Score(Texts.With(Column.Of("text", Enumerable.Repeat("new", 160)))), "text must be classes that the model knows, but text[0] is \"new\", not one of \"leaves\", \"stays\".*");
        Refused(() => Model.Predict((Table)null!), "table must not be null.*");
        Refused(() => Model.Score(null!), "table must not be null.*");
        Refused(() => Model.Importance(Texts, repeats: 0), "repeats must be at least 1, but is 0.*");
        Refused(() => Model.Importance(Texts, seed: -1), "seed must be at least 0, but is -1.*");
        Refused(() => Regressor.Predict(Regressor.Encoder!.CreateRow().Set("age", double.PositiveInfinity)), "Column \"age\" must be finite, but is given Infinity.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
