using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>What the options of a layer add to its equations: batch normalization, dropout and residual connections.</content>
public sealed partial class Network<T>
{
    /// <summary>From Z[l] to A[l]: Z̃ = batch normalization of Z, g(Z̃) ∘ D, and A[l-1] added.</summary>
    private void Finish(ForwardPass<T> pass, int l, int first, int m)
    {
        if (Shapes.IsNormalized(l))
        {
            Normalization.Forward(
                pass.Linear(l, first, m), pass.WeightsOf(first, m), Parameters.Gammas(l), Parameters.Betas(l), Layers[l].BatchNormalization!.Epsilon,
                pass.Statistics.Means(l), pass.Statistics.Variances(l), pass.Inverses[l], pass.Normalized(l, first, m), pass.Arguments(l, first, m));
        }

        Span<T> value = pass.Values(l, first, m), A = pass.Activations(l, first, m);
        g[l].Forward(pass.Arguments(l, first, m), value, n[l]);
        if (Shapes.IsDropped(l))
        {
            Span<T> mask = pass.Mask(l, first, m);
            Masks.Draw(mask, first * n[l], pass.MaskKey, l, Layers[l].Dropout);
            Rows.Multiply(value, mask, A);
            value = A;
        }

        if (Shapes.IsResidual(l))
        {
            Rows.Add(value, pass.Activations(l - 1, first, m), A);
        }
    }

    /// <summary>dZ[L] from the loss.</summary>
    private void OutputGradient(
        ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m, LinearGradients<T> dZ, int column, ParameterSet<T>? gradients)
    {
        Span<T> d = dZ.Columns(L, column, m), Z = pass.Arguments(L, first, m), A = pass.Activations(L, first, m);
        if (Shapes.IsResidual(L))
        {
            Loss.Backward(Activation.Identity, A, A, Y, d, Outputs);
        }
        else
        {
            Loss.Backward(g[L].Activation, Z, A, Y, d, Outputs);
        }

        if (pass.Weights is not null)
        {
            Rows.ScaleColumns(d, pass.WeightsOf(first, m), d);
        }

        if (Shapes.IsResidual(L))
        {
            d.CopyTo(dZ.Outputs(L, column, m));
            g[L].Backward(Z, pass.Values(L, first, m), d, Outputs);
        }

        NormalizeBack(pass, L, first, m, d, gradients);
    }

    /// <summary>In place of Wᵀ[l+1] dZ[l+1], dZ[l]: what <see cref="Finish"/> did, back.</summary>
    private void FinishBack(ForwardPass<T> pass, int l, int first, int m, LinearGradients<T> dZ, int column, ParameterSet<T>? gradients)
    {
        Span<T> d = dZ.Columns(l, column, m);
        if (Shapes.IsResidual(l + 1))
        {
            Rows.Add<T>(dZ.Outputs(l + 1, column, m), d, d);
        }

        if (Shapes.IsResidual(l))
        {
            d.CopyTo(dZ.Outputs(l, column, m));
        }

        if (Shapes.IsDropped(l))
        {
            Rows.Multiply<T>(pass.Mask(l, first, m), d, d);
        }

        g[l].Backward(pass.Arguments(l, first, m), pass.Values(l, first, m), d, n[l]);
        NormalizeBack(pass, l, first, m, d, gradients);
    }

    private void NormalizeBack(ForwardPass<T> pass, int l, int first, int m, Span<T> d, ParameterSet<T>? gradients)
    {
        if (Shapes.IsNormalized(l))
        {
            Normalization.Backward(
                d, pass.WeightsOf(first, m), pass.Normalized(l, first, m), Parameters.Gammas(l), pass.Inverses[l], gradients!.Gammas(l), gradients.Betas(l));
        }
    }

    /// <summary>The batch's mean and variance, taken along with the gradients.</summary>
    private static void KeepStatistics(BatchStatistics<T> from, BatchStatistics<T> to, int samples)
    {
        for (int i = 0; i < from.Arrays.Length; i++)
        {
            from.Arrays[i].CopyTo(to.Arrays[i], 0);
        }

        to.Samples = samples;
    }

    /// <summary>Lets the running averages follow a batch's mean and variance.</summary>
    internal void FollowStatistics(Gradients<T> gradients)
    {
        if (gradients.Statistics.Samples < 2)
        {
            return;
        }

        for (int l = 1; l <= L; l++)
        {
            if (Layers[l].BatchNormalization is { } normalization)
            {
                Normalization.Average<T>(gradients.Statistics.Means(l), Running.Means(l), normalization.Momentum);
                Normalization.Average<T>(gradients.Statistics.Variances(l), Running.Variances(l), normalization.Momentum);
            }
        }
    }
}
