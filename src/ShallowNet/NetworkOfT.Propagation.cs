using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>The equations of forward and backward propagation, over a range of the samples.</content>
public sealed partial class Network<T>
{
    private delegate void PerSampleLoss(Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses);

    internal ForwardPass<T> NewPass(Matrix<T> X) => new(n, X);

    internal Gradients<T> NewGradients() => new(n);

    internal void Propagate(ForwardPass<T> pass) => Propagate(pass, 0, pass.Samples);

    /// <summary>Forward propagation of samples first to first + count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Propagate(ForwardPass<T> pass, int first, int count)
    {
        for (int end = first + count; first < end; first += Products.Block)
        {
            int m = Math.Min(Products.Block, end - first);
            for (int l = 1; l <= L; l++)
            {
                // Z[l] = W[l] A[l-1] + b[l],  A[l] = g[l](Z[l])
                Span<T> Z = pass.Linear(l, first, m);
                Products.Affine(Parameters.Weights(l), Parameters.Biases(l), pass.Activations(l - 1, first, m), Z, n[l], n[l - 1], m);
                g[l].Forward(Z, pass.Activations(l, first, m), n[l]);
            }
        }
    }

    /// <summary>Σ L(ŷ, y) over the samples.</summary>
    internal double LossSum(ForwardPass<T> pass, ReadOnlySpan<T> Y)
    {
        Losses(pass, Y, 0, pass.Samples);
        return LossKernels.Sum<T>(pass.Losses);
    }

    /// <summary>L(ŷ, y) of samples first to first + m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Losses(ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m) => losses(
        g[L].Activation, pass.Linear(L, first, m), pass.Activations(L, first, m), Y.Slice(first * Outputs, m * Outputs), pass.Losses.AsSpan(first, m));

    internal void PropagateBack(ForwardPass<T> pass, ReadOnlySpan<T> Y, Gradients<T> gradients)
    {
        for (int first = 0; first < pass.Samples; first += Products.Chunk)
        {
            int m = Math.Min(Products.Chunk, pass.Samples - first);
            T scale = first + m == pass.Samples ? T.One / T.CreateTruncating(pass.Samples) : T.One;
            LinearGradients(pass, Y, first, m, pass.dZ, 0);
            ParameterGradients(pass, first, m, pass.dZ, gradients.Parameters, first == 0, scale, part: 0, parts: 1);
        }
    }

    /// <summary>dZ[L], …, dZ[1] of samples first to first + m, into the columns of dZ from <paramref name="column"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void LinearGradients(ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m, LinearGradients<T> dZ, int column)
    {
        // dZ[L] = A[L] − Y, or dA[L] ∘ g[L]′(Z[L])
        Loss.Backward(
            g[L].Activation, pass.Linear(L, first, m), pass.Activations(L, first, m), Y.Slice(first * Outputs, m * Outputs),
            dZ.Columns(L, column, m), Outputs);
        for (int l = L; l > 1; l--)
        {
            // dA[l-1] = W[l]ᵀ dZ[l],  dZ[l-1] = dA[l-1] ∘ g[l-1]′(Z[l-1])
            Span<T> previous = dZ.Columns(l - 1, column, m);
            Products.BackThroughWeights(Parameters.Weights(l), dZ.Columns(l, column, m), previous, n[l], n[l - 1], m);
            g[l - 1].Backward(pass.Linear(l - 1, first, m), pass.Activations(l - 1, first, m), previous, n[l - 1]);
        }
    }

    /// <summary>
    /// dW[l] and db[l] of samples first to first + m, a chunk: scale times them for the first chunk, scale times what is there and
    /// them for others; or one part of that work.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void ParameterGradients(
        ForwardPass<T> pass, int first, int m, LinearGradients<T> dZ, ParameterSet<T> gradients, bool isFirst, T scale, int part, int parts)
    {
        for (int l = L; l >= 1; l--)
        {
            // dW[l] = (1/m) dZ[l] A[l-1]ᵀ,  db[l] = (1/m) Σ dZ[l]
            Span<T> d = dZ.Columns(l, 0, m);
            Products.WeightGradient(
                d, pass.Activations(l - 1, first, m), gradients.Weights(l), n[l], n[l - 1], m, isFirst, scale, part, parts);
            if (part == 0)
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

    internal LinearGradients<T> NewLinearGradients(int samples) => new(n, samples);

    internal ParameterSet<T> NewParameterSet() => new(n, "d");
}
