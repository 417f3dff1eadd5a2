using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// How the weights W[l] of a layer are drawn before training. Biases start at 0, unless the initializer says otherwise.
/// </summary>
/// <remarks>
/// Weights and biases are drawn in double and rounded to the network's precision, so that a seed means the same network in both.
/// An initializer of your own is a record that derives from this one.
/// </remarks>
public abstract record Initializer
{
    /// <summary>All zeros. Every unit of a layer then stays the same as its neighbour: to be seen once, not used.</summary>
    public static Initializer Zeros { get; } = new Zeros();

    /// <summary>
    /// Gaussian with σ = √(2/(n[l-1] + n[l])), which keeps the variance of signals and gradients of tanh and sigmoid layers
    /// (Glorot and Bengio, 2010; PyTorch's <c>xavier_normal_</c>).
    /// </summary>
    public static Initializer Xavier { get; } = new Xavier();

    /// <summary>
    /// Gaussian with σ = √(2/n[l-1]), which makes up for the half that ReLU cuts off (He et al., 2015; PyTorch's
    /// <c>kaiming_normal_</c>).
    /// </summary>
    public static Initializer He { get; } = new He();

    /// <summary>
    /// Gaussian with σ = √(1/n[l-1]), so that Z has the variance of the inputs (LeCun et al., 1998; Keras's <c>LecunNormal</c>, but
    /// not truncated).
    /// </summary>
    public static Initializer LeCun { get; } = new LeCun();

    /// <summary>
    /// Nguyen and Widrow's (1990), for tanh layers: rows uniform in the cube (−1, 1)ⁿ, then scaled to the norm
    /// β = 0.7·n[l]^(1/n[l-1]), biases uniform in (−β, β), so that the units divide the range of inputs in [−1, 1] among them. MATLAB's
    /// <c>initnw</c> spaces its biases evenly instead.
    /// </summary>
    public static Initializer NguyenWidrow { get; } = new NguyenWidrow();

    /// <summary>
    /// Orthonormal rows, or columns where there are more rows, times the gain: the Q of a Gaussian matrix, uniform among all such
    /// (Saxe et al., 2013; PyTorch's <c>orthogonal_</c>).
    /// </summary>
    /// <param name="gain">The norm of the rows or columns, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not greater than 0, or not finite.</exception>
    public static Initializer Orthogonal(double gain = 1) => new Orthogonal(gain);

    /// <summary>Gaussian with the given σ, as the article's <c>randn(n, n_prev) * 0.01</c>.</summary>
    /// <param name="standardDeviation">σ, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not finite.</exception>
    public static Initializer Normal(double standardDeviation) => new Normal(standardDeviation);

    /// <summary>Draws W[l].</summary>
    /// <param name="units">n[l], the rows of W[l].</param>
    /// <param name="inputs">n[l-1], the columns of W[l].</param>
    /// <param name="random">Where the numbers come from; the layers of a network draw from it one after another.</param>
    /// <returns>units × inputs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Units or inputs are less than 1.</exception>
    /// <exception cref="ArgumentNullException">The source of numbers is null.</exception>
    public abstract Matrix<double> Create(int units, int inputs, NumPyRandom random);

    /// <summary>Makes b[l], after the weights; zeros, without drawing a number, unless overridden.</summary>
    /// <param name="units">n[l], the rows of W[l] and b[l].</param>
    /// <param name="inputs">n[l-1], the columns of W[l].</param>
    /// <param name="W">The weights that <see cref="Create"/> drew, units × inputs.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <returns>units × 1.</returns>
    protected internal virtual Matrix<double> CreateBiases(int units, int inputs, Matrix<double> W, NumPyRandom random) =>
        Matrix<double>.Build.Dense(units, 1);

    /// <summary>Draws W[l] and b[l] of a network, and refuses what does not fit.</summary>
    internal void Draw<T>(int l, Matrix<T> W, Matrix<T> b, NumPyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<double> weights = Create(W.RowCount, W.ColumnCount, random);
        Accept(weights, W, l, "weights");
        Accept(CreateBiases(W.RowCount, W.ColumnCount, weights, random), b, l, "biases");
    }

    private static void Accept<T>(Matrix<double>? drawn, Matrix<T> destination, int l, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (drawn is null || drawn.RowCount != destination.RowCount || drawn.ColumnCount != destination.ColumnCount)
        {
            throw new InvalidOperationException(
                $"The initializer of layer {l} must create {Require.Size(destination)} {what}, but created {(drawn is null ? "null" : Require.Size(drawn))}.");
        }

        ColumnMajor.Convert<double, T>(drawn).CopyTo(destination);
        if (Scan.IndexOfNotFinite<T>(ColumnMajor.Span(destination)) >= 0)
        {
            throw new InvalidOperationException($"The initializer of layer {l} must create finite {what}, but created one that is not.");
        }
    }

    internal static void Check(int units, int inputs, NumPyRandom random)
    {
        Require.AtLeast(1, units, nameof(units));
        Require.AtLeast(1, inputs, nameof(inputs));
        Require.NotNull(random);
    }

    internal static Matrix<double> Gaussian(int units, int inputs, NumPyRandom random)
    {
        Check(units, inputs, random);
        return random.Randn<double>(units, inputs);
    }
}
