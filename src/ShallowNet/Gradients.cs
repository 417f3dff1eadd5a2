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
    internal Gradients(int[] n) => Parameters = new ParameterSet<T>(n, "d");

    /// <summary>dW[l] = ∂J/∂W[l] = (1/m) dZ[l] A[l-1]ᵀ, n[l] × n[l-1].</summary>
    public PerLayer<Matrix<T>> dW => Parameters.W;

    /// <summary>db[l] = ∂J/∂b[l] = (1/m) Σ dZ[l], n[l] × 1.</summary>
    public PerLayer<Matrix<T>> db => Parameters.b;

    internal ParameterSet<T> Parameters { get; }
}
