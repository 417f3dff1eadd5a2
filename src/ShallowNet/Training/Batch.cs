using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Some samples with their labels, and their weights where they do not all count the same.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Puts samples and labels together; they are checked when they are used.</summary>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="weights">m weights, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentNullException">X or Y is null.</exception>
    public Batch(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights = null)
    {
        this.X = Require.NotNull(X);
        this.Y = Require.NotNull(Y);
        Weights = ValueList.ItselfOrCopy(weights);
    }

    /// <summary>The inputs, n_x × m.</summary>
    public Matrix<T> X { get; }

    /// <summary>The labels, n_y × m.</summary>
    public Matrix<T> Y { get; }

    /// <summary>What each sample counts; null when all count the same.</summary>
    public IReadOnlyList<double>? Weights { get; }

    /// <summary>Some of the samples with what belongs to them, in the given order.</summary>
    internal Batch<T> Part(IReadOnlyList<int> samples) =>
        new(Split.Columns(X, samples), Split.Columns(Y, samples), Weights is null ? null : samples.Select(j => Weights[j]));

    /// <summary>Samples and labels that come as a pair.</summary>
    /// <param name="samples">X and Y.</param>
    public static implicit operator Batch<T>((Matrix<T> X, Matrix<T> Y) samples) => new(samples.X, samples.Y);
}
