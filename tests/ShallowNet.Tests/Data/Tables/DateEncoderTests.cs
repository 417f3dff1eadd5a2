using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Features of dates.</summary>
public sealed class DateEncoderTests
{
    [Fact]
    public void DateNumbers_OfEveryDayOfTenThousandYears_AreDateTimes()
    {
        int step = Instructions.AreLeftOut ? 97 : 1, days = 0;
        for (DateTime date = DateTime.MinValue; date < new DateTime(9999, 12, 1); date = date.AddDays(step))
        {
            DateTime at = date.AddSeconds(days++ * 7919L % 86_400);
            if (DateNumbers.Of(DateColumn.SecondsOf(at)) != new DateNumbers(at.Year, at.Month - 1, (int)at.DayOfWeek, at.Hour) || DateColumn.DateOf(DateColumn.SecondsOf(at)) != at)
            {
                Assert.Fail($"{at:O} is {DateNumbers.Of(DateColumn.SecondsOf(at))}.");
            }
        }

        DateNumbers.Of(DateColumn.SecondsOf(DateTime.MaxValue)).Should().Be(new DateNumbers(9999, 11, 5, 23));
        DateNumbers.Of(-1).Should().Be(new DateNumbers(1969, 11, 3, 23));
        DateNumbers.Of(DateColumn.SecondsOf(new DateTime(1900, 2, 28).AddDays(1))).Should().Be(new DateNumbers(1900, 2, 4, 0), "1900 was no leap year");
        DateNumbers.Of(DateColumn.SecondsOf(new DateTime(2000, 2, 29))).Should().Be(new DateNumbers(2000, 1, 2, 0));
    }

    [Fact]
    public void Cycles_OfMonthsWeekdaysAndHours_AreSinesAndCosines()
    {
        foreach ((double Sine, double Cosine)[] cycle in ((double, double)[][])[Cycle.Months, Cycle.Weekdays, Cycle.Hours])
        {
            for (int k = 0; k < cycle.Length; k++)
            {
                cycle[k].Sine.Should().BeApproximately(Math.Sin(2 * Math.PI * k / cycle.Length), 1e-15);
                cycle[k].Cosine.Should().BeApproximately(Math.Cos(2 * Math.PI * k / cycle.Length), 1e-15);
            }
        }

        (Cycle.Months.Length, Cycle.Weekdays.Length, Cycle.Hours.Length).Should().Be((12, 7, 24));
    }

    [Fact]
    public void Dates_ThatDifferInEverything_HaveEveryPart()
    {
        DateTime[] dates = [new(1968, 2, 29, 23, 59, 59), new(2024, 12, 31, 6, 0, 0), new(1970, 1, 1), new(2023, 7, 4, 12, 30, 0)];
        Table table = new(Column.Of("d", [.. dates.Select(date => (DateTime?)date), null]));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { Numbers = NumberScaling.Standardize });
        encoder.FeatureNames.Should().Equal(
            "d: age in days", "d: year", "d: month, sine", "d: month, cosine", "d: weekday, sine", "d: weekday, cosine", "d: hour, sine", "d: hour, cosine", "d is missing");
        encoder.Columns[0].ToString().Should().Be("d (dates): age, year, month, weekday, hour; gaps: an indicator");
        Matrix<double> X = encoder.Transform<double>(table);
        double[] ages = [.. dates.Append(dates[3]).Select(date => (dates[1] - date).TotalDays)];
        Matrix<double> expected = TableEncoder.Fit(new Table(Column.Of("a", ages), Column.Of("y", dates.Append(dates[3]).Select(date => date.Year))), new EncoderOptions { Numbers = NumberScaling.Standardize })
            .Transform<double>(new Table(Column.Of("a", ages), Column.Of("y", dates.Append(dates[3]).Select(date => date.Year))));
        for (int j = 0; j < 5; j++)
        {
            X[0, j].Should().BeApproximately(expected[0, j], 1e-12);
            X[1, j].Should().BeApproximately(expected[1, j], 1e-12);
        }

        for (int j = 0; j < dates.Length; j++)
        {
            X.Column(j).Skip(2).Should().Equal([.. PlaceOf(dates[j].Month - 1, Cycle.Months), .. PlaceOf((int)dates[j].DayOfWeek, Cycle.Weekdays), .. PlaceOf(dates[j].Hour, Cycle.Hours), 0]);
        }

        X.Column(4).Skip(2).Should().Equal(0, 0, 0, 0, 0, 0, 1);

        static double[] PlaceOf(int number, (double Sine, double Cosine)[] cycle) => [cycle[number].Sine, cycle[number].Cosine];
    }

    [Fact]
    public void Dates_ThatDifferInPart_HaveOnlyThatPart()
    {
        NamesOf([new(2020, 1, 1, 5, 0, 0), new(2020, 1, 1, 5, 0, 7)]).Should().Equal("d: age in days");
        NamesOf([new(2020, 1, 1, 5, 0, 0), new(2020, 1, 1, 6, 0, 0)]).Should().Equal("d: age in days", "d: hour, sine", "d: hour, cosine");
        NamesOf([new(2020, 1, 1), new(2020, 1, 2)]).Should().Equal("d: age in days", "d: weekday, sine", "d: weekday, cosine");
        NamesOf([new(2020, 1, 1), new(2020, 4, 1)]).Should().Equal("d: age in days", "d: month, sine", "d: month, cosine");
        NamesOf([new(2018, 1, 1), new(2024, 1, 1)]).Should().Equal("d: age in days", "d: year");
        NamesOf([new(2020, 1, 1), new(2020, 1, 1)]).Should().BeEmpty();
        NamesOf([new(2020, 1, 1), null]).Should().Equal("d is missing");
        NamesOf([null, null]).Should().BeEmpty();
        TableEncoder.Fit(new Table(Column.Of("d", (DateTime?[])[new(2020, 1, 1), null]))).Columns[0].Encoding.Should().Be("has one value only, and is left out; gaps: an indicator");
        TableEncoder.Fit(new Table(Column.Of("d", (DateTime?[])[null, null]))).Columns[0].Encoding.Should().Be("has one value only, and is left out");
    }

    [Fact]
    public void Gaps_NotInTraining_AreUnknownAndTheMedian()
    {
        Table table = new(Column.Of("d", Enumerable.Range(0, 9).Select(day => new DateTime(2020, 1, 1).AddDays(40 * day))));
        TableEncoder encoder = TableEncoder.Fit(table);
        Matrix<double> X = encoder.Transform<double>(new Table(Column.Of("d", (DateTime?[])[null, new DateTime(2020, 1, 1).AddDays(160)])));
        encoder.UnknownCounts["d"].Should().Be(1);
        X[0, 0].Should().Be(X[0, 1]);
        X.Column(0).Skip(1).Should().OnlyContain(value => value == 0, "it is in the middle of every circle");
    }

    private static IReadOnlyList<string> NamesOf(DateTime?[] dates) => TableEncoder.Fit(new Table(Column.Of("d", dates))).FeatureNames;
}
