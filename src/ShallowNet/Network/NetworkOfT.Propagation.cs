using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>The equations of forward and backward propagation, over a range of the samples.</content>
public sealed partial class Network<T>
{
    private delegate void PerSampleLoss(Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses);

    internal ForwardPass<T> NewPass(Matrix<T> X) => new(Shapes, X);

    internal Gradients<T> NewGradients() => new(Shapes);

    internal void Propagate(ForwardPass<T> pass) => Propagate(pass, 0, pass.Samples);

    /// <summary>Forward propagation of samples first to first + count; of all samples where there is batch normalization.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Propagate(ForwardPass<T> pass, int first, int count)
    {
        int block = Shapes.AnyNormalized ? count : Products.Block;
        for (int end = first + count; first < end; first += block)
        {
            int m = Math.Min(block, end - first);
            for (int l = 1; l <= L; l++)
            {
                // Z[l] = W[l] A[l-1] + b[l],  A[l] = g[l](Z[l])
                Span<T> Z = pass.Linear(l, first, m);
                Products.Affine(Parameters.Weights(l), Parameters.Biases(l), pass.Activations(l - 1, first, m), Z, n[l], n[l - 1], m);
                if (Shapes.IsPlain)
                {
                    g[l].Forward(Z, pass.Activations(l, first, m), n[l]);
                }
                else
                {
                    Finish(pass, l, first, m);
                }
            }
        }
    }

    /// <summary>Σ L(ŷ, y) over the samples.</summary>
    internal double LossSum(ForwardPass<T> pass, ReadOnlySpan<T> Y)
    {
        Losses(pass, Y, 0, pass.Samples);
        return Sums.Of<T>(pass.Losses);
    }

    /// <summary>L(ŷ, y) of samples first to first + m, times their weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Losses(ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m) => Losses(
        pass.Arguments(L, first, m), pass.Activations(L, first, m), Y.Slice(first * Outputs, m * Outputs), pass.WeightsOf(first, m),
        pass.Losses.AsSpan(first, m));

    /// <summary>The losses of some samples times their weights, from what g[L] was applied to, and Ŷ.</summary>
    internal void Losses(ReadOnlySpan<T> Z, ReadOnlySpan<T> YHat, ReadOnlySpan<T> Y, ReadOnlySpan<T> weights, Span<T> result)
    {
        // With a residual connection Ŷ is no longer g(Z): the loss then takes it as it is.
        if (Shapes.IsResidual(L))
        {
            losses(Activation.Identity, YHat, YHat, Y, result);
        }
        else
        {
            losses(g[L].Activation, Z, YHat, Y, result);
        }

        if (!weights.IsEmpty)
        {
            Rows.Multiply(weights, result, result);
        }
    }

    internal void PropagateBack(ForwardPass<T> pass, ReadOnlySpan<T> Y, Gradients<T> gradients)
    {
        if (Shapes.AnyNormalized)
        {
            LinearGradients(pass, Y, 0, pass.Samples, pass.dZ, 0, gradients.Parameters);
            KeepStatistics(pass.Statistics, gradients.Statistics, pass.CountedSamples);
        }

        for (int first = 0; first < pass.Samples; first += Products.Chunk)
        {
            int m = Math.Min(Products.Chunk, pass.Samples - first), column = Shapes.AnyNormalized ? first : 0;
            T scale = first + m == pass.Samples ? T.One / T.CreateTruncating(pass.Samples) : T.One;
            if (!Shapes.AnyNormalized)
            {
                LinearGradients(pass, Y, first, m, pass.dZ, 0);
            }

            ParameterGradients(pass, first, m, pass.dZ, gradients.Parameters, first == 0, scale, part: 0, parts: 1, column);
        }
    }

    /// <summary>
    /// dZ[L], …, dZ[1] of samples first to first + m, into the columns of dZ from <paramref name="column"/> on; and dγ and dβ where there
    /// is batch normalization, which takes all samples at once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void LinearGradients(
        ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m, LinearGradients<T> dZ, int column, ParameterSet<T>? gradients = null)
    {
        // dZ[L] = A[L] − Y, or dA[L] ∘ g[L]′(Z[L])
        OutputGradient(pass, Y.Slice(first * Outputs, m * Outputs), first, m, dZ, column, gradients);
        for (int l = L; l > 1; l--)
        {
            // dA[l-1] = W[l]ᵀ dZ[l],  dZ[l-1] = dA[l-1] ∘ g[l-1]′(Z[l-1])
            Span<T> previous = dZ.Columns(l - 1, column, m);
            Products.BackThroughWeights(Parameters.Weights(l), dZ.Columns(l, column, m), previous, n[l], n[l - 1], m);
            if (Shapes.IsPlain)
            {
                g[l - 1].Backward(pass.Linear(l - 1, first, m), pass.Activations(l - 1, first, m), previous, n[l - 1]);
            }
            else
            {
                FinishBack(pass, l - 1, first, m, dZ, column, gradients);
            }
        }
    }

    /// <summary>
    /// dW[l] and db[l] of samples first to first + m, a chunk: scale times them for the first chunk, scale times what is there and
    /// them for others; or one part of that work.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void ParameterGradients(
        ForwardPass<T> pass, int first, int m, LinearGradients<T> dZ, ParameterSet<T> gradients, bool isFirst, T scale, int part, int parts,
        int column = 0)
    {
        for (int l = L; l >= 1; l--)
        {
            // dW[l] = (1/m) dZ[l] A[l-1]ᵀ,  db[l] = (1/m) Σ dZ[l]
            Span<T> d = dZ.Columns(l, column, m);
            Products.WeightGradient(
                d, pass.Activations(l - 1, first, m), gradients.Weights(l), n[l], n[l - 1], m, isFirst, scale, part, parts);
            if (part == 0 && !Shapes.IsNormalized(l))
            {
                Products.BiasGradient(d, gradients.Biases(l), n[l], m, isFirst, scale);
            }
        }
    }

    /// <summary>About how many nanoseconds a sample takes forward: what decides whether threads pay.</summary>
    internal double NanosecondsPerSample()
    {
        double products = 0, units = 0;
        for (int l = 1; l <= L; l++)
        {
            products += (double)n[l] * n[l - 1];
            units += n[l];
        }

        return products * (Unsafe.SizeOf<T>() == 4 ? 0.01 : 0.02) + units * (Unsafe.SizeOf<T>() == 4 ? 0.4 : 0.8);
    }

    internal LinearGradients<T> NewLinearGradients(int samples) => new(Shapes, samples);

    internal ParameterSet<T> NewParameterSet() => new(Shapes, "d");
}
