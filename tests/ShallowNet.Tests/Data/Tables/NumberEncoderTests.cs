using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Features of numbers and flags.</summary>
public sealed class NumberEncoderTests
{
    private static readonly double[] Some = [3, 1, 4, 1.5, 9, 2.6];

    public static TheoryData<NumberScaling> Scalings => [.. Enum.GetValues<NumberScaling>()];

    [Fact]
    public void Numbers_RobustAndSmooth_AreMeasuredByQuartiles()
    {
        // The quartiles are 1.775, 2.8 and 3.75.
        foreach ((double x, double scaled) in Some.Zip(FeaturesOf(NumberScaling.RobustSmooth, Some).Row(0)))
        {
            double z = (x - 2.8) / (3.75 - 1.775);
            scaled.Should().BeApproximately(z / Math.Sqrt(1 + z * z / 9), 1e-15);
        }

        FeaturesOf(NumberScaling.RobustSmooth, [0, 5, 5, 5, 5, 5, 10]).Row(0)[0].Should().BeApproximately(-1 / Math.Sqrt(1 + 1 / 9.0), 1e-15, "the quartiles are equal: half of the range");
        TextOf(NumberScaling.RobustSmooth, Some).Should().Be("x (numbers): (x − 2.8)/1.975, smoothly within −3 to 3");
    }

    [Fact]
    public void Numbers_Standardized_HaveMean0AndDeviation1()
    {
        Vector<double> x = FeaturesOf(NumberScaling.Standardize, Some).Row(0);
        x.Average().Should().BeApproximately(0, 1e-15);
        x.Sum(value => value * value / x.Count).Should().BeApproximately(1, 1e-14);
        Vector<double> filled = FeaturesOf(NumberScaling.Standardize, [.. Some, double.NaN, double.NaN]).Row(0);
        filled.Average().Should().BeApproximately(0, 1e-15, "the gaps are filled before");
        filled.Sum(value => value * value / filled.Count).Should().BeApproximately(1, 1e-14);
        TextOf(NumberScaling.Standardize, [0, 3]).Should().Be("x (numbers): (x − 1.5)/1.5");
    }

    [Fact]
    public void Numbers_ByQuantiles_AreSpreadEvenly()
    {
        double[] x = [.. FeaturesOf(NumberScaling.Quantiles, [.. Enumerable.Range(0, 200).Select(i => Math.Exp(0.1 * i))]).Row(0)];
        x.Should().BeInAscendingOrder();
        (x[0], x[^1]).Should().Be((-Math.Sqrt(3), Math.Sqrt(3)));
        x.Select((value, i) => Math.Abs(value - Math.Sqrt(3) * (2 * i / 199.0 - 1))).Max().Should().BeLessThan(0.02);
        Table train = new(Column.Of("x", [1, 2, 2, 2, 5]));
        TableEncoder encoder = TableEncoder.Fit(train, new EncoderOptions { Numbers = NumberScaling.Quantiles });
        encoder.Transform<double>(new Table(Column.Of("x", [-9, 1, 1.5, 2, 3.5, 5, 9]))).Row(0).Select(value => Math.Round(value / Math.Sqrt(3), 12))
            .Should().Equal(-1, -1, -0.5, 0, 0.5, 1, 1);
        TextOf(NumberScaling.Quantiles, Some).Should().Be("x (numbers): by quantiles");
    }

    [Theory, MemberData(nameof(Scalings))]
    public void Gaps_InTraining_AreTheMedianAndHaveAnIndicator(NumberScaling scaling)
    {
        Table table = new(Column.Of("x", [.. Some, double.NaN]));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { Numbers = scaling });
        encoder.FeatureNames.Should().Equal("x", "x is missing");
        encoder.Columns[0].ToString().Should().EndWith("; gaps: 2.8 and an indicator");
        Matrix<double> X = encoder.Transform<double>(table);
        X.Row(1).Should().Equal(0, 0, 0, 0, 0, 0, 1);
        X[0, 6].Should().Be(encoder.Transform<double>(new Table(Column.Of("x", [2.8])))[0, 0]);
        encoder.UnknownCounts.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Scalings))]
    public void Gaps_NotInTraining_AreTheMedianAndUnknown(NumberScaling scaling)
    {
        TableEncoder encoder = TableEncoder.Fit(new Table(Column.Of("x", Some)), new EncoderOptions { Numbers = scaling });
        encoder.FeatureNames.Should().Equal("x");
        Matrix<double> X = encoder.Transform<double>(new Table(Column.Of("x", [double.NaN, 2.8, double.NaN])));
        X.Row(0).Should().AllBeEquivalentTo(X[0, 1]);
        encoder.UnknownCounts.Should().BeEquivalentTo(new Dictionary<string, long> { ["x"] = 2 });
    }

    [Theory, MemberData(nameof(Scalings))]
    public void FlagsAndNumbersThatAre0And1_AnyScaling_StayAsTheyAre(NumberScaling scaling)
    {
        Table table = new(Column.Of("f", (bool?[])[true, false, null, true]), Column.Of("n", [0, double.NaN, 1, 1]), Column.Of("m", [0, 1, 1, 1]));
        TableEncoder encoder = TableEncoder.Fit(table, new EncoderOptions { Numbers = scaling });
        encoder.Transform<double>(table).Should().Be(Matrix<double>.Build.DenseOfRows([[1.0, 0, 1, 1], [0, 0, 1.0, 0], [0.0, 1, 1, 1], [0, 1.0, 0, 0], [0.0, 1, 1, 1]]));
        encoder.ToString().Should().Be("""
            3 columns, 5 features
            f (flags): as it is; gaps: 1 and an indicator
            n (numbers): as it is; gaps: 1 and an indicator
            m (numbers): as it is
            """);
    }

    [Theory, MemberData(nameof(Scalings))]
    public void Numbers_OfAnySize_StayFiniteAndInOrder(NumberScaling scaling)
    {
        foreach (double[] numbers in (double[][])
            [
                [1e300, -1e300, 1, 5], [1e-300, 2e-300, 3e-300], [double.Epsilon, 0, 3 * double.Epsilon], [double.MaxValue, double.MinValue], [double.MaxValue, double.MinValue, 0, 1, 2],
                [1e300, 1e300, 1e-300], [1e16, 1e16 + 2, 1e16 + 4], [1e308, -1e308, 1.5e308, 1.7e308, -1.7e308, double.NaN], [0, 0, 0, 0, 0, 0, 1e-320],
            ])
        {
            Matrix<double> X = FeaturesOf(scaling, numbers);
            X.Enumerate().Should().OnlyContain(value => double.IsFinite(value) && Math.Abs(value) < 10, string.Join(' ', numbers));
            int[] order = [.. Enumerable.Range(0, numbers.Length).Where(j => !double.IsNaN(numbers[j])).OrderBy(j => numbers[j])];
            order.Select(j => X[0, j]).Should().BeInAscendingOrder();
            X[0, order[0]].Should().BeLessThan(X[0, order[^1]]);
            if (numbers.Length < 5)
            {
                FeaturesOf<float>(scaling, numbers).Enumerate().Should().OnlyContain(value => float.IsFinite(value));
            }
        }
    }

    [Fact]
    public void Numbers_FarFromTheTraining_AreRefusedOrAtTheLimit()
    {
        Table train = new(Column.Of("a", [1.0, 2, 3]), Column.Of("b", [1e-300, 2e-300, 4e-300]));
        Table far = new(Column.Of("a", [2, 1e300]), Column.Of("b", [1e-300, 1]));
        TableEncoder.Fit(train).Transform<float>(far).Column(1).Should().Equal(8, 8);
        TableEncoder.Fit(train, new EncoderOptions { Numbers = NumberScaling.RobustSmooth }).Transform<float>(far).Column(1).Should().Equal(3, 3);
        FluentActions.Invoking(() => TableEncoder.Fit(train, new EncoderOptions { Numbers = NumberScaling.Standardize }).Transform<float>(far)).Should().Throw<ArgumentException>()
            .WithMessage("Column \"a\" must stay finite when it is scaled, but does not in row 1: the number is too far from those of the training.");
        TableEncoder one = TableEncoder.Fit(train, new EncoderOptions { Numbers = NumberScaling.Standardize });
        FluentActions.Invoking(() => one.Transform<float>(one.CreateRow().Set("a", 2).Set("b", 1), new float[2])).Should().Throw<ArgumentException>()
            .WithMessage("Column \"b\" must stay finite when it is scaled, but does not: the number is too far from those of the training.");
    }

    [Fact]
    public void Smooth_IsTheStandardizedNumberWhereNothingIsFar()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i) + 5)];
        double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)));
        Table table = new(Column.Of("x", x), Column.Of("y", x));
        TableEncoder.Fit(table).Transform<double>(table).Row(0).Zip(x).Should().OnlyContain(
            pair => Math.Abs(pair.First - (pair.Second - mean) / deviation / Math.Sqrt(1 + Math.Pow((pair.Second - mean) / deviation / 8, 2))) < 1e-12);
    }

    [Fact]
    public void Smooth_WithOneFarNumber_IsHardlyAnother()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i))], far = [1e30, .. x[1..]];
        double[] mostlyZero = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? Math.Sin(i) : 0)], farAmongZeros = [1e30, .. mostlyZero[1..]];
        foreach ((double[] clean, double[] spoiled) in new[] { (x, far), (mostlyZero, farAmongZeros) })
        {
            double[] expected = Encoded(clean), given = Encoded(spoiled);
            given[0].Should().Be(8);
            Range(given).Should().BeGreaterThan(0.4 * Range(expected), "the others are still told apart");
            spoiled.Zip(given).OrderBy(pair => pair.First).Select(pair => pair.Second).Should().BeInAscendingOrder();
        }

        static double Range(double[] scaled) => scaled[1..].Max() - scaled[1..].Min();

        static double[] Encoded(double[] numbers)
        {
            Table table = new(Column.Of("x", numbers));
            return [.. TableEncoder.Fit(table).Transform<double>(table).Row(0)];
        }
    }

    [Fact]
    public void Numbers_AllTheSame_HaveNoFeature()
    {
        Table table = new(Column.Of("x", [1, 2]), Column.Of("same", [5, 5]), Column.Of("none", [double.NaN, double.NaN]), Column.Of("same or none", [5, double.NaN]), Column.Of("zero", [0.0, -0.0]));
        TableEncoder encoder = TableEncoder.Fit(table);
        encoder.FeatureNames.Should().Equal("x", "same or none is missing");
        encoder.Columns.Select(column => column.IsUsed).Should().Equal(true, false, false, true, false);
        encoder.Columns[1].Encoding.Should().Be("has one value only, and is left out");
        encoder.Transform<double>(table.Select("same or none", "x")).Row(1).Should().Equal(0, 1);
    }

    private static Matrix<double> FeaturesOf(NumberScaling scaling, double[] numbers) => FeaturesOf<double>(scaling, numbers);

    private static Matrix<T> FeaturesOf<T>(NumberScaling scaling, double[] numbers)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Table table = new(Column.Of("x", numbers));
        return TableEncoder.Fit(table, new EncoderOptions { Numbers = scaling }).Transform<T>(table);
    }

    private static string TextOf(NumberScaling scaling, double[] numbers) => StrangeCulture.In(
        () => TableEncoder.Fit(new Table(Column.Of("x", numbers)), new EncoderOptions { Numbers = scaling }).Columns[0].ToString());
}
