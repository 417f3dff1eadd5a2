using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <content>The derivatives of each sample's outputs by all parameters, of which second-order training is made.</content>
public sealed partial class Network<T>
{
    /// <summary>Why there is no generalized Gauss–Newton matrix of this network's cost, as the end of a sentence; null where there is one.</summary>
    internal string? WhyNoCurvature => Layout.NeedsWholeBatch ? "the network has batch normalization, which ties the samples together"
        : Loss.HasCurvature ? null : $"the loss is {Loss}";

    /// <summary>
    /// A column of Rᵀ·∂Z[L]/∂w, or Rᵀ·∂ŷ/∂w, for each of some samples, where R·Rᵀ are the second derivatives of its loss times its weight: the
    /// sum of the columns' outer products, over all samples and all k, is the generalized Gauss–Newton matrix of the summed losses.
    /// </summary>
    /// <param name="pass">The pass that went forward.</param>
    /// <param name="Y">The labels of the whole pass.</param>
    /// <param name="range">The samples.</param>
    /// <param name="k">Which column of R, from 0 to n_y − 1.</param>
    /// <param name="dZ">Room to work in.</param>
    /// <param name="derivatives">Receives the columns.</param>
    [MethodImpl(Compile.AtOnce)]
    internal void Linearize(ForwardPass<T> pass, ReadOnlySpan<T> Y, SampleRange range, int k, LinearGradients<T> dZ, SampleDerivatives derivatives)
    {
        Span<T> d = dZ.Columns(L, range);
        Loss.CurvatureRoot(lossMatches, pass.Activations(L, range.First, range.Count), Y.Slice(range.First * Outputs, range.Count * Outputs), d, Outputs, k);
        ReadOnlySpan<T> weights = pass.WeightsOf(range.First, range.Count);
        for (int i = 0; i < d.Length && !weights.IsEmpty; i++)
        {
            d[i] *= T.Sqrt(weights[i / Outputs]);
        }

        // What matches is taken by Z, and has passed the output's activation; of what does not, layer L's last stage may be that activation or another.
        PropagateBack(pass, range, dZ, doneStages: lossMatches && Layout.EndsInActivation ? 1 : 0, gradients: null);
        foreach (Stage<T> stage in summingStages)
        {
            stage.WriteSampleDerivatives(pass, range, dZ, derivatives);
        }
    }
}
