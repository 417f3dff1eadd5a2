using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>How good the model is, beside simpler ones.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>The linear network that was fitted beside the model, for comparison; null where there is none.</summary>
    private Network<T>? linear;

    /// <summary>The mean of the targets that the model was fitted to; null for a model that was loaded or fed in pieces.</summary>
    private double[]? meanTargets;

    /// <summary>The metrics of a report, the most important one first.</summary>
    private protected abstract IEnumerable<Metric> ReportedMetrics { get; }

    /// <summary>How good the model is on samples, of which those metrics are left out that are not defined for them.</summary>
    /// <param name="X">The samples, checked.</param>
    /// <param name="Y">Their targets, a column for each.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    private protected ModelReport ReportOn(Matrix<T> X, Matrix<T> Y, IEnumerable<double>? weights)
    {
        IReadOnlyList<double>? w = ValueList.ItselfOrCopy(weights);
        Matrix<T> answers = Answers(X), sameAnswers = SameAnswers(Y);
        Matrix<T>? linearAnswers = linear is null ? null : Answers(linear, X);
        List<ReportedMetric> reported = [];
        foreach (Metric metric in ReportedMetrics)
        {
            double value;
            try
            {
                value = metric.Of(Judged(metric, answers), Y, w);
            }
            catch (ArgumentException) when (reported.Count > 0)
            {
                // Such as the area under the curve of samples of one class.
                continue;
            }

            reported.Add(new ReportedMetric(
                metric.Name, metric.HigherIsBetter, value, metric.Of(Judged(metric, sameAnswers), Y, w), linearAnswers is null ? null : metric.Of(Judged(metric, linearAnswers), Y, w)));
        }

        return new ModelReport(X.ColumnCount, reported, Selection) { Certainty = CertaintyOn(answers, Y, w), Decision = DecisionOn(answers, Y, w) };
    }

    /// <summary>How far samples bear out what the model says of how sure it is; null where it says nothing.</summary>
    /// <param name="YHat">The answers.</param>
    /// <param name="Y">The targets.</param>
    /// <param name="weights">What each sample counts; null when all count the same.</param>
    private protected virtual ReportedCertainty? CertaintyOn(Matrix<T> YHat, Matrix<T> Y, IReadOnlyList<double>? weights) => null;

    /// <summary>The mean of each row of targets.</summary>
    internal static double[] Means(Matrix<T> Y, double[]? weights)
    {
        double[] means = new double[Y.RowCount];
        double total = weights?.Sum() ?? Y.ColumnCount;
        for (int j = 0; j < Y.ColumnCount; j++)
        {
            for (int i = 0; i < means.Length; i++)
            {
                means[i] += double.CreateTruncating(Y[i, j]) * ((weights?[j] ?? 1) / total);
            }
        }

        return means;
    }

    private Matrix<T> SameAnswers(Matrix<T> Y)
    {
        double[] means = meanTargets ?? Means(Y, null);
        return Matrix<T>.Build.Dense(Y.RowCount, Y.ColumnCount, (i, _) => T.CreateTruncating(means[i]));
    }
}
