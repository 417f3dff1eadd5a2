namespace ShallowNet.Tests;

/// <summary>Intervals of models of tables and rows: by group, of several targets, of a row by itself.</summary>
public sealed class GroupedIntervalsTests
{
    private static readonly Table Train = Shops(300, 1), Test = Shops(400, 2);
    private static readonly Lazy<MlpRegressor<double>> Model = new(() => MlpRegressor.Fit<double>(Train, "sales", new MlpOptions { HiddenLayers = [] }));
    private static readonly IntervalOptions ByTown = new() { By = "town" };

    [Fact]
    public void PredictInterval_ByGroup_CoversEachAndIsWideWhereItsErrorsAreLarge()
    {
        Interval[] intervals = Model.Value.PredictInterval(Test, ByTown), together = Model.Value.PredictInterval(Test);
        string[] towns = [.. ((TextColumn)Test["town"]).Values!.Select(town => town!)];
        double[] sales = [.. ((NumberColumn)Test["sales"]).Values];
        Dictionary<string, double> widths = [];
        foreach (string town in towns.Distinct())
        {
            int[] own = [.. Enumerable.Range(0, towns.Length).Where(j => towns[j] == town)];
            own.Average(j => intervals[j].Contains(sales[j]) ? 1.0 : 0).Should().BeInRange(0.82, 0.98);
            widths[town] = intervals[own[0]].Width;
        }

        (widths["noisy"] > 2 * widths["quiet"]).Should().BeTrue();
        together.Select(interval => Math.Round(interval.Width, 6)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void PredictInterval_ByGroup_IsThatOfConformalIntervals()
    {
        double[] errors = Model.Value.Calibration!.Rows[0];
        string[] towns = [.. ((TextColumn)Train["town"]).Values!.Select(town => town!)];
        IReadOnlyDictionary<string, ConformalIntervals> expected = ConformalIntervals.ByGroup([.. errors.Select(_ => new Interval(0, 0))], errors, towns);
        double[] yHat = Model.Value.Predict(Test);
        string[] others = [.. ((TextColumn)Test["town"]).Values!.Select(town => town!)];
        Model.Value.PredictInterval(Test, ByTown with { Level = 0.8 }).Select(interval => interval.Upper).Should().Equal(
            others.Select((town, j) => expected[town].Around(yHat[j], 0.8).Upper), (actual, other) => Math.Abs(actual - other) < 1e-9);
    }

    [Fact]
    public void PredictInterval_OfARow_IsThatAmongOthers()
    {
        foreach (IntervalOptions options in (IntervalOptions[])[ByTown, ByTown with { Width = IntervalWidth.FollowsSample, Ends = IntervalEnds.Upper }, new() { By = "open" }])
        {
            Interval[] all = Model.Value.PredictInterval(Test, options);
            InputRow row = Model.Value.Encoder!.CreateRow();
            for (int j = 0; j < 20; j++)
            {
                Dictionary<string, object?> values = Test.Without("sales").Columns.ToDictionary(column => column.Name, column => column.ValueAt(j));
                Model.Value.PredictInterval(values, options).Upper.Should().BeApproximately(all[j].Upper, 1e-9);
                Model.Value.PredictInterval(row.SetAll(values), options).Lower.Should().Match(lower => lower == all[j].Lower || Math.Abs(lower - all[j].Lower) < 1e-9);
            }
        }
    }

    [Fact]
    public void PredictInterval_ByWhatMakesNoGroups_IsRefused()
    {
        Refused("size", "By must be a column of texts or flags, but \"size\" holds numbers.*");
        Refused("since", "By must be a column of texts or flags, but \"since\" holds dates.*");
        Refused("same", "By must be a column of texts or flags, but \"same\" tells nothing.*");
        Refused("street", "There must be a column \"street\", but the columns are *");
        FluentActions.Invoking(() => Model.Value.PredictInterval(Test, ByTown with { Level = 0.99 })).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("99 % needs 99 calibration samples of town = \"noisy\", but there are *");
        Table few = Column.Of("code", Enumerable.Range(0, 300).Select(j => $"c{j % 40}")) is var codes ? Train.With(codes) : Train;
        MlpRegressor<double> ofMany = MlpRegressor.Fit<double>(few, "sales", new MlpOptions { HiddenLayers = [] });
        FluentActions.Invoking(() => ofMany.PredictInterval(few, new IntervalOptions { By = "code" })).Should().Throw<ArgumentException>().WithMessage("By must be a column of texts or flags, but \"code\" has 4* values, and may have 32.*");
        ofMany.RestoreCalibration(new Calibration([new double[100]]));
        FluentActions.Invoking(() => ofMany.PredictInterval(few, ByTown)).Should().Throw<InvalidOperationException>()
            .WithMessage("The groups of the model's calibration samples must be known for intervals by \"town\", but its file was written before models kept them: call Calibrate.");

        void Refused(string by, string message) =>
            FluentActions.Invoking(() => Model.Value.PredictInterval(Test, new IntervalOptions { By = by })).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void PredictIntervalColumns_OfSeveralTargets_HasEachItsOwn()
    {
        double[] sales = [.. ((NumberColumn)Train["sales"]).Values];
        Table two = Train.With(Column.Of("rent", sales.Select(value => -3 * value)));
        MlpRegressor<double> model = MlpRegressor.Fit<double>(two, ["sales", "rent"], new MlpOptions { HiddenLayers = [] });
        IReadOnlyDictionary<string, Interval[]> intervals = model.PredictIntervalColumns(two, ByTown);
        intervals["rent"].Zip(intervals["sales"]).Should().OnlyContain(pair => Math.Abs(pair.First.Width - 3 * pair.Second.Width) < 1e-4 * pair.First.Width);
        FluentActions.Invoking(() => model.PredictInterval(two, ByTown)).Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must have one target*");
        FluentActions.Invoking(() => model.PredictInterval(model.Encoder!.CreateRow(), ByTown)).Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must have one target*");
        FluentActions.Invoking(() => new MlpRegressor<double>().PredictIntervalColumns(two, ByTown)).Should().Throw<InvalidOperationException>().WithMessage("*has seen no data yet*");
    }

    [Fact]
    public void RowModels_OfOneRow_HaveTheIntervalsAndSetsOfTheirTable()
    {
        (double Size, string Town, bool Flag)[] rows = [.. Enumerable.Range(0, 120).Select(j => ((double)(j % 17), j % 3 == 0 ? "a" : "b", j % 5 > 2))];
        Features<(double Size, string Town, bool Flag)> features = Features.Of<(double Size, string Town, bool Flag)>().Number(row => row.Size).Category(row => row.Town);
        RowRegressor<(double Size, string Town, bool Flag)> regressor = MlpRegressor.Fit(rows, features, row => row.Size * row.Size + (row.Flag ? 1 : 0), new MlpOptions { HiddenLayers = [] }, targetName: "price");
        Interval[] intervals = regressor.PredictIntervals(rows, new IntervalOptions { By = "Town" });
        regressor.PredictInterval(rows[1], new IntervalOptions { By = "Town" }).Upper.Should().BeApproximately(intervals[1].Upper, 1e-4);
        regressor.PredictIntervals(rows)[2].Width.Should().BeApproximately(regressor.PredictInterval(rows[2]).Width, 1e-4);
        RowClassifier<(double Size, string Town, bool Flag), bool> classifier = MlpClassifier.Fit(rows, features, row => row.Flag, new MlpOptions { HiddenLayers = [] });
        IReadOnlyList<bool>[] sets = classifier.PredictSets(rows, 0.8);
        Enumerable.Range(0, 120).Should().OnlyContain(j => classifier.PredictSet(rows[j], 0.8, SetScore.Probability, false).SequenceEqual(sets[j]));
    }

    /// <summary>Shops whose sales are known well in one town, and badly in another.</summary>
    private static Table Shops(int rows, int seed)
    {
        NumPyRandom random = new(seed);
        double[] sizes = [.. Enumerable.Range(0, rows).Select(_ => random.Rand())];
        string[] towns = [.. Enumerable.Range(0, rows).Select(_ => random.Rand() switch { < 0.3 => "noisy", < 0.6 => "quiet", _ => "usual" })];
        return new Table(
            Column.Of("size", sizes), Column.Of("town", towns), Column.Of("open", sizes.Select((_, j) => j % 3 > 0)), Column.Of("same", sizes.Select(_ => "x")),
            Column.Of("since", sizes.Select((_, j) => new DateOnly(2015, 1, 1).AddDays(j * 17 % 3000))),
            Column.Of("sales", sizes.Select((size, j) => 10 * size + (towns[j] switch { "noisy" => 3, "quiet" => 0.5, _ => 1 }) * random.Randn())));
    }
}
