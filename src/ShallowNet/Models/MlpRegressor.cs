using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Makes regressors: networks that learn numbers from samples, in one call.</summary>
public static class MlpRegressor
{
    /// <summary>
    /// Fits a regressor: scales inputs and targets, makes a network and trains it, by defaults that <see cref="MlpOptions"/> lists.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <param name="progress">
    /// Told after every epoch, on the training thread; not of the epochs of a second training on all samples.
    /// </param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    /// <exception cref="ArgumentException">
    /// X or Y has no sample or an element that is not finite, they differ in samples, the weights are not one for each sample, the loss
    /// does not allow a target, or the options contradict each other.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpRegressor<T> Fit<T>(
        Matrix<T> X, Matrix<T> Y, MlpOptions? options = null, IReadOnlyList<double>? weights = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MlpRegressor<T>.Fit(X, Y, options, weights, Environment.ProcessorCount, progress, cancellationToken);

    /// <summary>Fits a regressor of one output, by default options.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <inheritdoc cref="Fit{T}(Matrix{T}, Matrix{T}, MlpOptions, IReadOnlyList{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    public static MlpRegressor<T> Fit<T>(Matrix<T> X, IReadOnlyList<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(X, Row(X, y));

    /// <summary>Fits a regressor of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <inheritdoc cref="Fit{T}(Matrix{T}, Matrix{T}, MlpOptions, IReadOnlyList{double}, IProgress{TrainingProgress}, CancellationToken)" path="/exception"/>
    public static MlpRegressor<T> Fit<T>(Matrix<T> X, IReadOnlyList<T> y, MlpOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(X, Row(X, y), options);

    /// <summary>The targets of one output as a row.</summary>
    /// <summary>Loads a regressor that was saved.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">Activations and losses of your own that the network has.</param>
    /// <exception cref="ModelFileException">The file is damaged, or not what this version reads; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static MlpRegressor<T> Load<T>(string path, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Read(path, stream => Load<T>(stream, options));

    /// <inheritdoc cref="Load{T}(string, LoadOptions)"/>
    public static MlpRegressor<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(path, new LoadOptions());

    /// <inheritdoc cref="Load{T}(Stream, LoadOptions)"/>
    public static MlpRegressor<T> Load<T>(Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load<T>(stream, new LoadOptions());

    /// <summary>Loads a regressor from a stream.</summary>
    /// <param name="stream">The bytes, to the end; it stays open.</param>
    /// <param name="options">Activations and losses of your own that the network has.</param>
    /// <inheritdoc cref="Load{T}(string, LoadOptions)" path="/exception"/>
    public static MlpRegressor<T> Load<T>(Stream stream, LoadOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MlpRegressor<T>.Load(stream, options);

    internal static Matrix<T> Row<T>(Matrix<T> X, IReadOnlyList<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Require.Shape(X, null, null, nameof(X), "");
        if (Require.NotNull(y).Count != X.ColumnCount)
        {
            throw new ArgumentException($"y must have {Require.Count(X.ColumnCount, "element")} (one for each sample, a column of X), but has {y.Count}.", nameof(y));
        }

        T[] elements = [.. y];
        Require.Finite(elements, null, nameof(y));
        return ColumnMajor.Create(1, elements.Length, elements);
    }
}

/// <summary>A network that tells numbers from a sample.</summary>
/// <remarks>A regressor to be fed in pieces is made by the constructor and <see cref="PartialFit(Matrix{T}, Matrix{T}, IReadOnlyList{double})"/>.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MlpRegressor<T> : MlpModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a regressor that has seen no data yet.</summary>
    /// <param name="options">What to do otherwise than by default.</param>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public MlpRegressor(MlpOptions? options = null)
        : base(options)
    {
    }

    /// <summary>What scaled the targets, and scales predictions back; null for nothing.</summary>
    public Scaler? TargetScaler => OutputScaler;

    private protected override string Kind => MlpModelFile.Regressor;

    private protected override Activation OutputActivation => Options.OutputActivation
        ?? (Options.Loss == Loss.Poisson ? Activation.Exponential : Activation.Identity);

    private protected override Scaling TargetScaling => Options.TargetScaling
        ?? (OutputActivation == Activation.Identity ? Scaling.Standardize : Scaling.None);

    /// <summary>Trains on a piece of the data: one pass over it, in batches.</summary>
    /// <remarks>
    /// The first piece of a new regressor decides the scaling of inputs and targets. The steps are those of the options' optimizer, or of Adam
    /// where that is L-BFGS, and go on with what the optimizer remembers of the pieces before. Weights count relative to the others of
    /// the piece. A fitted regressor is changed in place. A schedule takes each piece for the last epoch: give a number, or one that does not
    /// depend on the number of epochs (not cosine, nor one-cycle).
    /// </remarks>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X or Y has the wrong number of rows, no sample or an element that is not finite, they differ in samples, the weights are not one
    /// for each sample, or the loss does not allow a target.
    /// </exception>
    /// <exception cref="TrainingDivergedException">
    /// The cost stopped being finite. The network is what it was before the piece; the optimizer begins anew with the next.
    /// </exception>
    public void PartialFit(Matrix<T> X, Matrix<T> Y, IReadOnlyList<double>? weights = null)
    {
        X = SamplesToFit(X);
        FitPiece(X, Targets(Y, X.ColumnCount), weights);
    }

    /// <summary>Trains on a piece of the data, for one output: one pass over it, in batches.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <inheritdoc cref="PartialFit(Matrix{T}, Matrix{T}, IReadOnlyList{double})" path="/remarks|/exception"/>
    public void PartialFit(Matrix<T> X, IReadOnlyList<T> y) => PartialFit(X, MlpRegressor.Row(X, y));

    /// <summary>The predicted targets of each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>outputs × m.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public Matrix<T> Predict(Matrix<T> X)
    {
        Matrix<T> YHat = Outputs(X);
        OutputScaler?.Inverse<T>(ColumnMajor.Span(YHat), ColumnMajor.Span(YHat));
        return YHat;
    }

    /// <summary>The predicted targets of one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="yHat">Receives the targets, one element for each output.</param>
    /// <exception cref="ArgumentException">x or yHat has the wrong length, or x an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public void Predict(ReadOnlySpan<T> x, Span<T> yHat)
    {
        if (yHat.Length != Network.Outputs)
        {
            throw new ArgumentException($"yHat must have {Require.Count(Network.Outputs, "element")} (one for each output), but has {yHat.Length}.", nameof(yHat));
        }

        Outputs(x, yHat);
        OutputScaler?.Inverse<T>(yHat, yHat);
    }

    /// <summary>The predicted targets of one sample.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <returns>One element for each output.</returns>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public T[] Predict(ReadOnlySpan<T> x)
    {
        T[] yHat = new T[Network.Outputs];
        Predict(x, yHat);
        return yHat;
    }

    /// <summary>The coefficient of determination R² of the predictions, the mean over the outputs.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    /// <param name="metric">Another measure; null for R².</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <exception cref="ArgumentException">
    /// X or Y has the wrong size or an element that is not finite, the weights are not one for each sample, or there are too few samples
    /// for the metric.
    /// </exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public double Score(Matrix<T> X, Matrix<T> Y, Metric? metric = null, IReadOnlyList<double>? weights = null)
    {
        X = Inputs(X);
        return (metric ?? Metric.R2).Of(Predict(X), Targets(Y, X.ColumnCount), weights);
    }

    /// <summary>The coefficient of determination R² of the predictions of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers.</param>
    /// <inheritdoc cref="Score(Matrix{T}, Matrix{T}, Metric, IReadOnlyList{double})" path="/exception"/>
    public double Score(Matrix<T> X, IReadOnlyList<T> y) => Score(X, MlpRegressor.Row(X, y));

    /// <summary>The network in one line.</summary>
    public override string ToString() => $"regressor: {(IsFitted ? Network.Summary : "not fitted yet")}";

    internal static MlpRegressor<T> Load(Stream stream, LoadOptions options) =>
        MlpModelFile.Read<T, MlpRegressor<T>>(stream, options, MlpModelFile.Regressor, (made, _) => new MlpRegressor<T>(made));

    internal static MlpRegressor<T> Fit(
        Matrix<T> X, Matrix<T> Y, MlpOptions? options, IReadOnlyList<double>? weights, int maxThreads,
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Require.Precision<T>();
        X = Require.Samples(X, null, null, nameof(X), "");
        MlpRegressor<T> model = new(options);
        model.FitNetwork(X, model.Targets(Y, X.ColumnCount), weights, maxThreads, progress, cancellationToken);
        return model;
    }

    private Matrix<T> Targets(Matrix<T> Y, int samples) => Require.Samples(
        Y, IsFitted ? Network.Outputs : null, samples, nameof(Y), "the outputs the model was fitted to", "one for each sample, a column of X");
}
