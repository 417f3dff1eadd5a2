using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A training without the samples of a fold, and how well it does.</summary>
internal sealed class Trial<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The loss of each sample of the fold.</summary>
    public required double[] HeldOut { get; init; }

    /// <summary>The mean loss of the samples that were trained on.</summary>
    public required double Training { get; init; }

    /// <summary>The answers to the samples of the fold; null where the training diverged.</summary>
    public required Matrix<T>? Answers { get; init; }

    public double HeldOutLoss => HeldOut.Average();

    /// <summary>One that diverged, judged by so many samples.</summary>
    public static Trial<T> Diverged(int samples) =>
        new() { HeldOut = [.. Enumerable.Repeat(double.PositiveInfinity, samples)], Training = double.PositiveInfinity, Answers = null };
}
