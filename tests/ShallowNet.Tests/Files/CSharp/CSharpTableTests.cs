using System.Numerics;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class CSharpTablesInDouble : CSharpTableTests<double>;

public sealed class CSharpTablesInFloat : CSharpTableTests<float>;

/// <summary>Exported models of tables answer to rows as the models do, to the last bit.</summary>
public abstract class CSharpTableTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[] Numbers = [.. Enumerable.Range(0, 30).Select(j => 1e6 + 3 * Math.Sin(j))];

    [Theory]
    [InlineData(NumberScaling.Smooth)]
    [InlineData(NumberScaling.RobustSmooth)]
    [InlineData(NumberScaling.Standardize)]
    [InlineData(NumberScaling.Quantiles)]
    public void NumbersAndFlags_OfAnyScaling_HaveTheSameBits(NumberScaling scaling) => Check(
        [
            Column.Of("plain", Numbers), Column.Of("gaps", [.. Numbers[..28], double.NaN, double.NaN]), Column.Of("only gaps", Numbers.Select(number => number > 1e6 ? 7 : double.NaN)),
            Column.Of("few", Numbers.Select((_, j) => j % 5 == 0 ? 3.0 : 0.25)), Column.Of("zeros", Numbers.Select((_, j) => j % 2)),
            Column.Of("flag", Numbers.Select(number => number > 1e6)), Column.Of("flag or gap", Numbers.Select((_, j) => j % 4 == 0 ? (bool?)null : j % 3 == 0)),
        ],
        [
            Column.Of("plain", [0, -0.0, 1e6, double.NaN, -1e20, 1e20, .. Numbers[..3]]), Column.Of("gaps", [double.NaN, 1e6, 1e6 + 2.999, 1e6 - 2.999, .. Numbers[..5]]),
            Column.Of("only gaps", [double.NaN, 7, 8, 7, 7, 7, 7, 7, 7]), Column.Of("few", [0.25, 3, 1, -7, double.NaN, 4, 0.25, 3, 0.26]),
            Column.Of("zeros", [0, 1, double.NaN, 5, 0, 1, 0, 1, 0]), Column.Of("flag", [true, false, (bool?)null, true, false, true, true, true, true]),
            Column.Of("flag or gap", [true, false, (bool?)null, true, false, true, true, null, null]),
        ],
        scaling);

    [Fact]
    public void Categories_KnownRareUnknownAndMissing_HaveTheSameBits()
    {
        string?[] three = [.. Numbers.Select((_, j) => (j % 3) switch { 0 => "a", 1 => "b\n\"", _ => "größe 猫" })], two = [.. Numbers.Select((_, j) => j % 3 == 0 ? "a" : "b")];
        double[] codes = [.. Numbers.Select((_, j) => j > 27 ? 99 + j : (j % 4) switch { 0 => -0.0, 1 => 10115, 2 => -7, _ => 0.25 })];
        Check(
            [
                Column.Of("known", three), Column.Of("rare", [.. three[..25], "rare", "rarer", .. three[..3]]), Column.Of("gaps", [.. three[..25], null, null, .. three[..3]]),
                Column.Of("both", [.. three[..25], null, "rare", .. three[..3]]), Column.Of("two", two), Column.Of("one or gap", [.. Numbers.Select((_, j) => j < 25 ? "a" : null)]),
                Column.Of("one or rare", [.. two.Select((_, j) => j < 27 ? "a" : "b")]), Column.Of("rare or gap", [.. Enumerable.Range(0, 30).Select(j => j < 27 ? $"name {j}" : null)]),
                Column.Of("empty", [.. three[..25], "", "", "", "", ""]), Column.Of("code", codes), Column.Of("code or gap", [.. codes[..25], double.NaN, .. codes[..4]]),
            ],
            [
                Column.Of("known", ["a", "b\n\"", "größe 猫", "c", "A", null, "rare", "\0"]), Column.Of("rare", ["a", "b\n\"", "größe 猫", "c", "A", null, "rare", "rarer"]),
                Column.Of("gaps", ["a", "b\n\"", "größe 猫", "c", "A", null, "", " "]), Column.Of("both", ["a", "b\n\"", "größe 猫", "c", "A", null, "rare", ""]),
                Column.Of("two", ["a", "b", null, "c", "", "a", "b", "a"]), Column.Of("one or gap", ["a", null, "b", "a", null, "b", "a", null]),
                Column.Of("one or rare", ["a", "b", null, "c", "a", "b", "a", "b"]), Column.Of("rare or gap", ["name 1", null, "other", "name 2", null, "", "a", "b"]),
                Column.Of("empty", ["a", "", null, "c", "b\n\"", "größe 猫", "", ""]), Column.Of("code", [0, -0.0, 10115, -7, 0.25, 127, 128, double.NaN]),
                Column.Of("code or gap", [0, -0.0, 10115, -7, 0.25, 127, 1e20, double.NaN]),
            ],
            categories: ["code", "code or gap"]);
    }

    [Theory]
    [InlineData(NumberScaling.Smooth)]
    [InlineData(NumberScaling.RobustSmooth)]
    [InlineData(NumberScaling.Standardize)]
    [InlineData(NumberScaling.Quantiles)]
    public void Dates_OfAllCenturies_HaveTheSameBits(NumberScaling scaling)
    {
        DateTime[] days = [.. Enumerable.Range(0, 30).Select(j => new DateTime(1900, 1, 1).AddDays(1237 * j))];
        NumPyRandom random = new(3);
        DateTime?[] asked =
        [
            null, DateTime.MinValue, DateTime.MaxValue, new(1969, 12, 31, 23, 59, 59), new(1970, 1, 1), new(1600, 2, 29), new(1700, 3, 1), new(2000, 2, 29, 5, 0, 0),
            .. Enumerable.Range(0, 500).Select(_ => (DateTime?)new DateTime((long)(random.Rand() * DateTime.MaxValue.Ticks))),
        ];
        string[] names = ["days", "hours", "same or gap", "time", "day", "year", "month"];
        Check(
            [
                Column.Of("days", days), Column.Of("hours", days.Select((day, j) => j % 7 == 0 ? (DateTime?)null : day.AddHours(j))),
                Column.Of("same or gap", days.Select((_, j) => j % 5 == 0 ? (DateTime?)null : new DateTime(2020, 5, 4))), Column.Of("time", days.Select((_, j) => new DateTime(2020, 5, 4, j % 24, 0, 0))),
                Column.Of("day", days.Select((_, j) => new DateTime(2020, 5, 1 + j % 24))), Column.Of("year", days.Select((_, j) => new DateTime(2000 + 28 * (j % 3), 5, 4))),
                Column.Of("month", days.Select((_, j) => new DateTime(2023, 1 + 9 * (j % 2), 1))),
            ],
            [.. names.Select((name, i) => Column.Of(name, asked.Select((_, j) => asked[(j + 7 * i) % asked.Length])))],
            scaling);
    }

    [Fact]
    public void Models_OfAnyTable_HaveTheSameBits() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Table table, string[] categories) = TablesToExport.Random(seed);
            MlpOptions options = TablesToExport.Options((NumberScaling)(seed % 3), categories);
            Table asked = TablesToExport.WithUnknown(table, seed);
            CheckClassifier(MlpClassifier.Fit<T, string>(table.Without("amount"), "class", options), asked.Without("amount", "class"));
            MlpRegressor<T> regressor = MlpRegressor.Fit<T>(table, "amount", options);
            ExportedTable<T> exported = new(regressor);
            double[] expected = regressor.Predict(asked);
            for (int row = 0; row < asked.RowCount; row++)
            {
                double.CreateTruncating(exported.Number(asked, row)).Should().Be(expected[row]);
            }
        },
        iter: 6, threads: 1);

    [Fact]
    public void Export_OfAModel_CountsNothingUnknown()
    {
        MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(
            new Table(Column.Of("x", ["a", "b", "a"]), Column.Of("y", [0, 1, 0])), "y", TablesToExport.Options() with { Encoding = new() { RareBelow = 1 } });
        model.ExportCSharp("Exported").Should().Be(model.ExportCSharp("Exported"));
        model.Encoder!.UnknownCounts.Should().BeEmpty();
    }

    /// <summary>Fits a classifier to columns, and compares its answers to these and to others.</summary>
    private static void Check(Column[] columns, Column[] asked, NumberScaling scaling = NumberScaling.RobustSmooth, params string[] categories)
    {
        Table table = new(columns);
        foreach (MlpOptions options in TablesToExport.WithAndWithoutEmbedding(TablesToExport.Options(scaling, categories)))
        {
            MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(
                table.With(Column.Of("y", Enumerable.Range(0, table.RowCount).Select(j => j % 3 == 0 ? "yes" : "no"))), "y", options);
            model.Encoder!.Columns.Should().OnlyContain(column => column.IsUsed);
            CheckClassifier(model, table);
            CheckClassifier(model, new Table(asked));
        }
    }

    private static void CheckClassifier(MlpClassifier<T, string> model, Table asked)
    {
        ExportedTable<T> exported = new(model);
        Matrix<T> expected = model.PredictProbability(asked);
        string[] classes = model.Predict(asked);
        T[] actual = new T[expected.RowCount];
        for (int row = 0; row < asked.RowCount; row++)
        {
            exported.Probability(asked, row, actual);
            CSharpExportTests<T>.Compare(expected.Column(row).ToArray(), actual);
            model.Classes[exported.ClassOf(asked, row)].Should().Be(classes[row]);
        }
    }
}
