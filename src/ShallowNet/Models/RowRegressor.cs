using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A regressor of rows of a type of one's own: a regressor of tables, and the features that make a table of rows.</summary>
/// <remarks>
/// It is made by <c>MlpRegressor.Fit(rows, features, c => c.Price)</c>, or by <see cref="RowModels.Bind{TRow}"/> of a model that was loaded. Any number of threads
/// may use it at a time, if they may call the functions of the features.
/// </remarks>
/// <typeparam name="TRow">What a row is.</typeparam>
public sealed class RowRegressor<TRow>
{
    private readonly BoundFeatures<TRow> features;
    private readonly Func<TRow, double>? target;

    internal RowRegressor(Features<TRow> features, MlpRegressor<float> model, Func<TRow, double>? target)
    {
        if (model.Targets.Count > 1)
        {
            throw new ArgumentException($"model must have one target to answer a row with a number, but has {Table.Quoted(model.Targets)}.", nameof(model));
        }

        (Model, this.target) = (model, target);
        this.features = new BoundFeatures<TRow>(features, model);
    }

    /// <summary>The regressor of tables, which can be saved and exported.</summary>
    public MlpRegressor<float> Model { get; }

    /// <summary>The predicted target of a row. It allocates nothing but what the functions of the features do.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentException">The row is null, or has a number that is infinite, or too far from those of the training.</exception>
    public double Predict(TRow row)
    {
        InputRow input = features.Take(row);
        double answer = Model.Predict(input);
        features.Return(input);
        return answer;
    }

    /// <summary>The predicted target of each row.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="ArgumentException">There is no row, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    public double[] Predict(IEnumerable<TRow> rows) => Model.Predict(features.TableOf(rows));

    /// <summary>An interval that holds the target of a row with a given probability.</summary>
    /// <param name="row">The row.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which feature groups are made; null for 90 %, both ends, and one width.</param>
    /// <exception cref="ArgumentException">
    /// The row is null, or has a number that is infinite, or too far from those of the training; or the groups are of no feature of texts or flags with at most 32 values.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is more than the calibration samples, or those of a group, can give.</exception>
    /// <exception cref="InvalidOperationException">The model has no answers to rows that it was not trained on: call <c>Model.Calibrate</c>; or the width is to follow the folds, and it is no mean of their networks.</exception>
    public Interval PredictInterval(TRow row, IntervalOptions? options = null)
    {
        InputRow input = features.Take(row);
        Interval interval = Model.PredictInterval(input, options ?? new IntervalOptions());
        features.Return(input);
        return interval;
    }

    /// <summary>An interval for each row that holds its target with a given probability.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="options">The level, the ends, what the width depends on, and by which feature groups are made; null for 90 %, both ends, and one width.</param>
    /// <inheritdoc cref="PredictInterval(TRow, IntervalOptions)" path="/exception"/>
    public Interval[] PredictIntervals(IEnumerable<TRow> rows, IntervalOptions? options = null) => Model.PredictInterval(features.TableOf(rows), options ?? new IntervalOptions());

    /// <summary>How well the targets of rows are predicted.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="metric">Another measure than R².</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no row, one is null, has a number or a target that is not finite, the weights are not one for each row, or the metric cannot be taken of such rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">The features were bound to the model without a target.</exception>
    public double Score(IEnumerable<TRow> rows, Metric? metric = null, IEnumerable<double>? weights = null)
    {
        (Matrix<float> X, Matrix<float> Y) = Samples(rows);
        return Model.ScoreOf(X, Y, metric, weights);
    }

    /// <summary>
    /// How good the regressor is on rows, best on those it was not fitted to, beside always giving the same answer and a linear model, and which features matter.
    /// </summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">There is no row, one is null, has a number or a target that is not finite, or the weights are not one for each row.</exception>
    /// <exception cref="InvalidOperationException">The features were bound to the model without a target.</exception>
    public ModelReport Report(IEnumerable<TRow> rows, IEnumerable<double>? weights = null)
    {
        (Matrix<float> X, Matrix<float> Y) = Samples(rows);
        return Model.ReportOfFeatures(X, Y, weights);
    }

    /// <summary>Which features of rows have moved from what they were in training, and whether the answers have.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="ArgumentException">There is no row, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    /// <exception cref="InvalidOperationException">The model's file was written before models kept what they know of their training data.</exception>
    public DriftReport Drift(IEnumerable<TRow> rows) => Model.Drift(features.TableOf(rows));

    /// <summary>Known rows, such as those of the training, that others are compared with: which of them an answer rests on.</summary>
    /// <param name="rows">At least two rows.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    public RowCases<TRow> SimilarCases(IEnumerable<TRow> rows) => new(features, Model, rows);

    private (Matrix<float> X, Matrix<float> Y) Samples(IEnumerable<TRow> rows)
    {
        Func<TRow, double> numberOf = target ?? throw RowModels.NoTarget();
        TRow[] all = [.. Require.NotNull(rows)];
        return (Model.InputsOf(features.TableOf(all)), Model.TargetsIn(RowModels.TargetsOf(all, numberOf, Model.Target!)));
    }
}
