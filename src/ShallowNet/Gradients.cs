using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The derivatives of the cost J with respect to every parameter: the article's <c>grads</c>.
/// </summary>
/// <remarks>
/// Made by <see cref="Network{T}.Backward(ForwardPass{T}, Matrix{T})"/>; given back to
/// <see cref="Network{T}.Backward(ForwardPass{T}, Matrix{T}, Gradients{T})"/> it is filled again without allocating.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Gradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] n;

    internal Gradients(int[] n)
    {
        this.n = n;
        Matrix<T>[] weights = new Matrix<T>[n.Length - 1];
        Matrix<T>[] biases = new Matrix<T>[n.Length - 1];
        Parameters = new T[2 * weights.Length][];
        for (int l = 1; l < n.Length; l++)
        {
            weights[l - 1] = ColumnMajor.Create<T>(n[l], n[l - 1]);
            biases[l - 1] = ColumnMajor.Create<T>(n[l], 1);
            Parameters[2 * l - 2] = ColumnMajor.Array(weights[l - 1]);
            Parameters[2 * l - 1] = ColumnMajor.Array(biases[l - 1]);
        }

        dW = new PerLayer<Matrix<T>>(nameof(dW), 1, weights);
        db = new PerLayer<Matrix<T>>(nameof(db), 1, biases);
    }

    /// <summary>dW[l] = ∂J/∂W[l] = (1/m) dZ[l] A[l-1]ᵀ, n[l] × n[l-1].</summary>
    public PerLayer<Matrix<T>> dW { get; }

    /// <summary>db[l] = ∂J/∂b[l] = (1/m) Σ dZ[l], n[l] × 1.</summary>
    public PerLayer<Matrix<T>> db { get; }

    /// <summary>The arrays of dW[1], db[1], dW[2], …: in the order of the network's parameters.</summary>
    internal T[][] Parameters { get; }

    internal bool Fits(int[] sizes) => n.AsSpan().SequenceEqual(sizes);

    internal Span<T> Weights(int l) => Parameters[2 * l - 2];

    internal Span<T> Biases(int l) => Parameters[2 * l - 1];
}
