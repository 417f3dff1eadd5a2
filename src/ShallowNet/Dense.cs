namespace ShallowNet;

/// <summary>
/// The description of a fully connected layer: Z[l] = W[l] A[l-1] + b[l], A[l] = g[l](Z[l]).
/// </summary>
/// <remarks>A description knows no precision and holds no weights; it can be shared freely.</remarks>
public sealed record Dense
{
    /// <summary>Describes a layer.</summary>
    /// <param name="units">n[l], at least 1.</param>
    /// <param name="activation">g[l].</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    /// <exception cref="ArgumentNullException">The activation is null.</exception>
    public Dense(int units, Activation activation)
    {
        Units = Require.AtLeast(1, units, nameof(units));
        Activation = Require.NotNull(activation);
    }

    /// <summary>n[l], the number of units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public int Units { get; init => field = Require.AtLeast(1, value, nameof(Units)); }

    /// <summary>g[l], the activation.</summary>
    /// <exception cref="ArgumentNullException">The activation is null.</exception>
    public Activation Activation { get; init => field = Require.NotNull(value, nameof(Activation)); }

    /// <summary>
    /// How W[l] and b[l] are drawn. When not given it follows the activation: <see cref="Initializer.He"/> for ReLU and its relatives
    /// (leaky ReLU, ELU, GELU, SiLU), <see cref="Initializer.Xavier"/> otherwise.
    /// </summary>
    /// <exception cref="ArgumentNullException">The initializer is null.</exception>
    public Initializer Initializer
    {
        get => field ?? Activation.DefaultInitializer;
        init => field = Require.NotNull(value, nameof(Initializer));
    }
}
