using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>The derivatives of the answers by the inputs: one pass forward as prediction does it, and one back to X.</content>
public sealed partial class Network<T>
{
    /// <summary>The stages of each layer that give derivatives to what stands before them, those of layer 1 to X.</summary>
    private Stage<T>[][] StagesToX => field ??=
        [.. Enumerable.Range(0, n.Length).Select(l => l == 0 ? [] : Layout.StagesToInput(l, toX: true).Select(stage => allStages[stage.Place.Index]).ToArray())];

    /// <summary>The room and the work of the last call, kept for the next.</summary>
    private GradientsOfInputs? gradientsOfInputs;

    /// <summary>
    /// ∂ŷ_k/∂x of every sample: how much one answer changes with each input. Exact up to rounding, by one backward pass; several threads share the work where there
    /// are samples enough.
    /// </summary>
    /// <remarks>
    /// Of the network as it predicts: batch normalization has its running averages, and dropout leaves nothing out. Softmax has its full derivative. Where a function has a
    /// corner, as ReLU has at 0, it is the derivative that training takes. An input that an embedding takes for the number of a category has the derivative 0.
    /// </remarks>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="output">k, which answer, from 0 to n_y − 1.</param>
    /// <returns>n_x × m, in units of the answer for each unit of the input.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no column, or an element that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public Matrix<T> InputGradients(Matrix<T> X, int output)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        CheckOutput(output);
        Matrix<T> result = ColumnMajor.Create<T>(Inputs, X.ColumnCount);
        InputGradientsInParts(ColumnMajor.Array(X), ColumnMajor.Array(result), output, (X.ColumnCount, Environment.ProcessorCount));
        return result;
    }

    /// <summary>∂ŷ_k/∂x of every sample, into a given matrix, without allocating.</summary>
    /// <inheritdoc cref="InputGradients(Matrix{T}, int)" path="/remarks"/>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="output">k, which answer, from 0 to n_y − 1.</param>
    /// <param name="result">Receives the derivatives, n_x × m; a dense matrix other than X and the network's own parameters.</param>
    /// <exception cref="ArgumentException">
    /// X or the result has the wrong size, X has an element that is not finite, or the result is not dense, or is X or a parameter.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public void InputGradients(Matrix<T> X, int output, Matrix<T> result)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        CheckOutput(output);
        Require.Shape(result, Inputs, X.ColumnCount, nameof(result), InputsAre, "one for each sample");
        if (result.AsColumnMajorArray() is not { } elements || ReferenceEquals(elements, ColumnMajor.Array(X)) || State.AsSpan().Contains(elements))
        {
            throw new ArgumentException("result must be a dense matrix other than X and the network's own parameters.", nameof(result));
        }

        InputGradientsInParts(ColumnMajor.Array(X), elements, output, (X.ColumnCount, Environment.ProcessorCount));
    }

    /// <summary>The derivatives by at most so many threads.</summary>
    internal void InputGradientsInParts(T[] X, T[] result, int output, (int Samples, int Threads) of)
    {
        GradientsOfInputs job = Interlocked.Exchange(ref gradientsOfInputs, null) ?? new GradientsOfInputs(this);
        job.Run(X, result, output, of.Samples, Workers.Parts(2 * of.Samples * NanosecondsPerSample(), of.Threads));
        gradientsOfInputs = job;
    }

    /// <summary>Refuses an output that the network has not.</summary>
    internal void CheckOutput(int output, string name = "output")
    {
        if (output < 0 || output >= Outputs)
        {
            throw new ArgumentOutOfRangeException(name, Invariant($"{name} must be at least 0 and at most {Outputs - 1} (the network's outputs), but is {output}."));
        }
    }

    /// <summary>From the unit vector of an output back to X, of the first samples of a pass that went forward as prediction.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void BackToX(ForwardPass<T> pass, int m, LinearGradients<T> dZ, int k)
    {
        SampleRange range = new(0, m, 0);
        Span<T> dA = dZ.Columns(L, range);
        dA.Clear();
        for (int i = k; i < dA.Length; i += Outputs)
        {
            dA[i] = T.One;
        }

        for (int l = L; l >= 1; l--)
        {
            foreach (Stage<T> stage in backwardStages[l])
            {
                stage.Backward(pass, range, dZ, gradients: null);
            }

            foreach (Stage<T> stage in StagesToX[l])
            {
                stage.BackToInput(pass, range, dZ);
            }
        }
    }

    /// <summary>Goes through blocks of samples, each part with room of its own.</summary>
    private sealed class GradientsOfInputs(Network<T> network) : Job
    {
        private (ForwardPass<T> Pass, LinearGradients<T> dZ)[] rooms = [];
        private T[] X = [];
        private T[] result = [];
        private int output;
        private int samples;

        public void Run(T[] inputs, T[] derivatives, int k, int count, int parts)
        {
            int block = Math.Min(count, Products.Block);
            if (rooms.Length < parts || rooms[0].Pass.Samples < block)
            {
                MakeRoom(Math.Max(parts, rooms.Length), Math.Max(block, rooms.Length > 0 ? rooms[0].Pass.Samples : 0));
            }

            (X, result, output, samples) = (inputs, derivatives, k, count);
            try
            {
                if (parts == 1)
                {
                    Run(0, 1);
                }
                else
                {
                    Workers.Run(this, parts);
                }
            }
            finally
            {
                (X, result) = ([], []);
            }
        }

        [MethodImpl(Compile.AtOnce)]
        public override void Run(int part, int parts)
        {
            (int first, int count) = Share(samples, part, parts);
            (ForwardPass<T> pass, LinearGradients<T> dZ) = rooms[part];
            for (int end = first + count; first < end; first += pass.Samples)
            {
                int m = Math.Min(pass.Samples, end - first);
                X.AsSpan(first * network.Inputs, m * network.Inputs).CopyTo(pass.Activations(0, 0, m));
                foreach (Stage<T> stage in network.allStages)
                {
                    stage.Forward(pass, 0, m);
                }

                network.BackToX(pass, m, dZ, output);
                dZ.Columns(0, new SampleRange(0, m, 0)).CopyTo(result.AsSpan(first * network.Inputs));
            }
        }

        private void MakeRoom(int parts, int block) => rooms = [.. Enumerable.Range(0, parts).Select(_ => (
            new ForwardPass<T>(network.Layout, ColumnMajor.Create<T>(network.Inputs, block)) { IsPrediction = true },
            new LinearGradients<T>(network.Layout, block, toX: true)))];
    }
}
