using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that tells which classes a sample is of: several, one or none.</summary>
/// <remarks>Every class has a sigmoid output of its own, and is predicted above 0.5.</remarks>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLabel">What the classes are called.</typeparam>
public sealed partial class MlpMultiLabelClassifier<T, TLabel> : MlpModel<T, IReadOnlyList<IReadOnlyCollection<TLabel>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLabel : notnull
{
    private readonly ClassLabels<TLabel> classes;

    /// <summary>Makes a classifier that has seen no data yet.</summary>
    /// <param name="classes">
    /// All classes that will occur, at least two, in the order of <see cref="PredictProbability(Matrix{T})"/>. The model can be saved where
    /// TLabel is string, char, bool, Guid, an enumeration, a whole number from sbyte to ulong, float, double or decimal; its
    /// <c>CanBeSaved</c> tells.
    /// </param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, two are the same, or one is null, NaN or a text with half a surrogate pair.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public MlpMultiLabelClassifier(IReadOnlyList<TLabel> classes, MlpOptions? options = null)
        : this(ClassLabels<TLabel>.Given(classes, nameof(classes)), options)
    {
    }

    private MlpMultiLabelClassifier(ClassLabels<TLabel> classes, MlpOptions? options)
        : base(options) => this.classes = classes;

    /// <inheritdoc cref="MlpClassifier{T, TLabel}.Classes"/>
    public IReadOnlyList<TLabel> Classes => classes.Classes;

    internal override int? OutputsOfNetwork => classes.Count;

    internal override ClassLabels ClassesOfOutputs => classes;

    internal override bool HasOneClassPerSample => false;

    internal override Metric DefaultMetric => SubsetAccuracy.Instance;

    internal override Activation OutputActivation => Activation.Sigmoid;

    private protected override IEnumerable<Metric> ReportedMetrics => [SubsetAccuracy.Instance, Metric.LogLoss];

    /// <summary>The classes of each sample: those with a probability above 0.5.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>m lists of classes, each in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public override TLabel[][] Predict(Matrix<T> X)
    {
        Matrix<T> YHat = Answers(X);
        return [.. Enumerable.Range(0, YHat.ColumnCount).Select(j => classes.Classes.Where((_, i) => SubsetAccuracy.IsOf(YHat[i, j])).ToArray())];
    }

    /// <summary>The classes of one sample: those with a probability above 0.5.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <returns>The classes, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel[] Predict(ReadOnlySpan<T> x)
    {
        T[] probabilities = new T[classes.Count];
        Answer(x, probabilities);
        return [.. classes.Classes.Where((_, i) => SubsetAccuracy.IsOf(probabilities[i]))];
    }

    /// <summary>The probability of every class, each by itself, for each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public Matrix<T> PredictProbability(Matrix<T> X) => Answers(X);

    /// <summary>The probability of every class, each by itself, for one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">x or the probabilities have the wrong length, or x an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public void PredictProbability(ReadOnlySpan<T> x, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        Answer(x, probabilities);
    }

    /// <summary>The classes and the network in one line.</summary>
    public override string ToString() =>
        $"multi-label classifier of {classes}: {(IsFitted ? Network.Summary : "not fitted yet")}";

    /// <summary>A classifier of the classes that occur, which has seen no data yet.</summary>
    internal static MlpMultiLabelClassifier<T, TLabel> Of(IReadOnlyList<IReadOnlyCollection<TLabel>> labels, (int Features, int Samples) X, MlpOptions? options)
    {
        CheckSets(labels, X, nameof(labels));
        return new(ClassLabels<TLabel>.Of(labels.SelectMany(set => set), labels.Count, nameof(labels)), options);
    }

    internal override MlpModel<T> MakeUnfitted(MlpOptions options) => new MlpMultiLabelClassifier<T, TLabel>(classes, options);

    /// <summary>A row of 0 and 1 for each class.</summary>
    internal override Matrix<T> Encode(IReadOnlyList<IReadOnlyCollection<TLabel>> targets, (int Features, int Samples) X, string name)
    {
        CheckSets(targets, X, name);
        Matrix<T> Y = ColumnMajor.Create<T>(classes.Count, targets.Count);
        for (int j = 0; j < targets.Count; j++)
        {
            foreach (TLabel label in targets[j])
            {
                Y[classes.NumberOf(label, j, name), j] = T.One;
            }
        }

        return Y;
    }

    private static void CheckSets(IReadOnlyList<IReadOnlyCollection<TLabel>> sets, (int Features, int Samples) X, string name)
    {
        ClassLabels<TLabel>.Check(sets, X, name);
        for (int j = 0; j < sets.Count; j++)
        {
            ClassLabels<TLabel>.CheckEach(sets[j], Invariant($"{name}[{j}]"));
        }
    }
}
