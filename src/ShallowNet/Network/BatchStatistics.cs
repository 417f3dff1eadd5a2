using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>μ[l] and σ²[l] of every layer with batch normalization: of a batch, or their running averages.</summary>
internal sealed class BatchStatistics<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] means;
    private readonly T[][] variances;

    public BatchStatistics(LayerShapes shapes)
    {
        Mean = new PerLayer<Matrix<T>?>("RunningMean", 1, shapes.ForLayers(shapes.IsNormalized, l => ColumnMajor.Create<T>(shapes.n[l], 1)));
        Variance = new PerLayer<Matrix<T>?>("RunningVariance", 1, shapes.ForLayers(shapes.IsNormalized, l => ColumnMajor.Create<T>(shapes.n[l], 1)));
        means = [[], .. Mean.Select(m => m is null ? [] : ColumnMajor.Array(m))];
        variances = [[], .. Variance.Select(m => m is null ? [] : ColumnMajor.Array(m))];
        Arrays = [.. means.Zip(variances).SelectMany(pair => (T[][])[pair.First, pair.Second]).Where(array => array.Length > 0)];
    }

    /// <summary>n[l] × 1, null for layers without batch normalization.</summary>
    public PerLayer<Matrix<T>?> Mean { get; }

    /// <summary>n[l] × 1, null for layers without batch normalization.</summary>
    public PerLayer<Matrix<T>?> Variance { get; }

    /// <summary>The arrays of all of them.</summary>
    public T[][] Arrays { get; }

    /// <summary>The number of samples they were taken from, without those of weight 0.</summary>
    public int Samples { get; set; }

    public Span<T> Means(int l) => means[l];

    public Span<T> Variances(int l) => variances[l];
}
