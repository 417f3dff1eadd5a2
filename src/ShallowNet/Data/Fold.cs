namespace ShallowNet;

/// <summary>One turn of a cross-validation: the samples to train on, and those to test on.</summary>
/// <param name="Train">The columns to train on, counted from 0, in ascending order.</param>
/// <param name="Test">The columns to test on, counted from 0, in ascending order.</param>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test);
