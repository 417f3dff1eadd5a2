using System.Globalization;
using System.Numerics;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class OnnxTablesInDouble : OnnxTableTests<double>;

public sealed class OnnxTablesInFloat : OnnxTableTests<float>;

/// <summary>ONNX Runtime answers from exported models of tables, given the columns, what the models answer.</summary>
public abstract class OnnxTableTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Tolerance = 1e-5;

    private static readonly double[] Numbers = [.. Enumerable.Range(0, 30).Select(j => (double)(float)(1e6 + 3 * Math.Sin(j)))];

    private static readonly string[] Classes = [.. Enumerable.Range(0, 30).Select(j => j % 3 == 0 ? "yes" : "no")];

    [Theory]
    [InlineData(NumberScaling.Smooth)]
    [InlineData(NumberScaling.RobustSmooth)]
    [InlineData(NumberScaling.Standardize)]
    [InlineData(NumberScaling.Quantiles)]
    public void Numbers_OfAnyScaling_AreScaledAsInTheLibrary(NumberScaling scaling)
    {
        Check([Column.Of("x", Numbers)], [Column.Of("x", [.. Numbers, 0.0, 1e6, 2e6, double.NaN, -1e30, 1e30])], scaling);
        Check([Column.Of("x", [.. Numbers[..28], double.NaN, double.NaN])], [Column.Of("x", [double.NaN, 1e6])], scaling);
        Check([Column.Of("x", Numbers.Select(number => number > 1e6 ? 7 : double.NaN))], [Column.Of("x", [double.NaN, 7, 8])], scaling);
        Check([Column.Of("x", Numbers.Select((_, j) => j % 5 == 0 ? 3.0 : 0.25))], [Column.Of("x", [0.25, 3, 1, -7])], scaling);
    }

    [Fact]
    public void Flags_AndZerosAndOnes_AreWhatTheyAre()
    {
        Check([Column.Of("x", Numbers.Select(number => number > 1e6))], [Column.Of("x", [true, false, (bool?)null])]);
        Check([Column.Of("x", Numbers.Select((_, j) => j % 4 == 0 ? (bool?)null : j % 3 == 0))], [Column.Of("x", [true, false, (bool?)null])]);
        Check([Column.Of("x", Numbers.Select((_, j) => j % 2))], [Column.Of("x", [0, 1, double.NaN, 5])]);
    }

    [Fact]
    public void Texts_KnownRareUnknownAndMissing_HaveTheirSlots()
    {
        string?[] three = [.. Numbers.Select((_, j) => (j % 3) switch { 0 => "a", 1 => "b", _ => "größe 猫 \"" })], seen = ["a", "b", "größe 猫 \"", "c", "A", null, "rare", "\0"];
        Check([Column.Of("x", three)], [Column.Of("x", seen)]);
        Check([Column.Of("x", [.. three[..25], "rare", "rarer", .. three[..3]])], [Column.Of("x", seen)]);
        Check([Column.Of("x", [.. three[..25], null, null, .. three[..3]])], [Column.Of("x", seen)]);
        Check([Column.Of("x", [.. three[..25], null, "rare", .. three[..3]])], [Column.Of("x", seen)]);
        Check([Column.Of("x", [.. three[..25], "", "", "", "", ""])], [Column.Of("x", [.. seen, ""])], gapIsEmpty: false);
        Check([Column.Of("x", [.. three[..27], "", "", ""])], [Column.Of("x", [.. seen, ""])], gapIsEmpty: false);
    }

    [Fact]
    public void Texts_OfTwoSlots_AreOneFeature()
    {
        string?[] two = [.. Numbers.Select((_, j) => j % 3 == 0 ? "a" : "b")], one = [.. Numbers.Select((_, j) => j < 25 ? "a" : null)];
        Check([Column.Of("x", two)], [Column.Of("x", ["a", "b", "c", null])]);
        Check([Column.Of("x", one)], [Column.Of("x", ["a", "b", null])]);
        Check([Column.Of("x", [.. two.Select((text, j) => j < 27 ? "a" : "b")])], [Column.Of("x", ["a", "b", "c", null])]);
        Check([Column.Of("x", [.. Enumerable.Range(0, 30).Select(j => j < 27 ? $"name {j}" : null)])], [Column.Of("x", ["name 3", "other", null])]);
        Check([Column.Of("x", [.. Enumerable.Range(0, 30).Select(j => j < 27 ? j == 0 ? "" : $"name {j}" : null)])], [Column.Of("x", ["name 3", "other", ""])], gapIsEmpty: false);
    }

    [Fact]
    public void Numbers_ThatAreNames_HaveTheirSlots()
    {
        double[] codes = [.. Numbers.Select((_, j) => j > 27 ? 99 + j : (j % 4) switch { 0 => -0.0, 1 => 10115, 2 => -7, _ => 0.25 })];
        double[] seen = [0, -0.0, 10115, -7, 0.25, 99, 127, 128, 1, double.NaN, 1e30];
        Check([Column.Of("x", codes)], [Column.Of("x", seen)], categories: "x");
        Check([Column.Of("x", [.. codes[..25], double.NaN, .. codes[..4]])], [Column.Of("x", seen)], categories: "x");
        Check([Column.Of("x", Enumerable.Range(0, 30).Select(j => j < 20 ? j : double.NaN))], [Column.Of("x", seen)], categories: "x");
    }

    [Fact]
    public void Dates_OfAllCenturies_HaveTheirParts()
    {
        DateTime[] days = [.. Enumerable.Range(0, 30).Select(j => new DateTime(1900, 1, 1).AddDays(1237 * j))];
        List<DateTime?> asked = [null, DateTime.MinValue, DateTime.MaxValue, new(1969, 12, 31, 23, 59, 59), new(1970, 1, 1), new(1600, 2, 29), new(1700, 3, 1), new(2000, 2, 29, 5, 0, 0)];
        NumPyRandom random = new(3);
        asked.AddRange(Enumerable.Range(0, 3000).Select(_ => (DateTime?)new DateTime((long)(random.Rand() * DateTime.MaxValue.Ticks))));
        foreach (NumberScaling scaling in Enum.GetValues<NumberScaling>())
        {
            Check([Column.Of("x", days)], [Column.Of("x", asked)], scaling);
            Check([Column.Of("x", days.Select((day, j) => j % 7 == 0 ? (DateTime?)null : day.AddHours(j)))], [Column.Of("x", asked)], scaling);
        }

        Check([Column.Of("x", days.Select((_, j) => j % 5 == 0 ? (DateTime?)null : new DateTime(2020, 5, 4)))], [Column.Of("x", asked)]);
        Check([Column.Of("x", days.Select((_, j) => new DateTime(2020, 5, 4, j % 24, 0, 0)))], [Column.Of("x", asked)]);
        Check([Column.Of("x", days.Select((_, j) => new DateTime(2020, 5, 1 + j % 24)))], [Column.Of("x", asked)]);
        Check([Column.Of("x", days.Select((_, j) => new DateTime(2000 + 28 * (j % 3), 5, 4)))], [Column.Of("x", asked)]);
        Check([Column.Of("x", days.Select((_, j) => new DateTime(2023, 1 + 9 * (j % 2), 1)))], [Column.Of("x", asked)]);
    }

    [Fact]
    public void Models_OfAnyTable_AnswerTheSame() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Table table, string[] categories) = TablesToExport.Random(seed);
            MlpOptions options = TablesToExport.Options((NumberScaling)(seed % 3), categories);
            Table asked = TablesToExport.WithUnknown(table, seed);
            MlpClassifier<T, string> classifier = MlpClassifier.Fit<T, string>(table.Without("amount"), "class", options);
            using OnnxTableSession ofClassifier = new(OnnxSession.Export(classifier.ExportOnnx));
            Compare(ofClassifier.Run(asked, "probabilities"), classifier.PredictProbability(asked.Without("amount")));
            ofClassifier.Run<string>(asked, "label").Should().Equal(classifier.Predict(asked.Without("amount")));
            MlpRegressor<T> regressor = MlpRegressor.Fit<T>(table, "amount", options);
            using OnnxTableSession ofRegressor = new(OnnxSession.Export(regressor.ExportOnnx));
            double[] expected = regressor.Predict(asked);
            ofRegressor.Run<float>(asked, "output").Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-3);
        },
        iter: 25, threads: 1);

    /// <summary>Fits a classifier to columns, and compares its answers to these and to others. A gap is the empty text, unless the table has that.</summary>
    private static void Check(Column[] columns, Column[] asked, NumberScaling scaling = NumberScaling.RobustSmooth, bool gapIsEmpty = true, params string[] categories)
    {
        Table table = new([.. columns, Column.Of("y", Classes)]);
        foreach (MlpOptions options in TablesToExport.WithAndWithoutEmbedding(TablesToExport.Options(scaling, categories)))
        {
            MlpClassifier<T, string> model = MlpClassifier.Fit<T, string>(table, "y", options);
            using OnnxTableSession session = new(OnnxSession.Export(model.ExportOnnx));
            foreach (Table some in (Table[])[table.Without("y"), new(asked)])
            {
                Table expected = gapIsEmpty ? some : new(some.Columns.Select(column => column is TextColumn texts ? Column.Of(column.Name, texts.Values.Select(text => text ?? "")) : column));
                Compare(session.Run(some, "probabilities"), model.PredictProbability(expected));
            }
        }
    }

    private static void Compare(Matrix<float> actual, Matrix<T> expected)
    {
        (actual.RowCount, actual.ColumnCount).Should().Be((expected.RowCount, expected.ColumnCount));
        for (int j = 0; j < expected.ColumnCount; j++)
        {
            for (int i = 0; i < expected.RowCount; i++)
            {
                double difference = Math.Abs(actual[i, j] - double.CreateTruncating(expected[i, j]));
                if (!(difference < Tolerance))
                {
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Output {i} of row {j} is {actual[i, j]:R}, but must be {expected[i, j]}."));
                }
            }
        }
    }
}
