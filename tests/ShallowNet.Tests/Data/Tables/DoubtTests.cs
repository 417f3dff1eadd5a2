namespace ShallowNet.Tests;

/// <summary>What looks wrong with a column, and what must not.</summary>
public sealed class DoubtTests
{
    private const int Rows = 400;
    private const string Identifier = "seems to name the rows, of which nothing can be learned for others";
    private const string Code = "may be a code, whole numbers of one length: if they are names, not amounts, give it to EncoderOptions.Categories";
    private const string FreeText = "seems to be free text, of which a network learns nothing as it is";

    private static readonly int[] Drawn = [.. new NumPyRandom(1).Permutation(Rows)];

    [Fact]
    public void Identifiers_OfTextsAndNumbers_AreSaid()
    {
        DoubtOf(Column.Of("a", Drawn.Select(i => $"row {i}"))).Should().Be(Identifier);
        DoubtOf(Column.Of("a", Drawn.Select(i => 100_000 + i))).Should().Be(Identifier);
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 100 ? (int?)null : i))).Should().Be(Identifier);
        DoubtOf(Column.Of("a", Drawn.Select(i => 10_000_000 + i * 218_411))).Should().Be(Identifier, "numbers of eight digits, all different");
    }

    [Fact]
    public void Identifiers_ThatAreNone_AreNotSaid()
    {
        DoubtOf(Column.Of("a", Drawn.Select(i => i + 0.5))).Should().BeNull("amounts are no names");
        DoubtOf(Column.Of("a", Drawn.Select(i => i * 1000))).Should().BeNull("they are far apart");
        DoubtOf(Column.Of("a", Drawn.Select(i => 100_000 + i * 2_011))).Should().BeNull("prices of houses may be so");
        DoubtOf(Column.Of("a", Drawn.Select(i => 1_500_000_000 + i * 218_411))).Should().BeNull("seconds since 1970 begin with the same digit");
        DoubtOf(Column.Of("a", Drawn.Select(i => i / 2))).Should().BeNull("each is there twice");
        DoubtOf(Column.Of("a", Drawn.Select(i => new DateOnly(2000, 1, 1).AddDays(i)))).Should().BeNull();
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 397 ? null : $"row {i}"))).Should().BeNull("three texts are too few to tell");
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 397 ? (int?)null : i))).Should().BeNull("three numbers are too few to tell");
        DoubtOf(Column.Of("a", Enumerable.Range(0, 19))).Should().BeNull("there are few rows");
        DoubtOf(Column.Of("a", Drawn.Select(i => $"row {i}")), isTarget: true).Should().BeNull("the target is to be learned whatever it is");
    }

    [Fact]
    public void Texts_ThatAreNumbersInMostRows_AreSaid()
    {
        const string Numbers = "seems to hold numbers, but has other texts, such as \"n.a.\": where they mean gaps, say so when the table is read";
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 7 == 0 ? "n.a." : i % 50 == 1 ? "-" : $"{i}.5"))).Should().Be(Numbers);
        DoubtOf(Column.Of("a", Drawn.Select(i => i == 7 ? "n.a." : i % 9 == 0 ? null : $"{i}"))).Should().Be(Numbers, "one is enough");
        DoubtOf(Column.Of("a", Drawn.Select(i => i == 7 ? "n.a." : $"{i % 9}")), isTarget: true).Should().Be(Numbers);
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 4 == 0 ? "n.a." : $"{i % 9}"))).Should().BeNull("the others are too many");
        DoubtOf(Column.Of("a", Drawn.Select(i => $"{i % 9}"))).Should().BeNull("whoever made texts of all numbers wants texts");
        DoubtOf(Column.Of("a", Drawn.Select(i => i == 7 ? "n.a." : $"00{i % 9}"))).Should().BeNull("007 is a name");
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 10 == 0 ? $"02{i % 90:000}" : $"{10_000 + 700 * (i % 90)}"))).Should().BeNull("some postal codes begin with 0");
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 385 ? null : i == 390 ? "n.a." : $"{i % 3}"))).Should().Be(Numbers);
    }

    [Fact]
    public void Codes_OfNumbersOfOneLength_AreSaid()
    {
        DoubtOf(Column.Of("zip", Drawn.Select(i => 10_000 + i % 90 * (i % 90) * 7))).Should().Be(Code);
        DoubtOf(Column.Of("zip", Drawn.Select(i => 10_000 + i % 90 * (i % 90) * 7)), isTarget: true).Should().BeNull();
    }

    [Fact]
    public void Codes_ThatAreNone_AreNotSaid()
    {
        DoubtOf(Column.Of("year", Drawn.Select(i => 1900 + i % 100))).Should().BeNull();
        DoubtOf(Column.Of("age", Drawn.Select(i => 10 + i % 80))).Should().BeNull("ages have two digits");
        DoubtOf(Column.Of("amount", Drawn.Select(i => 100 + i % 90 * 97))).Should().BeNull("they differ in length");
        DoubtOf(Column.Of("amount", Drawn.Select(i => 100.5 + i % 90))).Should().BeNull();
        DoubtOf(Column.Of("mass", Drawn.Select(i => 1000 + i % 90 * 25))).Should().BeNull("they fill their range in steps of 25");
        DoubtOf(Column.Of("two", Drawn.Select(i => 100 + i % 2))).Should().BeNull();
        DoubtOf(Column.Of("below 0", Drawn.Select(i => -100 - i % 9))).Should().BeNull();
    }

    [Fact]
    public void FreeText_OfManyWords_IsSaid()
    {
        Column text = Column.Of("a", Drawn.Select(i => $"the customer called {i} times"));
        DoubtOf(text).Should().Be(FreeText);
        DoubtOf(text, isTarget: true).Should().Be(FreeText);
        DoubtOf(Column.Of("a", Drawn.Select(i => $"the customer called {i % 100} times"))).Should().BeNull("each is there four times");
        DoubtOf(Column.Of("a", Drawn.Select(i => $"{i / 2} High Street"))).Should().BeNull("three words are a name");
    }

    [Fact]
    public void Columns_ThatTellClasses_AreSaid()
    {
        int[] classes = [.. Drawn.Select(i => i % 3)];
        Column target = Column.Of("class", classes.Select(label => $"class {label}"));
        const string GivenAway = "gives \"class\" away: is it known before that is?";
        DoubtOf(Column.Of("a", classes.Select(label => $"name {label}")), target).Should().Be(GivenAway);
        DoubtOf(Column.Of("a", Drawn.Select(i => $"name {i % 3} of {i % 12}")), target).Should().Be(GivenAway, "four texts for each class");
        DoubtOf(Column.Of("a", classes.Select((label, row) => row == 7 ? "wrong" : $"name {label}")), target).Should().Be(GivenAway, "all but one row");
        DoubtOf(Column.Of("a", Drawn.Select((i, row) => 10 * (i % 3) + 0.001 * row)), target).Should().Be(GivenAway, "by two thresholds");
        DoubtOf(Column.Of("a", Drawn.Select(i => new DateOnly(2020, 1 + i % 3, 1 + i % 28))), target).Should().Be(GivenAway);
        DoubtOf(Column.Of("a", classes.Select(label => (double)label)), Column.Of("class", classes.Select(label => label > 0))).Should().Be(GivenAway);
        DoubtOf(Column.Of("a", classes.Select(label => label > 0)), Column.Of("class", classes.Select(label => label > 0))).Should().Be(GivenAway);
    }

    [Fact]
    public void Gaps_ThatTellClasses_AreSaid()
    {
        const string GivenAway = "gives \"class\" away: is it known before that is?";
        Column target = Column.Of("class", Drawn.Select(i => i % 10 == 0 ? "left" : "stayed")), numbers = Column.Of("class", Drawn.Select(i => i % 10 == 0 ? 1 : 0));
        foreach (Column known in new[] { target, numbers })
        {
            DoubtOf(Column.Of("a", Drawn.Select(i => i % 10 == 0 ? new DateOnly(2020, 1, 1).AddDays(i) : (DateOnly?)null)), known).Should().Be(GivenAway, "only those who left have a date of leaving");
            DoubtOf(Column.Of("a", Drawn.Select(i => i % 10 == 0 ? (double?)null : i + 0.5)), known).Should().Be(GivenAway);
            DoubtOf(Column.Of("a", Drawn.Select(i => i % 10 == 0 ? $"reason {i % 3}" : null)), known).Should().Be(GivenAway);
            DoubtOf(Column.Of("a", Drawn.Select(i => i % 10 == 0 || i % 50 == 1 ? i + 0.5 : (double?)null)), known).Should().BeNull("eight of those who stayed have one, too");
        }

        DoubtOf(Column.Of("a", Drawn.Select(i => i < 5 ? (double?)null : i % 7 + 0.5)), target).Should().BeNull();
        DoubtOf(Column.Of("a", Enumerable.Range(0, 40).Select(i => i < 4 ? (double?)null : i % 7 + 0.5)), Column.Of("class", Enumerable.Range(0, 40).Select(i => i < 4))).Should().BeNull("four may be chance");
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 100 ? (double?)null : i % 7 + 0.5)), Column.Of("class", Drawn.Select(i => i == 7))).Should().BeNull("nearly every row is of one class");
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 100 ? (double?)null : i % 7 + 0.5)), Column.Of("class", Drawn.Select(i => i + 0.5))).Should().BeNull("numbers are no classes");
    }

    [Fact]
    public void Columns_ThatTellNumbers_AreSaid()
    {
        Column target = Column.Of("price", Drawn.Select(i => i + 0.5));
        const string GivenAway = "gives \"price\" away: is it known before that is?";
        DoubtOf(Column.Of("a", Drawn.Select(i => Math.Exp(0.01 * i))), target).Should().Be(GivenAway);
        DoubtOf(Column.Of("a", Drawn.Select(i => -Math.Exp(0.01 * i))), target).Should().Be(GivenAway, "it falls as the target rises");
        DoubtOf(Column.Of("a", Drawn.Select(i => new DateOnly(2020, 1, 1).AddDays(i / 3))), target).Should().Be(GivenAway);
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 20 == 0 ? 0.5 : Math.Sqrt(i))), target).Should().BeNull();
        DoubtOf(Column.Of("a", Drawn.Select(i => i > 200)), target).Should().BeNull();
    }

    [Fact]
    public void Columns_OfAnythingElse_GiveNothingAway()
    {
        int[] sorted = [.. Enumerable.Range(0, Rows).Select(row => row / 200)];
        Column target = Column.Of("class", sorted);
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 2 * 0.5)), target).Should().BeNull("rows in the order of the classes are no reason, when a column has few values");
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 3)), target).Should().BeNull();
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 2 == 0)), target).Should().BeNull();
        DoubtOf(Column.Of("a", Drawn.Select(i => $"{i % 9}")), target).Should().BeNull();
        DoubtOf(Column.Of("a", sorted.Select((label, row) => row % 50 == 0 ? 1 - label : (double)label)), target).Should().BeNull("eight rows are otherwise");
        Column rare = Column.Of("class", Drawn.Select(i => i == 7));
        DoubtOf(Column.Of("a", Drawn.Select(i => i % 2 == 0)), rare).Should().BeNull("nearly every row is of one class, which any column tells");
        DoubtOf(Column.Of("a", Drawn.Select(i => i + 0.5)), rare).Should().BeNull();
        DoubtOf(Column.Of("a", Drawn.Select(i => i < 390 ? null : i % 2 == 0 ? "x" : "y")), Column.Of("class", Drawn.Select(i => i % 2 == 0))).Should().BeNull("ten rows are too few to tell");
    }

    private static string? DoubtOf(Column column, Column? target = null, bool isTarget = false) => (target is null ? new Table(column) : new Table(column, target))
        .Describe(isTarget ? column.Name : target?.Name).Columns[0].Doubt;
}
