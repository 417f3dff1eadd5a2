using System.Globalization;

namespace ShallowNet.Tests;

/// <summary>What a search prints: numbers as people write them, which are the ones that were used, and a table in columns.</summary>
public sealed class SearchTextTests
{
    public static TheoryData<SearchAxis, int, int> Ranges => new()
    {
        { SearchAxis.LogUniform("L2", 1e-7, 1e3, WithL2), 50, 2 },
        { SearchAxis.LogUniform("L2", 1, 10, WithL2), 30, 2 },
        { SearchAxis.LogUniform("L2", 1, 1.05, WithL2), 50, 5 },
        { SearchAxis.Uniform("L2", 0, 0.5, WithL2), 50, 3 },
        { SearchAxis.Uniform("L2", 1000, 1001, WithL2), 50, 6 },
        { SearchAxis.Uniform("L2", 0, 5000, WithL2), 50, 3 },
        { SearchAxis.Uniform("L2", 0, 1e300, WithL2), 50, 3 },
        { SearchAxis.Uniform("L2", 0, 1e-300, WithL2), 50, 3 },
        { SearchAxis.Uniform("L2", 0.123456789, 0.1234567891, WithL2), 50, 12 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void Description_OfADrawnNumber_IsTheNumberWithFewDigits(SearchAxis axis, int least, int digits)
    {
        IReadOnlyList<SearchCandidate> candidates = Search.Random(new MlpOptions(), 200, [axis], seed: 5);
        candidates.Should().HaveCountGreaterThanOrEqualTo(least);
        foreach (SearchCandidate candidate in candidates)
        {
            double used = candidate.Options.Training.L2;
            string text = candidate.Description["L2 = ".Length..];
            double.Parse(text, CultureInfo.InvariantCulture).Should().Be(used);
            text.Split('e')[0].Replace(".", "").Trim('0').Length.Should().BeLessThanOrEqualTo(digits);
            text.Should().MatchRegex(@"^\d+(\.\d+)?(e-?\d+)?$");
        }
    }

    [Fact]
    public void Draw_RangeAroundZero_HasNoMinusZero()
    {
        string[] texts = [.. Search.Random(new MlpOptions(), 300, [SearchAxis.Uniform("x", -0.1, 0.1, (o, _) => o)]).Select(c => c.Description)];
        texts.Should().Contain("x = 0").And.NotContain("x = -0").And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Draw_BoundsWithManyDigits_AreKept() => Search.Random(new MlpOptions(), 2000, [SearchAxis.Uniform("L2", 0.1234567, 0.1334567, WithL2)])
        .Select(c => c.Options.Training.L2).Should().OnlyContain(value => value >= 0.1234567 && value <= 0.1334567).And.Contain(0.1334567).And.Contain(0.1235);

    [Fact]
    public void Description_OfGivenNumbers_IsExact()
    {
        Search.Grid(new MlpOptions(), SearchAxis.Of("L2", [0.00001, 0.1, 100, 0.012345678901234567, 1e20, 1.5e-7], WithL2)).Select(c => c.Description)
            .Should().Equal("L2 = 1e-5", "L2 = 0.1", "L2 = 100", "L2 = 0.012345678901234567", "L2 = 1e20", "L2 = 1.5e-7");
        Search.Grid(new MlpOptions(), SearchAxis.Of("x", [1e-6f, 0.5f], (o, _) => o)).Select(c => c.Description).Should().Equal("x = 1e-6", "x = 0.5");
        StrangeCulture.In(() => Search.Random(new MlpOptions(), 3, [SearchAxis.LogUniform("L2", 1e-9, 1e-3, WithL2)]).Select(c => c.Description).ToArray())
            .Should().Equal(Search.Random(new MlpOptions(), 3, [SearchAxis.LogUniform("L2", 1e-9, 1e-3, WithL2)]).Select(c => c.Description));
    }

    [Fact]
    public void Table_OfTheSameNames_IsInColumns()
    {
        Table((1, "units = 128, layers = [8, 16], L2 = 1", 1), (2, "units = 8, layers = [], L2 = 0.01", 1), (110, "units = 32, layers = [(1, 2)], L2 = 10", 1)).Should().Be("""
            110.0000 ± 0.1414  units = 32,  layers = [(1, 2)], L2 = 10
              2.0000 ± 0.1414  units = 8,   layers = [],       L2 = 0.01
              1.0000 ± 0.1414  units = 128, layers = [8, 16],  L2 = 1
            """);
    }

    [Fact]
    public void Table_OfOtherDescriptions_HasThemAsTheyAre()
    {
        Table((1, "wide, deep", 1), (double.NaN, "narrow", 1), (-1, "", 1)).Should().Be("""
             1.0000 ± 0.1414  wide, deep
            -1.0000 ± 0.1414
                NaN ±    NaN  narrow
            """);
        Table((1, "a = 1, b = 2", 1), (0, "b = 10, a = 2", 1)).Should().Be("1.0000 ± 0.1414  a = 1, b = 2\n0.0000 ± 0.1414  b = 10, a = 2");
    }

    [Fact]
    public void Table_OfHalving_SaysOnHowManySamples()
    {
        Table((1, "a = 1", 1), (5, "a = 10", 1 / 9.0), (3, "a = 2", 1 / 27.0), (4, "a = 3", 1 / 9.0)).Should().Be("""
            1.0000 ± 0.1414  on all   a = 1
            5.0000 ± 0.1414  on 1/9   a = 10
            4.0000 ± 0.1414  on 1/9   a = 3
            3.0000 ± 0.1414  on 1/27  a = 2
            """);
    }

    [Fact]
    public void Table_NotComplete_SaysSo() =>
        new SearchResult([new(new("a", new MlpOptions()), new CrossValidationResult([0.5]))], result => result.Mean, isComplete: false).ToString().Should().Be("0.5000  a\n(not complete)");

    private static string Table(params (double Mean, string Description, double Share)[] candidates) => new SearchResult(
        candidates.Select(c => new SearchedCandidate(new(c.Description, new MlpOptions()), new CrossValidationResult([c.Mean - 0.1, c.Mean + 0.1])) { TrainingShare = c.Share }),
        result => result.Mean, isComplete: true).ToString();

    private static MlpOptions WithL2(MlpOptions options, double value) => options.WithTraining(training => training with { L2 = value });
}
