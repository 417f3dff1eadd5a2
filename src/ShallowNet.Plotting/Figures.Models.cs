using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Plotting;

/// <content>Figures of what classifiers and regressors answer to samples, or to the rows of a table.</content>
public static partial class Figures
{
    /// <summary>The confusion matrix of a classifier on samples.</summary>
    /// <inheritdoc cref="Confusion(ConfusionMatrix, string?)" path="/remarks"/>
    /// <param name="model">A fitted classifier.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">Their labels, one for each sample, each one of the model's classes.</param>
    /// <param name="title">What stands above the figure; the accuracy unless given.</param>
    /// <exception cref="ArgumentException">X has the wrong shape or is not finite, or a label is missing or unknown.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Confusion<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, IReadOnlyList<TLabel> labels, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Confusion(Need.NotNull(model).ConfusionMatrix(Need.NotNull(X), Need.NotNull(labels)), title);

    /// <summary>The confusion matrix of a classifier on the rows of a table.</summary>
    /// <inheritdoc cref="Confusion(ConfusionMatrix, string?)" path="/remarks"/>
    /// <param name="model">A classifier that was fitted to a table.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="title">What stands above the figure; the accuracy unless given.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a class that is unknown.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public static Figure Confusion<T, TLabel>(MlpClassifier<T, TLabel> model, Table table, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Confusion(Need.NotNull(model).ConfusionMatrix(Need.NotNull(table)), title);

    /// <summary>The ROC curve of a classifier on samples: of the second of two classes, of each of more.</summary>
    /// <param name="model">A fitted classifier.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">Their labels, one for each sample; every class has some.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">X has the wrong shape or is not finite, a label is missing or unknown, or a class has no sample.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Roc<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, IReadOnlyList<TLabel> labels, string title = "ROC curve")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => RocOfClasses(model, Need.NotNull(X), ClassNumbers(model, X.ColumnCount, labels), title);

    /// <summary>The ROC curve of a classifier on the rows of a table: of the second of two classes, of each of more.</summary>
    /// <param name="model">A classifier that was fitted to a table.</param>
    /// <param name="table">The rows, with the target, of which every class has some.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a class that is unknown, or not all classes.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public static Figure Roc<T, TLabel>(MlpClassifier<T, TLabel> model, Table table, string title = "ROC curve")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        (Matrix<T> X, int[] numbers) = ClassesOfRows(model, table);
        return RocOfClasses(model, X, numbers, title);
    }

    /// <summary>Whether a classifier's probabilities are what they say, on samples.</summary>
    /// <param name="model">A fitted classifier.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">Their labels, one for each sample, each one of the model's classes.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">X has the wrong shape or is not finite, or a label is missing or unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Reliability<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, IReadOnlyList<TLabel> labels, int bins = 10, string title = "Reliability")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull =>
        Reliability(Need.NotNull(model).PredictProbability(Need.NotNull(X)), OneHot.Encode<T>(ClassNumbers(model, X.ColumnCount, labels), model.Classes.Count), bins, title);

    /// <summary>Whether a classifier's probabilities are what they say, on the rows of a table.</summary>
    /// <param name="model">A classifier that was fitted to a table.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="bins">How many bins of probabilities there are, at least 1.</param>
    /// <param name="title">What stands above the figure.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a class that is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public static Figure Reliability<T, TLabel>(MlpClassifier<T, TLabel> model, Table table, int bins = 10, string title = "Reliability")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        (Matrix<T> X, int[] numbers) = ClassesOfRows(model, table);
        return Reliability(model.PredictProbability(X), OneHot.Encode<T>(numbers, model.Classes.Count), bins, title);
    }

    /// <summary>A regressor's intervals for the rows of a table, and the targets, those outside marked.</summary>
    /// <param name="model">A regressor of one target that was fitted to a table, and that knows how wide intervals are.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="level">How often intervals hold the truth, between 0 and 1.</param>
    /// <param name="title">What stands above the figure; the share of the targets within, unless given.</param>
    /// <exception cref="ArgumentException">The table has no row, lacks a column, or has a target that is missing or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table, has several targets, or knows no intervals.</exception>
    public static Figure Intervals<T>(MlpRegressor<T> model, Table table, double level = 0.9, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Interval[] intervals = Need.NotNull(model).PredictInterval(Need.NotNull(table), level);
        return Intervals(intervals, Doubles.Of(model.TargetsOf(table).Row(0).ToArray()), title);
    }

    /// <summary>A regressor's intervals for samples, and their targets, those outside marked.</summary>
    /// <param name="model">A fitted regressor of one output that knows how wide intervals are.</param>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">Their targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="level">How often intervals hold the truth, between 0 and 1.</param>
    /// <param name="title">What stands above the figure; the share of the targets within, unless given.</param>
    /// <exception cref="ArgumentException">The model has several outputs, or X or y has the wrong size, no sample, or an element that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted, or knows no intervals.</exception>
    public static Figure Intervals<T>(MlpRegressor<T> model, Matrix<T> X, IEnumerable<T> y, double level = 0.9, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(model);
        Need.NotNull(X);
        T[] targets = [.. Need.NotNull(y)];
        (Matrix<T> lower, Matrix<T> upper) = model.PredictInterval(X, level);
        if (lower.RowCount > 1)
        {
            throw new ArgumentException($"model must have 1 output, as y, but has {Need.Text(lower.RowCount)}.", nameof(model));
        }

        Need.Elements(targets, X.ColumnCount, "one for each sample", nameof(y));
        Need.Finite(targets, nameof(y));
        IEnumerable<Interval> intervals = Doubles.Of(lower.ToColumnMajorArray()).Zip(Doubles.Of(upper.ToColumnMajorArray()), (low, high) => new Interval(low, high));
        return Intervals([.. intervals], Doubles.Of(targets), title);
    }

    /// <summary>One of the metrics taken after every epoch of the training that gave a model its network.</summary>
    /// <param name="model">A fitted classifier or regressor whose options have <see cref="TrainingOptions.Metrics"/>.</param>
    /// <param name="name">The metric, one of the history's <see cref="TrainingHistory.MetricNames"/>.</param>
    /// <param name="title">What stands above the figure; the metric's name unless given.</param>
    /// <exception cref="ArgumentException">The training has no epoch, or no such metric.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure Metric<T>(MlpModel<T> model, string name, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Metric(Need.NotNull(model).History, name, title);

    private static Figure RocOfClasses<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, int[] numbers, string title)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull =>
        DrawRoc(title, [("", model.PredictProbability(X), OneHot.Encode<T>(numbers, model.Classes.Count))], [.. model.Classes.Select(NameOf)]);

    /// <summary>The places of labels among a model's classes.</summary>
    private static int[] ClassNumbers<T, TLabel>(MlpClassifier<T, TLabel> model, int samples, IReadOnlyList<TLabel> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        Need.NotNull(model);
        Need.NotNull(labels);
        Need.Elements(labels, samples, "one for each sample", nameof(labels));
        TLabel[] classes = [.. model.Classes];
        int[] numbers = [.. labels.Select(label => Array.IndexOf(classes, label))];
        int unknown = Array.IndexOf(numbers, -1);
        return unknown < 0
            ? numbers
            : throw new ArgumentException(
                Invariant($"labels must be the model's classes ({string.Join(", ", classes.Select(NameOf))}), but labels[{unknown}] is {NameOf(labels[unknown])}."), nameof(labels));
    }

    /// <summary>The features of a table's rows, and the places of their classes.</summary>
    private static (Matrix<T> X, int[] Numbers) ClassesOfRows<T, TLabel>(MlpClassifier<T, TLabel> model, Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        Matrix<T> X = Need.NotNull(model).InputsOf(Need.NotNull(table));
        return (X, OneHot.Decode(model.TargetsOf(table)));
    }
}
