namespace ShallowNet;

/// <summary>What the width of intervals around predicted numbers depends on.</summary>
public enum IntervalWidth
{
    /// <summary>Nothing: all intervals of an output are of one width.</summary>
    Constant,

    /// <summary>
    /// The sample: intervals are as wide as errors are to be expected for such a sample, by its inputs and its answer. Of one width where the samples show no difference, or are fewer than 50.
    /// </summary>
    FollowsSample,

    /// <summary>How far the networks that were each trained without one fold are apart: they differ more where they know less (CV+; Barber, Candès, Ramdas and Tibshirani, 2021). For means of networks alone.</summary>
    FollowsFolds,

    /// <summary>
    /// What the data leave open of a network by Bayesian regularization, and the noise that it found: error bars of a normal distribution, wide where samples were few (MacKay, 1992). They need no calibration samples,
    /// and are not corrected by any.
    /// </summary>
    Bayesian,
}
