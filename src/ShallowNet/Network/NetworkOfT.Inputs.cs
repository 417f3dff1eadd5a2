using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>What layers learn of their inputs before Z[l].</content>
public sealed partial class Network<T>
{
    /// <summary>
    /// s[l], a factor for each number that W[l] is applied to, (columns of W[l]) × 1, for the layers with <see cref="Dense.InputFactors"/>, null for others.
    /// Their elements may be changed.
    /// </summary>
    public PerLayer<Matrix<T>?> InputFactors => field ??= Parameters.MatricesOrNull(ParameterRole.InputFactors);

    /// <summary>
    /// What is learned of the layer's <see cref="Dense.Embedding"/>, one input after another, as a matrix of one column; null for layers that have none, or where
    /// nothing is learned of it. Their elements may be changed.
    /// </summary>
    /// <remarks>
    /// Of a periodic input u, c, the rows of V one after another, and δ; of a category the numbers of its first value, then those of the second, and so on.
    /// </remarks>
    public PerLayer<Matrix<T>?> Embeddings => field ??= Parameters.MatricesOrNull(ParameterRole.Embeddings);
}
