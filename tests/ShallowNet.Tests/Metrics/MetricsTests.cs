using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MetricsTests
{
    private static readonly Matrix<double> Binary = Matrix<double>.Build.DenseOfRows([[0.9, 0.2, 0.6, 0.4]]);
    private static readonly Matrix<double> BinaryLabels = Matrix<double>.Build.DenseOfRows([[1.0, 0, 0, 0]]);
    private static readonly Matrix<double> Several = Matrix<double>.Build.DenseOfRows([[0.7, 0.1, 0.2], [0.2, 0.8, 0.3], [0.1, 0.1, 0.5]]);
    private static readonly Matrix<double> SeveralLabels = OneHot.Encode<double>([0, 1, 1], 3);

    /// <summary>Every metric, as its own function.</summary>
    private static readonly Dictionary<string, Func<Matrix<double>, Matrix<double>, IReadOnlyList<double>?, double>> All = new()
    {
        ["accuracy"] = Metrics.Accuracy,
        ["balanced accuracy"] = Metrics.BalancedAccuracy,
        ["precision"] = (YHat, Y, weights) => Metrics.Precision(YHat, Y, weights: weights),
        ["recall"] = (YHat, Y, weights) => Metrics.Recall(YHat, Y, weights: weights),
        ["F1"] = (YHat, Y, weights) => Metrics.F1(YHat, Y, weights: weights),
        ["log loss"] = Metrics.LogLoss,
        ["ROC"] = Metrics.RocAuc,
        ["mean squared error"] = Metrics.MeanSquaredError,
        ["root mean squared error"] = Metrics.RootMeanSquaredError,
        ["mean absolute error"] = Metrics.MeanAbsoluteError,
        ["R²"] = Metrics.R2,
        ["confusion matrix"] = (YHat, Y, weights) => Metrics.ConfusionMatrix(YHat, Y, null, weights).Accuracy,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Accuracy_BinaryAndSeveralClasses_CountsHits()
    {
        Metrics.Accuracy(Binary, BinaryLabels).Should().Be(0.75);
        Metrics.Accuracy(Several, SeveralLabels).Should().BeApproximately(2.0 / 3, 1e-15);
        Metrics.Accuracy([1, 2, 3], [1, 2, 4]).Should().BeApproximately(2.0 / 3, 1e-15);
        Metrics.Accuracy([1, 2, 3], [1, 2, 4], [1, 2, 5]).Should().Be(0.375);
    }

    [Fact]
    public void ConfusionMatrix_Binary_CountsActualByPredicted()
    {
        ConfusionMatrix matrix = Metrics.ConfusionMatrix(Binary, BinaryLabels, ["malignant", "benign"]);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]).Should().Be((2.0, 1.0, 0.0, 1.0));
        (matrix.Samples, matrix.Accuracy).Should().Be((4, 0.75));
        matrix.ClassNames.Should().Equal("malignant", "benign");
    }

    [Fact]
    public void ConfusionMatrix_OfClassesWithWeights_SumsThem()
    {
        ConfusionMatrix matrix = Metrics.ConfusionMatrix([0, 1, 1], [0, 0, 1], ["a", "b"], [0.5, 0.25, 2]);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1], matrix.Samples).Should().Be((0.5, 0.25, 0.0, 2.0, 3));
        matrix.Accuracy.Should().BeApproximately(2.5 / 2.75, 1e-15);
    }

    [Fact]
    public void ConfusionMatrix_AsText_IsATable()
    {
        Metrics.ConfusionMatrix(Binary, BinaryLabels, ["malignant", "benign"]).ToString().Should().Be(
            """
                       predicted
            actual     malignant  benign
            malignant          2       1
            benign             0       1
            """.ReplaceLineEndings("\n"));
        Metrics.ConfusionMatrix(Several, SeveralLabels).ToString().Should().Be(
            """
                    predicted
            actual  0  1  2
            0       1  0  0
            1       0  1  1
            2       0  0  0
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ConfusionMatrix_WithWeightsAsText_HasFourDigitsWhereTheyAreNotWhole()
    {
        Metrics.ConfusionMatrix(Binary, BinaryLabels, null, [3, 4, 12, 1]).ToString().Should().Be(
            """
                    predicted
            actual  0   1
            0       5  12
            1       0   3
            """.ReplaceLineEndings("\n"));
        Metrics.ConfusionMatrix(Binary, BinaryLabels, null, [0.5, 4, 12, 1.0 / 3]).ToString().Should().Be(
            """
                    predicted
            actual     0      1
            0       4.33  12.00
            1       0.00   0.50
            """.ReplaceLineEndings("\n"));
        Metrics.ConfusionMatrix(Binary, BinaryLabels, null, [0.0005, 0.0012, 0.0001, 0]).ToString().Should().Be(
            """
                    predicted
            actual         0         1
            0       0.001200  0.000100
            1       0.000000  0.000500
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void R2_ConstantFractions_AreNotTakenForVariance()
    {
        // 0.1 + 0.1 + 0.1 is not 0.3: the mean misses the values by a rounding.
        Matrix<double> Y = Matrix<double>.Build.Dense(1, 3, 0.1);
        Metrics.R2(Y, Y).Should().Be(1);
        Metrics.R2(Y + 0.01, Y).Should().Be(0);
    }

    [Fact]
    public void R2_VarianceThatVanishes_IsFinite()
    {
        Matrix<double> Y = Matrix<double>.Build.DenseOfRows([[0, 1e-200]]);
        Metrics.R2(Y, Y).Should().Be(1);
        Metrics.R2(Y + 1, Y).Should().Be(0);
    }

    [Fact]
    public void MacroAveraging_ClassOfWeightZero_DoesNotCount()
    {
        Matrix<double> Y = OneHot.Encode<double>([0, 1, 2], 3);
        Metrics.Precision(Y, Y, Averaging.Macro, [1, 1, 0]).Should().Be(1);
        Metrics.Recall(Y, Y, Averaging.Macro, [1, 1, 0]).Should().Be(1);
        Metrics.F1(Y, Y, Averaging.Macro, [1, 1, 0]).Should().Be(1);
    }

    [Fact]
    public void LogLoss_SoftLabels_IsTheCrossEntropy()
    {
        Matrix<double> Y = Matrix<double>.Build.DenseOfRows([[0.25, 1]]), YHat = Matrix<double>.Build.DenseOfRows([[0.5, 0.5]]);
        Metrics.LogLoss(YHat, Y).Should().BeApproximately(Math.Log(2), 1e-15);
        Metrics.LogLoss(Y, Y, [1, 0]).Should().BeApproximately(-0.25 * Math.Log(0.25) - 0.75 * Math.Log(0.75), 1e-15);
    }

    [Fact]
    public void RocAuc_TwoRows_IsThatOfTheSecond()
    {
        Matrix<double> YHat = Matrix<double>.Build.DenseOfRows([[0.5, 0.5, 0.5, 0.5], [0.9, 0.2, 0.6, 0.4]]);
        Metrics.RocAuc(YHat, OneHot.Encode<double>([1, 0, 0, 0], 2)).Should().Be(1);
        Metrics.RocAuc(YHat, OneHot.Encode<double>([0, 0, 1, 1], 2)).Should().Be(0.5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Metrics_BadMatricesOrWeights_AreRefused(string name)
    {
        var of = All[name];
        Refused(() => of(Binary, BinaryLabels.SubMatrix(0, 1, 0, 3), null), "YHat must have 3 columns (as Y), but is 1 × 4.*");
        Refused(() => of(Several, BinaryLabels, null), "YHat must have 1 row (as Y), but is 3 × 3.*");
        Refused(() => of(Binary * double.NaN, BinaryLabels, null), "YHat must be finite, but YHat[0, 0] is NaN.*");
        Refused(() => of(Binary, BinaryLabels.Add(double.PositiveInfinity), null), "Y must be finite, but Y[0, 0] is Infinity.*");
        Refused(() => of(null!, BinaryLabels, null), "YHat must not be null.*");
        Refused(() => of(Binary, null!, null), "Y must not be null.*");
        Refused(() => of(Binary, BinaryLabels, [1, 2, 3]), "weights must have 4 elements (one for each sample), but has 3.*");
        Refused(() => of(Binary, BinaryLabels, [1, 2, -1, 0]), "weights must be finite and at least 0, but weights[2] is -1.*");
        Refused(() => of(Binary, BinaryLabels, [1, double.NaN, 1, 0]), "weights must be finite and at least 0, but weights[1] is NaN.*");
        Refused(() => of(Binary, BinaryLabels, [1, 1, 1, double.PositiveInfinity]), "weights must be finite and at least 0, but weights[3] is Infinity.*");
        Refused(() => of(Binary, BinaryLabels, [0, 0, 0, 0]), "weights must have a sum that is finite and greater than 0, but it is 0.*");
        Refused(() => of(Binary, BinaryLabels, [1e308, 1e308, 0, 0]), "weights must have a sum that is finite and greater than 0, but it is Infinity.*");
    }

    [Theory, InlineData("accuracy"), InlineData("balanced accuracy"), InlineData("precision"), InlineData("recall"), InlineData("F1"), InlineData("ROC"), InlineData("confusion matrix")]
    public void Metrics_LabelsThatAreNoClasses_AreRefused(string name)
    {
        Refused(() => All[name](Binary, BinaryLabels * 2, null), "Y must hold 0 and 1 in its one row, or be one-hot (OneHot.Encode), but Y[0, 0] is 2.*");
        Matrix<double> several = Matrix<double>.Build.DenseOfRows([[1.0, 0, 1], [0, 1, 1]]), none = several.Clone(), negative = several.Clone();
        none[0, 0] = 0;
        (negative[0, 1], negative[1, 1]) = (-1, 2);
        Refused(() => All[name](several, several, null), "Every column of Y must sum to 1 (one-hot: OneHot.Encode), but column 2 sums to 2.*");
        Refused(() => All[name](several, none, null), "Every column of Y must sum to 1 (one-hot: OneHot.Encode), but column 0 sums to 0.*");
        Refused(() => All[name](several, negative, null), "Y must not be negative (one-hot: OneHot.Encode), but Y[0, 1] is -1.*");
    }

    [Fact]
    public void Metrics_OwnDemands_AreRefusedWhereNotMet()
    {
        Refused(() => Metrics.LogLoss(Binary * 2, BinaryLabels), "YHat must lie within [0, 1], but YHat[0, 0] is 1.8.*");
        Refused(() => Metrics.LogLoss(-Several, SeveralLabels), "YHat must lie within [0, 1], but YHat[0, 0] is -0.7.*");
        Refused(() => Metrics.LogLoss(Binary, BinaryLabels * 2), "Y must lie within [0, 1] for cross-entropy, but Y[0, 0] is 2.*");
        Refused(() => Metrics.LogLoss(Several, SeveralLabels * 2), "Every column of Y must sum to 1 for categorical cross-entropy, but column 0 sums to 2.*");
        Refused(() => Metrics.RocAuc(Binary, BinaryLabels * 0), "Y must have samples of each class, of a weight greater than 0, but has none of class 1.*");
        Refused(() => Metrics.RocAuc(Binary, BinaryLabels, [1, 0, 0, 0]), "Y must have samples of each class, of a weight greater than 0, but has none of class 0.*");
        Refused(() => Metrics.RocAuc(Several, SeveralLabels), "Y must have samples of each class, of a weight greater than 0, but has none of class 2.*");
        Refused(() => Metrics.R2(Binary.SubMatrix(0, 1, 0, 1), BinaryLabels.SubMatrix(0, 1, 0, 1)), "Y must have at least 2 columns (samples) for R², but is 1 × 1.*");
        Refused(() => Metrics.Precision(Several, SeveralLabels), "averaging must be Macro or Weighted unless there are 2 classes, but is Binary for 3.*");
        Refused(() => Metrics.Recall(Several, SeveralLabels), "averaging must be Macro or Weighted unless there are 2 classes, but is Binary for 3.*");
        Refused(() => Metrics.F1(Several, SeveralLabels), "averaging must be Macro or Weighted unless there are 2 classes, but is Binary for 3.*");
        Refused(() => Metrics.F1(Binary, BinaryLabels, (Averaging)7), "averaging must be Binary, Macro or Weighted, but is 7.*");
    }

    [Fact]
    public void ClassLists_BadInput_IsRefused()
    {
        Refused(() => Metrics.Accuracy([1], [1, 2]), "predicted and actual must have the same number of elements, at least one, but have 1 and 2.*");
        Refused(() => Metrics.Accuracy([], []), "predicted and actual must have the same number of elements, at least one, but have 0 and 0.*");
        Refused(() => Metrics.Accuracy([1, 2], [1, 2], [1]), "weights must have 2 elements (one for each sample), but has 1.*");
        Refused(() => Metrics.Accuracy(null!, [1], null), "predicted must not be null.*");
        Refused(() => Metrics.Accuracy([1], null!, null), "actual must not be null.*");
        Refused(() => Metrics.ConfusionMatrix(Binary, BinaryLabels, ["one"]), "classNames must have 2 elements (one for each class), none of them null, but has 1.*");
        Refused(() => Metrics.ConfusionMatrix([0], [0], null!), "classNames must not be null.*");
        Refused(() => Metrics.ConfusionMatrix([0, 2], [0, 1], ["a", "b"]), "predicted must lie within 0 and 1, but predicted[1] is 2.*");
        Refused(() => Metrics.ConfusionMatrix([0, 1], [0, -1], ["a", "b"]), "actual must lie within 0 and 1, but actual[1] is -1.*");
        Refused(() => Metrics.ConfusionMatrix([0, 1], [0, 1], ["a", "b"], [1]), "weights must have 2 elements (one for each sample), but has 1.*");
        ConfusionMatrix matrix = Metrics.ConfusionMatrix(Binary, BinaryLabels);
        Refused(() => _ = matrix[2, 0], "actual must lie within 0 and 1, but is 2.*");
        Refused(() => _ = matrix[0, -1], "predicted must lie within 0 and 1, but is -1.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
