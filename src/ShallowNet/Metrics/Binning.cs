namespace ShallowNet;

/// <summary>How probabilities are divided into bins.</summary>
public enum Binning
{
    /// <summary>Bins of the same width between 0 and 1.</summary>
    EqualWidths,

    /// <summary>Bins between quantiles of the probabilities, with as many samples in each as far as that goes.</summary>
    EqualCounts,
}
