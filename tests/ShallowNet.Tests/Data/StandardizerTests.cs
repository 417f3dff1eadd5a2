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
        standardizer.Transform(X).Row(2).Should().OnlyContain(value => Math.Abs(value) < 1e-15);
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
    public void Standardizer_BadInput_IsRefused()
    {
        Standardizer standardizer = Standardizer.Fit(X);
        Refused(() => standardizer.Transform(X.SubMatrix(0, 2, 0, 4)), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
        Refused(() => standardizer.Inverse(X.SubMatrix(0, 2, 0, 4)), "X must have 3 rows (the features it was fitted to), but is 2 × 4.*");
        Refused(() => Standardizer.Fit<double>(null!), "X must not be null.*");
        Refused(() => Standardizer.Fit(Matrix<double>.Build.Dense(2, 2, double.PositiveInfinity)), "X must be finite, but X[0, 0] is Infinity.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
