using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that tells which classes a sample is of: several, one or none.</summary>
/// <remarks>Every class has a sigmoid output of its own, and is predicted above 0.5.</remarks>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLabel">What the classes are called.</typeparam>
public sealed class MlpMultiLabelClassifier<T, TLabel> : MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLabel : notnull
{
    private readonly ClassLabels<TLabel> classes;

    /// <summary>Makes a classifier that has seen no data yet.</summary>
    /// <param name="classes">All classes that will occur, at least two, in the order of <see cref="PredictProbability(Matrix{T})"/>.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, two are the same, or one is null or NaN.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public MlpMultiLabelClassifier(IReadOnlyList<TLabel> classes, MlpOptions? options = null)
        : this(ClassLabels<TLabel>.Given(classes, nameof(classes)), options)
    {
    }

    private MlpMultiLabelClassifier(ClassLabels<TLabel> classes, MlpOptions? options)
        : base(options) => this.classes = classes;

    /// <inheritdoc cref="MlpClassifier{T, TLabel}.Classes"/>
    public IReadOnlyList<TLabel> Classes => classes.Classes;

    private protected override string Kind => MlpModelFile.MultiLabelClassifier;

    internal override int? OutputsOfNetwork => classes.Count;

    internal override ClassLabels ClassesOfOutputs => classes;

    internal override bool HasOneClassPerSample => false;

    private protected override Activation OutputActivation => Activation.Sigmoid;

    private protected override LabelsDocument DescribeClasses() => Labels.Of(Classes);

    /// <summary>Trains on a piece of the data: one pass over it, in batches.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample, all of which the classifier knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="MlpClassifier{T, TLabel}.PartialFit" path="/remarks|/exception"/>
    public void PartialFit(Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, IReadOnlyList<double>? weights = null)
    {
        X = SamplesToFit(X);
        FitPiece(X, Encode(labels, X.ColumnCount), weights);
    }

    /// <summary>The classes of each sample: those with a probability above 0.5.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>m lists of classes, each in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel[][] Predict(Matrix<T> X)
    {
        Matrix<T> YHat = Outputs(X);
        return [.. Enumerable.Range(0, YHat.ColumnCount).Select(j => classes.Classes.Where((_, i) => IsOf(YHat[i, j])).ToArray())];
    }

    /// <summary>The classes of one sample: those with a probability above 0.5.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <returns>The classes, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel[] Predict(ReadOnlySpan<T> x)
    {
        T[] probabilities = new T[classes.Count];
        Outputs(x, probabilities);
        return [.. classes.Classes.Where((_, i) => IsOf(probabilities[i]))];
    }

    /// <summary>The probability of every class, each by itself, for each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public Matrix<T> PredictProbability(Matrix<T> X) => Outputs(X);

    /// <summary>The probability of every class, each by itself, for one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">x or the probabilities have the wrong length, or x an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public void PredictProbability(ReadOnlySpan<T> x, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        Outputs(x, probabilities);
    }

    /// <summary>The share of the samples whose classes are all predicted, and no other: scikit-learn's subset accuracy.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample, all of which the classifier knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="MlpClassifier{T, TLabel}.Score" path="/exception"/>
    public double Score(Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, IReadOnlyList<double>? weights = null)
    {
        X = Inputs(X);
        Matrix<T> Y = Encode(labels, X.ColumnCount), YHat = Outputs(X);
        double[] w = Require.Weights(weights, X.ColumnCount, nameof(weights));
        double right = 0;
        for (int j = 0; j < w.Length; j++)
        {
            right += Enumerable.Range(0, classes.Count).All(i => IsOf(YHat[i, j]) == (Y[i, j] == T.One)) ? w[j] : 0;
        }

        return right / w.Sum();
    }

    /// <summary>The classes and the network in one line.</summary>
    public override string ToString() =>
        $"multi-label classifier of {classes}: {(IsFitted ? Network.Summary : "not fitted yet")}";

    internal static MlpMultiLabelClassifier<T, TLabel> Load(Stream stream, LoadOptions options) => MlpModelFile.Read<T, MlpMultiLabelClassifier<T, TLabel>>(
        stream, options, MlpModelFile.MultiLabelClassifier, (made, labels) => new MlpMultiLabelClassifier<T, TLabel>(ClassLabels<TLabel>.Of(labels), made));

    internal static MlpMultiLabelClassifier<T, TLabel> Fit(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, MlpOptions? options, IReadOnlyList<double>? weights, int maxThreads,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, ClassLabels<TLabel>? classes = null)
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        CheckSets(labels, X.ColumnCount);
        MlpMultiLabelClassifier<T, TLabel> model = new(classes ?? ClassLabels<TLabel>.Of(labels.SelectMany(set => set), nameof(labels)), options);
        model.FitNetwork(X, model.Encode(labels, X.ColumnCount), weights, maxThreads, progress, cancellationToken);
        return model;
    }

    private static bool IsOf(T probability) => probability > T.CreateTruncating(0.5);

    private static void CheckSets(IReadOnlyList<IReadOnlyCollection<TLabel>> labels, int samples)
    {
        ClassLabels<TLabel>.Check(labels, samples, nameof(labels));
        for (int j = 0; j < samples; j++)
        {
            ClassLabels<TLabel>.CheckEach(labels[j], $"{nameof(labels)}[{j}]");
        }
    }

    /// <summary>A row of 0 and 1 for each class.</summary>
    private Matrix<T> Encode(IReadOnlyList<IReadOnlyCollection<TLabel>> labels, int samples)
    {
        CheckSets(labels, samples);
        Matrix<T> Y = ColumnMajor.Create<T>(classes.Count, samples);
        for (int j = 0; j < samples; j++)
        {
            foreach (TLabel label in labels[j])
            {
                Y[classes.NumberOf(label, j, nameof(labels)), j] = T.One;
            }
        }

        return Y;
    }
}
