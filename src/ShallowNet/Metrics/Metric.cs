using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// A number that says how well predictions fit the labels, as a value: what training is told to watch.
/// </summary>
/// <remarks>
/// A metric of your own is a record that derives from this one and overrides <see cref="Name"/>, <see cref="Of"/>, and
/// <see cref="HigherIsBetter"/> where low values are good; its method is generic, so that it works in both precisions. A metric holds no
/// state. Those below are the functions of <see cref="Metrics"/>.
/// </remarks>
public abstract record Metric
{
    /// <summary>The share of the samples whose class was predicted.</summary>
    public static Metric Accuracy { get; } = new Accuracy();

    /// <summary>The mean, over the classes, of the share of their samples whose class was predicted.</summary>
    public static Metric BalancedAccuracy { get; } = new BalancedAccuracy();

    /// <summary>The mean cross-entropy; the lower, the better.</summary>
    public static Metric LogLoss { get; } = new LogLoss();

    /// <summary>The area under the ROC curve.</summary>
    public static Metric RocAuc { get; } = new RocAuc();

    /// <summary>The mean of (ŷ − y)²; the lower, the better.</summary>
    public static Metric MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>The root of the mean of (ŷ − y)²; the lower, the better.</summary>
    public static Metric RootMeanSquaredError { get; } = new RootMeanSquaredError();

    /// <summary>The mean of |ŷ − y|; the lower, the better.</summary>
    public static Metric MeanAbsoluteError { get; } = new MeanAbsoluteError();

    /// <summary>The coefficient of determination.</summary>
    public static Metric R2 { get; } = new R2();

    /// <summary>The name as people read it, such as "accuracy".</summary>
    public abstract string Name { get; }

    /// <summary>Whether high values are good.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>Whether only the classes count that were predicted, not how probable they are.</summary>
    internal virtual bool JudgesClasses => false;

    /// <summary>The share of the samples predicted to be of a class that are of it.</summary>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static Metric Precision(Averaging averaging = Averaging.Binary) => new Precision(Require.Defined(averaging, nameof(averaging)));

    /// <summary>The share of the samples of a class that were predicted to be of it.</summary>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static Metric Recall(Averaging averaging = Averaging.Binary) => new Recall(Require.Defined(averaging, nameof(averaging)));

    /// <summary>The harmonic mean of precision and recall.</summary>
    /// <param name="averaging">How the classes' numbers become one; binary for two classes only.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such averaging.</exception>
    public static Metric F1(Averaging averaging = Averaging.Binary) => new F1(Require.Defined(averaging, nameof(averaging)));

    /// <summary>The metric of predictions.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="YHat">The network's outputs, n_y × m.</param>
    /// <param name="Y">The labels, n_y × m.</param>
    /// <param name="weights">A weight for each sample, finite and at least 0, not all 0; null if all count the same.</param>
    /// <exception cref="ArgumentException">
    /// The shapes differ, there is no sample, an element is not finite, the labels are not what the metric allows, or a weight is not allowed.
    /// </exception>
    public abstract double Of<T>(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The name of a metric with averaging, such as "macro precision".</summary>
    private protected static string Averaged(string name, Averaging averaging) => averaging switch
    {
        Averaging.Macro => $"macro {name}",
        Averaging.Weighted => $"weighted {name}",
        _ => name,
    };
}
