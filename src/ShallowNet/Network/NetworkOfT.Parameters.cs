using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>The parameters of the layers, by their symbols.</content>
public sealed partial class Network<T>
{
    /// <summary>
    /// W[l], the weights of the layers 1 to L, n[l] × n[l-1], or, with a <see cref="Dense.Embedding"/>, n[l] × what that makes of n[l-1] inputs. Their elements
    /// may be changed.
    /// </summary>
    public PerLayer<Matrix<T>> W { get; }

    /// <summary>b[l], the biases of the layers 1 to L, n[l] × 1. Their elements may be changed.</summary>
    public PerLayer<Matrix<T>> b { get; }

    /// <summary>γ[l], n[l] × 1 for the layers with batch normalization, null for others. Their elements may be changed.</summary>
    public PerLayer<Matrix<T>?> Gamma { get; }

    /// <summary>β[l], n[l] × 1 for the layers with batch normalization, null for others. Their elements may be changed.</summary>
    public PerLayer<Matrix<T>?> Beta { get; }

    /// <summary>α[l] of the learned mix, n[l] × 1 for the layers that have one, null for others. Their elements may be changed.</summary>
    public PerLayer<Matrix<T>?> Alpha { get; }

    /// <summary>
    /// The running average of the batches' means μ[l], n[l] × 1, which prediction uses, for the layers with batch normalization, null for
    /// others. Their elements may be changed.
    /// </summary>
    public PerLayer<Matrix<T>?> RunningMean { get; }

    /// <summary>
    /// The running average of the batches' variances σ²[l], n[l] × 1, which prediction uses, for the layers with batch normalization, null
    /// for others. Their elements may be changed.
    /// </summary>
    public PerLayer<Matrix<T>?> RunningVariance { get; }

    /// <summary>The number of elements in all that is trained: W[l], b[l], γ[l], β[l], α[l], input factors and embeddings.</summary>
    public int ParameterCount => Parameters.Arrays.Sum(array => array.Length);
}
