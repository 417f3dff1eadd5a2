using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that tells the class of a sample.</summary>
/// <remarks>
/// Two classes have one sigmoid output, the probability of the second; more have a softmax output for each. A classifier to be fed in
/// pieces is made by the constructor and <see cref="MlpModel{T, TTargets}.PartialFit"/>.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLabel">What the classes are called.</typeparam>
public sealed partial class MlpClassifier<T, TLabel> : MlpModel<T, IReadOnlyList<TLabel>>
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
    public MlpClassifier(IReadOnlyList<TLabel> classes, MlpOptions? options = null)
        : this(ClassLabels<TLabel>.Given(classes, nameof(classes)), options)
    {
    }

    private MlpClassifier(ClassLabels<TLabel> classes, MlpOptions? options)
        : base(options) => this.classes = classes;

    /// <summary>
    /// The classes in order: as given to the constructor; in a fitted model, of their values, where they have one (texts by the numbers
    /// of their characters), otherwise, and for tuples, as they were first met.
    /// </summary>
    public IReadOnlyList<TLabel> Classes => classes.Classes;

    internal override int? OutputsOfNetwork => classes.Count == 2 ? 1 : classes.Count;

    internal override ClassLabels ClassesOfOutputs => classes;

    internal override Metric DefaultMetric => Metric.Accuracy;

    internal override Activation OutputActivation => classes.Count == 2 ? Activation.Sigmoid : Activation.Softmax;

    private protected override IEnumerable<Metric> ReportedMetrics => classes.Count == 2 ? [Metric.Accuracy, Metric.LogLoss, Metric.RocAuc] : [Metric.Accuracy, Metric.LogLoss];

    /// <summary>The class of each sample: the most probable one, or what <see cref="Threshold"/> says.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>m classes.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public override TLabel[] Predict(Matrix<T> X) => Array.ConvertAll(Numbers(Answers(X)), number => classes.Classes[number]);

    /// <summary>The class of one sample: the most probable one, or what <see cref="Threshold"/> says.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel Predict(ReadOnlySpan<T> x)
    {
        Span<T> probabilities = classes.Count <= 64 ? stackalloc T[classes.Count] : new T[classes.Count];
        PredictProbability(x, probabilities);
        return classes.Classes[Number(probabilities)];
    }

    /// <summary>The probability of every class for each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>; every column sums to 1.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public Matrix<T> PredictProbability(Matrix<T> X)
    {
        Matrix<T> YHat = Answers(X);
        return classes.Count > 2 ? YHat : Matrix<T>.Build.Dense(2, YHat.ColumnCount, (i, j) => i == 1 ? YHat[0, j] : T.One - YHat[0, j]);
    }

    /// <summary>The probability of every class for one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">x or the probabilities have the wrong length, or x an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public void PredictProbability(ReadOnlySpan<T> x, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        if (classes.Count > 2)
        {
            Answer(x, probabilities);
            return;
        }

        Answer(x, probabilities[1..]);
        probabilities[0] = T.One - probabilities[1];
    }

    /// <summary>Counts, for every class, how many of its samples are predicted to be of each class; as text, a table.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample, one that the classifier knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the labels or weights are not one for each sample, or a
    /// label is of no known class.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public ConfusionMatrix ConfusionMatrix(Matrix<T> X, IReadOnlyList<TLabel> labels, IEnumerable<double>? weights = null)
    {
        X = Inputs(X);
        Matrix<T> Y = Encode(labels, SizeOf(X), nameof(labels));
        return ConfusionMatrixOf(X, Y, weights);
    }

    private ConfusionMatrix ConfusionMatrixOf(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights)
    {
        Matrix<T> YHat = Answers(X);
        return Metrics.ConfusionMatrix(Decision?.Decide(YHat) ?? YHat, Y, classes.Names, weights);
    }

    /// <summary>The classes and the network in one line.</summary>
    public override string ToString() =>
        $"classifier of {classes}: {(IsFitted ? Network.Summary : "not fitted yet")}";

    /// <summary>A classifier of the classes that occur, which has seen no data yet.</summary>
    internal static MlpClassifier<T, TLabel> Of(IReadOnlyList<TLabel> labels, (int Features, int Samples) X, MlpOptions? options, string name = "labels")
    {
        ClassLabels<TLabel>.Check(labels, X, name);
        return new(ClassLabels<TLabel>.Of(labels, labels.Count, name), options);
    }

    internal override MlpModel<T> MakeUnfitted(MlpOptions options) => new MlpClassifier<T, TLabel>(classes, options);

    /// <summary>The labels as the network has them: 0 and 1 in one row for two classes, one-hot for more.</summary>
    internal override Matrix<T> Encode(IReadOnlyList<TLabel> targets, (int Features, int Samples) X, string name)
    {
        ClassLabels<TLabel>.Check(targets, X, name);
        int[] numbers = [.. targets.Select((label, j) => classes.NumberOf(label, j, name))];
        return classes.Count > 2
            ? OneHot.Encode<T>(numbers, classes.Count)
            : ColumnMajor.Create(1, numbers.Length, Array.ConvertAll(numbers, number => T.CreateTruncating(number)));
    }
}
