using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>Prediction: forward propagation that keeps nothing but Ŷ.</content>
public sealed partial class Network<T>
{
    /// <summary>The work of a prediction by several threads, kept for the next.</summary>
    private Prediction? prediction;

    /// <summary>Whether some layer needs its input once more at its end, so that its output must not take the same memory.</summary>
    private readonly bool readsInputAgain;

    /// <summary>The rows of the room for what stages before Z[l] make of A[l-1]; 0 where there are no such stages.</summary>
    private readonly int widestPrepared;

    /// <summary>Ŷ = A[L] for the given inputs; several threads share the work where there are samples enough.</summary>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <returns>Ŷ, n_y × m.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no column, or an element that is not finite.</exception>
    public Matrix<T> Predict(Matrix<T> X)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        Matrix<T> YHat = ColumnMajor.Create<T>(Outputs, X.ColumnCount);
        PredictInParts(ColumnMajor.Array(X), ColumnMajor.Array(YHat), [], X.ColumnCount, Environment.ProcessorCount);
        return YHat;
    }

    /// <summary>
    /// Ŷ = A[L] for the given inputs, into a given matrix, without allocating; several threads share the work where there are samples
    /// enough.
    /// </summary>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="YHat">Receives Ŷ, n_y × m; a dense matrix other than X and the network's own parameters.</param>
    /// <exception cref="ArgumentException">
    /// X or YHat has the wrong size, X has an element that is not finite, or YHat is not dense, or is X or a parameter.
    /// </exception>
    public void Predict(Matrix<T> X, Matrix<T> YHat)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        Require.Shape(YHat, Outputs, X.ColumnCount, nameof(YHat), "the network's outputs", "one for each sample");
        if (YHat.AsColumnMajorArray() is not { } yHat || ReferenceEquals(yHat, ColumnMajor.Array(X)) || State.AsSpan().Contains(yHat))
        {
            throw new ArgumentException("YHat must be a dense matrix other than X and the network's own parameters.", nameof(YHat));
        }

        PredictInParts(ColumnMajor.Array(X), yHat, [], X.ColumnCount, Environment.ProcessorCount);
    }

    /// <summary>ŷ for one sample, without allocating.</summary>
    /// <param name="x">The input, n_x elements.</param>
    /// <param name="yHat">Receives ŷ, n_y elements.</param>
    /// <exception cref="ArgumentException">x or yHat has the wrong length, or x has an element that is not finite.</exception>
    [MethodImpl(Compile.AtOnce)]
    public void Predict(ReadOnlySpan<T> x, Span<T> yHat)
    {
        if (x.Length != Inputs || yHat.Length != Outputs)
        {
            throw new ArgumentException(
                Invariant($"x and yHat must have {Inputs} and {Outputs} elements (the network's inputs and outputs), but have {x.Length} and {yHat.Length}."),
                x.Length != Inputs ? nameof(x) : nameof(yHat));
        }

        Require.Finite(x, null, nameof(x));
        PredictColumns(x, yHat, samples: 1);
    }

    /// <summary>Forward propagation that keeps nothing but Ŷ, and what g[L] was applied to if asked, a block of columns at a time.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void PredictColumns(ReadOnlySpan<T> X, Span<T> YHat, int samples, Span<T> arguments = default) => PredictColumns(X, YHat, samples, arguments, L);

    /// <summary>Forward propagation that keeps nothing but A of the given layer, the last one or one before it.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void PredictColumns(ReadOnlySpan<T> X, Span<T> YHat, int samples, Span<T> arguments, int last)
    {
        int size = widest * Math.Min(samples, Products.Block), outputs = n[last];
        using Scratch<T> prepared = Scratch<T>.Rent(widestPrepared * Math.Min(samples, Products.Block));
        using Scratch<T> linear = Scratch<T>.Rent(size), hidden = Scratch<T>.Rent(size), other = Scratch<T>.Rent(readsInputAgain ? size : 0);
        for (int first = 0; first < samples; first += Products.Block)
        {
            int m = Math.Min(Products.Block, samples - first);
            ReadOnlySpan<T> previous = X.Slice(first * Inputs, m * Inputs);
            for (int l = 1; l <= last; l++)
            {
                Span<T> Z = l == last && !arguments.IsEmpty ? arguments.Slice(first * outputs, m * outputs) : linear.Span[..(n[l] * m)];
                Span<T> A = l == last ? YHat.Slice(first * outputs, m * outputs)
                    : readsInputAgain && l % 2 == 0 ? other.Span[..(n[l] * m)] : hidden.Span[..(n[l] * m)];
                LayerColumns<T> columns = new(previous, Z, A, m) { Prepared = prepared.Span };
                foreach (Stage<T> stage in stages[l])
                {
                    stage.Predict(in columns);
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
