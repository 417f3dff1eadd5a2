using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// How the weights W[l] of a layer are drawn before training. Biases start at 0.
/// </summary>
/// <remarks>
/// Weights are drawn in double and rounded to the network's precision, so that a seed means the same network in both.
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
