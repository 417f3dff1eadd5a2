namespace ShallowNet;

/// <summary>How the numbers of a table are scaled for a network. Numbers that are only 0 and 1, and indicators of gaps, never are.</summary>
public enum NumberScaling
{
    /// <summary>
    /// To mean 0 and standard deviation 1, both measured without far values (as if those farther than 20 interquartile ranges from the median were there), and
    /// then smoothly into the range from −8 to 8: z/√(1 + (z/8)²). Far values stay in order, but do not decide how a network learns.
    /// </summary>
    Smooth,

    /// <summary>
    /// By the median and the quartiles, and then smoothly into the range from −3 to 3: z/√(1 + (z/3)²) with z = (x − median)/(q¾ − q¼), or
    /// z = 2(x − median)/(max − min) where the quartiles are equal. Far values stay in order, but do not decide how a network learns
    /// (Holzmüller, Grinsztajn and Steinwart, 2024).
    /// </summary>
    RobustSmooth,

    /// <summary>To mean 0 and standard deviation 1: scikit-learn's <c>StandardScaler</c>, gaps having been filled by the median.</summary>
    Standardize,

    /// <summary>
    /// By their place among those seen, evenly from −√3 to √3, which has standard deviation 1: piecewise linear between at most 65 quantiles; beyond
    /// the smallest and the largest number seen, as these.
    /// </summary>
    Quantiles,
}
