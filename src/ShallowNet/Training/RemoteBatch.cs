using System.Numerics;

namespace ShallowNet;

/// <summary>
/// A batch whose samples are elsewhere. Whoever computes them, the losses are added as those of one pass, and the derivatives chunk after
/// chunk of <see cref="Kernels.Products.Chunk"/> samples, in their order, as a <see cref="Team{T}"/> adds them.
/// </summary>
internal abstract class RemoteBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of samples.</summary>
    public abstract int Samples { get; }

    /// <summary>What dropout masks follow from.</summary>
    public ulong MaskKey { get; set; }

    /// <summary>What the probabilities of dropout are multiplied by.</summary>
    public double DropoutFactor { get; set; } = 1;

    /// <summary>The sum of the samples' losses at the parameters there are.</summary>
    /// <param name="cancellationToken">Ends the wait for those who compute.</param>
    public abstract double Forward(CancellationToken cancellationToken);

    /// <summary>The derivatives of the mean of the losses that were summed last.</summary>
    /// <param name="result">Receives them.</param>
    public abstract void Backward(Gradients<T> result);

    /// <summary>The Gauss–Newton matrix of the losses that were summed last, summed as <see cref="GaussNewton{T}"/> sums it.</summary>
    /// <param name="result">Receives the lower triangle, P × P, column-major, and above it anything.</param>
    /// <param name="cancellationToken">Ends the wait for those who compute.</param>
    public abstract void Curvature(double[] result, CancellationToken cancellationToken);
}
