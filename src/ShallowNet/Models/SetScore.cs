namespace ShallowNet;

/// <summary>By what classes come into a prediction set.</summary>
public enum SetScore
{
    /// <summary>Every class whose probability is high enough: the smallest sets on average (LAC; Sadinle, Lei and Wasserman, 2019).</summary>
    Probability,

    /// <summary>
    /// The most probable classes until their probabilities sum up to enough: larger sets, which are more alike in how often they hold the class of easy samples and of hard ones
    /// (APS without randomization; Romano, Sesia and Candès, 2020).
    /// </summary>
    Cumulated,
}
