using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>Makes networks.</summary>
/// <remarks>
/// <c>Network.Load</c> of a file and <c>Network.LoadStateDict</c> are with <c>SafetensorsExtensions</c> in this reference, and
/// <c>Network.FromMatlab</c> with <c>MatlabExtensions</c>.
/// </remarks>
public static partial class Network
{
    private const string WithoutNames = "SHALLOWNET001";
    private const string NameBoth = "Inputs and seed are both numbers and can be mixed up: give them their names, as in Create<double>(inputs: 2, seed: 1, …).";

    /// <summary>
    /// Makes a network with randomly drawn weights and biases of zero (unless an initializer says otherwise): the article's
    /// <c>initialize_parameters</c>. The loss follows from the last activation: cross-entropy for sigmoid, categorical cross-entropy
    /// for softmax, Poisson for the exponential, squared error otherwise.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="inputs">n_x, the rows of X; at least 1.</param>
    /// <param name="seed">At least 0. The weights are those of NumPy after <c>np.random.seed(seed)</c>, layer after layer.</param>
    /// <param name="layers">The layers 1 to L; the last one's units are n_y, the rows of Y.</param>
    /// <returns>A network with W[l] of n[l] × n[l-1] and b[l] of n[l] × 1.</returns>
    /// <exception cref="ArgumentException">
    /// There is no layer, a layer is null, softmax stands in a hidden layer or has one unit, a residual layer changes the number of units,
    /// an embedding is for another number of inputs, the last layer has dropout or a learned mix, or layers cannot be monotone as they should.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Inputs are less than 1, or the seed is negative.</exception>
    /// <exception cref="InvalidOperationException">An initializer gave weights or biases of the wrong shape or not finite.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Network<T> Create<T>(int inputs, int seed, params IReadOnlyList<Dense> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(inputs, layers);
        return new Network<T>(inputs, [.. layers], Loss.For(layers[^1].Activation), seed);
    }

    /// <summary>
    /// Makes a network with randomly drawn weights, biases of zero (unless an initializer says otherwise) and the given loss.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="inputs">n_x, the rows of X; at least 1.</param>
    /// <param name="seed">At least 0. The weights are those of NumPy after <c>np.random.seed(seed)</c>, layer after layer.</param>
    /// <param name="loss">
    /// What training minimizes; any loss goes with any activation, but the cross-entropies need outputs in (0, 1), and Poisson
    /// outputs greater than 0.
    /// </param>
    /// <param name="layers">The layers 1 to L; the last one's units are n_y, the rows of Y.</param>
    /// <returns>A network with W[l] of n[l] × n[l-1] and b[l] of n[l] × 1.</returns>
    /// <exception cref="ArgumentException">
    /// There is no layer, a layer is null, softmax stands in a hidden layer or has one unit, a residual layer changes the number of units,
    /// an embedding is for another number of inputs, the last layer has dropout or a learned mix, or layers cannot be monotone as they should.
    /// </exception>
    /// <exception cref="ArgumentNullException">The loss or the layers are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Inputs are less than 1, or the seed is negative.</exception>
    /// <exception cref="InvalidOperationException">An initializer gave weights or biases of the wrong shape or not finite.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Network<T> Create<T>(int inputs, int seed, Loss loss, params IReadOnlyList<Dense> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.NotNull(loss);
        Check<T>(inputs, layers);
        return new Network<T>(inputs, [.. layers], loss, seed);
    }

    /// <summary>Two numbers without their names, which nothing keeps from changing places. Write <c>inputs: 2, seed: 1</c>.</summary>
    /// <remarks>
    /// The compiler takes this method for numbers without names, because its parameters have other names and it has priority, and warns. With their names it
    /// takes the other one.
    /// </remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="first">n_x, the rows of X; at least 1.</param>
    /// <param name="second">The seed, at least 0.</param>
    /// <param name="layers">The layers 1 to L.</param>
    [Obsolete(NameBoth, DiagnosticId = WithoutNames), OverloadResolutionPriority(1), EditorBrowsable(EditorBrowsableState.Never)]
    public static Network<T> Create<T>(in int first, in int second, params IReadOnlyList<Dense> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Create<T>(inputs: first, seed: second, layers);

    /// <inheritdoc cref="Create{T}(in int, in int, IReadOnlyList{Dense})" path="/*[not(self::param)]"/>
    /// <param name="first">n_x, the rows of X; at least 1.</param>
    /// <param name="second">The seed, at least 0.</param>
    /// <param name="loss">What training minimizes.</param>
    /// <param name="layers">The layers 1 to L.</param>
    [Obsolete(NameBoth, DiagnosticId = WithoutNames), OverloadResolutionPriority(1), EditorBrowsable(EditorBrowsableState.Never)]
    public static Network<T> Create<T>(in int first, in int second, Loss loss, params IReadOnlyList<Dense> layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Create<T>(inputs: first, seed: second, loss, layers);

    internal static void Check<T>(int inputs, IReadOnlyList<Dense> layers)
    {
        Require.Precision<T>();
        Require.AtLeast(1, inputs, nameof(inputs));
        Require.NotNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("A network must have at least one layer, but layers is empty.", nameof(layers));
        }

        for (int l = 1; l <= layers.Count; l++)
        {
            Dense layer = layers[l - 1] ?? throw new ArgumentNullException(nameof(layers), Invariant($"Layer {l} must not be null."));
            if (layer.Activation.IsOutputOnly && l < layers.Count)
            {
                throw new ArgumentException(
                    Invariant($"The {layer.Activation} activation must be in the last layer ({layers.Count}), but is in layer {l}."), nameof(layers));
            }

            if (layer.Units < layer.Activation.FewestUnits)
            {
                throw new ArgumentException(
                    Invariant($"A layer with the {layer.Activation} activation must have at least {layer.Activation.FewestUnits} units, but layer {l} has {layer.Units}."),
                    nameof(layers));
            }

            int before = l == 1 ? inputs : layers[l - 2].Units;
            if (layer.Residual && layer.Units != before)
            {
                throw new ArgumentException(
                    Invariant($"A layer with a residual connection must have as many units as there are before it, but layer {l} has {layer.Units} after {before}."),
                    nameof(layers));
            }

            if (layer.LearnedMix && l == layers.Count)
            {
                throw new ArgumentException(
                    Invariant($"The last layer must have no learned mix, since its activation says what its units mean, but layer {l} has one."), nameof(layers));
            }

            if (layer.Embedding?.Inputs is { } embedded && embedded != before)
            {
                throw new ArgumentException(
                    Invariant($"An embedding must be for as many inputs as there are before its layer, but that of layer {l} is for {embedded} after {before}."), nameof(layers));
            }

            if (layer.Dropout > 0 && l == layers.Count)
            {
                throw new ArgumentException(
                    Invariant($"The last layer must have no dropout, since its units are the answer, but layer {l} has {Require.Text(layer.Dropout)}."), nameof(layers));
            }
        }

        Monotony.Check(inputs, layers);
    }
}
