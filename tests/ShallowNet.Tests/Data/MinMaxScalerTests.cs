using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MinMaxScalerTests
{
    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfRows([[1, 2, 3, 6], [10, 10, 10, 10], [-0.3, 0.1, 0.7, 0.2]]);

    [Fact]
    public void Fit_Samples_MeasuresMinimumAndMaximum()
    {
        MinMaxScaler scaler = MinMaxScaler.Fit(X);
        scaler.Minimums.Should().Equal(1, 10, -0.3);
        scaler.Maximums.Should().Equal(6, 10, 0.7);
        (scaler.Features, scaler.Lower, scaler.Upper).Should().Be((3, -1, 1));
    }

    [Fact]
    public void Fit_AllOfOneSign_DoesNotReachToZero()
    {
        MinMaxScaler scaler = MinMaxScaler.Fit(Matrix<double>.Build.DenseOfRows([[3, 1, 2], [-2, -3, -1]]));
        scaler.Minimums.Should().Equal(1, -3);
        scaler.Maximums.Should().Equal(3, -1);
    }

    [Fact]
    public void Transform_AnyRange_IsScikitLearns()
    {
        JsonElement expected = Golden.Read("evaluation.json").GetProperty("scalers");
        Matrix<double> samples = expected.GetProperty("X").Matrix(), other = expected.GetProperty("other").Matrix();
        foreach (JsonElement range in expected.GetProperty("ranges").EnumerateArray())
        {
            MinMaxScaler scaler = MinMaxScaler.Fit(samples, range.GetProperty("lower").GetDouble(), range.GetProperty("upper").GetDouble());
            Golden.ErrorOf(scaler.Transform(other), range.GetProperty("transformed").Matrix()).Should().BeLessThan(1e-14);
            Golden.ErrorOf(scaler.Inverse(other), range.GetProperty("inverse").Matrix()).Should().BeLessThan(1e-14);
            scaler.Minimums.Should().Equal(expected.GetProperty("minimums").Numbers());
            scaler.Maximums.Should().Equal(expected.GetProperty("maximums").Numbers());
        }
    }

    [Fact]
    public void Transform_MinimumAndMaximum_BecomeTheEnds()
    {
        Matrix<double> scaled = MinMaxScaler.Fit(X).Transform(X);
        (scaled[0, 0], scaled[0, 3], scaled[2, 0], scaled[2, 2]).Should().Be((-1.0, 1.0, -1.0, 1.0));
    }

    [Fact]
    public void Transform_ConstantFeature_IsTheLowerEnd()
    {
        MinMaxScaler scaler = MinMaxScaler.Fit(X, 2, 3);
        scaler.Transform(X).Row(1).Should().OnlyContain(value => value == 2);
        scaler.Transform(X + 1).Row(1).Should().OnlyContain(value => value == 3);
    }

    [Fact]
    public void Constructor_NumbersOfAnother_GivesItsBits()
    {
        MinMaxScaler fitted = MinMaxScaler.Fit(X, 0, 1);
        MinMaxScaler again = new(fitted.Minimums, fitted.Maximums, fitted.Lower, fitted.Upper);
        again.Transform(X).Should().Be(fitted.Transform(X));
        new MinMaxScaler([0], [255]).Transform(Matrix<float>.Build.Dense(1, 1, 255f))[0, 0].Should().Be(1);
    }

    [Fact]
    public void MinMaxScaler_BadInput_IsRefused()
    {
        Refused(() => MinMaxScaler.Fit<double>(null!), "X must not be null.*");
        Refused(() => MinMaxScaler.Fit(X * double.NaN), "X must be finite, but X[0, 0] is NaN.*");
        Refused(() => MinMaxScaler.Fit(X, 1, 1), "lower and upper must be finite, and lower less than upper, but are 1 and 1.*");
        Refused(() => MinMaxScaler.Fit(X, double.NaN), "lower and upper must be finite, and lower less than upper, but are NaN and 1.*");
        Refused(() => MinMaxScaler.Fit(X, 0, double.PositiveInfinity), "lower and upper must be finite, and lower less than upper, but are 0 and Infinity.*");
        Refused(
            () => MinMaxScaler.Fit(X, -1e308, 1e308),
            "lower and upper must be finite, and lower less than upper, but are -1E+308 and 1E+308.*");
        Refused(
            () => MinMaxScaler.Fit(Matrix<double>.Build.DenseOfRows([[0, 1], [-1e308, 1e308]])),
            "X must have features of a finite range, but that of row 1 is too large.*");
        FluentActions.Invoking(() => MinMaxScaler.Fit<Half>(null!)).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void Constructor_BadNumbers_AreRefused()
    {
        Refused(() => _ = new MinMaxScaler(null!, [1]), "minimums must not be null.*");
        Refused(() => _ = new MinMaxScaler([1], null!), "maximums must not be null.*");
        Refused(() => _ = new MinMaxScaler([], []), "minimums must have at least one element (a feature), but is empty.*");
        Refused(() => _ = new MinMaxScaler([0], [1, 2]), "maximums must have 1 element (as minimums), but has 2.*");
        Refused(() => _ = new MinMaxScaler([double.NaN], [1]), "minimums must be finite, but minimums[0] is NaN.*");
        Refused(() => _ = new MinMaxScaler([0], [double.PositiveInfinity]), "maximums must be finite, but maximums[0] is Infinity.*");
        Refused(() => _ = new MinMaxScaler([0], [1], 2, 1), "lower and upper must be finite, and lower less than upper, but are 2 and 1.*");
        Refused(
            () => _ = new MinMaxScaler([0, 3], [1, 2]),
            "maximums must not be less than minimums, nor at an infinite distance, but maximums[1] is 2 and minimums[1] is 3.*");
        Refused(
            () => _ = new MinMaxScaler([-1e308], [1e308]),
            "maximums must not be less than minimums, nor at an infinite distance, but maximums[0] is 1E+308 and minimums[0] is -1E+308.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
