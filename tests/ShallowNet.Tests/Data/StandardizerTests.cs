using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class StandardizerTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfRows([[1, 2, 3, 6], [10, 10, 10, 10], [0.1, 0.1, 0.1, 0.1]]);

    [Fact]
    public void Fit_Samples_MeasuresMeanAndPopulationDeviation()
    {
        Standardizer standardizer = Standardizer.Fit(X);
        standardizer.Means[0].Should().BeApproximately(3, 1e-15);
        standardizer.StandardDeviations[0].Should().BeApproximately(Math.Sqrt(14.0 / 4), 1e-15);
    }

    [Fact]
    public void Transform_ConstantFeature_IsOnlyCentred()
    {
        Standardizer standardizer = Standardizer.Fit(X);
        standardizer.StandardDeviations.Skip(1).Should().Equal(1, 1);
        standardizer.Transform(X).Row(2).Should().OnlyContain(value => value == 0, "the mean of equal numbers is that number, without rounding");
        Standardizer.Fit(X, [0.3, 0.1, 0.7, 0.9]).Means[2].Should().Be(0.1);
    }

    /// <summary>Powers of two change no digit, whether squares of the numbers are finite or not.</summary>
    [Theory]
    [InlineData(-990, 0)]
    [InlineData(-600, 0)]
    [InlineData(-300, 0)]
    [InlineData(300, 0)]
    [InlineData(600, 0)]
    [InlineData(1014, 0)]
    [InlineData(-990, -1000)]
    [InlineData(1014, 1000)]
    public void Fit_FeaturesAndWeightsOfAnySize_HaveTheSameDigits(int exponent, int exponentOfWeights)
    {
        Matrix<double> samples = new NumPyRandom(1).Randn<double>(3, 50) * 7 + 40;
        double[] weights = [.. new NumPyRandom(2).Rand<double>(1, 50).Enumerate()];
        Standardizer standardizer = Standardizer.Fit(samples, weights);
        Standardizer other = Standardizer.Fit(samples.Map(x => Math.ScaleB(x, exponent)), weights.Select(weight => Math.ScaleB(weight, exponentOfWeights)));
        other.Means.Should().Equal(standardizer.Means.Select(mean => Math.ScaleB(mean, exponent)));
        other.StandardDeviations.Should().Equal(standardizer.StandardDeviations.Select(deviation => Math.ScaleB(deviation, exponent)));
    }

    [Fact]
    public void Fit_FeaturesAtTheEndsOfThePrecision_AreScaled()
    {
        Standardizer smallest = Standardizer.Fit(Matrix<double>.Build.DenseOfRows([[0, double.Epsilon, 0, double.Epsilon]]));
        smallest.StandardDeviations.Should().Equal(double.Epsilon);
        Standardizer largest = Standardizer.Fit(Matrix<double>.Build.DenseOfRows([[double.MaxValue, -double.MaxValue], [double.MaxValue, double.MaxValue]]));
        largest.Means.Should().Equal(0, double.MaxValue);
        largest.StandardDeviations.Should().Equal(double.MaxValue, 1);
        Matrix<float> floats = Matrix<float>.Build.DenseOfRows([[float.Epsilon, 0], [float.MaxValue, -float.MaxValue], [1e-38f, 3e-38f]]);
        Standardizer.Fit(floats).Transform(floats).Should().Be(Matrix<float>.Build.DenseOfRows([[1, -1], [1, -1], [-1, 1]]));
    }

    [Fact]
    public void Transform_TrainingSamples_HaveMeanZeroAndDeviationOne()
    {
        Matrix<double> samples = new NumPyRandom(1).Randn<double>(3, 100) * 7 + 40;
        Matrix<double> standardized = Standardizer.Fit(samples).Transform(samples);
        foreach (Vector<double> row in standardized.EnumerateRows())
        {
            row.Average().Should().BeApproximately(0, 1e-13);
            row.DotProduct(row).Should().BeApproximately(100, 1e-11);
        }
    }

    [Fact]
    public void Inverse_Transformed_GivesTheSamplesBack()
    {
        Matrix<float> samples = (new NumPyRandom(1).Randn<double>(3, 50) * 7 + 40).As<float>();
        Standardizer standardizer = Standardizer.Fit(samples);
        (standardizer.Inverse(standardizer.Transform(samples)) - samples).Enumerate().Max(Math.Abs).Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Fit_WithAndWithoutWeights_IsScikitLearns()
    {
        JsonElement expected = Golden.Read("evaluation.json").GetProperty("scalers");
        Matrix<double> samples = expected.GetProperty("X").Matrix(), other = expected.GetProperty("other").Matrix();
        Check(Standardizer.Fit(samples), expected.GetProperty("standard"));
        Check(Standardizer.Fit(samples, expected.GetProperty("weights").Numbers()), expected.GetProperty("weighted"));

        void Check(Standardizer standardizer, JsonElement numbers)
        {
            Golden.ErrorOf(Row(standardizer.Means), Row(numbers.GetProperty("means").Numbers())).Should().BeLessThan(1e-14);
            standardizer.StandardDeviations.Zip(numbers.GetProperty("deviations").Numbers(), Golden.ErrorOf).Should().OnlyContain(error => error < 1e-12);
            Golden.ErrorOf(standardizer.Transform(other), numbers.GetProperty("transformed").Matrix()).Should().BeLessThan(1e-12);
        }
    }

    [Fact]
    public void Fit_WeightTwo_IsTheSampleTwice()
    {
        Standardizer weighted = Standardizer.Fit(X, [2, 1, 0, 3]), repeated = Standardizer.Fit(Split.Columns(X, [0, 0, 1, 3, 3, 3]));
        Golden.ErrorOf(Row(weighted.Means), Row(repeated.Means)).Should().BeLessThan(1e-15);
        Golden.ErrorOf(Row(weighted.StandardDeviations), Row(repeated.StandardDeviations)).Should().BeLessThan(1e-15);
    }

    [Fact]
    public void Constructor_NumbersOfAnother_GivesItsBits()
    {
        Standardizer fitted = Standardizer.Fit(X);
        Standardizer again = new(fitted.Means, fitted.StandardDeviations);
        (again.Features, again.Means, again.StandardDeviations).Should().BeEquivalentTo((3, fitted.Means, fitted.StandardDeviations));
        again.Transform(X).Should().Be(fitted.Transform(X));
    }

    [Fact]
    public void Constructor_ListThatChangesLater_IsCopied()
    {
        double[] means = [1], deviations = [2];
        Standardizer standardizer = new(means, deviations);
        (means[0], deviations[0]) = (10, 20);
        standardizer.Transform(Matrix<double>.Build.Dense(1, 1, 5))[0, 0].Should().Be(2);
    }

    [Fact]
    public void Constructor_BadNumbers_AreRefused()
    {
        Refused(() => _ = new Standardizer(null!, [1]), "means must not be null.*");
        Refused(() => _ = new Standardizer([1], null!), "standardDeviations must not be null.*");
        Refused(() => _ = new Standardizer([], []), "means must have at least one element (a feature), but is empty.*");
        Refused(() => _ = new Standardizer([1, 2], [1]), "standardDeviations must have 2 elements (as means), but has 1.*");
        Refused(() => _ = new Standardizer([1, double.NaN], [1, 1]), "means must be finite, but means[1] is NaN.*");
        Refused(() => _ = new Standardizer([1, 2], [1, double.PositiveInfinity]), "standardDeviations must be finite, but standardDeviations[1] is Infinity.*");
        Refused(() => _ = new Standardizer([1, 2], [0, 1]), "standardDeviations must be greater than 0, but standardDeviations[0] is 0.*");
    }

    [Fact]
    public void Standardizer_BadInput_IsRefused()
    {
        Refused(() => Standardizer.Fit(X, [1, 1, 1]), "weights must have 4 elements (one for each sample), but has 3.*");
        Refused(() => Standardizer.Fit(X, [0, 0, 0, 0]), "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Standardizer standardizer = Standardizer.Fit(X);
        Refused(() => standardizer.Transform(X.SubMatrix(0, 2, 0, 4)), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
        Refused(() => standardizer.Inverse(X.SubMatrix(0, 2, 0, 4)), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
        Refused(() => Standardizer.Fit<double>(null!), "X must not be null.*");
        Refused(() => Standardizer.Fit(Matrix<double>.Build.Dense(2, 2, double.PositiveInfinity)), "X must be finite, but X[0, 0] is Infinity.*");
    }

    private static Matrix<double> Row(IReadOnlyList<double> numbers) => Matrix<double>.Build.DenseOfRows([numbers]);

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
