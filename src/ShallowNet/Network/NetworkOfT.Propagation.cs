using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <content>Forward and backward propagation, over a range of the samples: the stages of the layers one after the other.</content>
public sealed partial class Network<T>
{
    private delegate void PerSampleLoss(Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses);

    private delegate void LossDerivative(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA);

    internal ForwardPass<T> NewPass(Matrix<T> X) => new(Layout, X);

    internal Gradients<T> NewGradients() => new(Layout);

    internal LinearGradients<T> NewLinearGradients(int samples) => new(Layout, samples);

    internal ParameterSet<T> NewParameterGradients() => new(Layout, Layout.Trained, "d");

    internal void Propagate(ForwardPass<T> pass) => Propagate(pass, 0, pass.Samples);

    /// <summary>Forward propagation of samples first to first + count; of all samples where a stage needs the whole batch.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal void Propagate(ForwardPass<T> pass, int first, int count)
    {
        int block = Layout.NeedsWholeBatch ? count : Products.Block;
        for (int end = first + count; first < end; first += block)
        {
            int m = Math.Min(block, end - first);
            foreach (Stage<T> stage in allStages)
            {
                stage.Forward(pass, first, m);
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
    [MethodImpl(Compile.AtOnce)]
    internal void Losses(ForwardPass<T> pass, ReadOnlySpan<T> Y, int first, int m) => Losses(
        output.Arguments(pass, first, m), pass.Activations(L, first, m), Y.Slice(first * Outputs, m * Outputs), pass.WeightsOf(first, m),
        pass.Losses.AsSpan(first, m));

    /// <summary>The losses of some samples times their weights, from what g[L] was applied to, and Ŷ.</summary>
    internal void Losses(ReadOnlySpan<T> Z, ReadOnlySpan<T> YHat, ReadOnlySpan<T> Y, ReadOnlySpan<T> weights, Span<T> result)
    {
        // Where a stage follows, Ŷ is no longer g(Z): the loss then takes it as it is.
        if (Layout.EndsInActivation)
        {
            losses(output.Activation, Z, YHat, Y, result);
        }
        else
        {
            losses(Activation.Identity, YHat, YHat, Y, result);
        }

        if (!weights.IsEmpty)
        {
            Arithmetic.Multiply(weights, result, result);
        }
    }

    /// <summary>
    /// dZ[L], …, dZ[1] of a range of the samples, into their columns of dZ; and dγ and dβ where there is batch normalization, which takes
    /// all samples at once.
    /// </summary>
    [MethodImpl(Compile.AtOnce)]
    internal void PropagateBack(ForwardPass<T> pass, ReadOnlySpan<T> Y, SampleRange range, LinearGradients<T> dZ, ParameterSet<T>? gradients = null)
    {
        int first = StartFromLoss(pass, Y.Slice(range.First * Outputs, range.Count * Outputs), range, dZ);
        PropagateBack(pass, range, dZ, first, gradients);
    }

    /// <summary>dZ[L], …, dZ[1] of a range of the samples, from what stands in the room of dZ[L], where some stages of layer L are done.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void PropagateBack(ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, int doneStages, ParameterSet<T>? gradients)
    {
        int first = doneStages;
        for (int l = L; l >= 1; l--)
        {
            Stage<T>[] backward = backwardStages[l];
            for (int i = first; i < backward.Length; i++)
            {
                backward[i].Backward(pass, range, dZ, gradients);
            }

            first = 0;
            foreach (Stage<T> stage in inputStages[l])
            {
                stage.BackToInput(pass, range, dZ);
            }
        }
    }

    /// <summary>dW[l] and db[l] of a range of the samples, from their dZ[l], into a sum over all of them; or one part of that work.</summary>
    [MethodImpl(Compile.AtOnce)]
    internal void AddParameterGradients(
        ForwardPass<T> pass, SampleRange range, LinearGradients<T> dZ, ParameterSet<T> gradients, Accumulation<T> accumulation)
    {
        foreach (Stage<T> stage in summingStages)
        {
            stage.AddParameterGradients(pass, range, dZ, gradients, accumulation);
        }
    }

    /// <summary>Lets the running averages take up the batch that gradients are of.</summary>
    internal void UpdateAverages(Gradients<T> gradients)
    {
        if (gradients.StatisticsSamples < 2)
        {
            return;
        }

        foreach (Stage<T> stage in allStages)
        {
            stage.UpdateAverages(gradients);
        }
    }

    /// <summary>About how many nanoseconds a sample takes forward: what decides whether threads pay.</summary>
    /// <remarks>Measured with vectors of 512 bits; with those of 256 an AMD EPYC took two to three times as long.</remarks>
    internal double NanosecondsPerSample()
    {
        double products = 0, units = Layout.Evaluations;
        for (int l = 1; l <= L; l++)
        {
            products += W[l].RowCount * (double)W[l].ColumnCount;
            units += n[l];
        }

        double shortness = Vector512.IsHardwareAccelerated ? 1 : Vector256.IsHardwareAccelerated ? 2.5 : 5;
        return shortness * (products * (Unsafe.SizeOf<T>() == 4 ? 0.01 : 0.02) + units * (Unsafe.SizeOf<T>() == 4 ? 0.4 : 0.8));
    }

    /// <summary>
    /// The derivatives of the loss, times the samples' weights, into the room of dZ[L]: with respect to A[L], or, where layer L ends in its
    /// activation, with respect to what g[L] was applied to, which is A[L] − Y for a matching loss. Returns how many stages of layer L, from
    /// its end, are done with that.
    /// </summary>
    private int StartFromLoss(ForwardPass<T> pass, ReadOnlySpan<T> Y, SampleRange range, LinearGradients<T> dZ)
    {
        Span<T> d = dZ.Columns(L, range), A = pass.Activations(L, range.First, range.Count);
        if (lossMatches)
        {
            Arithmetic.Subtract(A, Y, d);
        }
        else
        {
            lossDerivative(A, Y, d);
            if (Layout.EndsInActivation)
            {
                output.Backward(pass, range, dZ, gradients: null);
            }
        }

        if (pass.Weights is not null)
        {
            Rows.ScaleColumns(d, pass.WeightsOf(range.First, range.Count), d);
        }

        return Layout.EndsInActivation ? 1 : 0;
    }
}
