namespace ShallowNet;

/// <summary>One turn of a cross-validation: the samples to train on, and those to test on.</summary>
/// <param name="Train">The columns to train on, counted from 0, in ascending order.</param>
/// <param name="Test">The columns to test on, counted from 0, in ascending order.</param>
/// <exception cref="ArgumentNullException">A list is null.</exception>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test)
{
    /// <summary>The columns to train on, counted from 0, in ascending order.</summary>
    public IReadOnlyList<int> Train { get; init => field = ValueList.Of(Require.NotNull(value, nameof(Train))); } = ValueList.Of(Require.NotNull(Train));

    /// <summary>The columns to test on, counted from 0, in ascending order.</summary>
    public IReadOnlyList<int> Test { get; init => field = ValueList.Of(Require.NotNull(value, nameof(Test))); } = ValueList.Of(Require.NotNull(Test));

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Fold), PrintMembers);
}
