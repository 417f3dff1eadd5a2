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
public abstract record Loss
{
    /// <summary>
    /// L = −Σ (y·ln ŷ + (1 − y)·ln(1 − ŷ)), summed over the outputs: the article's <c>compute_cost</c>. Labels lie in [0, 1];
    /// outputs must lie in (0, 1), as those of sigmoid do.
    /// </summary>
    public static Loss CrossEntropy { get; } = new CrossEntropy();

    /// <summary>
    /// L = −Σ y·ln ŷ over the classes; every column of Y is a distribution, usually one-hot. Outputs must be greater than 0, as
    /// those of softmax are.
    /// </summary>
    public static Loss CategoricalCrossEntropy { get; } = new CategoricalCrossEntropy();

    /// <summary>L = ½ Σ (ŷ − y)², so that dZ = A − Y with the identity.</summary>
    public static Loss SquaredError { get; } = new SquaredError();

    /// <summary>
    /// L = Σ |ŷ − y|, which makes ŷ the median and takes outliers lightly. Its derivative is the sign of ŷ − y, and 0 at 0, as in
    /// PyTorch's <c>L1Loss</c>.
    /// </summary>
    public static Loss AbsoluteError { get; } = new AbsoluteError();

    /// <summary>
    /// L = Σ ŷ − y·ln ŷ: the negative log-likelihood of counts y with the mean ŷ, without the term ln y! that the network does not
    /// touch. Labels are at least 0, and need not be whole; outputs must be greater than 0. The matching output is
    /// <see cref="Activation.Exponential"/>, with which L is eᶻ − y·z, computed from z, and dZ = A − Y; <see cref="Activation.Softplus"/>
    /// is the usual other. PyTorch's <c>PoissonNLLLoss</c> with <c>eps=0</c>.
    /// </summary>
    public static Loss Poisson { get; } = new Poisson();

    /// <summary>
    /// L = Σ of ½r² where |r| ≤ δ, δ(|r| − ½δ) elsewhere, with r = ŷ − y: the squared error for small residuals, the absolute one for
    /// large (Huber, 1964; PyTorch's <c>HuberLoss</c>).
    /// </summary>
    /// <param name="delta">δ, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not greater than 0, or not finite.</exception>
    public static Loss Huber(double delta = 1) => new Huber(delta);

    /// <summary>
    /// L = Σ max(τ(y − ŷ), (τ − 1)(y − ŷ)), the pinball loss, which makes ŷ the τ-quantile of the labels (Koenker and Bassett, 1978;
    /// scikit-learn's <c>mean_pinball_loss</c>). Its derivative is −τ below the label, 1 − τ above it, and 0 at the label, where any
    /// value between the two would do.
    /// </summary>
    /// <param name="tau">τ, greater than 0 and less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not between 0 and 1.</exception>
    public static Loss Quantile(double tau) => new Quantile(tau);

    /// <summary>The name as people read it, such as "cross-entropy".</summary>
    public abstract string Name { get; }

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
                $"yHat and y must have the same number of elements, at least one, but have {yHat.Length} and {y.Length}.", nameof(yHat));
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
        Y = Labels(Y, YHat.RowCount, YHat.ColumnCount);
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

    /// <summary>dZ[L] from the loss: A − Y for a matching pair, otherwise dA through the activation's derivative.</summary>
    internal void Backward<T>(
        Activation output, ReadOnlySpan<T> Z, ReadOnlySpan<T> A, ReadOnlySpan<T> Y, Span<T> dZ, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Matches(output))
        {
            Arithmetic.Subtract(A, Y, dZ);
            return;
        }

        Derivative(A, Y, dZ);
        output.Backward(Z, A, dZ, rows);
    }

    /// <summary>A dense view of labels that have the given shape and are allowed.</summary>
    internal Matrix<T> Labels<T>(Matrix<T> Y, int rows, int columns, string name = "Y")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Shape(Y, rows, columns, name, "one for each output", "one for each sample");
        Y = ColumnMajor.Of(Y);
        Check<T>(ColumnMajor.Span(Y), rows, name);
        return Y;
    }
}
