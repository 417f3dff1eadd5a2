using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Partial dependence against scikit-learn's, accumulated local effects against their formulas in NumPy, and both of tables by exchanging columns.</summary>
public sealed class DependenceTests
{
    private static readonly MlpClassifier<double, string> OfTable = MlpClassifier.Fit<double, string>(Customers.Train.With("text"), "text", Customers.Quick);

    private static Table Rows => Customers.Test.With("text").Without("text");

    public static TheoryData<int> Dependences => [.. Enumerable.Range(0, GoldenModels.Expected.GetProperty("dependence").GetArrayLength())];

    public static TheoryData<int> EffectCases => [.. Enumerable.Range(0, GoldenModels.Expected.GetProperty("effects").GetArrayLength())];

    public static TheoryData<int> EffectsOfTwoCases => [.. Enumerable.Range(0, GoldenModels.Expected.GetProperty("effectsOfTwo").GetArrayLength())];

    [Theory, MemberData(nameof(Dependences))]
    public void PartialDependence_OfFeatures_IsThatOfScikitLearn(int which)
    {
        JsonElement expected = GoldenModels.Expected.GetProperty("dependence")[which];
        int[] features = expected.GetProperty("features").Integers();
        DependenceOptions options = new() { Answer = 1, GridPoints = expected.GetProperty("resolution").GetInt32() };
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        PartialDependence actual = features.Length == 1
            ? model.PartialDependence(GoldenModels.X, features[0], options) : model.PartialDependence(GoldenModels.X, features[0], features[1], options);
        foreach ((DependenceAxis axis, JsonElement grid) in actual.Axes.Zip(expected.GetProperty("grids").EnumerateArray()))
        {
            axis.IsCategory.Should().BeFalse();
            Golden.ErrorOf(Row(axis.Values), Row(grid.Numbers())).Should().BeLessThan(1e-14);
        }

        if (features.Length == 1)
        {
            Golden.ErrorOf(actual.Mean.Transpose(), Row(expected.GetProperty("mean").Numbers())).Should().BeLessThan(1e-12);
            Golden.ErrorOf(actual.Curves!, expected.GetProperty("curves").Matrix()).Should().BeLessThan(1e-12);
        }
        else
        {
            Golden.ErrorOf(actual.Mean, expected.GetProperty("mean").Matrix()).Should().BeLessThan(1e-12);
            actual.Curves.Should().BeNull();
        }
    }

    [Theory, MemberData(nameof(EffectCases))]
    public void AccumulatedEffects_OfAFeature_AreThoseOfTheFormula(int which)
    {
        JsonElement expected = GoldenModels.Expected.GetProperty("effects")[which];
        AccumulatedEffects actual = GoldenModels.Regressor<double>().AccumulatedEffects(
            GoldenModels.X, expected.GetProperty("feature").GetInt32(), new DependenceOptions { Answer = 1, Intervals = expected.GetProperty("bins").GetInt32() });
        Golden.ErrorOf(Row(actual.Axes[0].Values), Row(expected.GetProperty("edges").Numbers())).Should().BeLessThan(1e-14);
        Golden.ErrorOf(actual.Effects.Transpose(), Row(expected.GetProperty("effects").Numbers())).Should().BeLessThan(1e-12);
    }

    [Theory, MemberData(nameof(EffectsOfTwoCases))]
    public void AccumulatedEffects_OfTwoFeatures_AreThoseOfTheFormula(int which)
    {
        JsonElement expected = GoldenModels.Expected.GetProperty("effectsOfTwo")[which];
        int[] features = expected.GetProperty("features").Integers();
        AccumulatedEffects actual = GoldenModels.Regressor<double>().AccumulatedEffects(
            GoldenModels.X, features[0], features[1], new DependenceOptions { Answer = 1, Intervals = expected.GetProperty("bins").GetInt32() });
        Golden.ErrorOf(actual.Effects, expected.GetProperty("effects").Matrix()).Should().BeLessThan(1e-12);
        actual.EmptyCells.Should().Be(expected.GetProperty("empty").GetInt32());
    }

    /// <summary>Every kind of column: the mean answer to a table whose column is all one value.</summary>
    [Theory]
    [InlineData("age")]
    [InlineData("plan")]
    [InlineData("active")]
    [InlineData("since")]
    public void PartialDependence_OfAColumn_IsThatOfTablesWithOneValue(string name)
    {
        PartialDependence actual = OfTable.PartialDependence(Rows, name, new DependenceOptions { GridPoints = 6 });
        DependenceAxis axis = actual.Axes[0];
        axis.IsCategory.Should().Be(name is "plan" or "active");
        for (int i = 0; i < axis.Labels.Count; i++)
        {
            double[] expected = OfTable.PredictProbability(With(name, [.. Enumerable.Repeat(axis.Labels[i], Rows.RowCount)])).Row(1).ToArray();
            actual.Mean[i, 0].Should().BeApproximately(expected.Average(), 1e-12);
            actual.Curves!.Row(i).ToArray().Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);
        }
    }

    [Fact]
    public void PartialDependence_OfTwoColumns_IsThatOfTablesWithOneValueInEach()
    {
        PartialDependence actual = OfTable.PartialDependence(Rows, "plan", "age", new DependenceOptions { GridPoints = 3, Answer = 0 });
        actual.Axes[0].Labels.Should().Equal("plan 0", "plan 1", "plan 2", "(gap)");
        actual.Axes[0].Values.Should().Equal(0, 1, 2, 3);
        Table table = With("plan", [.. Enumerable.Repeat("plan 2", 80)]).Without("age").With(Column.Of("age", Enumerable.Repeat(actual.Axes[1].Values[1], 80)));
        actual.Mean[2, 1].Should().BeApproximately(OfTable.PredictProbability(table).Row(0).Average(), 1e-12);
        (actual.Mean.RowCount, actual.Mean.ColumnCount).Should().Be((4, 3));
    }

    /// <summary>From each category to the next, with the rows that have one of the two.</summary>
    [Fact]
    public void AccumulatedEffects_OfCategories_AreThoseOfTheFormula()
    {
        AccumulatedEffects actual = OfTable.AccumulatedEffects(Rows, "plan");
        string[] plans = [.. Rows.Rows.Select(row => row.Text("plan") ?? "(gap)")], labels = [.. actual.Axes[0].Labels];
        double[][] answers = Array.ConvertAll(labels, label => OfTable.PredictProbability(With("plan", [.. Enumerable.Repeat(label, 80)])).Row(1).ToArray());
        double[] effects = new double[labels.Length];
        for (int k = 1; k < labels.Length; k++)
        {
            effects[k] = effects[k - 1] + Enumerable.Range(0, 80).Where(j => plans[j] == labels[k] || plans[j] == labels[k - 1]).Average(j => answers[k][j] - answers[k - 1][j]);
        }

        double mean = plans.Average(plan => effects[Array.IndexOf(labels, plan)]);
        actual.Effects.Column(0).ToArray().Should().Equal(effects, (left, right) => Math.Abs(left - (right - mean)) < 1e-12);
    }

    /// <summary>Rows with gaps are as if they were not there; of a model that adds its columns there is nothing that two change together.</summary>
    [Fact]
    public void AccumulatedEffects_OfGapsAndDates_LeaveGapsOutAndKnowDates()
    {
        AccumulatedEffects ages = OfTable.AccumulatedEffects(Rows, "age", new DependenceOptions { Intervals = 5 });
        ages.Effects.Should().Be(OfTable.AccumulatedEffects(Rows.WithoutGaps("age"), "age", new DependenceOptions { Intervals = 5 }).Effects);
        AccumulatedEffects dates = OfTable.AccumulatedEffects(Rows, "since", new DependenceOptions { Intervals = 4 });
        dates.Axes[0].Labels.Should().HaveCount(5).And.OnlyContain(label => label.StartsWith("20"));
        MlpRegressor<double> linear = new();
        linear.Restore(Network.Create<double>(5, seed: 1, new Dense(1, Activation.Identity)), null!, null, null);
        linear.AccumulatedEffects(GoldenModels.X, 0, 1).Effects.Enumerate().Select(Math.Abs).Max().Should().BeLessThan(1e-12);
        OfTable.AccumulatedEffects(Rows, "age", "since", new DependenceOptions { Intervals = 3 }).Effects.Enumerate().Should().Contain(effect => Math.Abs(effect) > 1e-3);
    }

    /// <summary>The changes are those of the model's answers; either column may come first, and of a model that adds its columns, nothing is left.</summary>
    [Fact]
    public void AccumulatedEffects_OfACategoryBesideNumbers_AreOfTheModelsAnswers()
    {
        DependenceOptions options = new() { Intervals = 3 };
        AccumulatedEffects actual = OfTable.AccumulatedEffects(Rows, "plan", "age", options), transposed = OfTable.AccumulatedEffects(Rows, "age", "plan", options);
        transposed.Effects.Should().Be(actual.Effects.Transpose());
        transposed.Axes.Select(axis => axis.Name).Should().Equal("age", "plan");
        actual.Axes[0].Labels.Should().Equal(OfTable.AccumulatedEffects(Rows, "plan").Axes[0].Labels);

        Table known = Rows.WithoutGaps("age");
        string[] labels = [.. actual.Axes[0].Labels], plans = [.. known.Rows.Select(row => row.Text("plan") ?? "(gap)")];
        double[] edges = [.. actual.Axes[1].Values], ages = [.. known.Rows.Select(row => row.Number("age"))];
        (int Category, int Interval)[] cells = [.. plans.Zip(ages, (plan, age) => (Array.IndexOf(labels, plan), DependenceGrid.IntervalOf(age, edges)))];
        double[] up = [.. Enumerable.Range(0, cells.Length).Select(j => Change(j, 1) - Change(j, 0))], down = [.. Enumerable.Range(0, cells.Length).Select(j => Change(j, 0) - Change(j, -1))];
        double[,] expected = EffectSums.OfCategoryAndNumbers(up, down, cells, (labels.Length, edges.Length - 1)).Effects;
        (actual.Effects - Matrix<double>.Build.DenseOfArray(expected)).Enumerate().Max(Math.Abs).Should().BeLessThan(1e-12);
        actual.Effects.Enumerate().Max(Math.Abs).Should().BeGreaterThan(1e-4);

        Table ofTwo = new(Column.Of("plan", plans.Select(plan => plan == "(gap)" ? null : plan)), Column.Of("age", ages), Column.Of("y", ages.Select(age => age * age)));
        MlpRegressor<double> linear = MlpRegressor.Fit<double>(ofTwo, target: "y", new MlpOptions { HiddenLayers = [], Training = new() { Epochs = 3 } });
        linear.AccumulatedEffects(ofTwo, "plan", "age", options).Effects.Enumerate().Max(Math.Abs).Should().BeLessThan(1e-9);

        double Change(int j, int step)
        {
            string plan = labels[Math.Clamp(cells[j].Category + step, 0, labels.Length - 1)];
            double[] answers = [.. new[] { 1, 0 }.Select(end => OfTable.PredictProbability(known.Take([j]).Without("plan", "age")
                .With(Column.Of("plan", [plan == "(gap)" ? null : plan])).With(Column.Of("age", [edges[cells[j].Interval + end]])))[1, 0])];
            return answers[0] - answers[1];
        }
    }

    [Fact]
    public void PartialDependence_ByAnyThreads_HasTheSameBits()
    {
        PartialDependence one = OfTable.PartialDependence(Rows, "age", new DependenceOptions { MaxThreads = 1 }), many = OfTable.PartialDependence(Rows, "age", new DependenceOptions { MaxThreads = 5 });
        many.Mean.Should().Be(one.Mean);
        many.Curves.Should().Be(one.Curves);
        one.ToString().Should().StartWith("partial dependence on age: 0.");
        OfTable.AccumulatedEffects(Rows, "age").ToString().Should().StartWith("accumulated effects of age: -0.");
    }

    /// <summary>Samples are shared by threads in blocks, for effects of every kind of column.</summary>
    [Fact]
    public void Effects_ByAnyThreads_HaveTheSameBits()
    {
        Table many = Rows.Take([.. Enumerable.Range(0, 2000).Select(j => j % 80)]);
        foreach (Func<DependenceOptions, AccumulatedEffects> effects in (Func<DependenceOptions, AccumulatedEffects>[])[
            options => OfTable.AccumulatedEffects(many, "age", options), options => OfTable.AccumulatedEffects(many, "plan", options), options => OfTable.AccumulatedEffects(many, "age", "since", options),
            options => OfTable.AccumulatedEffects(many, "plan", "age", options)])
        {
            AccumulatedEffects one = effects(new DependenceOptions { MaxThreads = 1 });
            effects(new DependenceOptions { MaxThreads = 2 }).Effects.Should().Be(one.Effects);
            effects(new DependenceOptions { MaxThreads = 3 }).Effects.Should().Be(one.Effects);
        }
    }

    [Fact]
    public void Dependence_TellsItsProgressAndCanBeCancelled()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> X = GoldenModels.X;
        foreach (Action<IProgress<double>?, CancellationToken> call in (Action<IProgress<double>?, CancellationToken>[])[
            (progress, token) => OfTable.PartialDependence(Rows, "age", null, progress, token),
            (progress, token) => OfTable.PartialDependence(Rows, "age", "plan", null, progress, token),
            (progress, token) => OfTable.AccumulatedEffects(Rows, "age", null, progress, token),
            (progress, token) => OfTable.AccumulatedEffects(Rows, "plan", null, progress, token),
            (progress, token) => OfTable.AccumulatedEffects(Rows, "age", "since", null, progress, token),
            (progress, token) => OfTable.AccumulatedEffects(Rows, "plan", "age", null, progress, token),
            (progress, token) => model.PartialDependence(X, 1, null, progress, token),
            (progress, token) => model.PartialDependence(X, 1, 2, null, progress, token),
            (progress, token) => model.AccumulatedEffects(X, 1, null, progress, token),
            (progress, token) => model.AccumulatedEffects(X, 1, 2, null, progress, token)])
        {
            CheckProgress(call);
        }
    }

    [Fact]
    public void Dependence_OfWhatDoesNotFit_IsRefused()
    {
        MlpRegressor<double> model = GoldenModels.Regressor<double>();
        Matrix<double> X = GoldenModels.X, constant = X.MapIndexed((i, _, x) => i == 2 ? 1 : x);
        ShapleyTests.Refused(() => model.PartialDependence(X, 5), "feature must be at least 0 and at most 4 (a row of X), but is 5.*");
        ShapleyTests.Refused(() => model.AccumulatedEffects(X, -1), "feature must be at least 0 and at most 4 (a row of X), but is -1.*");
        ShapleyTests.Refused(() => model.PartialDependence(X, 1, 1), "first and second must differ, but both are 1.*");
        ShapleyTests.Refused(() => model.AccumulatedEffects(X, 1, 1), "first and second must differ, but both are 1.*");
        ShapleyTests.Refused(() => model.PartialDependence(X.SubMatrix(0, 4, 0, 2), 1), "X must have 5 rows (the features the model was fitted to), but is 4 × 2.*");
        ShapleyTests.Refused(() => model.PartialDependence(X, 1, new DependenceOptions { Answer = 3 }), "answer must be at least 0 and at most 2 (the number of a target), but is 3.*");
        ShapleyTests.Refused(() => model.AccumulatedEffects(constant, 2), "Column \"x[2]\" must have at least two different values, but has one.*");
        ShapleyTests.Refused(() => model.AccumulatedEffects(constant, 0, 2), "Column \"x[2]\" must have at least two different values, but has one.*");
        ShapleyTests.Refused(() => OfTable.PartialDependence(Rows, "none"), "There must be a column \"none\", but the columns are \"age\", \"plan\", \"active\", \"since\".*");
        ShapleyTests.Refused(() => OfTable.AccumulatedEffects(Rows, "active", "plan"), "Column \"plan\" must hold numbers or dates for the effects of two columns, one of which holds categories, but holds categories, too: ask PartialDependence.*");
        ShapleyTests.Refused(() => OfTable.PartialDependence(Rows, "age", "age"), "first and second must differ, but both are age.*");
        ShapleyTests.Refused(() => OfTable.PartialDependence(OfAges(double.NaN), "age"), "Column \"age\" must have a value, but has only gaps.*");
        ShapleyTests.Refused(() => OfTable.AccumulatedEffects(OfAges(double.NaN), "age"), "Column \"age\" must have at least two different values, but has none.*");
        model.Invoking(it => it.PartialDependence(Rows, "age")).Should().Throw<InvalidOperationException>();
        ShapleyTests.Refused(() => new DependenceOptions { GridPoints = 1 }.ToString(), "GridPoints must be at least 2, but is 1.*");
        ShapleyTests.Refused(() => new DependenceOptions { ShareLeftOut = 0.5 }.ToString(), "ShareLeftOut must be at least 0 and less than 0.5, but is 0.5.*");
        ShapleyTests.Refused(() => new DependenceOptions { Intervals = 0 }.ToString(), "Intervals must be at least 1, but is 0.*");
        ShapleyTests.Refused(() => new DependenceOptions { MaxThreads = 0 }.ToString(), "MaxThreads must be at least 1, but is 0.*");

        static Table OfAges(double age) => Rows.Without("age").With(Column.Of("age", Enumerable.Repeat(age, 80)));
    }

    /// <summary>It tells shares that rise to 1, and does nothing once it is cancelled.</summary>
    internal static void CheckProgress(Action<IProgress<double>?, CancellationToken> call)
    {
        List<double> shares = [];
        call(new ShapleyTests.Progress(shares.Add), CancellationToken.None);
        shares.Should().BeInAscendingOrder().And.EndWith([1.0]).And.OnlyContain(share => share > 0);
        shares.Clear();
        Assert.Throws<OperationCanceledException>(() => call(new ShapleyTests.Progress(shares.Add), new CancellationToken(canceled: true)));
        shares.Should().BeEmpty();
    }

    private static Matrix<double> Row(IReadOnlyList<double> numbers) => Matrix<double>.Build.DenseOfRowArrays([.. numbers]);

    /// <summary>The rows, of which one column has other values, given as texts.</summary>
    private static Table With(string name, string[] values) => Rows.Without(name).With(name switch
    {
        "age" => Column.Of(name, values.Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))),
        "active" => Column.Of(name, values.Select(value => value == "true")),
        "since" => Column.Of(name, values.Select(value => DateOnly.Parse(value[..10], System.Globalization.CultureInfo.InvariantCulture))),
        _ => Column.Of(name, values.Select(value => value == "(gap)" ? null : value)),
    });
}
