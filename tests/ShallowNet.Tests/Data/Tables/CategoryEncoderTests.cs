using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Features of categories.</summary>
public sealed class CategoryEncoderTests
{
    private static readonly EncoderOptions NoneRare = new() { RareBelow = 1 };

    [Fact]
    public void Texts_OfManyValues_AreOneHotInOrder()
    {
        Table table = new(Column.Of("c", ["b", "a", "Z", "é", "a"]));
        TableEncoder encoder = TableEncoder.Fit(table, NoneRare);
        encoder.FeatureNames.Should().Equal("c = Z", "c = a", "c = b", "c = é");
        encoder.Columns[0].Values.Should().Equal("Z", "a", "b", "é");
        encoder.Transform<double>(table).Should().Be(Matrix<double>.Build.DenseOfRows([[0.0, 0, 1, 0, 0], [0.0, 1, 0, 0, 1], [1.0, 0, 0, 0, 0], [0.0, 0, 0, 1, 0]]));
        encoder.Columns[0].ToString().Should().Be("c (texts): one-hot of 4 values");
    }

    [Fact]
    public void Texts_OfTwoValues_HaveOneFeature()
    {
        Table table = new(Column.Of("c", ["yes", "no", "yes"]));
        TableEncoder encoder = TableEncoder.Fit(table, NoneRare);
        encoder.FeatureNames.Should().Equal("c = yes");
        encoder.Transform<double>(table).Row(0).Should().Equal(1, 0, 1);
        encoder.Columns[0].Encoding.Should().Be("1 for yes, otherwise 0");
    }

    [Fact]
    public void Texts_OfOneValue_HaveNoFeatureButForGaps()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("same", ["a", "a"]), Column.Of("none", (string?[])[null, null]), Column.Of("gap", ["a", null])), NoneRare);
        encoder.FeatureNames.Should().Equal("gap is missing");
        encoder.Columns.Select(column => column.Encoding).Should().Equal("has one value only, and is left out", "has one value only, and is left out", "1 for gaps, otherwise 0");
    }

    [Fact]
    public void Texts_ThatAreRare_ShareAFeatureWithUnknownOnes()
    {
        Table table = new(Column.Of("c", ["a", "a", "b", "b", "x", "y", null]));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { RareBelow = 2 });
        encoder.FeatureNames.Should().Equal("c = a", "c = b", "c is rare", "c is missing");
        encoder.Transform<double>(new Table(Column.Of("c", ["a", "b", "x", "y", "new", null]))).ToRowArrays().Should().BeEquivalentTo(
            (double[][])[[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 1]], options => options.WithStrictOrdering());
        encoder.UnknownCounts["c"].Should().Be(1);
        encoder.Columns[0].ToString().Should().Be("c (texts): one-hot of 2 values, 2 rare ones, gaps");
        TableEncoder.Fit(table, new EncoderOptions { RareBelow = 3 }).Columns[0].Encoding.Should().Be("1 for gaps, otherwise 0", "all texts are rare");
        TableEncoder.Fit(table.WithoutGaps(), new EncoderOptions { RareBelow = 3 }).Columns[0].Encoding.Should().Be("has hardly any value twice, and is left out");
    }

    [Fact]
    public void Texts_ThatAreMany_AreRareButForTheMostFrequent()
    {
        Table table = new(Column.Of("c", ["e", "e", "d", "d", "d", "c", "b", "a"]));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { RareBelow = 1, MostValues = 3, EmbeddingSize = 0 });
        encoder.FeatureNames.Should().Equal("c = a", "c = d", "c = e", "c is rare");
        encoder.Transform<double>(table).Row(3).Should().Equal(0, 0, 0, 0, 0, 1, 1, 0);
        encoder.Embedding.Should().BeNull();
    }

    [Fact]
    public void Texts_ThatAreMany_AreCodesOfLearnedNumbers()
    {
        Table table = new(Column.Of("c", ["e", "e", "d", "d", "a", "c", "a", null]), Column.Of("x", Enumerable.Range(0, 8).Select(j => (double)j)));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { RareBelow = 2, MostValues = 2, EmbeddingSize = 5 });
        encoder.FeatureNames.Should().Equal("c", "x");
        encoder.Columns[0].ToString().Should().Be("c (texts): 5 learned numbers for each of 3 values, 1 rare one, gaps");
        encoder.Embedding.Should().Be(Embedding.Of(Embedding.Category(5, 5, 0.1), Embedding.Pass));
        encoder.Transform<double>(table).Row(0).Should().Equal(2, 2, 1, 1, 0, 3, 0, 4);
        encoder.Transform<double>(new Table(Column.Of("c", ["new"]), Column.Of("x", [1.0]))).Row(0).Should().Equal([3], "what is unknown is rare");
        encoder.UnknownCounts["c"].Should().Be(1);
    }

    [Fact]
    public void Texts_NotAmongCodes_AreNoCodeWhereNoneIsRare()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("c", ["a", "b", "c"])), new EncoderOptions { RareBelow = 1, MostValues = 2 });
        encoder.Transform<float>(new Table(Column.Of("c", ["b", "new", null]))).Row(0).Should().Equal(1, -1, -1);
        encoder.Columns[0].Encoding.Should().Be("8 learned numbers for each of 3 values");
    }

    [Fact]
    public void Texts_NotInTraining_AreNothingAndCounted()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("c", ["a", "b", "c"]), Column.Of("two", ["x", "y", "x"])), NoneRare);
        encoder.Transform<double>(new Table(Column.Of("c", ["d", null, "A"]), Column.Of("two", ["z", null, "y"]))).ToRowArrays().Should().BeEquivalentTo(
            (double[][])[[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 1]], options => options.WithStrictOrdering());
        encoder.UnknownCounts.Should().BeEquivalentTo(new Dictionary<string, long> { ["c"] = 3, ["two"] = 2 });
    }

    [Fact]
    public void Numbers_ThatAreNames_AreCategories()
    {
        Table table = new(Column.Of("zip", [89073, 0.5, double.NaN, -0.0, 0, 1e300]), Column.Of("x", [1, 2, 3, 4, 5, 6]));
        TableEncoder encoder = TableEncoder.Fit(table, NoneRare with { Categories = ["zip"] });
        encoder.FeatureNames.Should().Equal("zip = 0", "zip = 0.5", "zip = 1E+300", "zip = 89073", "zip is missing", "x");
        encoder.Columns[0].ToString().Should().Be("zip (numbers): one-hot of 4 values, gaps");
        Matrix<double> X = encoder.Transform<double>(table);
        X.Row(0).Should().Equal([0, 0, 0, 1, 1, 0], "−0 is 0");
        X.Row(4).Should().Equal(0, 0, 1, 0, 0, 0);
        encoder.Transform<double>(table.With(Column.Of("zip", ["89073", "0.5", null, "0", "0", "1E+300"]))).Should().Be(X, "they may come as texts, too");
        FluentActions.Invoking(() => encoder.Transform<double>(table.With(Column.Of("zip", [1, 2, 3, 4, double.PositiveInfinity, 6])))).Should().Throw<ArgumentException>()
            .WithMessage("Column \"zip\" must be finite, but row 4 is Infinity.");
    }

    [Fact]
    public void Texts_GivenAsNumbersOrFlags_AreTheSame()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("c", ["1", "2.5", "x"]), Column.Of("f", ["true", "false", "maybe"])), NoneRare);
        encoder.Transform<double>(new Table(Column.Of("c", [2.5, 1, 7]), Column.Of("f", [false, true, true]))).ToColumnArrays().Should().BeEquivalentTo(
            (double[][])[[0, 1, 0, 1, 0, 0], [1, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1]], options => options.WithStrictOrdering());
    }

    [Fact]
    public void Encoder_OfValuesThatAreTheSameOrNoNumbers_IsRefused()
    {
        FluentActions.Invoking(() => new CategoryEncoder("c", ColumnKind.Text, ["a"], ["a"], false)).Should().Throw<ArgumentException>().WithMessage("*\"a\" is there twice.");
        FluentActions.Invoking(() => new CategoryEncoder("c", ColumnKind.Number, ["1", "a"], [], false)).Should().Throw<ArgumentException>().WithMessage("*must be numbers, but one is \"a\".");
    }
}
