namespace ShallowNet;

/// <summary>The values of a column, or of a feature, at which a model was asked.</summary>
/// <param name="Name">The name of the column or feature.</param>
/// <param name="Values">The values: numbers; of dates the days since the beginning of 1970; of categories and flags their places from 0 on.</param>
/// <param name="Labels">The values as texts.</param>
/// <param name="IsCategory">Whether they are categories or flags, so that there is nothing between them.</param>
public sealed record DependenceAxis(string Name, IReadOnlyList<double> Values, IReadOnlyList<string> Labels, bool IsCategory)
{
    /// <summary>The values.</summary>
    public IReadOnlyList<double> Values { get; init => field = ValueList.Of(Require.NotNull(value, nameof(Values))); } = ValueList.Of(Require.NotNull(Values, nameof(Values)));

    /// <summary>The values as texts.</summary>
    public IReadOnlyList<string> Labels { get; init => field = ValueList.OfNotNull(value, nameof(Labels)); } = ValueList.OfNotNull(Labels, nameof(Labels));

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DependenceAxis), PrintMembers);
}
