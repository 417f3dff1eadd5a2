using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>Matrices of MathNet's that are not dense, where they come in.</summary>
public sealed class ColumnMajorTests
{
    /// <summary>With 2³¹ + 2²⁹ elements in theory, and none in memory. The number of elements as an int is positive again at twice that.</summary>
    private static readonly Matrix<double> Huge = Matrix<double>.Build.Sparse(50_000, 53_688);

    private static readonly Matrix<double> HugeAgain = Matrix<double>.Build.Sparse(50_000, 100_000);

    [Fact]
    public void SparseMatrix_WithMoreElementsThanAnArray_IsRefusedByNameBeforeAnythingIsAllocated()
    {
        Matrix<double> X = Matrix<double>.Build.Dense(1, 2);
        Network<double> network = Network.Create<double>(inputs: 50_000, seed: 1, new Dense(1, Activation.Sigmoid));
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Matrix<double> matrix in (Matrix<double>[])[Huge, HugeAgain])
        {
            string but = $"must have at most 2147483591 elements, but 50000 × {matrix.ColumnCount} are more.*";
            Refused(() => network.Forward(matrix), $"X {but}");
            Refused(() => network.Predict(matrix), $"X {but}");
            Refused(() => Standardizer.Fit(matrix), $"X {but}");
            Refused(() => MinMaxScaler.Fit(matrix), $"X {but}");
            Refused(() => OneHot.Decode(matrix), $"columns {but}");
            Refused(() => Metrics.MeanSquaredError(matrix, matrix), $"YHat {but}");
            Refused(() => Split.Columns(matrix, [0]), $"X {but}");
            Refused(() => Split.TrainTest(matrix, matrix), $"X {but}");
            Refused(() => network.Train(matrix, Matrix<double>.Build.Sparse(1, matrix.ColumnCount)), $"X {but}");
            Refused(() => MlpRegressor.Fit(matrix, Matrix<double>.Build.Sparse(1, matrix.ColumnCount)), $"X {but}");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000_000);

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void SparseMatrix_ThatFits_IsTakenAsADenseOne()
    {
        Matrix<double> sparse = Matrix<double>.Build.SparseOfArray(new double[,] { { 0, 2, 0 }, { 1, 0, 5 } });
        ColumnMajor.Span(ColumnMajor.Of(sparse)).ToArray().Should().Equal(0, 1, 2, 0, 0, 5);
        ColumnMajor.Convert<double, float>(sparse)[1, 2].Should().Be(5);
    }
}
