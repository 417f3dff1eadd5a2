namespace ShallowNet.Tests;

/// <summary>Cross-validation of tables: every model learns its encoder from the rows that it is fitted to, and from no others.</summary>
public sealed class TableCrossValidationTests
{
    private const int Rows = 90;

    /// <summary>In each fold the rows to test on have numbers of another size, a category of their own and gaps where the others have none.</summary>
    private static readonly Fold[] Folds = [.. Enumerable.Range(0, 3).Select(k => new Fold([.. Enumerable.Range(0, Rows).Where(i => i % 3 != k)], [.. Enumerable.Range(0, Rows).Where(i => i % 3 == k)]))];

    private static readonly Table Leaking = new(
        Column.Of("x", Enumerable.Range(0, Rows).Select(i => i % 3 == 1 ? double.NaN : Math.Pow(1000, i % 3) * (1 + i * 37 % 11))), Column.Of("c", Enumerable.Range(0, Rows).Select(i => i % 3 == 2 ? "only here" : $"{i % 5}")),
        Column.Of("f", Enumerable.Range(0, Rows).Select(i => i % 7 < 3)), Column.Of("class", Enumerable.Range(0, Rows).Select(i => i * 37 % 11 > 5 ? "a" : "b")), Column.Of("y", Enumerable.Range(0, Rows).Select(i => i * 37 % 11 + 0.5 * (i % 7))));

    private static CrossValidationOptions How => new() { OwnFolds = Folds };

    [Fact]
    public void Classifier_OfFolds_IsFittedToThemAlone()
    {
        Table table = Leaking.Without("y");
        double[] expected = [.. Folds.Select(fold => MlpClassifier.Fit(table.Take(fold.Train), "class", Customers.Quick).Score(table.Take(fold.Test)))];
        CrossValidation.OfClassifier(table, "class", Customers.Quick, How).Scores.Should().Equal(expected);
        double[] losses = [.. Folds.Select(fold => MlpClassifier.Fit(table.Take(fold.Train), "class", Customers.Quick).Score(table.Take(fold.Test), Metric.LogLoss))];
        CrossValidation.OfClassifier(table, "class", Customers.Quick, How with { Metric = Metric.LogLoss }).Scores.Should().Equal(losses);
        MlpClassifier<float, string> whole = MlpClassifier.Fit(table, "class", Customers.Quick);
        TableEncoder leaking = whole.Encoder!, own = MlpClassifier.Fit(table.Take(Folds[2].Train), "class", Customers.Quick).Encoder!;
        leaking.FeatureNames.Should().Contain("c = only here");
        own.FeatureNames.Should().NotContain("c = only here", "the fold's training does not have it");
    }

    [Fact]
    public void Regressor_OfFolds_IsFittedToThemAlone()
    {
        Table table = Leaking.Without("class");
        double[] expected = [.. Folds.Select(fold => MlpRegressor.Fit(table.Take(fold.Train), "y", Customers.Quick).Score(table.Take(fold.Test)))];
        CrossValidation.OfRegressor(table, "y", Customers.Quick, How).Scores.Should().Equal(expected);
    }

    [Fact]
    public void Classifier_WithWeights_LeavesRowsOfWeight0OutOfTheEncoder()
    {
        Table table = Leaking.Without("y");
        double[] weights = [.. Enumerable.Range(0, Rows).Select(i => i % 9 == 4 ? 0 : 1 + i % 2)];
        double[] expected = [.. Folds.Select(fold => MlpClassifier.Fit(table.Take(fold.Train), "class", Customers.Quick, fold.Train.Select(i => weights[i]))
            .Score(table.Take(fold.Test), null, fold.Test.Select(i => weights[i])))];
        CrossValidation.OfClassifier(table, "class", Customers.Quick, How with { Weights = weights }).Scores.Should().Equal(expected);
    }

    [Fact]
    public void Search_OfATable_FindsTheBestOptions()
    {
        Table table = Customers.Train.With("text"), prices = Customers.Train.With("price");
        SearchCandidate[] candidates = [new("none", Customers.Quick with { Training = new() { Epochs = 1, Optimizer = new Adam(1e-6) } }), new("some", Customers.Quick)];
        SearchResult result = Search.Classifier(table, "text", candidates, new CrossValidationOptions { Folds = 3 });
        result.Best.Candidate.Description.Should().Be("some");
        result.Best.Result.Scores.Should().Equal(CrossValidation.OfClassifier(table, "text", Customers.Quick, new CrossValidationOptions { Folds = 3 }).Scores);
        Search.Regressor(prices, "price", candidates, new CrossValidationOptions { Folds = 3 }).Best.Candidate.Description.Should().Be("some");
    }

    [Fact]
    public void CrossValidation_OfTargetsThatAreNone_IsRefused()
    {
        FluentActions.Invoking(() => CrossValidation.OfClassifier(Leaking, "z")).Should().Throw<ArgumentException>().WithMessage("There must be a column \"z\", *");
        FluentActions.Invoking(() => CrossValidation.OfClassifier(Leaking.Select("class"), "class")).Should().Throw<ArgumentException>()
            .WithMessage("The table must have a column besides \"class\" to predict that from, but has none.*");
        FluentActions.Invoking(() => CrossValidation.OfRegressor(Leaking, "class")).Should().Throw<ArgumentException>().WithMessage("Column \"class\" must hold numbers to be the target of a regressor, *");
        FluentActions.Invoking(() => CrossValidation.OfClassifier(null!, "class")).Should().Throw<ArgumentNullException>();
    }
}
