namespace ShallowNet.Tests;

public sealed class InputRowTests
{
    private static readonly TableEncoder Encoder = TableEncoder.Fit(
        new Table(
            Column.Of("n", [1.0, 2, 4, 8]), Column.Of("t", ["a", "b", "c", "a"]), Column.Of("f", [true, false, true, true]), Column.Of("d", [new DateOnly(2020, 1, 1), new(2020, 5, 3), new(2021, 2, 2), new(2022, 8, 9)]),
            Column.Of("z", [10, 20, 30, 10]), Column.Of("same", [5, 5, 5, 5])),
        new EncoderOptions { RareBelow = 1, Categories = ["z"] });

    private static readonly DateTime Day = new(2021, 2, 2);

    private enum Letter
    {
        a,
        b,
    }

    [Fact]
    public void Set_ByNameOrPlace_IsTheSame()
    {
        double[] expected = FeaturesOf(new Table(Column.Of("n", [2.5]), Column.Of("t", ["b"]), Column.Of("f", [true]), Column.Of("d", [Day]), Column.Of("z", [20])));
        FeaturesOf(Encoder.CreateRow().Set("n", 2.5).Set("t", "b").Set("f", true).Set("d", Day).Set("z", 20)).Should().Equal(expected);
        FeaturesOf(Encoder.CreateRow().Set(0, 2.5).Set(1, "b").Set(2, true).Set(3, Day).Set(4, 20)).Should().Equal(expected);
        FeaturesOf(Encoder.CreateRow().Set(0, 2.5).Set(1, "xby".AsSpan(1, 1)).Set(2, 1).Set(3, Day).Set(4, "20")).Should().Equal(expected, "flags may be numbers, and names that are numbers texts");
    }

    [Fact]
    public void SetAll_OfADictionary_SetsWhatItHasAndMakesGapsOfTheRest()
    {
        double[] expected = FeaturesOf(Full());
        InputRow row = Full().Set("n", 7).Set("t", "c");
        FeaturesOf(row.SetAll(new Dictionary<string, object?> { ["n"] = 2.5m, ["t"] = Letter.b, ["f"] = true, ["d"] = new DateOnly(2021, 2, 2), ["z"] = (byte)20, ["same"] = null })).Should().Equal(expected);
        foreach (object number in (object[])[2.0, 2f, 2, 2L, (short)2, (byte)2, (sbyte)2, (ushort)2, 2u, 2UL, 2m, (Half)2])
        {
            FeaturesOf(row.SetAll(new Dictionary<string, object?> { ["n"] = number })).Should().Equal(FeaturesOf(Encoder.CreateRow().Set("n", 2)));
        }

        foreach (object date in (object[])[Day, new DateOnly(2021, 2, 2), new DateTimeOffset(Day, TimeSpan.FromHours(5))])
        {
            FeaturesOf(row.SetAll(new Dictionary<string, object?> { ["d"] = date })).Should().Equal(FeaturesOf(Encoder.CreateRow().Set("d", Day)));
        }

        foreach ((object text, string written) in ((object, string)[])[('b', "b"), (Letter.b, "b"), ((Letter)7, "7"), (Guid.Empty, Guid.Empty.ToString())])
        {
            FeaturesOf(row.SetAll(new Dictionary<string, object?> { ["t"] = text })).Should().Equal(FeaturesOf(Encoder.CreateRow().Set("t", written)));
        }

        FeaturesOf(row.SetAll(new Dictionary<string, object?> { ["n"] = DBNull.Value, ["t"] = DBNull.Value })).Should().Equal(FeaturesOf(Encoder.CreateRow()));
        FeaturesOf(row.SetAll(new Dictionary<string, object?>())).Should().Equal(FeaturesOf(Encoder.CreateRow()));
    }

    [Fact]
    public void NullAndNaN_OfEveryKind_AreGaps()
    {
        double[] gaps = FeaturesOf(Encoder.CreateRow());
        FeaturesOf(Full().Set("n", double.NaN).Set("t", (string?)null).Set("f", (bool?)null).Set("d", (DateTime?)null).Set("z", (double?)null)).Should().Equal(gaps);
        InputRow row = Full();
        row.Clear();
        FeaturesOf(row).Should().Equal(gaps);
        FeaturesOf(new Table(Column.Of("n", [double.NaN]), Column.Of("t", (string?[])[null]), Column.Of("f", (bool?[])[null]), Column.Of("d", (DateTime?[])[null]), Column.Of("z", [double.NaN])))
            .Should().Equal(gaps);
    }

    [Fact]
    public void Unknown_OfARow_NamesTheColumns()
    {
        Encoder.CreateRow().Unknown.Should().Equal("n", "t", "f", "d", "z");
        Full().Unknown.Should().BeEmpty();
        Full().Set("t", "new").Set("z", 99).Unknown.Should().Equal("t", "z");
        TableEncoder withGaps = TableEncoder.Fit(new Table(Column.Of("n", [1, double.NaN, 2]), Column.Of("t", ["a", null, "b"])));
        withGaps.CreateRow().Unknown.Should().BeEmpty("there were gaps in training");
        Full().Encoder.Should().BeSameAs(Encoder);
    }

    [Fact]
    public void Set_BadInput_IsRefusedAndChangesNothing()
    {
        InputRow row = Full();
        double[] before = FeaturesOf(row);
        foreach ((Action action, string message) in ((Action, string)[])
            [
                (() => row.Set("x", 1), "There must be a column \"x\", but the columns are \"n\", \"t\", \"f\", \"d\", \"z\", \"same\".*"),
                (() => row.Set((string)null!, 1), "column must not be null.*"),
                (() => row.Set(6, 1), "column must be at least 0 and less than 6, but is 6.*"),
                (() => row.Set(-1, "a"), "column must be at least 0 and less than 6, but is -1.*"),
                (() => row.Set("n", "5"), "Column \"n\" must hold numbers, but is given a text: \"5\"."),
                (() => row.Set(0, "5".AsSpan()), "Column \"n\" must hold numbers, but is given a text: \"5\"."),
                (() => row.Set("n", Day), "Column \"n\" must hold numbers, but is given a date: 2021-02-02."),
                (() => row.Set("f", "true"), "Column \"f\" must hold flags, but is given a text: \"true\"."),
                (() => row.Set("d", 1.5), "Column \"d\" must hold dates, but is given a number: 1.5."),
                (() => row.Set("d", true), "Column \"d\" must hold dates, but is given a flag: true."),
                (() => row.Set("t", Day.AddHours(1)), "Column \"t\" must hold texts, but is given a date: 2021-02-02 01:00:00."),
                (() => row.Set("n", double.PositiveInfinity), "Column \"n\" must be finite, but is given Infinity.*"),
                (() => row.Set("z", double.NegativeInfinity), "Column \"z\" must be finite, but is given -Infinity.*"),
                (() => row.SetAll(new Dictionary<string, object?> { ["n"] = 7, ["x"] = 1 }), "There must be a column \"x\", *"),
                (() => row.SetAll(new Dictionary<string, object?> { ["n"] = 7, ["d"] = "yesterday" }), "Column \"d\" must hold dates, but is given a text: \"yesterday\"."),
                (() => row.SetAll(new Dictionary<string, object?> { ["n"] = TimeSpan.Zero }), "Column \"n\" must be given a number, a text, a flag or a date, but is given TimeSpan."),
                (() => row.SetAll(null!), "values must not be null.*"),
            ])
        {
            action.Should().Throw<ArgumentException>().WithMessage(message);
            FeaturesOf(row).Should().Equal(before, message);
        }
    }

    private static InputRow Full() => Encoder.CreateRow().Set("n", 2.5).Set("t", "b").Set("f", true).Set("d", Day).Set("z", 20);

    private static double[] FeaturesOf(InputRow row)
    {
        double[] features = new double[Encoder.Features];
        Encoder.Transform(row, features);
        return features;
    }

    private static double[] FeaturesOf(Table table) => Encoder.Transform<double>(table).Column(0).ToArray();
}
