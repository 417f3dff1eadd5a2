namespace ShallowNet;

/// <summary>An input of a model with which its answers must rise, or must fall (<see cref="MlpOptions.Monotone"/>).</summary>
public sealed record MonotoneInput
{
    private MonotoneInput(string? column, int? feature, bool rises) => (Column, Feature, Rises) = (column, feature, rises);

    /// <summary>The name of a column of a table, or of a feature of a matrix; null where <see cref="Feature"/> is given.</summary>
    public string? Column { get; }

    /// <summary>The place of a feature, a row of X from 0 on; null where <see cref="Column"/> is given.</summary>
    public int? Feature { get; }

    /// <summary>Whether answers never fall when the input rises; otherwise they never rise.</summary>
    public bool Rises { get; }

    /// <summary>Answers never fall when the numbers of a column rise, or its flag becomes true.</summary>
    /// <param name="column">The name of the column, or of the feature of a matrix.</param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public static MonotoneInput Rising(string column) => new(Require.NotNull(column), null, rises: true);

    /// <summary>Answers never fall when a feature of a matrix rises.</summary>
    /// <param name="feature">Its row of X, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature is negative.</exception>
    public static MonotoneInput Rising(int feature) => new(null, Require.AtLeast(0, feature, nameof(feature)), rises: true);

    /// <summary>Answers never rise when the numbers of a column rise, or its flag becomes true.</summary>
    /// <param name="column">The name of the column, or of the feature of a matrix.</param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public static MonotoneInput Falling(string column) => new(Require.NotNull(column), null, rises: false);

    /// <summary>Answers never rise when a feature of a matrix rises.</summary>
    /// <param name="feature">Its row of X, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature is negative.</exception>
    public static MonotoneInput Falling(int feature) => new(null, Require.AtLeast(0, feature, nameof(feature)), rises: false);

    /// <summary>In words, such as "rising with area".</summary>
    public override string ToString() => Invariant($"{(Rises ? "rising" : "falling")} with {Column ?? Invariant($"feature {Feature}")}");
}
