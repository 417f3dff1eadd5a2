using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The derivatives of the cost J with respect to every parameter: the article's <c>grads</c>.
/// </summary>
/// <remarks>
/// Made by <see cref="Network{T}.Backward(ForwardPass{T}, Matrix{T})"/>; given back to
/// <see cref="Network{T}.Backward(ForwardPass{T}, Matrix{T}, Gradients{T})"/> it is filled again without allocating. Where there is
/// batch normalization it also takes the batch's mean and variance along, which an update adds to the network's running averages.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Gradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Gradients(ParameterLayout layout)
    {
        Parameters = new ParameterSet<T>(layout, layout.Trained, "d");
        Statistics = new ParameterSet<T>(layout, layout.Averages);
        dW = Parameters.Matrices(ParameterRole.Weights);
        db = Parameters.Matrices(ParameterRole.Biases);
        dGamma = Parameters.MatricesOrNull(ParameterRole.Gamma);
        dBeta = Parameters.MatricesOrNull(ParameterRole.Beta);
        dAlpha = Parameters.MatricesOrNull(ParameterRole.Alpha);
        dInputFactors = Parameters.MatricesOrNull(ParameterRole.InputFactors);
        dEmbeddings = Parameters.MatricesOrNull(ParameterRole.Embeddings);
    }

    /// <summary>dW[l] = ∂J/∂W[l] = (1/m) dZ[l] A[l-1]ᵀ, n[l] × n[l-1].</summary>
    public PerLayer<Matrix<T>> dW { get; }

    /// <summary>db[l] = ∂J/∂b[l] = (1/m) Σ dZ[l], n[l] × 1; 0 for layers with batch normalization.</summary>
    public PerLayer<Matrix<T>> db { get; }

    /// <summary>dγ[l] = ∂J/∂γ[l] = (1/m) Σ dZ̃[l] ∘ Z_norm[l], n[l] × 1, for layers with batch normalization, null for others.</summary>
    public PerLayer<Matrix<T>?> dGamma { get; }

    /// <summary>dβ[l] = ∂J/∂β[l] = (1/m) Σ dZ̃[l], n[l] × 1, for layers with batch normalization, null for others.</summary>
    public PerLayer<Matrix<T>?> dBeta { get; }

    /// <summary>dα[l] = ∂J/∂α[l] = (1/m) Σ dA ∘ (g(Z) − Z), n[l] × 1, for layers with a learned mix, null for others.</summary>
    public PerLayer<Matrix<T>?> dAlpha { get; }

    /// <summary>ds[l] = ∂J/∂s[l] for layers with input factors, in the shape of <see cref="Network{T}.InputFactors"/>, null for others.</summary>
    public PerLayer<Matrix<T>?> dInputFactors { get; }

    /// <summary>∂J by what is learned of a layer's embedding, in the shape of <see cref="Network{T}.Embeddings"/>, null where nothing is.</summary>
    public PerLayer<Matrix<T>?> dEmbeddings { get; }

    internal ParameterSet<T> Parameters { get; }

    /// <summary>Mean and variance of the batch.</summary>
    internal ParameterSet<T> Statistics { get; }

    /// <summary>The samples that <see cref="Statistics"/> are of, without those of weight 0.</summary>
    internal int StatisticsSamples { get; set; }
}
