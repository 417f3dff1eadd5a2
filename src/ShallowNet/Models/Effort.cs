namespace ShallowNet;

/// <summary>How much time a model takes to find the best answer, where nothing is given that says how to train: <see cref="MlpOptions.Effort"/>.</summary>
public enum Effort
{
    /// <summary>One network, chosen by few comparisons: about as long as a single training takes.</summary>
    Quick,

    /// <summary>
    /// The mean of networks that were each trained on four fifths of the samples, of the kind, or of several kinds, that tell the other fifth best: about
    /// a second of one core for a thousand samples of 30 features.
    /// </summary>
    Default,

    /// <summary>The same with larger networks, more kinds, and more of each: about ten times as long.</summary>
    Best,
}
