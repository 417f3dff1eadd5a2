using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TableSplitTests
{
    private static readonly Matrix<double> Numbers = Matrix<double>.Build.Dense(1, 57, (_, j) => j);
    private static readonly int[] Classes = [.. Enumerable.Range(0, 57).Select(j => j * j % 7 % 3)];

    private static Table Rows => new(
        Column.Of("row", Enumerable.Range(0, 57)), Column.Of("text", Classes.Select(label => $"class {label}")), Column.Of("flag", Classes.Select(label => label == 0)), Column.Of("number", Classes),
        Column.Of("real", Classes.Select(label => 0.5 + label)), Column.Of("date", Classes.Select(label => new DateOnly(2020, 1, 1 + label))));

    [Theory]
    [InlineData(null)]
    [InlineData("row")]
    [InlineData("real")]
    [InlineData("date")]
    public void Split_WithoutClasses_TakesTheRowsOfTrainTest(string? target)
    {
        var (train, test) = Rows.Split(target, testShare: 0.3, seed: 3);
        var expected = Split.TrainTest(Numbers, Numbers, 0.3, seed: 3);
        NumbersOf(train).Should().Equal(expected.Train.X.Row(0));
        NumbersOf(test).Should().Equal(expected.Test.X.Row(0));
        NumbersOf(Rows.Split().Test).Should().Equal(Split.TrainTest(Numbers, Numbers).Test.X.Row(0));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("number")]
    public void Split_OfClasses_TakesTheRowsOfStratifiedTrainTest(string target)
    {
        var (train, test) = Rows.Split(target, testShare: 0.3, seed: 3);
        var expected = Split.StratifiedTrainTest(Numbers, Classes, 0.3, seed: 3);
        NumbersOf(train).Should().Equal(expected.Train.X.Row(0));
        NumbersOf(test).Should().Equal(expected.Test.X.Row(0));
        var (_, ofFlags) = Rows.Split("flag", testShare: 0.3, seed: 3);
        NumbersOf(ofFlags).Should().Equal(Split.StratifiedTrainTest(Numbers, Classes.Select(label => label == 0), 0.3, seed: 3).Test.X.Row(0));
    }

    [Fact]
    public void SplitByGroup_AnyGroups_TakesTheRowsOfScikitLearnsGroupShuffleSplit()
    {
        foreach (JsonElement golden in Golden.Read("tables.json").GetProperty("groupSplits").EnumerateArray())
        {
            string[] groups = [.. golden.GetProperty("groups").EnumerateArray().Select(name => name.GetString()!)];
            Table table = new(Column.Of("group", groups), Column.Of("row", Enumerable.Range(0, groups.Length)));
            var (train, test) = table.SplitByGroup("group", golden.GetProperty("share").GetDouble(), golden.GetProperty("seed").GetInt32());
            NumbersOf(train).Should().Equal(golden.GetProperty("train").Numbers());
            NumbersOf(test).Should().Equal(golden.GetProperty("test").Numbers());
        }
    }

    [Fact]
    public void SplitByGroup_WithAGap_KeepsItTogether()
    {
        Table table = new(Column.Of("row", Enumerable.Range(0, 60)), Column.Of("group", Enumerable.Range(0, 60).Select(row => row % 5 == 0 ? (int?)null : row % 5)));
        for (int seed = 0; seed < 5; seed++)
        {
            var (train, test) = table.SplitByGroup("group", 0.4, seed);
            (train.RowCount, test.RowCount).Should().Be((36, 24));
            GroupsOf(train).Should().NotIntersectWith(GroupsOf(test));
        }

        static IEnumerable<double> GroupsOf(Table part) => part.Rows.Select(row => row["group"] is double group ? group : -1).Distinct();
    }

    [Fact]
    public void SplitByTime_OfDatesOrNumbers_TestsOnTheLatest()
    {
        int[] days = [5, 3, 9, 1, 7, 2, 8, 4, 6, 0];
        Table table = new(
            Column.Of("row", Enumerable.Range(0, 10)), Column.Of("date", days.Select(day => new DateTime(1969, 12, 28).AddDays(day))), Column.Of("number", days.Select(day => day - 4.5)));
        foreach (string time in (string[])["date", "number"])
        {
            var (train, test) = table.SplitByTime(time, testShare: 0.25);
            NumbersOf(train).Select(row => days[(int)row]).Should().Equal(0, 1, 2, 3, 4, 5, 6);
            NumbersOf(test).Select(row => days[(int)row]).Should().Equal(7, 8, 9);
        }
    }

    [Fact]
    public void SplitByTime_WithTies_KeepsThemInOrderAndOnTheSideOfTraining()
    {
        Table table = new(Column.Of("row", Enumerable.Range(0, 6)), Column.Of("time", [2, 1, 2, 3, 2, 3]));
        var (train, test) = table.SplitByTime("time", testShare: 0.5);
        NumbersOf(train).Should().Equal(1, 0, 2, 4);
        NumbersOf(test).Should().Equal(3, 5);
    }

    [Fact]
    public void Split_BadInput_IsRefused()
    {
        Refused(() => Rows.Take([0]).Split(), "The table must have at least 2 rows, but has 1.");
        Refused(() => Rows.Take([]).SplitByGroup("row"), "The table must have at least 2 rows, but has 0.");
        Refused(() => Rows.Split(testShare: 1), "testShare must be greater than 0 and less than 1, but is 1.*");
        Refused(() => Rows.SplitByGroup("text", testShare: 0), "testShare must be greater than 0 and less than 1, but is 0.*");
        Refused(() => Rows.SplitByTime("row", testShare: double.NaN), "testShare must be greater than 0 and less than 1, but is NaN.*");
        Refused(() => Rows.Split(seed: -1), "seed must be at least 0, but is -1.*");
        Refused(() => Rows.Take([0, 1]).Split(testShare: 0.6), "A testShare of 0.6 must leave a row to train on, but there are only 2 rows.*");
        Refused(() => new Table(Column.Of("g", ["x", "x"])).SplitByGroup("g"), "A testShare of 0.2 must leave a group to train on, but there is only 1 group.*");
        Refused(() => Rows.SplitByTime("text"), "Column \"text\" must hold dates or numbers to tell the time, but holds texts.*");
        Refused(() => Rows.SplitByTime("flag"), "Column \"flag\" must hold dates or numbers to tell the time, but holds flags.*");
        Refused(() => new Table(Column.Of("t", [1, 1, 1])).SplitByTime("t"), "A testShare of 0.2 must leave rows to train and to test on, but there are only 3 rows of 1 time.*");
        Table gaps = new(Column.Of("a", ["x", null, "y", null]), Column.Of("t", [1, double.NaN, 2, 3]));
        Refused(() => gaps.Split("a"), "Column \"a\" must have a value in every row, but 2 rows have none, the first of them row 1: leave such rows out by WithoutGaps(\"a\").");
        Refused(() => gaps.SplitByTime("t"), "Column \"t\" must have a value in every row, but 1 row has none, the first of them row 1: leave such rows out by WithoutGaps(\"t\").");
    }

    private static double[] NumbersOf(Table table) => [.. ((NumberColumn)table["row"]).Values];

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
