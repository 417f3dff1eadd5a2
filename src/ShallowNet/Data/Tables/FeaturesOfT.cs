using System.Runtime.CompilerServices;

namespace ShallowNet;

/// <summary>
/// What of rows of a type of one's own is a feature, each with a name: the columns of a table. It never changes; what looks like a change makes new ones.
/// </summary>
/// <remarks>
/// A feature is a function that is called for every row, so that nothing is looked up by reflection. Its name is that of the member that the function reads:
/// <c>Age</c> for <c>c => c.Age</c>, <c>City</c> for <c>c => c.Address?.City</c>, <c>Plan</c> for <c>c => c.Plan.ToString()</c>, and <c>Price</c> for
/// <c>c => (double)c.Price</c>. Any other function needs a name.
/// </remarks>
/// <typeparam name="TRow">What a row is: a class, a record or a structure.</typeparam>
public sealed class Features<TRow>
{
    private readonly RowFeature<TRow>[] features;

    internal Features(RowFeature<TRow>[] features) => this.features = features;

    /// <summary>The names in their order.</summary>
    public IReadOnlyList<string> Names => Array.ConvertAll(features, feature => feature.Name);

    internal IReadOnlyList<RowFeature<TRow>> All => features;

    /// <summary>These features and a number, of which null and NaN are gaps.</summary>
    /// <param name="value">The number of a row.</param>
    /// <param name="name">The name; that of the member unless given.</param>
    /// <param name="expression">The source text of the function, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There is a feature of the name, or none is given and the function is not one member of a row.</exception>
    public Features<TRow> Number(Func<TRow, double?> value, string? name = null, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        With(new NumberFeature<TRow>(MemberName.Of(name, expression), Require.NotNull(value)));

    /// <summary>These features and a category, of which null is a gap.</summary>
    /// <param name="value">The text of a row.</param>
    /// <param name="name">The name; that of the member unless given.</param>
    /// <param name="expression">The source text of the function, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There is a feature of the name, or none is given and the function is not one member of a row.</exception>
    public Features<TRow> Category(Func<TRow, string?> value, string? name = null, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        With(new CategoryFeature<TRow>(MemberName.Of(name, expression), Require.NotNull(value)));

    /// <summary>These features and a flag, of which null is a gap.</summary>
    /// <param name="value">The flag of a row.</param>
    /// <param name="name">The name; that of the member unless given.</param>
    /// <param name="expression">The source text of the function, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There is a feature of the name, or none is given and the function is not one member of a row.</exception>
    public Features<TRow> Flag(Func<TRow, bool?> value, string? name = null, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        With(new FlagFeature<TRow>(MemberName.Of(name, expression), Require.NotNull(value)));

    /// <summary>These features and a date with a time of day, to the second, of which null is a gap.</summary>
    /// <param name="value">The date of a row.</param>
    /// <param name="name">The name; that of the member unless given.</param>
    /// <param name="expression">The source text of the function, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There is a feature of the name, or none is given and the function is not one member of a row.</exception>
    public Features<TRow> Date(Func<TRow, DateTime?> value, string? name = null, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        With(new DateFeature<TRow>(MemberName.Of(name, expression), Require.NotNull(value)));

    /// <summary>These features and a date, of which null is a gap.</summary>
    /// <param name="value">The date of a row.</param>
    /// <param name="name">The name; that of the member unless given.</param>
    /// <param name="expression">The source text of the function, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There is a feature of the name, or none is given and the function is not one member of a row.</exception>
    public Features<TRow> Date(Func<TRow, DateOnly?> value, string? name = null, [CallerArgumentExpression(nameof(value))] string expression = "")
    {
        Require.NotNull(value);
        return With(new DateFeature<TRow>(MemberName.Of(name, expression), row => value(row)?.ToDateTime(TimeOnly.MinValue)));
    }

    /// <summary>A table with a column for each feature.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">There is no feature, or a row is null.</exception>
    public Table ToTable(IEnumerable<TRow> rows)
    {
        CheckNotEmpty();
        TRow[] all = [.. Require.NotNull(rows)];
        int index = Array.FindIndex(all, row => row is null);
        return index < 0
            ? new Table(features.Select(feature => feature.ColumnOf(all)))
            : throw new ArgumentException(Invariant($"rows must not be null, but rows[{index}] is."), nameof(rows));
    }

    /// <summary>The names and what they hold, as "Age (numbers), Plan (texts)".</summary>
    public override string ToString() => string.Join(", ", features.Select(feature => $"{feature.Name} ({Column.WordsFor(feature.Kind)})"));

    /// <summary>Refuses features of which there is none.</summary>
    internal void CheckNotEmpty()
    {
        if (features.Length == 0)
        {
            throw new ArgumentException("features must have at least one feature, but have none: add some by Number, Category, Flag and Date.");
        }
    }

    private Features<TRow> With(RowFeature<TRow> feature) => Array.Exists(features, other => other.Name == feature.Name)
        ? throw new ArgumentException($"The names of features must be different, but two are \"{feature.Name}\".")
        : new Features<TRow>([.. features, feature]);
}
