namespace ShallowNet;

/// <summary>Gives models that were loaded the features of rows back.</summary>
public static class RowModels
{
    /// <summary>A classifier of rows, of a classifier that was fitted to such rows, or to a table of the same columns.</summary>
    /// <typeparam name="TRow">What a row is.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="features">The features of the training, in any order.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="target">The class of a row, which scores and reports need; null where none are asked for.</param>
    /// <exception cref="ArgumentException">The model was not fitted to a table, or its columns are not those of the features, by name and by kind.</exception>
    public static RowClassifier<TRow, TLabel> Bind<TRow, TLabel>(this Features<TRow> features, MlpClassifier<float, TLabel> model, Func<TRow, TLabel>? target = null)
        where TLabel : notnull => new(Require.NotNull(features), Require.NotNull(model), target);

    /// <summary>A regressor of rows, of a regressor that was fitted to such rows, or to a table of the same columns.</summary>
    /// <typeparam name="TRow">What a row is.</typeparam>
    /// <param name="features">The features of the training, in any order.</param>
    /// <param name="model">The regressor.</param>
    /// <param name="target">The target of a row, which scores and reports need; null where none are asked for.</param>
    /// <exception cref="ArgumentException">The model was not fitted to a table, or has several targets, or its columns are not those of the features, by name and by kind.</exception>
    public static RowRegressor<TRow> Bind<TRow>(this Features<TRow> features, MlpRegressor<float> model, Func<TRow, double>? target = null) =>
        new(Require.NotNull(features), Require.NotNull(model), target);

    internal static InvalidOperationException NoTarget() => new("The features must be bound with a target to be scored or reported on, but were bound without one: features.Bind(model, target).");

    /// <summary>The targets of rows, none of which may be missing.</summary>
    internal static NumberColumn TargetsOf<TRow>(TRow[] rows, Func<TRow, double> target, string name)
    {
        double[] targets = Array.ConvertAll(rows, row => target(row));
        int index = Array.FindIndex(targets, double.IsNaN);
        return index < 0
            ? new NumberColumn(name, targets, isCopied: true)
            : throw new ArgumentException(Invariant($"{name} must be finite, but that of rows[{index}] is NaN."), nameof(rows));
    }

    /// <summary>The rows as a table, and what its target is called.</summary>
    internal static (Table Features, string Target) Prepare<TRow>(Features<TRow> features, TRow[] rows, string targetName)
    {
        string name = MemberName.OfTarget(targetName);
        return Require.NotNull(features).Names.Contains(name)
            ? throw new ArgumentException($"The target must not be one of the features, but \"{name}\" is.", nameof(features))
            : (features.ToTable(rows), name);
    }
}
