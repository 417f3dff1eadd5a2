using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class TableEncoderTests
{
    private static readonly Table Train = Make(600, 1), Test = Make(300, 2);

    [Fact]
    public void Columns_InAnyOrder_GiveTheSameFeatures()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Matrix<double> X = encoder.Transform<double>(Test);
        encoder.Transform<double>(new Table(Test.Columns.Reverse())).Should().Be(X);
        encoder.Columns.Select(column => column.Name).Should().Equal(Train.Columns.Select(column => column.Name));
        encoder.Columns.SelectMany(column => column.Features).Should().Equal(encoder.FeatureNames);
        encoder.Columns.Select(column => column.FirstFeature).Should().Equal(encoder.Columns.Select((_, i) => encoder.Columns.Take(i).Sum(column => column.Features.Count)));
        (encoder.Features, X.RowCount).Should().Be((encoder.FeatureNames.Count, encoder.Features));
    }

    [Fact]
    public void Row_AloneAndAmongOthers_IsTheSameToTheBit()
    {
        foreach (NumberScaling scaling in Enum.GetValues<NumberScaling>())
        {
            TableEncoder encoder = TableEncoder.Fit(Train, new EncoderOptions { Numbers = scaling });
            RowsAreTheSame<double>(encoder);
            RowsAreTheSame<float>(encoder);
        }
    }

    [Fact]
    public void Fit_TwiceOrOfRowsInAnotherOrder_GivesTheSameEncoder()
    {
        Matrix<double> X = TableEncoder.Fit(Train).Transform<double>(Test);
        TableEncoder.Fit(Make(600, 1)).Transform<double>(Test).Should().Be(X);
        TableEncoder.Fit(Train.Take(Enumerable.Range(0, 600).Reverse())).Transform<double>(Test).Should().Be(X, "quartiles, counts and dates know no order");
    }

    [Fact]
    public void Transform_OfSeveralThreads_IsThatOfOneAndCountsEveryUnknownValue()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Matrix<double> X = encoder.Transform<double>(Test);
        long once = encoder.UnknownCounts["city"];
        once.Should().BePositive();
        Parallel.For(0, 40, i =>
        {
            if (i % 2 == 0)
            {
                encoder.Transform<double>(Test).Should().Be(X);
                return;
            }

            InputRow row = encoder.CreateRow();
            double[] features = new double[encoder.Features];
            for (int j = 0; j < 300; j++)
            {
                row.SetAll(Test.Columns.ToDictionary(column => column.Name, column => column.ValueAt(j)));
                encoder.Transform(row, features);
                features.Should().Equal(X.Column(j));
            }
        });
        encoder.UnknownCounts["city"].Should().Be(41 * once);
    }

    [Fact]
    public void Columns_ThatTellNothing_MayBeMissingAndHoldAnything()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("x", [1, 2]), Column.Of("same", [5, 5])));
        Matrix<double> X = encoder.Transform<double>(new Table(Column.Of("x", [1, 2])));
        encoder.Transform<double>(new Table(Column.Of("same", ["a", "b"]), Column.Of("x", [1, 2]))).Should().Be(X);
    }

    [Fact]
    public void Columns_OfGapsOnly_MayBeOfAnyKind()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Matrix<double> X = encoder.Transform<double>(new Table(Train.Columns.Select(column => Gaps(column.Name, column.Kind))));
        foreach (ColumnKind kind in Enum.GetValues<ColumnKind>())
        {
            encoder.Transform<double>(new Table(Train.Columns.Select(column => Gaps(column.Name, kind)))).Should().Be(X);
        }

        static Column Gaps(string name, ColumnKind kind) => kind switch
        {
            ColumnKind.Number => Column.Of(name, [double.NaN]),
            ColumnKind.Text => Column.Of(name, (string?[])[null]),
            ColumnKind.Flag => Column.Of(name, (bool?[])[null]),
            _ => Column.Of(name, (DateTime?[])[null]),
        };
    }

    [Fact]
    public void Flags_GivenAsNumbers_AreTheSame()
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("f", [true, false])));
        encoder.Transform<double>(new Table(Column.Of("f", [0, 1]))).Row(0).Should().Equal(0, 1);
        TableEncoder.Fit(new Table(Column.Of("n", [0, 1]))).Transform<double>(new Table(Column.Of("n", [false, true]))).Row(0).Should().Equal(0, 1);
    }

    [Fact]
    public void Fit_BadInput_IsRefused()
    {
        Refused(() => TableEncoder.Fit(null!), "table must not be null.*");
        Refused(() => TableEncoder.Fit(Train.Take([])), "The table must have a row to learn from, but has none.*");
        Refused(() => TableEncoder.Fit(new Table(Column.Of("x", [1, double.PositiveInfinity]))), "Column \"x\" must be finite, but row 1 is Infinity.");
        Refused(() => TableEncoder.Fit(new Table(Column.Of("x", [double.NegativeInfinity, 1])), new EncoderOptions { Categories = ["x"] }), "Column \"x\" must be finite, but row 0 is -Infinity.");
        Table text = new(Column.Of("note", Enumerable.Range(0, 30).Select(i => i == 0 ? null : $"the customer called {i} times")));
        Refused(
            () => TableEncoder.Fit(text),
            "Column \"note\" must hold categories, but seems to hold free text, such as \"the customer called 1 t…\": leave it out by table.Without(\"note\"), or make numbers, flags or categories of what matters in it.");
        Refused(
            () => TableEncoder.Fit(Train, new EncoderOptions { Categories = ["zip"] }),
            "EncoderOptions.Categories must name columns of numbers, texts or flags, but there is no column \"zip\": they are \"income\", \"age\", \"city\", \"sex\", \"on\", \"since\".*");
        Refused(() => TableEncoder.Fit(Train, new EncoderOptions { Categories = ["since"] }), "EncoderOptions.Categories must name columns of numbers, texts or flags, but \"since\" holds dates.*");
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Refused(() => _ = new EncoderOptions { RareBelow = 0 }, "RareBelow must be at least 1, but is 0.*");
        Refused(() => _ = new EncoderOptions { MostValues = 1 }, "MostValues must be at least 2, but is 1.*");
        Refused(() => _ = new EncoderOptions { EmbeddingSize = -1 }, "EmbeddingSize must be at least 0 and at most 1000, but is -1.*");
        Refused(() => _ = new EncoderOptions { Numbers = (NumberScaling)4 }, "Numbers must be Smooth, RobustSmooth, Standardize or Quantiles, but is 4.*");
        Refused(() => _ = new EncoderOptions { Categories = null! }, "Categories must not be null.*");
        Refused(() => _ = new EncoderOptions { Categories = [null!] }, "*null*");
    }

    [Fact]
    public void Transform_OfOtherColumns_IsRefusedByName()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Refused(() => encoder.Transform<double>(null!), "table must not be null.*");
        Refused(() => encoder.Transform<double>(Test.Take([])), "The table must have a row, but has none.*");
        Refused(() => encoder.Transform<double>(Test.Without("city", "on")), "The table must have the columns of the training, but lacks \"city\", \"on\".*");
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("more", new int[300]))), "The table must have the columns of the training, but has \"more\" besides.*");
        Refused(() => encoder.Transform<double>(Test.Rename("city", "City")), "The table must have the columns of the training, but lacks \"city\", and has \"City\" besides.*");
        string?[] texts = new string?[300];
        texts[7] = "forty\ttwo";
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("age", texts))), "Column \"age\" must hold numbers, but holds texts: row 7 has \"forty two\".");
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("on", texts))), "Column \"on\" must hold flags, but holds texts: row 7 has \"forty two\".");
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("since", texts))), "Column \"since\" must hold dates, but holds texts: row 7 has \"forty two\".");
        Array.Fill(texts, "42", 0, 7);
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("age", texts))), "Column \"age\" must hold numbers, but holds texts: row 7 has \"forty two\".");
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("age", texts)).Take(Enumerable.Range(3, 4))), "Column \"age\" must hold numbers, but holds texts: row 0 has \"42\".");
        Array.Fill(texts, "true", 0, 7);
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("on", texts))), "Column \"on\" must hold flags, but holds texts: row 7 has \"forty two\".");
        Array.Fill(texts, "2020-01-02", 0, 7);
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("since", texts))), "Column \"since\" must hold dates, but holds texts: row 7 has \"forty two\".");
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("city", Enumerable.Repeat(new DateOnly(2020, 1, 2), 300)))), "Column \"city\" must hold texts, but holds dates: row 0 has \"2020-01-02\".");
        double[] numbers = new double[300];
        numbers[299] = double.NegativeInfinity;
        Refused(() => encoder.Transform<double>(Test.With(Column.Of("income", numbers))), "Column \"income\" must be finite, but row 299 is -Infinity.");
        FluentActions.Invoking(() => encoder.Transform<Half>(Test)).Should().Throw<NotSupportedException>();
        Refused(
            () => TableEncoder.Fit(new Table(Column.Of("same", [1, 1]))).Transform<double>(new Table(Column.Of("same", [1, 2]))),
            "A column must have told something in training, but every one had a single value, or hardly any twice: there is nothing to learn from.");
    }

    [Fact]
    public void Transform_OfARow_IsRefusedOfAnotherEncoderOrLength()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Refused(() => encoder.Transform(TableEncoder.Fit(Train).CreateRow(), new double[encoder.Features]), "row must be made by the CreateRow of this encoder, but was made by another one.*");
        Refused(() => encoder.Transform(encoder.CreateRow(), new double[1]), $"features must have {encoder.Features} elements, but has 1.*");
        Refused(() => encoder.Transform(null!, new double[1]), "row must not be null.*");
        FluentActions.Invoking(() => encoder.Transform(encoder.CreateRow(), new Half[1])).Should().Throw<NotSupportedException>();
        Refused(() => new TableEncoder([encoder.Encoders[0], encoder.Encoders[0]]), "The columns of an encoder must have different names, but two are named \"income\".");
    }

    /// <summary>Rows with gaps, rare and unknown values.</summary>
    internal static Table Make(int rows, int seed)
    {
        NumPyRandom random = new(seed);
        int[] numbers = [.. Enumerable.Range(0, rows).Select(_ => (int)(1000 * random.Rand()))];
        return new Table(
            Column.Of("income", numbers.Select(_ => Math.Exp(8 + random.Randn()))), Column.Of("age", numbers.Select(i => i % 7 == 0 ? (int?)null : 18 + i % 60)),
            Column.Of("city", numbers.Select(i => i % 11 == 0 ? null : i % 13 == 5 ? $"village {i} {seed}" : $"town {i % 6}")), Column.Of("sex", numbers.Select(i => i % 5 < 2 ? "f" : "m")),
            Column.Of("on", numbers.Select(i => i % 17 == 0 ? (bool?)null : i % 3 == 0)), Column.Of("since", numbers.Select(i => i % 19 == 0 ? (DateTime?)null : new DateTime(1969, 1, 1).AddHours(i * 37.5))));
    }

    private static void RowsAreTheSame<T>(TableEncoder encoder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> X = encoder.Transform<T>(Test);
        InputRow row = encoder.CreateRow();
        T[] features = new T[encoder.Features];
        for (int j = 0; j < Test.RowCount; j += 3)
        {
            encoder.Transform<T>(Test.Take([j])).Should().Be(X.SubMatrix(0, X.RowCount, j, 1));
            row.SetAll(Test.Columns.ToDictionary(column => column.Name, column => column.ValueAt(j)));
            encoder.Transform(row, features);
            features.Should().Equal(X.Column(j));
        }
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
