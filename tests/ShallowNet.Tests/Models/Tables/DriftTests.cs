using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>How far the columns of a table are from those of a training.</summary>
public sealed class DriftTests
{
    private static readonly JsonElement File = Golden.Read("drift.json");

    private static readonly MlpRegressor<float> Model = MlpRegressor.Fit(WithTarget(TableOf(File.GetProperty("train"))), "y", Quick);

    private static MlpOptions Quick => new() { HiddenLayers = [new Dense(3, Activation.Tanh)], Training = new() { Epochs = 5 } };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, File.GetProperty("cases").GetArrayLength())];

    [Theory, MemberData(nameof(Cases))]
    public void Drift_OfEachColumn_IsThatOfNumPyAndSciPy(int number)
    {
        JsonElement golden = File.GetProperty("cases")[number], columns = golden.GetProperty("columns");
        DriftReport report = Model.Drift(TableOf(golden.GetProperty("table")));
        report.Columns.Select(column => column.Column).Should().BeEquivalentTo(columns.EnumerateObject().Select(column => column.Name));
        foreach (ColumnDrift column in report.Columns)
        {
            JsonElement expected = columns.GetProperty(column.Column);
            Check(column.Psi, expected, "psi");
            Check(column.PsiByChance, expected, "psiByChance");
            Check(column.Distance, expected, "distance");
            Check(column.DistanceByChance, expected, "distanceByChance");
            Check(column.GapShare, expected, "gapShare");
            Check(column.GapShareOfTraining, expected, "gapShareOfTraining");
            Check(column.GapShareByChance, expected, "gapShareByChance");
            if (expected.TryGetProperty("wholeDistance", out JsonElement whole))
            {
                column.Distance.Should().BeInRange(whole.GetDouble() - 0.05, whole.GetDouble() + 1e-12, "the quantiles are a twentieth apart");
                column.Change.Should().Be(FormattableString.Invariant($"median {Number("median"):G6} instead of {Number("medianOfTraining"):G6}"));
            }
            else
            {
                Check(column.NewShare, expected, "newShare");
                Check(column.NewShareByChance, expected, "newShareByChance");
            }

            double Number(string name) => expected.GetProperty(name).GetDouble();
        }

        static void Check(double value, JsonElement expected, string name) => value.Should().BeApproximately(expected.GetProperty(name).GetDouble(), 1e-12, name);
    }

    [Fact]
    public void Drift_OfATableThatHasMoved_NamesWhatMoved()
    {
        DriftReport report = Model.Drift(TableOf(File.GetProperty("cases")[3].GetProperty("table")));
        report.HasDrift.Should().BeTrue();
        report.Columns.Select(column => (column.Column, column.Size)).Should().Equal(
            ("plan", DriftSize.Large), ("active", DriftSize.Large), ("price", DriftSize.Large), ("same", DriftSize.None), ("visits", DriftSize.None));
        report.Columns[0].NewValues.Should().HaveCount(3).And.BeSubsetOf(["new 0", "new 1", "new 2", "new 3"]);
        string text = report.ToString();
        text.Should().StartWith("700 rows beside 400 of the training: 3 of 5 columns moved\n  plan: v00 0").And.Contain(" % new values such as \"new ");
        text.Should().Contain("\n  price: median 11.033 instead of 9.921, PSI 0.22 (by chance up to 0.13), KS 0.21 (0.13), gaps 25.4 % instead of 10.5 %: large\n");
        text.Should().Contain("\n  prediction of y: median ");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Drift_OfATableThatHasNotMoved_IsNone(int number)
    {
        DriftReport report = Model.Drift(TableOf(File.GetProperty("cases")[number].GetProperty("table")));
        report.HasDrift.Should().BeFalse("{0}", report);
        report.ToString().Should().Contain(": 0 of 5 columns moved\n");
    }

    [Fact]
    public void Drift_OfTablesThatHaveNotMoved_IsHardlyEverFartherThanByChance()
    {
        NumPyRandom random = new(5);
        NumberProfile profile = NumberProfile.Of("x", Normal(500), 500, isDate: false);
        CategoryProfile categories = CategoryProfile.Of("c", 500, ["a", "b", "c", "d"], Drawn(500), metOnce: 0);
        int farther = 0;
        for (int i = 0; i < 1000; i++)
        {
            ColumnDrift numbers = profile.Compare(Normal(60), 60, isOutput: false), values = categories.Compare(["a", "b", "c", "d"], Drawn(60), 60, isOutput: false);
            farther += numbers.Psi > numbers.PsiByChance || numbers.Distance > numbers.DistanceByChance || values.Psi > values.PsiByChance || values.Distance > values.DistanceByChance ? 1 : 0;
        }

        farther.Should().BeLessThan(12, "that are three in a thousand for each measure");

        double[] Normal(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Randn())];

        CountedValues Drawn(int count) => new([.. Enumerable.Range(0, count).Select(_ => random.Rand()).Select(share => share < 0.5 ? 0.0 : share < 0.8 ? 1 : share < 0.95 ? 2 : 3)], 4);
    }

    [Fact]
    public void Drift_OfTheTrainingItself_IsZero()
    {
        DriftReport report = Model.Drift(TableOf(File.GetProperty("train")));
        report.Columns.Concat(report.Outputs).Should().OnlyContain(column => column.Psi == 0 && column.Distance == 0 && column.GapShare == column.GapShareOfTraining && column.NewShare == 0);
        (report.Rows, report.RowsOfTraining).Should().Be((400, 400));
    }

    [Fact]
    public void Drift_OfARareValueThatBecomesFrequent_IsLarge()
    {
        Table train = new(Column.Of("c", Enumerable.Range(0, 1000).Select(i => i % 500 == 3 ? "rare" : "usual")), Column.Of("x", Enumerable.Range(0, 1000).Select(i => i % 10.0)), Column.Of("y", Enumerable.Range(0, 1000).Select(i => i % 10.0)));
        MlpRegressor<float> model = MlpRegressor.Fit(train, "y", Quick with { Encoding = new() { RareBelow = 1 } });
        Table moved = train.Take(Enumerable.Range(0, 200)).With(Column.Of("c", Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? "rare" : "usual")));
        ColumnDrift drift = model.Drift(moved).Columns[0];
        (drift.Column, drift.Size).Should().Be(("c", DriftSize.Large));
        drift.ToString().Should().StartWith("c: usual 50 % instead of 99.8 %, PSI ");
    }

    [Fact]
    public void Drift_OfDatesGapsAndNumbersBeyondTheTraining_IsTold()
    {
        Table train = Rows(100, 0), moved = Rows(100, 300);
        MlpRegressor<float> model = MlpRegressor.Fit(train, "y", Quick);
        DriftReport report = model.Drift(moved);
        report.Columns.Single(column => column.Column == "day").ToString().Should().StartWith("day: median 2021-01-15 02:24:00 instead of 2020-03-21 02:24:00, PSI ").And.EndWith(": large");
        report.Columns.Single(column => column.Column == "two").ToString().Should().Be("two: PSI 0.00 (by chance up to 0.00), KS 0.00 (0.00), gaps 100 % instead of 0 %: large");
        report.Columns.Single(column => column.Column == "ends").Distance.Should().Be(1, "all are beyond the largest of the training, which half of those have");

        static Table Rows(int count, int shift) => new(
            Column.Of("day", Enumerable.Range(0, count).Select(i => new DateTime(2020, 3, 1).AddHours(12).AddDays(0.4 * i + shift))),
            Column.Of("two", Enumerable.Range(0, count).Select(i => shift == 0 ? i % 2.0 : double.NaN)),
            Column.Of("ends", Enumerable.Range(0, count).Select(i => (double)Math.Min(i, 50) + shift)), Column.Of("y", Enumerable.Range(0, count).Select(i => i % 3.0)));
    }

    [Fact]
    public void Drift_OfAClassifier_ComparesTheMeansOfProbabilities()
    {
        foreach (string target in (string[])["text", "flag"])
        {
            MlpClassifier<float, string> model = MlpClassifier.Fit(Customers.Train.With(target), target, Customers.Quick);
            DriftReport report = model.Drift(Customers.Test.With(target));
            report.Outputs.Concat(report.Columns).Where(column => column.Size != DriftSize.None).Select(column => column.Column).Should().Equal(["since"], "half as many rows end at half the time");
            Table old = Customers.Test.With(target).Where(row => row.Number("age") > 60);
            ColumnDrift drift = model.Drift(old.Without(target)).Outputs.Single();
            (drift.Column, drift.IsOutput, drift.Size).Should().Be((target, true, DriftSize.Large));
            double second = model.PredictProbability(old).Row(1).Average(), before = model.PredictProbability(Customers.Train.With(target)).Row(1).Average();
            drift.Distance.Should().BeApproximately(Math.Abs(second - before), 1e-6);
        }

        Table plans = Customers.Train.With("price").WithoutGaps("plan");
        MlpClassifier<double, string> three = MlpClassifier.Fit<double, string>(plans, "plan", Customers.Quick with { Seed = 2 });
        three.Drift(plans).Outputs.Single().Should().Match<ColumnDrift>(output => output.Psi == 0 && output.Column == "plan" && output.Change.StartsWith("plan "));
    }

    [Fact]
    public void Drift_OfSeveralTargets_HasAnOutputForEach()
    {
        Table numbers = SeveralTargets.Of(Customers.Train);
        MlpRegressor<double> regressor = MlpRegressor.Fit<double>(numbers, ["price", "rent"], Customers.Quick);
        regressor.Drift(SeveralTargets.Of(Customers.Test)).Outputs.Select(output => output.Column).Should().BeEquivalentTo("price", "rent");
        MlpMultiLabelClassifier<double, string> flags = MlpMultiLabelClassifier.Fit<double>(numbers, ["flag", "old"], Customers.Quick);
        flags.Drift(SeveralTargets.Of(Customers.Test)).Outputs.Select(output => output.Column).Should().BeEquivalentTo("flag", "old");
    }

    [Fact]
    public void Drift_OfRows_IsThatOfTheirTable()
    {
        (double X, string C, double Y)[] rows = [.. Enumerable.Range(0, 60).Select(i => (i % 10.0, i % 3 == 0 ? "a" : "b", i % 7.0))];
        Features<(double X, string C, double Y)> features = Features.Of<(double X, string C, double Y)>().Number(row => row.X).Category(row => row.C);
        RowRegressor<(double X, string C, double Y)> regressor = MlpRegressor.Fit(rows, features, row => row.Y, Quick);
        regressor.Drift(rows.Take(20)).Should().Be(regressor.Model.Drift(features.ToTable(rows.Take(20))));
        RowClassifier<(double X, string C, double Y), bool> classifier = MlpClassifier.Fit(rows, features, row => row.Y > 3, Quick, targetName: "high");
        classifier.Drift(rows.Take(20)).Should().Be(classifier.Model.Drift(features.ToTable(rows.Take(20))));
    }

    [Fact]
    public void Drift_OfAModelInPieces_KnowsTheSample()
    {
        Table table = WithTarget(TableOf(File.GetProperty("train")));
        MlpRegressor<float> model = MlpRegressor.Fit([table.Take(Enumerable.Range(0, 250)), table.Take(Enumerable.Range(250, 150))], "y", new MlpOptions { HiddenLayers = [new Dense(3, Activation.Tanh)] });
        DriftReport report = model.Drift(table);
        report.RowsOfTraining.Should().Be(40, "every tenth row is in the sample");
        report.HasDrift.Should().BeFalse("{0}", report);
    }

    [Fact]
    public void Drift_WithWeightsOfZero_KnowsOnlyTheOtherRows()
    {
        Table table = WithTarget(TableOf(File.GetProperty("train")));
        MlpRegressor<float> weighted = MlpRegressor.Fit(table, "y", Quick, [.. Enumerable.Range(0, 400).Select(i => i < 300 ? 1.0 : 0)]), some = MlpRegressor.Fit(table.Take(Enumerable.Range(0, 300)), "y", Quick);
        weighted.Drift(table).Should().Be(some.Drift(table)).And.Match<DriftReport>(report => report.RowsOfTraining == 300);
    }

    [Fact]
    public void Drift_OfWrongTablesAndModels_IsRefused()
    {
        Table train = TableOf(File.GetProperty("train"));
        ((Action)(() => Model.Drift((Table)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => Model.Drift(train.Take([])))).Should().Throw<ArgumentException>().WithMessage("The table must have a row, but has none.*");
        ((Action)(() => Model.Drift(train.Without("price")))).Should().Throw<ArgumentException>().WithMessage("The table must have the columns of the training, but lacks \"price\".*");
        ((Action)(() => Model.Drift(train.With(Column.Of("price", Enumerable.Repeat("cheap", 400)))))).Should().Throw<ArgumentException>().WithMessage("Column \"price\" must hold numbers, but holds texts*");
        ((Action)(() => MlpRegressor.Fit(Matrix<double>.Build.Dense(2, 20, (i, j) => i + j), Enumerable.Range(0, 20).Select(i => (double)i), Quick).Drift(train)))
            .Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must be fitted to a table to be asked about one, but was fitted to a matrix.");

        // Its answers are not those of the training any more.
        MlpRegressor<double> further = MlpRegressor.Fit<double>(WithTarget(train), "y", Quick);
        further.PartialFit(further.Encoder!.Transform<double>(train), Enumerable.Repeat(1.0, train.RowCount));
        ((Action)(() => further.Drift(train))).Should().Throw<InvalidOperationException>().WithMessage("The MlpRegressor must know its training data *, but was trained further by PartialFit, or *");
    }

    internal static Table TableOf(JsonElement columns) => new(columns.EnumerateObject().Select(column => ColumnOf(column.Name, [.. column.Value.EnumerateArray()])));

    private static Table WithTarget(Table table) => table.With(Column.Of("y", Enumerable.Range(0, table.RowCount).Select(i => i * 7 % 11 - 5.0)));

    private static Column ColumnOf(string name, JsonElement[] values) => values.First(value => value.ValueKind != JsonValueKind.Null).ValueKind switch
    {
        JsonValueKind.Number => Column.Of(name, values.Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())),
        JsonValueKind.String => Column.Of(name, values.Select(value => value.GetString())),
        _ => Column.Of(name, values.Select(value => value.GetBoolean())),
    };
}
