namespace ShallowNet.Tests;

public sealed class SeveralTargetsRefusalTests
{
    private static readonly Table All = SeveralTargets.Of(Customers.Train);

    private static readonly Table Numbers = All.Without("flag", "old"), Flags = All.Without("price", "rent");

    [Fact]
    public void Fit_OfTargetsThatAreNone_IsRefused()
    {
        foreach (Action<Table, string[]> fit in (Action<Table, string[]>[])
            [
                (table, targets) => MlpRegressor.Fit(table, targets), (table, targets) => CrossValidation.OfRegressor(table, targets), (table, targets) => MlpMultiLabelClassifier.Fit(table, targets),
                (table, targets) => CrossValidation.OfMultiLabelClassifier(table, targets),
            ])
        {
            Refused(() => fit(All, ["price", "x"]), "There must be a column \"x\", but the columns are *");
            Refused(() => fit(All, ["price", "price"]), "targets must be different, but \"price\" is there twice.*");
            Refused(() => fit(All, []), "targets must have at least *, but has 0.*");
            Refused(() => fit(All, null!), "targets must not be null.*");
            Refused(() => fit(All, ["price", null!]), "targets must not be null.*");
            Refused(() => fit(null!, ["price", "rent"]), "table must not be null.*");
        }

        Refused(() => MlpMultiLabelClassifier.Fit(Flags, ["old"]), "targets must have at least 2 elements, but has 1.*");
        Refused(() => MlpRegressor.Fit(Numbers.Select("price", "rent"), ["price", "rent"]), "The table must have a column besides \"price\", \"rent\" to predict those from, but has none.*");
        Refused(() => MlpMultiLabelClassifier.Fit(Flags.Select("old", "flag"), ["old", "flag"]), "The table must have a column besides \"old\", \"flag\" to predict those from, but has none.*");
        Refused(() => MlpRegressor.Fit(All, ["price", "plan"]), "Column \"plan\" must have a value in every row, but 8 rows have none*");
        Refused(() => MlpRegressor.Fit(All.WithoutGaps("plan"), ["price", "plan"]), "Column \"plan\" must hold numbers to be the target of a regressor, but holds texts: classes are learned by MlpClassifier.Fit.");
        Refused(() => MlpRegressor.Fit(Numbers.With(Column.Of("rent", Enumerable.Range(0, 160).Select(i => i == 5 ? 1e300 : i))), ["price", "rent"]), "Column \"rent\" must be finite in the model's precision, but row 5 is 1E+300.");
        Refused(() => MlpRegressor.Fit(Numbers.Take([]), ["price", "rent"]), "The table must have a row, but has none.");
        Refused(() => MlpMultiLabelClassifier.Fit(Flags.Take([]), ["flag", "old"]), "The table must have a row, but has none.");
        Refused(() => MlpMultiLabelClassifier.Fit(All.WithoutGaps("plan"), ["flag", "plan"]), "Column \"plan\" must hold flags, or numbers that are 0 or 1, to be labels of Boolean, but row 0 has *");
        Refused(() => MlpMultiLabelClassifier.Fit(All, ["flag", "price"]), "Column \"price\" must hold flags, or numbers that are 0 or 1, to be labels of Boolean, but row 0 has *");
    }

    [Fact]
    public void Predict_OfOneNumber_IsRefusedWhereThereAreSeveral()
    {
        MlpRegressor<float> model = MlpRegressor.Fit(Numbers, ["price", "rent"], Customers.Quick);
        const string Message = "The MlpRegressor must have one target to answer with one number for each row, but has \"price\", \"rent\": ask PredictColumns.";
        FluentActions.Invoking(() => model.Predict(Numbers)).Should().Throw<InvalidOperationException>().WithMessage(Message);
        FluentActions.Invoking(() => model.Predict(model.Encoder!.CreateRow())).Should().Throw<InvalidOperationException>().WithMessage(Message);
        FluentActions.Invoking(() => model.Predict(new Dictionary<string, object?>())).Should().Throw<InvalidOperationException>().WithMessage(Message);
        Refused(() => model.Predict(model.Encoder!.CreateRow(), new float[1]), "yHat must have 2 elements (one for each output), but has 1.*");
        Features<RowModelTests.Customer> features = Features.Of<RowModelTests.Customer>().Number(c => c.Age, "age").Category(c => c.Plan, "plan").Flag(c => c.IsActive, "active").Date(c => c.Since, "since");
        Refused(() => features.Bind(model), "model must have one target to answer a row with a number, but has \"price\", \"rent\".*");
        Refused(() => model.Score(Numbers.Without("rent")), "There must be a column \"rent\", but the columns are *");
    }

    [Fact]
    public void Models_OfMatrices_RefuseToPredictColumns()
    {
        var (X, Y) = Datasets.Moons<float>(60);
        MlpRegressor<float> regressor = MlpRegressor.Fit(X, Y, Customers.Quick);
        MlpMultiLabelClassifier<float, int> classifier = MlpMultiLabelClassifier.Fit(X, [.. Y.Row(0).Select(y => (int[])[(int)y])], Customers.Quick);
        regressor.Targets.Should().BeEmpty();
        InputRow row = MlpRegressor.Fit(Numbers, ["price", "rent"], Customers.Quick).Encoder!.CreateRow();
        foreach (Action action in (Action[])
            [
                () => regressor.PredictColumns(Numbers), () => regressor.PredictColumns(new Dictionary<string, object?>()), () => regressor.Predict(row, new float[1]), () => classifier.Predict(Flags),
                () => classifier.PredictColumns(Flags), () => classifier.PredictProbability(Flags), () => classifier.Predict(row), () => classifier.PredictProbability(row, new float[2]),
                () => classifier.Predict(new Dictionary<string, object?>()),
            ])
        {
            action.Should().Throw<InvalidOperationException>().WithMessage("The Mlp* must be fitted to a table to be asked about one, but was fitted to a matrix.");
        }
    }

    [Fact]
    public void CrossValidation_OfSeveralTargets_LearnsTheEncoderInEveryFold()
    {
        CrossValidationOptions how = new() { Folds = 3 };
        Fold[] folds = [.. Split.KFold(160, 3, seed: how.Seed)];
        CrossValidation.OfRegressor(Numbers, ["price", "rent"], Customers.Quick, how).Scores.Should().Equal(folds.Select(
            fold => MlpRegressor.Fit(Numbers.Take(fold.Train), ["price", "rent"], Customers.Quick).Score(Numbers.Take(fold.Test))));
        CrossValidation.OfMultiLabelClassifier(Flags, ["flag", "old"], Customers.Quick, how).Scores.Should().Equal(folds.Select(
            fold => MlpMultiLabelClassifier.Fit(Flags.Take(fold.Train), ["flag", "old"], Customers.Quick).Score(Flags.Take(fold.Test))));
        SearchCandidate[] candidates = [new("none", Customers.Quick with { Training = new() { Epochs = 1, Optimizer = new Adam(1e-6) } }), new("some", Customers.Quick)];
        Search.Regressor(Numbers, ["price", "rent"], candidates, how).Best.Candidate.Description.Should().Be("some");
        Search.MultiLabelClassifier(Flags, ["flag", "old"], candidates, how).Best.Candidate.Description.Should().Be("some");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
