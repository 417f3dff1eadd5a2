using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>A threshold that decides between two classes.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What decides between two classes; null for the more probable one.</summary>
    internal DecisionThreshold? Decision { get; private set; }

    /// <summary>Gives the model its threshold.</summary>
    internal void RestoreDecision(DecisionThreshold? threshold) => Decision = threshold;

    /// <summary>What the threshold brings on samples; null where there is none.</summary>
    /// <param name="YHat">The answers.</param>
    /// <param name="Y">The targets.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    private protected virtual ReportedDecision? DecisionOn(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights) => null;

    /// <summary>What a metric judges: the answers, or what the threshold makes of them where it judges classes.</summary>
    private Matrix<T> Judged(Metric metric, Matrix<T> YHat) => Decision is { } threshold && metric.JudgesClasses ? threshold.Decide(YHat) : YHat;
}
