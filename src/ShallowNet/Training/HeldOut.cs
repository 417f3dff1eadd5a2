using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Samples on which a network is judged while it trains, as prediction does it.</summary>
internal sealed class HeldOut<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly Matrix<T> X;
    private readonly Matrix<T> Y;
    private readonly double[]? weights;
    private readonly T[]? normalized;
    private readonly Matrix<T> YHat;
    private readonly T[] arguments;
    private readonly T[] losses;
    private readonly int threads;

    public HeldOut(Network<T> network, Matrix<T> X, Matrix<T> Y, double[]? weights, int threads)
    {
        this.network = network;
        this.X = X;
        this.Y = Y;
        this.weights = weights;
        this.threads = threads;
        normalized = SampleWeights.Normalize<T>(weights);
        YHat = ColumnMajor.Create<T>(network.Outputs, X.ColumnCount);
        arguments = new T[network.Outputs * X.ColumnCount];
        losses = new T[X.ColumnCount];
    }

    /// <summary>Predicts; the mean loss.</summary>
    public double Cost()
    {
        network.PredictInParts(ColumnMajor.Array(X), ColumnMajor.Array(YHat), arguments, X.ColumnCount, threads);
        network.Losses(arguments, ColumnMajor.Span(YHat), ColumnMajor.Span(Y), normalized, losses);
        return Sums.Of<T>(losses) / losses.Length;
    }

    /// <summary>A metric of what <see cref="Cost"/> predicted.</summary>
    public double Of(Metric metric) => metric.Of(YHat, Y, weights);
}
