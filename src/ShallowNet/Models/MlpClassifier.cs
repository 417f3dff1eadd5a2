using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes classifiers: networks that learn the classes of samples, in one call.</summary>
public static class MlpClassifier
{
    /// <summary>Fits a classifier: scales the inputs, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">
    /// The class of each sample: texts, numbers, enumeration members, or anything else that can be compared for equality; at least two
    /// different ones.
    /// </param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread; not of the epochs of a second training on all samples.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// X has no sample or an element that is not finite, the labels or weights are not one for each sample, a label is null or NaN, there
    /// is only one class, or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpClassifier<T, TLabel> Fit<T, TLabel>(
        Matrix<T> X, IReadOnlyList<TLabel> labels, MlpOptions? options = null, IReadOnlyList<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull =>
        MlpClassifier<T, TLabel>.Fit(X, labels, options, weights, Environment.ProcessorCount, progress, cancellationToken);

    /// <summary>Loads a classifier that was saved.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <typeparam name="TLabel">What the classes are called.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">Activations and losses of your own that the network has.</param>
    /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpClassifier<T, TLabel> Load<T, TLabel>(string path, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => ModelFile.Read(path, stream => Load<T, TLabel>(stream, options));

    /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)"/>
    public static MlpClassifier<T, TLabel> Load<T, TLabel>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Load<T, TLabel>(path, new LoadOptions());

    /// <inheritdoc cref="Load{T, TLabel}(Stream, LoadOptions)"/>
    public static MlpClassifier<T, TLabel> Load<T, TLabel>(Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => Load<T, TLabel>(stream, new LoadOptions());

    /// <summary>Loads a classifier from a stream.</summary>
    /// <param name="stream">The bytes, to the end; it stays open.</param>
    /// <param name="options">Activations and losses of your own that the network has.</param>
    /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)" path="/exception"/>
    public static MlpClassifier<T, TLabel> Load<T, TLabel>(Stream stream, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => MlpClassifier<T, TLabel>.Load(stream, options);

    /// <summary>Fits a classifier of samples that can be of several classes at a time, or of none.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The classes of each sample; at least two different ones in all.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread; not of the epochs of a second training on all samples.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <inheritdoc cref="Fit{T, TLabel}" path="/exception"/>
    public static MlpMultiLabelClassifier<T, TLabel> FitMultiLabel<T, TLabel>(
        Matrix<T> X, IReadOnlyList<IReadOnlyCollection<TLabel>> labels, MlpOptions? options = null, IReadOnlyList<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull =>
        MlpMultiLabelClassifier<T, TLabel>.Fit(X, labels, options, weights, Environment.ProcessorCount, progress, cancellationToken);

    /// <summary>Loads a classifier of several classes at a time that was saved.</summary>
    /// <inheritdoc cref="Load{T, TLabel}(string, LoadOptions)" path="/param|/exception"/>
    public static MlpMultiLabelClassifier<T, TLabel> LoadMultiLabel<T, TLabel>(string path, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => ModelFile.Read(path, stream => LoadMultiLabel<T, TLabel>(stream, options));

    /// <inheritdoc cref="LoadMultiLabel{T, TLabel}(string, LoadOptions)"/>
    public static MlpMultiLabelClassifier<T, TLabel> LoadMultiLabel<T, TLabel>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => LoadMultiLabel<T, TLabel>(path, new LoadOptions());

    /// <inheritdoc cref="LoadMultiLabel{T, TLabel}(Stream, LoadOptions)"/>
    public static MlpMultiLabelClassifier<T, TLabel> LoadMultiLabel<T, TLabel>(Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => LoadMultiLabel<T, TLabel>(stream, new LoadOptions());

    /// <summary>Loads a classifier of several classes at a time from a stream.</summary>
    /// <param name="stream">The bytes, to the end; it stays open.</param>
    /// <param name="options">Activations and losses of your own that the network has.</param>
    /// <inheritdoc cref="LoadMultiLabel{T, TLabel}(string, LoadOptions)" path="/exception"/>
    public static MlpMultiLabelClassifier<T, TLabel> LoadMultiLabel<T, TLabel>(Stream stream, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : notnull => MlpMultiLabelClassifier<T, TLabel>.Load(stream, options);
}

/// <summary>A network that tells the class of a sample.</summary>
/// <remarks>
/// Two classes have one sigmoid output, the probability of the second; more have a softmax output for each. A classifier to be fed in
/// pieces is made by the constructor and <see cref="PartialFit"/>.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLabel">What the classes are called.</typeparam>
public sealed class MlpClassifier<T, TLabel> : MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLabel : notnull
{
    private readonly ClassLabels<TLabel> classes;

    /// <summary>Makes a classifier that has seen no data yet.</summary>
    /// <param name="classes">All classes that will occur, at least two, in the order of <see cref="PredictProbability(Matrix{T})"/>.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, two are the same, or one is null or NaN.</exception>
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

    private protected override string Kind => MlpModelFile.Classifier;

    internal override int? OutputsOfNetwork => classes.Count == 2 ? 1 : classes.Count;

    internal override ClassLabels ClassesOfOutputs => classes;

    private protected override Activation OutputActivation => classes.Count == 2 ? Activation.Sigmoid : Activation.Softmax;

    private protected override LabelsDocument DescribeClasses() => Labels.Of(Classes);

    /// <summary>Trains on a piece of the data: one pass over it, in batches.</summary>
    /// <remarks>
    /// The first piece of a new classifier decides the scaling of the inputs. The steps are those of the options' optimizer, or of Adam
    /// where that is L-BFGS, and go on with what the optimizer remembers of the pieces before. Weights count relative to the others of
    /// the piece. A fitted classifier is changed in place. A schedule takes each piece for the last epoch: give a number, or one that does not
    /// depend on the number of epochs (not cosine, nor one-cycle).
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample, one that the classifier knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the labels or weights are not one for each sample, or a
    /// label is of no known class.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The cost stopped being finite. The network is what it was before the piece; the optimizer begins anew with the next.
    /// </exception>
    public void PartialFit(Matrix<T> X, IReadOnlyList<TLabel> labels, IReadOnlyList<double>? weights = null)
    {
        X = SamplesToFit(X);
        FitPiece(X, Encode(labels, X.ColumnCount), weights);
    }

    /// <summary>The class of each sample: the most probable one.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>m classes.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel[] Predict(Matrix<T> X) => Array.ConvertAll(OneHot.Decode(Outputs(X)), number => classes.Classes[number]);

    /// <summary>The class of one sample.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public TLabel Predict(ReadOnlySpan<T> x)
    {
        Span<T> probabilities = classes.Count <= 64 ? stackalloc T[classes.Count] : new T[classes.Count];
        PredictProbability(x, probabilities);
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return classes.Classes[best];
    }

    /// <summary>The probability of every class for each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>classes × m, in the order of <see cref="Classes"/>; every column sums to 1.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public Matrix<T> PredictProbability(Matrix<T> X)
    {
        Matrix<T> YHat = Outputs(X);
        return classes.Count > 2 ? YHat : Matrix<T>.Build.Dense(2, YHat.ColumnCount, (i, j) => i == 1 ? YHat[0, j] : T.One - YHat[0, j]);
    }

    /// <summary>The probability of every class for one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="probabilities">Receives the probabilities, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">x or the probabilities have the wrong length, or x an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public void PredictProbability(ReadOnlySpan<T> x, Span<T> probabilities)
    {
        classes.CheckProbabilities(probabilities.Length, nameof(probabilities));
        if (classes.Count > 2)
        {
            Outputs(x, probabilities);
            return;
        }

        Outputs(x, probabilities[1..]);
        probabilities[0] = T.One - probabilities[1];
    }

    /// <summary>The share of the samples whose class is predicted: their accuracy.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample, one that the classifier knows.</param>
    /// <param name="metric">Another measure, taken of the probabilities; null for the accuracy.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows, no sample or an element that is not finite, the labels or weights are not one for each sample, or a
    /// label is of no known class.
    /// </exception>
    /// <exception cref="InvalidOperationException">The classifier has seen no data yet.</exception>
    public double Score(Matrix<T> X, IReadOnlyList<TLabel> labels, Metric? metric = null, IReadOnlyList<double>? weights = null)
    {
        X = Inputs(X);
        Matrix<T> Y = Encode(labels, X.ColumnCount);
        return (metric ?? Metric.Accuracy).Of(Outputs(X), Y, weights);
    }

    /// <summary>How often each class is predicted for each class; its text is a table.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="labels">The class of each sample, one that the classifier knows.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="Score" path="/exception"/>
    public ConfusionMatrix ConfusionMatrix(Matrix<T> X, IReadOnlyList<TLabel> labels, IReadOnlyList<double>? weights = null)
    {
        X = Inputs(X);
        Matrix<T> Y = Encode(labels, X.ColumnCount);
        return Metrics.ConfusionMatrix(Outputs(X), Y, classes.Names, weights);
    }

    /// <summary>The classes and the network in one line.</summary>
    public override string ToString() =>
        $"classifier of {classes}: {(IsFitted ? Network.Summary : "not fitted yet")}";

    internal static MlpClassifier<T, TLabel> Load(Stream stream, LoadOptions options) => MlpModelFile.Read<T, MlpClassifier<T, TLabel>>(
        stream, options, MlpModelFile.Classifier, (made, labels) => new MlpClassifier<T, TLabel>(ClassLabels<TLabel>.Of(labels), made));

    internal static MlpClassifier<T, TLabel> Fit(
        Matrix<T> X, IReadOnlyList<TLabel> labels, MlpOptions? options, IReadOnlyList<double>? weights, int maxThreads,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, ClassLabels<TLabel>? classes = null)
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        ClassLabels<TLabel>.Check(labels, X.ColumnCount, nameof(labels));
        MlpClassifier<T, TLabel> model = new(classes ?? ClassLabels<TLabel>.Of(labels, nameof(labels)), options);
        model.FitNetwork(X, model.Encode(labels, X.ColumnCount), weights, maxThreads, progress, cancellationToken);
        return model;
    }

    /// <summary>The labels as the network has them: 0 and 1 in one row for two classes, one-hot for more.</summary>
    private Matrix<T> Encode(IReadOnlyList<TLabel> labels, int samples)
    {
        ClassLabels<TLabel>.Check(labels, samples, nameof(labels));
        int[] numbers = [.. labels.Select((label, j) => classes.NumberOf(label, j, nameof(labels)))];
        return classes.Count > 2
            ? OneHot.Encode<T>(numbers, classes.Count)
            : ColumnMajor.Create(1, samples, Array.ConvertAll(numbers, number => T.CreateTruncating(number)));
    }
}
