using System.Numerics;

namespace ShallowNet;

/// <summary>
/// The function g of a layer: A = g(Z), element by element or (softmax) column by column.
/// </summary>
/// <remarks>
/// An activation of your own is a record that derives from this one; its methods are generic, so that it works in both
/// precisions. All matrices are column-major spans of n × m elements, one column a sample, and are given in blocks of
/// whole columns, by several threads at a time where there is much to do. An activation holds no state and may be shared by
/// layers and networks.
/// </remarks>
public abstract record Activation
{
    /// <summary>σ(z) = 1/(1 + e⁻ᶻ), between 0 and 1; the output for two classes. Its loss is cross-entropy.</summary>
    public static Activation Sigmoid { get; } = new Sigmoid();

    /// <summary>tanh(z), between −1 and 1; the article's hidden layer.</summary>
    public static Activation Tanh { get; } = new Tanh();

    /// <summary>max(0, z). Its derivative at 0 is taken as 0.</summary>
    public static Activation ReLU { get; } = new ReLU();

    /// <summary>z itself; the output for regression. Its loss is the squared error.</summary>
    public static Activation Identity { get; } = new Identity();

    /// <summary>e^zᵢ / Σ e^zₖ in every column; the output for several classes. Its loss is categorical cross-entropy.</summary>
    public static Activation Softmax { get; } = new Softmax();

    /// <summary>z where z &gt; 0, slope·z elsewhere. Its derivative at 0 is the slope.</summary>
    /// <param name="slope">The slope for negative z; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public static Activation LeakyReLU(double slope = 0.01) => new LeakyReLU(slope);

    /// <summary>
    /// z where z &gt; 0, α(eᶻ − 1) elsewhere: ReLU with negative values that settle at −α (Clevert et al., 2015). Its derivative at 0 is
    /// α, as in PyTorch.
    /// </summary>
    /// <param name="alpha">α, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is negative or not finite.</exception>
    public static Activation ELU(double alpha = 1) => new ELU(alpha);

    /// <summary>
    /// z·Φ(z), where Φ is the distribution function of the standard Gaussian (Hendrycks and Gimpel, 2016): PyTorch's <c>GELU</c>, but
    /// accurate for large negative z, too, where PyTorch's result rounds to 0.
    /// </summary>
    public static Activation GELU { get; } = new GELU();

    /// <summary>
    /// ½z(1 + tanh(√(2/π)(z + 0.044715z³))), which differs from <see cref="GELU"/> by 5e-4 at most: PyTorch's <c>GELU</c> with
    /// <c>approximate="tanh"</c>, the one of GPT-2 and BERT.
    /// </summary>
    public static Activation GELUTanh { get; } = new GELUTanh();

    /// <summary>z·σ(z), also called swish (Ramachandran et al., 2017).</summary>
    public static Activation SiLU { get; } = new SiLU();

    /// <summary>
    /// ln(1 + eᶻ): a smooth ReLU, and an output that is greater than 0. Its loss is the squared error; for counts, give
    /// <see cref="Loss.Poisson"/>. Unlike PyTorch's with its threshold of 20, it is accurate everywhere.
    /// </summary>
    public static Activation Softplus { get; } = new Softplus();

    /// <summary>
    /// eᶻ: the mean of counts, as in Poisson regression with the logarithmic link. Its loss is <see cref="Loss.Poisson"/>, with which
    /// dZ = A − Y. It is infinite where eᶻ is (z &gt; 709, or 88 for float).
    /// </summary>
    public static Activation Exponential { get; } = new Exponential();

    /// <summary>The name as people read it, such as "tanh".</summary>
    public abstract string Name { get; }

    /// <summary>How weights in front of this activation are drawn when a layer does not say.</summary>
    public virtual Initializer DefaultInitializer => Initializer.Xavier;

    /// <summary>The loss of a network that ends in this activation when the network does not say.</summary>
    public virtual Loss DefaultLoss => Loss.SquaredError;

    /// <summary>Whether this activation makes sense in the last layer only.</summary>
    public virtual bool IsOutputOnly => false;

    /// <summary>A = g(Z).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="Z">Z, n × m.</param>
    /// <param name="A">Receives A, n × m; not the same memory as Z.</param>
    /// <param name="rows">n, the units of the layer.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or are not whole columns.</exception>
    public abstract void Forward<T>(ReadOnlySpan<T> Z, Span<T> A, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>dZ = dA ∘ g′(Z), in place; for softmax, its Jacobian times dA.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="Z">Z, n × m.</param>
    /// <param name="A">A = g(Z), n × m.</param>
    /// <param name="dZ">On entry dA, on return dZ, n × m.</param>
    /// <param name="rows">n, the units of the layer.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or are not whole columns.</exception>
    public abstract void Backward<T>(ReadOnlySpan<T> Z, ReadOnlySpan<T> A, Span<T> dZ, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
