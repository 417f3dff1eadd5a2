using System.Numerics;

namespace ShallowNet;

/// <summary>The threshold of a classifier as a document, and back.</summary>
internal static class ThresholdFile
{
    /// <summary>The document; null where there is no threshold.</summary>
    public static ThresholdDocument? Describe(DecisionThreshold? threshold) => threshold is null ? null : new ThresholdDocument
    {
        Value = threshold.Threshold,
        Outcome = [threshold.Outcome.TruePositives, threshold.Outcome.FalsePositives, threshold.Outcome.TrueNegatives, threshold.Outcome.FalseNegatives],
        FalsePositive = threshold.FalsePositiveCost,
        FalseNegative = threshold.FalseNegativeCost,
        BestFor = threshold.BestFor,
    };

    /// <summary>Gives a model the threshold of its file, where there is one.</summary>
    /// <exception cref="ModelFileException">It is none of such a model.</exception>
    public static void Restore<T>(ThresholdDocument? document, MlpModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (document is null)
        {
            return;
        }

        if (model.ClassesOfOutputs is not { Count: 2 } || !model.HasOneClassPerSample)
        {
            throw new ModelFileException("The file has a threshold, which only a classifier of two classes has a place for.");
        }

        bool hasCosts = document is { FalsePositive: not null, FalseNegative: not null, BestFor: null }, hasNone = document is { FalsePositive: null, FalseNegative: null };
        if (!IsCount(document.Value) || document.Outcome.Length != 4 || !Array.TrueForAll(document.Outcome, IsCount) || !(hasCosts || hasNone)
            || !IsCount(document.FalsePositive ?? 0) || !IsCount(document.FalseNegative ?? 0) || document.BestFor is { Length: 0 or > DecisionThreshold.LongestReason })
        {
            throw new ModelFileException("The file's threshold must have a value and four counts, finite and at least 0, and either two costs of that kind, or what it is best for, or neither, but has something else.");
        }

        double[] counts = document.Outcome;
        model.RestoreDecision(new DecisionThreshold(document.Value, new ThresholdOutcome(counts[0], counts[1], counts[2], counts[3]))
        {
            FalsePositiveCost = document.FalsePositive, FalseNegativeCost = document.FalseNegative, BestFor = document.BestFor,
        });
    }

    private static bool IsCount(double number) => double.IsFinite(number) && number >= 0;
}
