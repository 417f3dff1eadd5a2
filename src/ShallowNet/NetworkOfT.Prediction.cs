using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>Forward propagation that keeps nothing but Ŷ.</content>
public sealed partial class Network<T>
{
    /// <summary>Forward propagation that keeps nothing but Ŷ, a block of columns at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PredictColumns(ReadOnlySpan<T> X, Span<T> YHat, int samples)
    {
        int size = widest * Math.Min(samples, Products.Block);
        using Scratch<T> linear = Scratch<T>.Rent(size), hidden = Scratch<T>.Rent(size);
        for (int first = 0; first < samples; first += Products.Block)
        {
            int m = Math.Min(Products.Block, samples - first);
            ReadOnlySpan<T> previous = X.Slice(first * Inputs, m * Inputs);
            for (int l = 1; l <= L; l++)
            {
                Span<T> Z = linear.Span[..(n[l] * m)];
                Products.Affine(Parameters.Weights(l), Parameters.Biases(l), previous, Z, n[l], n[l - 1], m);
                Span<T> A = l == L ? YHat.Slice(first * Outputs, m * Outputs) : hidden.Span[..(n[l] * m)];
                g[l].Forward(Z, A, n[l]);
                previous = A;
            }
        }
    }

    private void PredictInParts(T[] X, T[] YHat, int samples)
    {
        int parts = Workers.Parts(samples * NanosecondsPerSample(), Environment.ProcessorCount);
        if (parts == 1)
        {
            PredictColumns(X, YHat, samples);
            return;
        }

        Prediction job = Interlocked.Exchange(ref prediction, null) ?? new Prediction(this);
        job.Run(X, YHat, samples, parts);
        prediction = job;
    }

    private sealed class Prediction(Network<T> network) : Job
    {
        private T[] X = [];
        private T[] YHat = [];
        private int samples;

        public void Run(T[] inputs, T[] outputs, int count, int parts)
        {
            (X, YHat, samples) = (inputs, outputs, count);
            try
            {
                Workers.Run(this, parts);
            }
            finally
            {
                (X, YHat) = ([], []);
            }
        }

        public override void Run(int part, int parts)
        {
            (int first, int m) = Share(samples, part, parts);
            network.PredictColumns(X.AsSpan(first * network.Inputs, m * network.Inputs), YHat.AsSpan(first * network.Outputs, m * network.Outputs), m);
        }
    }
}
