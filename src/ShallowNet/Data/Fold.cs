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

    /// <summary>Refuses a fold without samples, with some that do not exist, or with some both to train and to test on.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="name">What the message calls the fold.</param>
    /// <param name="paramName">The caller's argument.</param>
    /// <exception cref="ArgumentException">It is such a fold.</exception>
    internal void Check(int samples, string name, string paramName)
    {
        if (Train.Count == 0 || Test.Count == 0)
        {
            throw new ArgumentException(
                Invariant($"{name} must have samples to train on and samples to test on, but has {Train.Count} and {Test.Count}."), paramName);
        }

        int[] columns = [.. Train, .. Test];
        int strange = Array.FindIndex(columns, j => j < 0 || j >= samples);
        if (strange >= 0)
        {
            throw new ArgumentException(Invariant($"The columns of {name} must lie within 0 and {samples - 1}, but one is {columns[strange]}."), paramName);
        }

        HashSet<int> train = [.. Train];
        if (Test.Any(train.Contains))
        {
            throw new ArgumentException(
                Invariant($"{name} must not train and test on the same sample, but does on {Test.First(train.Contains)}."), paramName);
        }
    }

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Fold), PrintMembers);
}
