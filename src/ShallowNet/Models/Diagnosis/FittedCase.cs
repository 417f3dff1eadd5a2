using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that was trained for a comparison, between its scalers.</summary>
internal sealed class FittedCase<T>(Network<T> network, Scaler? inputs, Scaler? outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The loss of each sample as the network minimizes it, and the answers, not scaled back.</summary>
    public (double[] Losses, Matrix<T> Answers) Judge(Matrix<T> X, Matrix<T> Y, int threads)
    {
        (X, Y) = (inputs?.Transform(X) ?? X, outputs?.Transform(Y) ?? Y);
        Matrix<T> answers = ColumnMajor.Create<T>(network.Outputs, X.ColumnCount);
        T[] arguments = new T[network.Outputs * X.ColumnCount], losses = new T[X.ColumnCount];
        network.PredictInParts(ColumnMajor.Array(X), ColumnMajor.Array(answers), arguments, X.ColumnCount, threads);
        network.Losses(arguments, ColumnMajor.Span(answers), ColumnMajor.Span(Y), default, losses);
        return (Array.ConvertAll(losses, double.CreateTruncating), answers);
    }
}
