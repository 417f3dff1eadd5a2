using System.Numerics;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The loss L(ŷ, y) of one sample. The cost J of a set is the mean loss of its samples.
/// </summary>
/// <remarks>
/// A loss of your own is a record that derives from this one; its methods are generic, so that it works in both
/// precisions. All matrices are column-major spans of n_y × m elements, one column a sample, and may be given in blocks of whole
/// columns, by several threads at a time. A loss holds no state.
/// </remarks>
public abstract partial record Loss
{
    /// <summary>The name as people read it, such as "cross-entropy".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether outliers among the labels count little: false unless overridden. A model that minimizes such a loss scales by median and
    /// interquartile range (<see cref="Scaling.Robust"/>), which outliers hardly change either.
    /// </summary>
    public virtual bool IsRobust => false;

    /// <summary>
    /// Whether labels are in units, such as metres, so that they may be scaled: true unless overridden. The labels of the cross-entropies, which are
    /// probabilities, and of Poisson, which are counts, mean something as they are; a model leaves them alone.
    /// </summary>
    public virtual bool LabelsHaveUnits => true;

    /// <summary>Among how many classes the labels of a sample, or each of them, divide what is certain; null where they are no probabilities.</summary>
    /// <param name="outputs">n_y.</param>
    internal virtual int? ClassesOf(int outputs) => null;

    /// <summary>How files know the loss; null where it is not the library's.</summary>
    internal virtual CatalogRow<Loss>? Row => null;

    /// <summary>
    /// The usual loss of a network that ends in the given activation: the one that <see cref="Matches"/> it, which is cross-entropy for
    /// sigmoid, categorical cross-entropy for softmax, Poisson for the exponential; the squared error for all others.
    /// </summary>
    /// <param name="output">The activation of the last layer.</param>
    /// <exception cref="ArgumentNullException">The activation is null.</exception>
    public static Loss For(Activation output)
    {
        Require.NotNull(output);
        return LossCatalog.Members.FirstOrDefault(loss => loss.Matches(output)) ?? SquaredError;
    }

    /// <summary>The loss of one sample.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="yHat">The network's output ŷ, n_y elements.</param>
    /// <param name="y">The label, n_y elements.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, an element is not finite, or y is not what the loss allows.</exception>
    public double Of<T>(ReadOnlySpan<T> yHat, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        if (yHat.Length != y.Length || y.IsEmpty)
        {
            throw new ArgumentException(
                Invariant($"yHat and y must have the same number of elements, at least one, but have {yHat.Length} and {y.Length}."), nameof(yHat));
        }

        Require.Finite(yHat, yHat.Length, nameof(yHat));
        Check(y, y.Length, nameof(y));
        T loss = default;
        PerSample(Activation.Identity, yHat, yHat, y, MemoryMarshal.CreateSpan(ref loss, 1));
        return double.CreateTruncating(loss);
    }

    /// <summary>
    /// The cost J of a set: the mean loss of its samples, from Ŷ alone. <see cref="Network{T}.Cost"/> computes it from Z, where
    /// it stays accurate, and finite, for outputs that round to 0 or 1.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs Ŷ, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, an element is not finite, or Y is not what the loss allows.</exception>
    public double Cost<T>(Matrix<T> YHat, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        YHat = Require.Samples(YHat, null, null, nameof(YHat), "");
        Y = CheckLabels(Y, YHat.RowCount, YHat.ColumnCount);
        ReadOnlySpan<T> yHat = ColumnMajor.Span(YHat);
        T[] losses = new T[Y.ColumnCount];
        PerSample(Activation.Identity, yHat, yHat, ColumnMajor.Span(Y), losses);
        return Sums.Of<T>(losses) / losses.Length;
    }

    /// <summary>The losses of m samples, one by one.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="output">The activation that made A from Z; where it is this loss's own, Z gives the more accurate value.</param>
    /// <param name="Z">The linear part of the last layer, n_y × m.</param>
    /// <param name="A">The network's output ŷ, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="losses">Receives the losses, m elements.</param>
    public abstract void PerSample<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>dA = ∂L/∂ŷ, for each sample by itself.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="A">The network's output ŷ, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="dA">Receives dA, n_y × m.</param>
    public abstract void Derivative<T>(ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Whether dZ = A − Y holds with this output activation, because the loss's slope and g′ cancel.</summary>
    /// <param name="output">The activation of the last layer.</param>
    public virtual bool Matches(Activation output) => false;

    /// <summary>Whether <see cref="CurvatureRoot"/> is there: what second-order training needs.</summary>
    internal virtual bool HasCurvature => false;

    /// <summary>Whether the loss is a squared error, whose size tells how large the noise of the labels is.</summary>
    internal virtual bool MeasuresNoise => false;

    /// <summary>
    /// A column of a square root R of the loss's second derivatives for each sample, R·Rᵀ = ∂²L/∂Z² where the loss matches the output
    /// activation, ∂²L/∂ŷ² otherwise, or of a positive semidefinite matrix in its place.
    /// </summary>
    /// <param name="matches">Whether the derivatives are by Z.</param>
    /// <param name="A">The network's output ŷ, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="root">Receives column <paramref name="k"/> of each sample's R, n_y × m.</param>
    /// <param name="rows">n_y.</param>
    /// <param name="k">From 0 to n_y − 1.</param>
    internal virtual void CurvatureRoot<T>(bool matches, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> root, int rows, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException($"{Name} has no curvature.");

    /// <summary>Refuses labels for which the loss is not defined; the base class refuses NaN and infinity.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="rows">n_y.</param>
    /// <param name="name">The argument's name for the message.</param>
    /// <exception cref="ArgumentException">A label is not allowed; the message names its place.</exception>
    public virtual void Check<T>(ReadOnlySpan<T> Y, int rows, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Finite(Y, rows, name);
    }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Refuses labels that have another shape than the given one or are not allowed.</summary>
    /// <returns>The labels as a dense matrix: Y itself where it is one.</returns>
    internal Matrix<T> CheckLabels<T>(Matrix<T> Y, int rows, int columns, string name = "Y")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Shape(Y, rows, columns, name, "one for each output", "one for each sample");
        Y = ColumnMajor.Of(Y, name);
        Check<T>(ColumnMajor.Span(Y), rows, name);
        return Y;
    }
}
