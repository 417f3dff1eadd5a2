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
public abstract partial record Initializer
{
    /// <summary>How files know the initializer; null where it is not the library's.</summary>
    internal virtual CatalogRow<Initializer>? Row => null;

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
        ConvertChecked(weights, W, l, "weights");
        ConvertChecked(CreateBiases(W.RowCount, W.ColumnCount, weights, random), b, l, "biases");
    }

    /// <summary>Writes what was drawn into a parameter; refuses another shape, and what is not finite in the network's precision.</summary>
    private static void ConvertChecked<T>(Matrix<double>? drawn, Matrix<T> destination, int l, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (drawn is null || drawn.RowCount != destination.RowCount || drawn.ColumnCount != destination.ColumnCount)
        {
            throw new InvalidOperationException(
                Invariant($"The initializer of layer {l} must create {Require.Size(destination)} {what}, but created {(drawn is null ? "null" : Require.Size(drawn))}."));
        }

        ColumnMajor.Convert<double, T>(drawn).CopyTo(destination);
        if (Scan.IndexOfNotFinite<T>(ColumnMajor.Span(destination)) >= 0)
        {
            throw new InvalidOperationException(Invariant($"The initializer of layer {l} must create finite {what}, but created one that is not."));
        }
    }

    /// <summary>Refuses layers without units or inputs, and a missing source of numbers.</summary>
    private protected static void Check(int units, int inputs, NumPyRandom random)
    {
        Require.AtLeast(1, units, nameof(units));
        Require.AtLeast(1, inputs, nameof(inputs));
        Require.NotNull(random);
    }

    /// <summary>Standard Gaussian numbers, units × inputs.</summary>
    private protected static Matrix<double> Gaussian(int units, int inputs, NumPyRandom random)
    {
        Check(units, inputs, random);
        return random.Randn<double>(units, inputs);
    }
}
