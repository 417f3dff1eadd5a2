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
    private readonly double[]? metricWeights;
    private readonly T[]? normalized;
    private readonly Matrix<T> YHat;
    private readonly T[] arguments;
    private readonly T[] losses;
    private readonly int threads;

    /// <summary>Samples with what they count in the cost, and in metrics, which know nothing of the weights of classes.</summary>
    public HeldOut(Network<T> network, Matrix<T> X, Matrix<T> Y, double[]? weights, double[]? metricWeights, int threads)
    {
        this.network = network;
        this.X = X;
        this.Y = Y;
        this.metricWeights = metricWeights;
        this.threads = threads;
        normalized = SampleWeights.Normalize<T>(weights);
        YHat = ColumnMajor.Create<T>(network.Outputs, X.ColumnCount);
        arguments = new T[network.Outputs * X.ColumnCount];
        losses = new T[X.ColumnCount];
    }

    /// <summary>Predicts the samples' labels, and gives the mean loss.</summary>
    public double Cost()
    {
        network.PredictInParts(ColumnMajor.Array(X), ColumnMajor.Array(YHat), arguments, X.ColumnCount, threads);
        network.Losses(arguments, ColumnMajor.Span(YHat), ColumnMajor.Span(Y), normalized, losses);
        return Sums.Of<T>(losses) / losses.Length;
    }

    /// <summary>Copies what <see cref="Cost"/> predicted into the places of those samples among others.</summary>
    public void CopyTo(IReadOnlyList<int> columns, double[] all)
    {
        ReadOnlySpan<T> answers = ColumnMajor.Span(YHat);
        for (int i = 0; i < answers.Length; i++)
        {
            all[columns[i / YHat.RowCount] * YHat.RowCount + i % YHat.RowCount] = double.CreateTruncating(answers[i]);
        }
    }

    /// <summary>A metric of what <see cref="Cost"/> predicted; NaN where that is not finite, which metrics refuse.</summary>
    public double Of(Metric metric) => Scan.IndexOfNotFinite<T>(ColumnMajor.Span(YHat)) < 0 ? metric.Of(YHat, Y, metricWeights) : double.NaN;
}
