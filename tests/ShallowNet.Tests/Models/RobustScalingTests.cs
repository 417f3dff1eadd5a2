using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class RobustScalingInDouble : RobustScalingTests<double>;

public sealed class RobustScalingInFloat : RobustScalingTests<float>;

/// <summary>Models that minimize a robust loss, with outliers among the targets and the inputs.</summary>
public abstract class RobustScalingTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Matrix<T> Grid = ColumnMajor.Convert<double, T>(new NumPyRandom(9).Rand<double>(2, 300) * 10);

    public static TheoryData<string, int> LossesAndSizes => new(
        ((string[])["absolute", "huber", "median"]).SelectMany(loss => (int[])[400, 1_500], (loss, samples) => (loss, samples)));

    [Theory, MemberData(nameof(LossesAndSizes)), Trait("Cost", "Expensive")]
    public void Fit_TargetsWithOutliers_LearnsTheOthers(string loss, int samples) =>
        Error(loss, samples, outliersAmongInputs: false).Should().BeLessThan(1, "the standard deviation of the truth is 4");

    [Theory, MemberData(nameof(LossesAndSizes)), Trait("Cost", "Expensive")]
    public void Fit_TargetsAndInputsWithOutliers_LearnsTheOthers(string loss, int samples) =>
        Error(loss, samples, outliersAmongInputs: true).Should().BeLessThan(1);

    [Fact, Trait("Cost", "Expensive")]
    public void Fit_SquaredErrorWithOutliers_IsPulledFarAway() => Error("squared", 400, outliersAmongInputs: false).Should().BeGreaterThan(1_000);

    [Fact]
    public void Fit_WholeWeights_AreSamplesGivenSoManyTimes()
    {
        var (X, y) = Samples(200, outliersAmongInputs: true);
        int[] counts = [.. Enumerable.Range(0, 200).Select(j => 1 + j % 3)];
        int[] repeated = [.. Enumerable.Range(0, 200).SelectMany(j => Enumerable.Repeat(j, counts[j]))];
        MlpOptions options = new()
        {
            Loss = Loss.Huber(),
            HiddenLayers = [],
            Training = new() { ValidationShare = 0, EarlyStopping = null, Epochs = 5 },
        };
        MlpRegressor<T> weighted = MlpRegressor.Fit(X, y, options, [.. counts.Select(count => (double)count)]);
        MlpRegressor<T> given = MlpRegressor.Fit(Split.Columns(X, repeated), [.. repeated.Select(j => y[j])], options);
        ((RobustScaler)weighted.TargetScaler!).Medians.Zip(((RobustScaler)given.TargetScaler!).Medians, Golden.ErrorOf).Should().OnlyContain(error => error < 1e-12);
        ((RobustScaler)weighted.InputScaler!).InterquartileRanges.Zip(((RobustScaler)given.InputScaler!).InterquartileRanges, Golden.ErrorOf)
            .Should().OnlyContain(error => error < 1e-12);
        Golden.ErrorOf(ColumnMajor.Convert<T, double>(weighted.Predict(Grid)), ColumnMajor.Convert<T, double>(given.Predict(Grid)))
            .Should().BeLessThan(typeof(T) == typeof(double) ? 1e-9 : 1e-3);
    }

    [Fact]
    public void Fit_FractionalWeights_LearnsTheOthersToo()
    {
        var (X, y) = Samples(400, outliersAmongInputs: true);
        MlpOptions options = new() { Loss = Loss.AbsoluteError };
        ErrorOf(MlpRegressor.Fit(X, y, options, [.. new NumPyRandom(5).Rand<double>(1, 400).Enumerate()])).Should().BeLessThan(1);
    }

    [Fact]
    public void Fit_TargetsThatAreMostlyZero_KeepTheirScale()
    {
        // 4 of 5 targets are 0, one of 50 is an outlier: neither quartile says anything of the others.
        var (X, _) = Samples(500, outliersAmongInputs: false);
        T[] y = [.. Enumerable.Range(0, 500).Select(j => j % 50 == 0 ? T.CreateChecked(1e6) : X[0, j] > T.CreateChecked(8) ? X[1, j] + T.One : T.Zero)];
        MlpRegressor<T> model = MlpRegressor.Fit(X, y, new MlpOptions { Loss = Loss.AbsoluteError });
        double unit = ((RobustScaler)model.TargetScaler!).InterquartileRanges[0];
        unit.Should().BeInRange(3, 10);
        double.CreateChecked(model.Predict(Grid).Enumerate().Max()).Should().BeLessThan(20);
    }

    [Fact]
    public void Scalers_ByDefault_FollowTheLoss()
    {
        var (X, y) = Samples(60, outliersAmongInputs: false);
        MlpOptions quick = new() { HiddenLayers = [], Training = new() { Epochs = 1 } };
        foreach (Loss loss in TestNetworks.Losses.Values.Where(loss => loss.LabelsHaveUnits))
        {
            MlpRegressor<T> model = MlpRegressor.Fit(X, y, quick with { Loss = loss });
            Type expected = loss.IsRobust ? typeof(RobustScaler) : typeof(Standardizer);
            model.InputScaler.Should().BeOfType(expected);
            model.TargetScaler.Should().BeOfType(expected);
            model.InputScaler!.Limit.Should().Be(loss.IsRobust ? 10 : double.PositiveInfinity);
            model.TargetScaler!.Limit.Should().Be(double.PositiveInfinity);
        }

        MlpRegressor<T> given = MlpRegressor.Fit(X, y, quick with { Loss = Loss.Huber(), InputScaling = Scaling.MinMax, TargetScaling = Scaling.None });
        given.InputScaler.Should().BeOfType<MinMaxScaler>();
        given.TargetScaler.Should().BeNull();
    }

    private static double Error(string loss, int samples, bool outliersAmongInputs)
    {
        var (X, y) = Samples(samples, outliersAmongInputs);
        return ErrorOf(MlpRegressor.Fit(X, y, new MlpOptions { Loss = loss == "median" ? Loss.Quantile(0.5) : TestNetworks.Losses[loss] }));
    }

    /// <summary>The root of the mean square distance from the truth.</summary>
    private static double ErrorOf(MlpRegressor<T> model) =>
        Math.Sqrt(Grid.EnumerateColumns().Zip(model.Predict(Grid).Enumerate(), (x, yHat) => Math.Pow(double.CreateChecked(yHat) - Truth(x), 2)).Average());

    private static double Truth(MathNet.Numerics.LinearAlgebra.Vector<T> x) => double.CreateChecked(x[0]) + 3 * Math.Sin(double.CreateChecked(x[1]) / 3) + 5;

    /// <summary>Targets with some noise, of which every 50th is a million; and a million at another place for every 50th sample of the inputs.</summary>
    private static (Matrix<T> X, T[] Y) Samples(int count, bool outliersAmongInputs)
    {
        NumPyRandom random = new(3);
        Matrix<T> X = ColumnMajor.Convert<double, T>(random.Rand<double>(2, count) * 10);
        T[] y = [.. X.EnumerateColumns().Select((x, j) => T.CreateChecked(j % 50 == 0 ? 1e6 : Truth(x) + 0.3 * random.Randn()))];
        for (int j = 25; outliersAmongInputs && j < count; j += 50)
        {
            X[j % 4 == 1 ? 0 : 1, j] = T.CreateChecked(1e6);
        }

        return (X, y);
    }
}
