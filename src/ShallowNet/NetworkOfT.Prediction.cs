using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>Forward propagation that keeps nothing but Ŷ.</content>
public sealed partial class Network<T>
{
    /// <summary>Forward propagation that keeps nothing but Ŷ, and what g[L] was applied to if asked, a block of columns at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PredictColumns(ReadOnlySpan<T> X, Span<T> YHat, int samples, Span<T> arguments = default)
    {
        int size = widest * Math.Min(samples, Products.Block);
        using Scratch<T> linear = Scratch<T>.Rent(size), hidden = Scratch<T>.Rent(size), other = Scratch<T>.Rent(Shapes.AnyResidual ? size : 0);
        for (int first = 0; first < samples; first += Products.Block)
        {
            int m = Math.Min(Products.Block, samples - first);
            ReadOnlySpan<T> previous = X.Slice(first * Inputs, m * Inputs);
            for (int l = 1; l <= L; l++)
            {
                Span<T> Z = l == L && !arguments.IsEmpty ? arguments.Slice(first * Outputs, m * Outputs) : linear.Span[..(n[l] * m)];
                Products.Affine(Parameters.Weights(l), Parameters.Biases(l), previous, Z, n[l], n[l - 1], m);
                Span<T> A = l == L ? YHat.Slice(first * Outputs, m * Outputs)
                    : Shapes.AnyResidual && l % 2 == 0 ? other.Span[..(n[l] * m)] : hidden.Span[..(n[l] * m)];
                if (Shapes.IsNormalized(l))
                {
                    Normalization.Apply(
                        Z, Running.Means(l), Running.Variances(l), Parameters.Gammas(l), Parameters.Betas(l), Layers[l].BatchNormalization!.Epsilon);
                }

                g[l].Forward(Z, A, n[l]);
                if (Shapes.IsResidual(l))
                {
                    Rows.Add(previous, A, A);
                }

                previous = A;
            }
        }
    }

    /// <summary>Ŷ by at most so many threads; and what g[L] was applied to, unless <paramref name="arguments"/> is empty.</summary>
    internal void PredictInParts(T[] X, T[] YHat, T[] arguments, int samples, int threads)
    {
        int parts = Workers.Parts(samples * NanosecondsPerSample(), threads);
        if (parts == 1)
        {
            PredictColumns(X, YHat, samples, arguments);
            return;
        }

        Prediction job = Interlocked.Exchange(ref prediction, null) ?? new Prediction(this);
        job.Run(X, YHat, arguments, samples, parts);
        prediction = job;
    }

    private sealed class Prediction(Network<T> network) : Job
    {
        private T[] X = [];
        private T[] YHat = [];
        private T[] arguments = [];
        private int samples;

        public void Run(T[] inputs, T[] outputs, T[] outputArguments, int count, int parts)
        {
            (X, YHat, arguments, samples) = (inputs, outputs, outputArguments, count);
            try
            {
                Workers.Run(this, parts);
            }
            finally
            {
                (X, YHat, arguments) = ([], [], []);
            }
        }

        public override void Run(int part, int parts)
        {
            (int first, int m) = Share(samples, part, parts);
            network.PredictColumns(
                X.AsSpan(first * network.Inputs, m * network.Inputs), YHat.AsSpan(first * network.Outputs, m * network.Outputs), m,
                arguments.Length == 0 ? default : arguments.AsSpan(first * network.Outputs, m * network.Outputs));
        }
    }
}
