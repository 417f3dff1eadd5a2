using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ScottPlot;

namespace ShallowNet.Plotting;

public static partial class Figures
{
    /// <summary>What a network of two inputs answers all over the plane, and the samples.</summary>
    /// <remarks>
    /// One output is shaded from 0 to 1, with the line where it is 0.5. Of two outputs the second is shaded, with the line where they are
    /// equal. More outputs give an area for each class, the one of the greatest output, in a deeper colour the further it is above 1/n_y;
    /// after seven classes the colours begin anew, but not with the same markers. A unit of x1 is as long as one of x2 unless the samples reach more than twice as far along one of them.
    /// </remarks>
    /// <param name="network">A network with 2 inputs.</param>
    /// <param name="X">The samples, 2 × m.</param>
    /// <param name="Y">Their labels, n_y × m: 0 and 1, or one-hot.</param>
    /// <param name="title">What stands above the figure; the sizes of the layers and the accuracy on the samples unless given.</param>
    /// <exception cref="ArgumentException">The network has not 2 inputs, X or Y has the wrong shape, X is not finite, or Y has other labels.</exception>
    public static Figure DecisionBoundary<T>(Network<T> network, Matrix<T> X, Matrix<T> Y, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.NotNull(network);
        TwoInputs(network.Inputs, nameof(network));
        Area area = Around(X, "the network's inputs");
        Need.Shape(Y, network.Outputs, X.ColumnCount, nameof(Y), "the network's outputs", "as many as X");
        OneHotOnly(Y);
        string[] names = [.. Enumerable.Range(0, Math.Max(2, network.Outputs)).Select(label => Invariant($"class {label}"))];
        string sizes = string.Join("–", network.Layers.Select(layer => Numbers.Grouped(layer.Units)).Prepend(Numbers.Grouped(network.Inputs)));
        Matrix<T> answers = network.Predict(X);
        string heading = title ?? $"{sizes} network, {Right(Metrics.Accuracy(answers, Y), X.ColumnCount)}";
        Plane plane = new(area, ("x1", "x2"), heading, network.Outputs == 1 ? "ŷ" : $"ŷ of {names[1]}", HasOneOutput: network.Outputs == 1);
        return Boundary(plane, network.Predict, X, OneHot.Decode(Y), names);
    }

    /// <summary>What a classifier of two features answers all over the plane, and the samples.</summary>
    /// <remarks>
    /// Two classes are shaded by the probability of the second, with the line where it is 0.5. More give an area for each class, in a deeper
    /// colour the more probable it is.
    /// </remarks>
    /// <param name="model">A fitted classifier of 2 features.</param>
    /// <param name="X">The samples, 2 × m.</param>
    /// <param name="labels">Their labels, one for each sample, each one of the model's classes.</param>
    /// <param name="title">What stands above the figure; the accuracy on the samples unless given.</param>
    /// <exception cref="ArgumentException">The model has not 2 features, X has the wrong shape or is not finite, or a label is missing or unknown.</exception>
    /// <exception cref="InvalidOperationException">The model is not fitted.</exception>
    public static Figure DecisionBoundary<T, TLabel>(MlpClassifier<T, TLabel> model, Matrix<T> X, IReadOnlyList<TLabel> labels, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        Need.NotNull(model);
        Need.NotNull(labels);
        TwoInputs(model.Features, nameof(model));
        Area area = Around(X, "the model's features");
        return OfClasses(model, new Samples<T>(area, X, ClassNumbers(model, X.ColumnCount, labels), ("x1", "x2")), model.PredictProbability, title);
    }

    /// <summary>What a classifier of two columns answers all over the plane, and the rows of a table.</summary>
    /// <inheritdoc cref="DecisionBoundary{T, TLabel}(MlpClassifier{T, TLabel}, Matrix{T}, IReadOnlyList{TLabel}, string?)" path="/remarks"/>
    /// <param name="model">A classifier that was fitted to a table whose columns became 2 features: two columns of numbers without gaps.</param>
    /// <param name="table">The rows, with the target.</param>
    /// <param name="title">What stands above the figure; the accuracy on the rows unless given.</param>
    /// <exception cref="ArgumentException">The model has not 2 features, or the table has no row, lacks a column, or has a class that is unknown.</exception>
    /// <exception cref="InvalidOperationException">The model was not fitted to a table.</exception>
    public static Figure DecisionBoundary<T, TLabel>(MlpClassifier<T, TLabel> model, Table table, string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        int[] numbers = ClassesOfRows(model, table).Numbers;
        TwoInputs(model.Features, nameof(model));
        if (model.Encoder is not { FeatureNames: [{ } first, { } second] } || !IsNumber(first) || !IsNumber(second))
        {
            throw new ArgumentException("model must have two columns of numbers, to be drawn in a plane, but has others.", nameof(model));
        }

        bool IsNumber(string name) => table.Has(name) && table[name] is NumberColumn;

        // In the columns' own units, which the model's encoder makes features of.
        Matrix<T> X = table.Select(first, second).ToMatrix<T>();
        Matrix<T> Predict(Matrix<T> points) => model.PredictProbability(
            new Table(new NumberColumn(first, Doubles.Of(points.Row(0).ToArray())), new NumberColumn(second, Doubles.Of(points.Row(1).ToArray()))));
        return OfClasses(model, new Samples<T>(Around(X, "the model's features"), X, numbers, (first, second)), Predict, title);
    }

    private static Figure OfClasses<T, TLabel>(MlpClassifier<T, TLabel> model, Samples<T> samples, Func<Matrix<T>, Matrix<T>> predict, string? title)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull
    {
        string[] names = [.. model.Classes.Select(NameOf)];
        double accuracy = Metrics.Accuracy(predict(samples.X), OneHot.Encode<T>(samples.Numbers, names.Length));
        Plane plane = new(
            samples.Area, samples.Axes, title ?? Invariant($"{names.Length} classes, ") + Right(accuracy, samples.X.ColumnCount), $"probability of {names[1]}", HasOneOutput: false);
        return Boundary(plane, predict, samples.X, samples.Numbers, names);
    }

    /// <summary>"90.5 % of 400 right".</summary>
    private static string Right(double accuracy, int samples) => $"{(100 * accuracy).ToString("0.0", CultureInfo.InvariantCulture)} % of {Numbers.Grouped(samples)} right";

    /// <summary>A label as text, the same in every culture.</summary>
    private static string NameOf<TLabel>(TLabel label)
        where TLabel : notnull => Convert.ToString(label, CultureInfo.InvariantCulture) ?? "";

    private static void TwoInputs(int inputs, string name)
    {
        if (inputs != 2)
        {
            throw new ArgumentException(Invariant($"{name} must have 2 inputs, to be drawn in a plane, but has {inputs}."), name);
        }
    }

    /// <summary>Labels of which each tells one class: others would be drawn as one that nobody meant.</summary>
    private static void OneHotOnly<T>(Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < Y.ColumnCount; j++)
        {
            int ones = 0;
            for (int i = 0; i < Y.RowCount; i++)
            {
                ones += Y[i, j] == T.One ? 1 : 0;
                if (Y[i, j] != T.Zero && Y[i, j] != T.One)
                {
                    throw new ArgumentException(Invariant($"Y must have 0 and 1 alone, but Y[{i}, {j}] is {Need.Text(double.CreateTruncating(Y[i, j]))}."), nameof(Y));
                }
            }

            if (Y.RowCount > 1 && ones != 1)
            {
                throw new ArgumentException(Invariant($"Y must have one 1 in every column (one-hot), but has {ones} in column {j}."), nameof(Y));
            }
        }
    }

    /// <summary>The area of the samples, and a twelfth more on each side.</summary>
    private static Area Around<T>(Matrix<T> X, string rowsAre)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Need.Shape(X, 2, null, nameof(X), rowsAre);
        Need.Finite(X, nameof(X));
        (double, double) Range(int row)
        {
            double[] values = Doubles.Of(X.Row(row).ToArray());
            double min = values.Min(), max = values.Max(), margin = max > min ? (max - min) / 12 : Math.Max(1, Math.Abs(max)) / 2;
            return (min - margin, max + margin);
        }

        return new Area(Range(0), Range(1));
    }

    private static Figure Boundary<T>(
        Plane plane, Func<Matrix<T>, Matrix<T>> predict, Matrix<T> X, int[] labels, string[] names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Area area, (string, string) axes, string title, string scale, bool hasOneOutput) = plane;
        Matrix<T> points = Matrix<T>.Build.Dense(
            2, Area.Rows * Area.Columns, (row, j) => T.CreateTruncating(row == 0 ? area.X[j % Area.Columns] : area.Y[j / Area.Columns]));
        Matrix<T> YHat = predict(points);
        double Output(int label, int i, int j) => double.CreateTruncating(YHat[label, i * Area.Columns + j]);
        double Lead(int label, int i, int j) =>
            Output(label, i, j) - Enumerable.Range(0, names.Length).Where(other => other != label).Max(other => Output(other, i, j));
        Figure figure = new(title, axes.Item1, axes.Item2);
        double ratio = (area.X[^1] - area.X[0]) / (area.Y[^1] - area.Y[0]);
        if (ratio is >= 0.5 and <= 2)
        {
            figure.EqualAxes();
            figure.Width = (int)(180 + 360 * Math.Min(1.2, ratio));
            figure.Height = (int)(110 + 360 * Math.Min(1.2, ratio) / ratio);
        }

        if (names.Length == 2)
        {
            double[,] values = Area.Map((i, j) => Output(hasOneOutput ? 0 : 1, i, j));
            figure.Bar(area.Shade(figure, values, ColorMaps.Probability, new ScottPlot.Range(0, 1)), figure.Fitting(scale, 13, figure.Height - 110));
            figure.Contour(hasOneOutput ? area.Contours(values, 0.5) : area.Contours(Area.Map((i, j) => Lead(1, i, j)), 0), 2);
        }
        else
        {
            area.Shade(figure, Area.Map((i, j) => Winner(names.Length, label => Output(label, i, j))), new ClassColors(names.Length), new ScottPlot.Range(0, names.Length));
            for (int label = 0; label < names.Length; label++)
            {
                figure.Contour(area.Contours(Area.Map((i, j) => Lead(label, i, j)), 0), 1);
            }
        }

        double[] x1 = Doubles.Of(X.Row(0).ToArray()), x2 = Doubles.Of(X.Row(1).ToArray());
        for (int label = 0; label < names.Length; label++)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(j => labels[j] == label)];
            figure.Samples(label, figure.Fitting(names[label], 12, figure.Width - 60), [.. own.Select(j => new Coordinates(x1[j], x2[j]))]);
        }

        return figure;
    }

    /// <summary>What a boundary is drawn in, and what stands around it.</summary>
    private sealed record Plane(Area Area, (string X, string Y) Axes, string Title, string Scale, bool HasOneOutput);

    /// <summary>Samples in the plane, the places of their classes, and what their two rows are called.</summary>
    private sealed record Samples<T>(Area Area, Matrix<T> X, int[] Numbers, (string X, string Y) Axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The class of the greatest output, and how far that is on its way from 1/n to 1.</summary>
    private static double Winner(int classes, Func<int, double> output)
    {
        int winner = Enumerable.Range(0, classes).MaxBy(output);
        return ClassColors.Encode(winner, Math.Clamp((output(winner) - 1.0 / classes) / (1 - 1.0 / classes), 0, 1));
    }
}
