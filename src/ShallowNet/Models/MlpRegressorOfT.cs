using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A network that tells numbers from a sample.</summary>
/// <remarks>A regressor to be fed in pieces is made by the constructor and <see cref="MlpModel{T, TTargets}.PartialFit"/>.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed partial class MlpRegressor<T> : MlpModel<T, Matrix<T>>
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

    internal override Metric DefaultMetric => Metric.R2;

    internal override Activation OutputActivation => Options.OutputActivation
        ?? (Options.Loss == Loss.Poisson ? Activation.Exponential : Activation.Identity);

    private protected override IEnumerable<Metric> ReportedMetrics => [Metric.R2, Metric.RootMeanSquaredError, Metric.MeanAbsoluteError];

    private protected override Scaling? GivenTargetScaling => Options.TargetScaling;

    /// <summary>Trains on a piece of the data, for one output: one pass over it, in batches.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="MlpModel{T, TTargets}.PartialFit" path="/remarks|/exception"/>
    public void PartialFit(Matrix<T> X, IEnumerable<T> y, IEnumerable<double>? weights = null) => PartialFit(X, MlpRegressor.Row(X, y), weights);

    /// <summary>The predicted targets of each sample.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <returns>outputs × m.</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no sample, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public override Matrix<T> Predict(Matrix<T> X) => Answers(X);

    /// <summary>The predicted targets of one sample, without allocating.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <param name="yHat">Receives the targets, one element for each output.</param>
    /// <exception cref="ArgumentException">x or yHat has the wrong length, or x an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public void Predict(ReadOnlySpan<T> x, Span<T> yHat)
    {
        CheckLength(yHat);
        Answer(x, yHat);
    }

    /// <summary>The predicted targets of one sample.</summary>
    /// <param name="x">The sample, one element for each feature.</param>
    /// <returns>One element for each output.</returns>
    /// <exception cref="ArgumentException">x has the wrong length, or an element that is not finite, or not once it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The regressor has seen no data yet.</exception>
    public T[] Predict(ReadOnlySpan<T> x)
    {
        T[] yHat = new T[Network.Outputs];
        Predict(x, yHat);
        return yHat;
    }

    /// <summary>How well the regressor predicts the targets of one output.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="metric">Another measure than R².</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="MlpModel{T, TTargets}.Score" path="/remarks|/exception"/>
    public double Score(Matrix<T> X, IEnumerable<T> y, Metric? metric = null, IEnumerable<double>? weights = null) =>
        Score(X, MlpRegressor.Row(X, y), metric, weights);

    /// <summary>How good the regressor is for one output, beside always answering the mean and a linear model.</summary>
    /// <param name="X">The samples, features × m.</param>
    /// <param name="y">The targets, m numbers: an array, a list, or a vector of MathNet.</param>
    /// <param name="weights">What each sample counts: m numbers, finite, at least 0 and not all 0; null when all count the same.</param>
    /// <inheritdoc cref="MlpModel{T, TTargets}.Report" path="/remarks|/exception"/>
    public ModelReport Report(Matrix<T> X, IEnumerable<T> y, IEnumerable<double>? weights = null) => Report(X, MlpRegressor.Row(X, y), weights);

    /// <summary>The network in one line.</summary>
    public override string ToString() => $"regressor: {(IsFitted ? Network.Summary : "not fitted yet")}";

    internal override MlpModel<T> MakeUnfitted(MlpOptions options) => new MlpRegressor<T>(options);

    internal override Matrix<T> Encode(Matrix<T> targets, (int Features, int Samples) X, string name)
    {
        Require.NotNull(targets, name);
        CheckSamplesAreColumns(targets, X, name);
        return Require.Samples(
            targets, IsFitted ? Network.Outputs : null, X.Samples, name, "the outputs the model was fitted to", "one for each sample, a column of X");
    }

    private void CheckLength(ReadOnlySpan<T> yHat)
    {
        if (yHat.Length != Network.Outputs)
        {
            throw new ArgumentException(Invariant($"yHat must have {Require.Count(Network.Outputs, "element")} (one for each output), but has {yHat.Length}."), nameof(yHat));
        }
    }

    /// <summary>Refuses tables that have samples as rows, the targets, the samples, or both.</summary>
    private static void CheckSamplesAreColumns(Matrix<T> targets, (int Features, int Samples) X, string name)
    {
        if (targets.ColumnCount == X.Samples)
        {
            return;
        }

        string advice = targets.RowCount == X.Samples ? $" Samples are columns: pass {name}.Transpose()."
            : targets.RowCount == X.Features && X.Features > 1 ? $" Samples are columns: if they are the rows of both, pass X.Transpose() and {name}.Transpose()."
            : MlpModel.Transposed(targets.ColumnCount, X);
        if (advice.Length > 0)
        {
            throw new ArgumentException(
                $"{name} must have {Require.Count(X.Samples, "column")} (one for each sample, a column of X), but is {Require.Size(targets)}.{advice}", name);
        }
    }
}
