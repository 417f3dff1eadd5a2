using System.Globalization;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

/// <summary>An estimator as the checks see it: targets are a matrix, in which a classifier's hold the numbers of classes.</summary>
internal abstract class EstimatorUnderTest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What samples and targets are made of; first, because those below need it.</summary>
    protected static readonly Matrix<double> Raw = new NumPyRandom(1).Randn<double>(3, 40);

    public static readonly IReadOnlyDictionary<string, EstimatorUnderTest<T>> All = new Dictionary<string, EstimatorUnderTest<T>>
    {
        ["binary classifier"] = new ClassifierUnderTest<T>("no", "yes"),
        ["multi-class classifier"] = new ClassifierUnderTest<T>("a", "b", "c"),
        ["multi-label classifier"] = new MultiLabelUnderTest<T>(),
        ["single-output regressor"] = new RegressorUnderTest<T>(1),
        ["multi-output regressor"] = new RegressorUnderTest<T>(2),
    };

    /// <summary>Three features of different units.</summary>
    public Matrix<T> X { get; } = Matrix<double>.Build.Dense(3, 40, (i, j) => i switch { 0 => Raw[0, j], 1 => 10 * Raw[1, j] + 5, _ => 0.1 * Raw[2, j] - 1 }).As<T>();

    public abstract Matrix<T> Y { get; }

    /// <summary>Rows of Y that no such estimator takes: an unknown class, or another number of outputs.</summary>
    public abstract Matrix<T> WrongY { get; }

    public abstract ModelUnderTest<T> New(MlpOptions options);

    public abstract ModelUnderTest<T> Fit(
        Matrix<T> X, Matrix<T> Y, MlpOptions options, IReadOnlyList<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>A model as the checks see it.</summary>
internal abstract class ModelUnderTest<T>(MlpModel<T> model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public MlpModel<T> Model { get; } = model;

    /// <summary>Everything that training changes.</summary>
    public T[] State => [.. Model.Network.State.SelectMany(array => array)];

    public abstract int ValuesPerSample { get; }

    /// <summary>Probabilities, or predicted numbers.</summary>
    public abstract Matrix<T> Values(Matrix<T> X);

    public abstract void Values(ReadOnlySpan<T> x, Span<T> values);

    /// <summary>What is predicted, as texts.</summary>
    public abstract string[] Answers(Matrix<T> X);

    public abstract string Answer(T[] x);

    /// <summary>What should be predicted, given the values.</summary>
    public abstract string ExpectedAnswer(T[] values);

    public abstract void PartialFit(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights = null);

    public abstract double Score(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights = null);

    public abstract double ExpectedScore(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights = null);
}

internal sealed class ClassifierUnderTest<T>(params string[] classes) : EstimatorUnderTest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Matrix<T> Y { get; } = Matrix<double>.Build.Dense(
        1, Raw.ColumnCount, (_, j) => classes.Length == 2 ? (Raw[0, j] > 0 ? 1 : 0) : Raw.Column(j).MaximumIndex()).As<T>();

    public override Matrix<T> WrongY
    {
        get
        {
            Matrix<T> wrong = Y.Clone();
            wrong[0, 7] = T.CreateChecked(9);
            return wrong;
        }
    }

    public override ModelUnderTest<T> New(MlpOptions options) => new Fitted(new MlpClassifier<T, string>(classes, options), classes);

    public override ModelUnderTest<T> Fit(
        Matrix<T> X, Matrix<T> Y, MlpOptions options, IReadOnlyList<double>? weights, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        new Fitted(MlpClassifier.Fit(X, Labels(Y, classes), options, weights, progress, cancellationToken), classes);

    private static string[] Labels(Matrix<T> Y, string[] classes) => Y is null ? null! : [.. Y.Enumerate().Select(code =>
        T.IsNaN(code) ? null! : int.CreateChecked(code) < classes.Length ? classes[int.CreateChecked(code)] : "unknown")];

    private sealed class Fitted(MlpClassifier<T, string> model, string[] classes) : ModelUnderTest<T>(model)
    {
        public override int ValuesPerSample => classes.Length;

        public override Matrix<T> Values(Matrix<T> X) => model.PredictProbability(X);

        public override void Values(ReadOnlySpan<T> x, Span<T> values)
        {
            model.PredictProbability(x, values);
            model.Predict(x);
        }

        public override string[] Answers(Matrix<T> X) => model.Predict(X);

        public override string Answer(T[] x) => model.Predict(x);

        public override string ExpectedAnswer(T[] values) => classes[Array.IndexOf(values, values.Max())];

        public override void PartialFit(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.PartialFit(X, Labels(Y, classes), weights);

        public override double Score(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.Score(X, Labels(Y, classes), null, weights);

        public override double ExpectedScore(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) =>
            Metrics.Accuracy([.. model.Predict(X).Select(label => Array.IndexOf(classes, label))], [.. Y.Enumerate().Select(int.CreateChecked)], weights);
    }
}

internal sealed class MultiLabelUnderTest<T> : EstimatorUnderTest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Classes = ["a", "b", "c"];

    public override Matrix<T> Y { get; } = Raw.Map(value => value > 0 ? 1.0 : 0).As<T>();

    public override Matrix<T> WrongY
    {
        get
        {
            Matrix<T> wrong = Y.Clone();
            wrong[1, 7] = T.CreateChecked(9);
            return wrong;
        }
    }

    public override ModelUnderTest<T> New(MlpOptions options) => new Fitted(new MlpMultiLabelClassifier<T, string>(Classes, options));

    public override ModelUnderTest<T> Fit(
        Matrix<T> X, Matrix<T> Y, MlpOptions options, IReadOnlyList<double>? weights, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        new Fitted(MlpMultiLabelClassifier.Fit(X, Labels(Y), options, weights, progress, cancellationToken));

    private static string[][] Labels(Matrix<T> Y) => Y is null ? null! : [.. Y.EnumerateColumns().Select(column => (string[])[.. Classes
        .Select((name, i) => column.Count <= i ? "" : T.IsNaN(column[i]) ? null! : column[i] == T.One ? name : column[i] == T.Zero ? "" : "unknown")
        .Where(name => name != "")])];

    private sealed class Fitted(MlpMultiLabelClassifier<T, string> model) : ModelUnderTest<T>(model)
    {
        public override int ValuesPerSample => 3;

        public override Matrix<T> Values(Matrix<T> X) => model.PredictProbability(X);

        public override void Values(ReadOnlySpan<T> x, Span<T> values) => model.PredictProbability(x, values);

        public override string[] Answers(Matrix<T> X) => Array.ConvertAll(model.Predict(X), Text);

        public override string Answer(T[] x) => Text(model.Predict(x));

        public override string ExpectedAnswer(T[] values) => Text([.. Classes.Where((_, i) => values[i] > T.CreateChecked(0.5))]);

        public override void PartialFit(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.PartialFit(X, Labels(Y), weights);

        public override double Score(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.Score(X, Labels(Y), null, weights);

        public override double ExpectedScore(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights)
        {
            string[] answers = Answers(X), truths = Array.ConvertAll(Labels(Y), Text);
            int[] right = [.. answers.Zip(truths, (answer, truth) => answer == truth ? 1 : 0)];
            return Metrics.Accuracy(right, [.. right.Select(_ => 1)], weights);
        }

        private static string Text(string[] labels) => string.Join('+', labels);
    }
}

internal sealed class RegressorUnderTest<T>(int outputs) : EstimatorUnderTest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Not negative, so that they may be means of counts.</summary>
    public override Matrix<T> Y { get; } = Matrix<double>.Build.Dense(
        outputs, Raw.ColumnCount, (i, j) => i == 0 ? Math.Abs(Raw[1, j]) + 2 * Math.Max(Raw[0, j], 0) : 1 + Math.Sin(Raw[2, j])).As<T>();

    public override Matrix<T> WrongY => Y.Stack(Y);

    public override ModelUnderTest<T> New(MlpOptions options) => new Fitted(new MlpRegressor<T>(options), outputs);

    public override ModelUnderTest<T> Fit(
        Matrix<T> X, Matrix<T> Y, MlpOptions options, IReadOnlyList<double>? weights, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        new Fitted(MlpRegressor.Fit(X, Y, options, weights, progress, cancellationToken), outputs);

    private sealed class Fitted(MlpRegressor<T> model, int outputs) : ModelUnderTest<T>(model)
    {
        public override int ValuesPerSample => outputs;

        public override Matrix<T> Values(Matrix<T> X) => model.Predict(X);

        public override void Values(ReadOnlySpan<T> x, Span<T> values) => model.Predict(x, values);

        public override string[] Answers(Matrix<T> X) => [.. model.Predict(X).EnumerateColumns().Select(column => ExpectedAnswer(column.ToArray()))];

        public override string Answer(T[] x)
        {
            T[] yHat = new T[outputs];
            model.Predict(x, yHat);
            return ExpectedAnswer(yHat);
        }

        public override string ExpectedAnswer(T[] values) => string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

        public override void PartialFit(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.PartialFit(X, Y, weights);

        public override double Score(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => model.Score(X, Y, null, weights);

        public override double ExpectedScore(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights) => Metrics.R2(model.Predict(X), Y, weights);
    }
}
