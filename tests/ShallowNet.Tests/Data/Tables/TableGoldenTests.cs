using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Features of tables beside scikit-learn's and NumPy's.</summary>
public sealed class TableGoldenTests
{
    private static readonly JsonElement Expected = Golden.Read("tables.json");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Features_OfTables_AreScikitLearns(int number)
    {
        TableEncoder encoder = Check(Expected.GetProperty("encodings")[number]);
        encoder.UnknownCounts.Keys.Should().Contain("late gaps", "there was none in training").And.Contain("city");
    }

    /// <summary>The tables of the file that make_golden_tables.py writes of a folder.</summary>
    [Fact(Explicit = true)]
    public void Features_OfTheTablesOfOthers_AreScikitLearns()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Environment.GetEnvironmentVariable("SHALLOWNET_TABLES_OF_OTHERS")!));
        file.RootElement.EnumerateArray().Should().NotBeEmpty();
        foreach (JsonElement golden in file.RootElement.EnumerateArray())
        {
            Check(golden);
        }
    }

    [Fact]
    public void RobustSmooth_OfNumbers_IsTheFormulaWithNumPysQuartiles()
    {
        foreach (JsonElement golden in Expected.GetProperty("smooth").EnumerateArray())
        {
            Table table = new(NumbersOf("x", golden.GetProperty("x")));
            TableEncoder.Fit(table, new EncoderOptions { Numbers = NumberScaling.RobustSmooth }).Transform<double>(table).Row(0).Zip(golden.GetProperty("scaled").Numbers(), (actual, expected) => Math.Abs(actual - expected))
                .Should().OnlyContain(error => error < 1e-12);
        }
    }

    private static TableEncoder Check(JsonElement golden)
    {
        Table train = TableOf(golden.GetProperty("train")), test = TableOf(golden.GetProperty("test"));
        TableEncoder encoder = TableEncoder.Fit(train, new EncoderOptions { Numbers = NumberScaling.Standardize, RareBelow = 1, MostValues = int.MaxValue });
        Check(encoder, train, golden.GetProperty("features").GetProperty("train"));
        Check(encoder, test, golden.GetProperty("features").GetProperty("test"));
        return encoder;
    }

    private static void Check(TableEncoder encoder, Table table, JsonElement features)
    {
        Matrix<double> X = encoder.Transform<double>(table);
        encoder.FeatureNames.Should().BeEquivalentTo(features.EnumerateObject().Select(feature => feature.Name));
        foreach ((int i, string name) in encoder.FeatureNames.Index())
        {
            X.Row(i).Zip(features.GetProperty(name).Numbers(), (actual, expected) => Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected))).Max()
                .Should().BeLessThan(1e-12, name);
        }
    }

    private static Table TableOf(JsonElement columns) => new(columns.EnumerateObject().Select(column =>
        column.Value.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String)
            ? (Column)Column.Of(column.Name, column.Value.EnumerateArray().Select(value => value.GetString())) : NumbersOf(column.Name, column.Value)));

    private static NumberColumn NumbersOf(string name, JsonElement values) =>
        Column.Of(name, values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble()));
}
