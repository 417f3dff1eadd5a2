using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class MetricsTests
{
    private static readonly Matrix<double> Binary = Matrix<double>.Build.DenseOfRows([[0.9, 0.2, 0.6, 0.4]]);
    private static readonly Matrix<double> BinaryLabels = Matrix<double>.Build.DenseOfRows([[1.0, 0, 0, 0]]);
    private static readonly Matrix<double> Several = Matrix<double>.Build.DenseOfRows([[0.7, 0.1, 0.2], [0.2, 0.8, 0.3], [0.1, 0.1, 0.5]]);

    [Fact]
    public void Accuracy_BinaryAndSeveralClasses_CountsHits()
    {
        Metrics.Accuracy(Binary, BinaryLabels).Should().Be(0.75);
        Metrics.Accuracy(Several, OneHot.Encode<double>([0, 1, 1], 3)).Should().BeApproximately(2.0 / 3, 1e-15);
        Metrics.Accuracy([1, 2, 3], [1, 2, 4]).Should().BeApproximately(2.0 / 3, 1e-15);
    }

    [Fact]
    public void ConfusionMatrix_Binary_CountsActualByPredicted()
    {
        ConfusionMatrix matrix = Metrics.ConfusionMatrix(Binary, BinaryLabels, ["malignant", "benign"]);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]).Should().Be((2, 1, 0, 1));
        (matrix.Samples, matrix.Accuracy).Should().Be((4, 0.75));
        matrix.ClassNames.Should().Equal("malignant", "benign");
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
        Metrics.ConfusionMatrix(Several, OneHot.Encode<double>([0, 1, 1], 3)).ToString().Should().Be(
            """
                    predicted
            actual  0  1  2
            0       1  0  0
            1       0  1  1
            2       0  0  0
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Metrics_BadInput_IsRefused()
    {
        Refused(() => Metrics.Accuracy(Binary, BinaryLabels.SubMatrix(0, 1, 0, 3)), "YHat must have 3 columns (as Y), but is 1 × 4.*");
        Refused(() => Metrics.Accuracy(Binary, BinaryLabels * 2), "Y must hold 0 and 1 in its one row, or be one-hot (OneHot.Encode), but Y[0, 0] is 2.*");
        Refused(() => Metrics.Accuracy(Several, BinaryLabels), "YHat must have 1 row (as Y), but is 3 × 3.*");
        Refused(() => Metrics.Accuracy(Binary * double.NaN, BinaryLabels), "YHat must be finite, but YHat[0, 0] is NaN.*");
        Refused(() => Metrics.Accuracy(Binary, BinaryLabels.Add(double.PositiveInfinity)), "Y must be finite, but Y[0, 0] is Infinity.*");
        Refused(() => Metrics.Accuracy(null!, BinaryLabels), "YHat must not be null.*");
        Refused(() => Metrics.Accuracy(Binary, null!), "Y must not be null.*");
        Refused(() => Metrics.Accuracy([1], [1, 2]), "predicted and actual must have the same number of elements, at least one, but have 1 and 2.*");
        Refused(() => Metrics.Accuracy([], []), "predicted and actual must have the same number of elements, at least one, but have 0 and 0.*");
        Refused(() => Metrics.ConfusionMatrix(Binary, BinaryLabels, ["one"]), "classNames must have 2 elements (one for each class), none of them null, but has 1.*");
        Refused(() => Metrics.ConfusionMatrix(Binary, BinaryLabels, null!), "classNames must not be null.*");
        Refused(() => Metrics.ConfusionMatrix([0, 2], [0, 1], ["a", "b"]), "predicted must lie within 0 and 1, but predicted[1] is 2.*");
        Refused(() => Metrics.ConfusionMatrix([0, 1], [0, -1], ["a", "b"]), "actual must lie within 0 and 1, but actual[1] is -1.*");
        ConfusionMatrix matrix = Metrics.ConfusionMatrix(Binary, BinaryLabels);
        Refused(() => _ = matrix[2, 0], "actual must lie within 0 and 1, but is 2.*");
        Refused(() => _ = matrix[0, -1], "predicted must lie within 0 and 1, but is -1.*");
    }

    private static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
}
