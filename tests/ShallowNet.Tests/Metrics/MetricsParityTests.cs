using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>The values of scikit-learn, with and without weights, also where they are conventions.</summary>
public sealed class MetricsParityTests
{
    private static readonly JsonElement Expected = Golden.Read("evaluation.json");

    public static TheoryData<string> Classifications => [.. Cases("classification").Keys];

    public static TheoryData<string> Regressions => [.. Cases("regression").Keys];

    [Theory, MemberData(nameof(Classifications))]
    public void Classification_AnyCase_IsScikitLearns(string name)
    {
        JsonElement expected = Cases("classification")[name];
        Matrix<double> YHat = expected.GetProperty("yHat").Matrix();
        int[] labels = expected.GetProperty("labels").Integers();
        Matrix<double> Y = YHat.RowCount == 1 ? Matrix<double>.Build.Dense(1, labels.Length, (_, j) => labels[j]) : OneHot.Encode<double>(labels, YHat.RowCount);
        double[]? weights = Weights(expected);

        Close(Metrics.Accuracy(YHat, Y, weights), expected, "accuracy");
        Close(Metrics.BalancedAccuracy(YHat, Y, weights), expected, "balancedAccuracy");
        Close(Metrics.LogLoss(YHat, Y, weights), expected, "logLoss");
        if (expected.TryGetProperty("rocAuc", out _))
        {
            Close(Metrics.RocAuc(YHat, Y, weights), expected, "rocAuc");
        }

        foreach (Averaging averaging in Enum.GetValues<Averaging>().Where(averaging => averaging != Averaging.Binary || YHat.RowCount == 1))
        {
            string key = averaging.ToString().ToLowerInvariant();
            Close(Metrics.Precision(YHat, Y, averaging, weights), expected.GetProperty("precision"), key);
            Close(Metrics.Recall(YHat, Y, averaging, weights), expected.GetProperty("recall"), key);
            Close(Metrics.F1(YHat, Y, averaging, weights), expected.GetProperty("f1"), key);
        }

        ConfusionMatrix confusion = Metrics.ConfusionMatrix(YHat, Y, null, weights);
        Matrix<double> counts = Matrix<double>.Build.Dense(confusion.ClassNames.Count, confusion.ClassNames.Count, (i, j) => confusion[i, j]);
        Golden.ErrorOf(counts, expected.GetProperty("confusion").Matrix()).Should().BeLessThan(1e-14);
        Close(confusion.Accuracy, expected, "accuracy");
    }

    [Fact]
    public void LogLoss_FloatProbabilitiesOfZeroAndOne_AreClippedAsScikitLearns()
    {
        JsonElement expected = Expected.GetProperty("logLossInFloat");
        Matrix<float> YHat = Matrix<double>.Build.DenseOfRows([expected.GetProperty("yHat").Numbers()]).As<float>();
        Matrix<float> Y = Matrix<double>.Build.DenseOfRows([expected.GetProperty("labels").Numbers()]).As<float>();
        Metrics.LogLoss(YHat, Y).Should().BeApproximately(expected.GetProperty("logLoss").GetDouble(), 1e-6);
    }

    [Theory, MemberData(nameof(Regressions))]
    public void Regression_AnyCase_IsScikitLearns(string name)
    {
        JsonElement expected = Cases("regression")[name];
        Matrix<double> YHat = expected.GetProperty("yHat").Matrix(), Y = expected.GetProperty("y").Matrix();
        double[]? weights = Weights(expected);
        Close(Metrics.MeanSquaredError(YHat, Y, weights), expected, "mse");
        Close(Metrics.RootMeanSquaredError(YHat, Y, weights), expected, "rmse");
        Close(Metrics.MeanAbsoluteError(YHat, Y, weights), expected, "mae");
        Close(Metrics.R2(YHat, Y, weights), expected, "r2");
    }

    private static Dictionary<string, JsonElement> Cases(string kind) =>
        Expected.GetProperty(kind).EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);

    private static double[]? Weights(JsonElement expected) =>
        expected.GetProperty("weights") is { ValueKind: JsonValueKind.Array } weights ? weights.Numbers() : null;

    private static void Close(double actual, JsonElement expected, string key) =>
        actual.Should().BeApproximately(expected.GetProperty(key).GetDouble(), 1e-13 * Math.Max(1, Math.Abs(actual)), key);
}
