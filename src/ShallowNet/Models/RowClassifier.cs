using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A classifier of rows of a type of one's own: a classifier of tables, and the features that make a table of rows.</summary>
/// <remarks>
/// It is made by <c>MlpClassifier.Fit(rows, features, c => c.Churned)</c>, or by <see cref="RowModels.Bind{TRow, TLabel}"/> of a model that was loaded. Any number of
/// threads may use it at a time, if they may call the functions of the features.
/// </remarks>
/// <typeparam name="TRow">What a row is.</typeparam>
/// <typeparam name="TLabel">What the classes are called.</typeparam>
public sealed class RowClassifier<TRow, TLabel>
    where TLabel : notnull
{
    private readonly BoundFeatures<TRow> features;
    private readonly Func<TRow, TLabel>? target;

    internal RowClassifier(Features<TRow> features, MlpClassifier<float, TLabel> model, Func<TRow, TLabel>? target)
    {
        (Model, this.target) = (model, target);
        this.features = new BoundFeatures<TRow>(features, model);
    }

    /// <summary>The classifier of tables, which can be saved and exported.</summary>
    public MlpClassifier<float, TLabel> Model { get; }

    /// <summary>The class of a row: the most probable one, or what the model's threshold says. It allocates nothing but what the functions of the features do.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentException">The row is null, or has a number that is infinite, or too far from those of the training.</exception>
    public TLabel Predict(TRow row)
    {
        InputRow input = features.Take(row);
        TLabel label = Model.Predict(input);
        features.Return(input);
        return label;
    }

    /// <summary>The class of each row: the most probable one, or what the model's threshold says.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="ArgumentException">There is no row, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    public TLabel[] Predict(IEnumerable<TRow> rows) => Model.Predict(features.TableOf(rows));

    /// <summary>The probability of every class for a row. It allocates nothing but what the functions of the features do.</summary>
    /// <param name="row">The row.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of the model's classes.</param>
    /// <exception cref="ArgumentException">
    /// The row is null, or has a number that is infinite, or too far from those of the training, or the probabilities have the wrong length.
    /// </exception>
    public void PredictProbability(TRow row, Span<float> probabilities)
    {
        InputRow input = features.Take(row);
        Model.PredictProbability(input, probabilities);
        features.Return(input);
    }

    /// <summary>The probability of every class for each row.</summary>
    /// <param name="rows">At least one row.</param>
    /// <returns>classes × m, in the order of the model's classes; every column sums to 1.</returns>
    /// <exception cref="ArgumentException">There is no row, one is null, or one has a number that is infinite, or too far from those of the training.</exception>
    public Matrix<float> PredictProbability(IEnumerable<TRow> rows) => Model.PredictProbability(features.TableOf(rows));

    /// <summary>The classes of a row that hold the right one with a given probability.</summary>
    /// <param name="row">The row.</param>
    /// <param name="level">The probability that the set holds the right class, above 0 and below 1.</param>
    /// <param name="score">By what classes come into the set.</param>
    /// <param name="byClass">Whether each class is to be held with that probability.</param>
    /// <returns>At least one class, the most probable one first.</returns>
    /// <exception cref="ArgumentException">The row is null, or has a number that is infinite, or too far from those of the training.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such score, the level is no share, or more than the samples can give.</exception>
    /// <exception cref="InvalidOperationException">The model has no answers to rows that it was not trained on: call <c>Model.Calibrate</c>.</exception>
    public IReadOnlyList<TLabel> PredictSet(TRow row, double level = 0.9, SetScore score = SetScore.Probability, bool byClass = false)
    {
        float[] x = new float[Model.EncoderOfTables().Features];
        InputRow input = features.Take(row);
        Model.EncoderOfTables().Transform<float>(input, x);
        features.Return(input);
        return Model.PredictSet(x, level, score, byClass);
    }

    /// <summary>The classes of each row that hold the right one with a given probability.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="level">The probability that a set holds the right class, above 0 and below 1.</param>
    /// <param name="score">By what classes come into the set.</param>
    /// <param name="byClass">Whether each class is to be held with that probability.</param>
    /// <returns>As many sets as there are rows, of at least one class, the most probable one first.</returns>
    /// <inheritdoc cref="PredictSet(TRow, double, SetScore, bool)" path="/exception"/>
    public IReadOnlyList<TLabel>[] PredictSets(IEnumerable<TRow> rows, double level = 0.9, SetScore score = SetScore.Probability, bool byClass = false) =>
        Model.PredictSet(features.TableOf(rows), level, score, byClass);

    /// <summary>How well the classes of rows are predicted.</summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="metric">Another measure than the accuracy.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no row, one is null, has a number that is infinite or a class that the model does not know, the weights are not one for each row, or the metric
    /// cannot be taken of such rows.
    /// </exception>
    /// <exception cref="InvalidOperationException">The features were bound to the model without a target.</exception>
    public double Score(IEnumerable<TRow> rows, Metric? metric = null, IEnumerable<double>? weights = null)
    {
        (Matrix<float> X, Matrix<float> Y) = Samples(rows);
        return Model.ScoreOf(X, Y, metric, weights);
    }

    /// <summary>
    /// How good the classifier is on rows, best on those it was not fitted to, beside always giving the same answer and a linear model, and which features matter.
    /// </summary>
    /// <param name="rows">At least one row.</param>
    /// <param name="weights">What each row counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no row, one is null, has a number that is infinite or a class that the model does not know, or the weights are not one for each row.
    /// </exception>
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
        Func<TRow, TLabel> labelOf = target ?? throw RowModels.NoTarget();
        TRow[] all = [.. Require.NotNull(rows)];
        Matrix<float> X = Model.InputsOf(features.TableOf(all));
        return (X, Model.Encode(Array.ConvertAll(all, row => labelOf(row)), (X.RowCount, X.ColumnCount), Model.Target!));
    }
}
