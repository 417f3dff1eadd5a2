using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What the last layer is given.</content>
public sealed partial class Network<T>
{
    /// <summary>A[L-1] as for predictions: what the last layer makes its outputs of; X for a network of one layer.</summary>
    /// <param name="X">The inputs, n_x × m, dense and finite.</param>
    /// <returns>n[L-1] × m.</returns>
    internal Matrix<T> PredictLastHidden(Matrix<T> X)
    {
        if (L == 1)
        {
            return X;
        }

        Matrix<T> A = ColumnMajor.Create<T>(n[L - 1], X.ColumnCount);
        PredictColumns(ColumnMajor.Span(X), ColumnMajor.Span(A), X.ColumnCount, [], last: L - 1);
        return A;
    }
}
