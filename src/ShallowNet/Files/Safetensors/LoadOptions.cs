namespace ShallowNet;

/// <summary>What a file may name that the library does not know: parts of your own, which are found by their names.</summary>
/// <remarks>A file never brings code or types with it: an activation or loss that is not the library's must be given here.</remarks>
public sealed record LoadOptions
{
    /// <summary>Activations of your own; none unless given.</summary>
    /// <exception cref="ArgumentNullException">The list, or an activation, is null.</exception>
    public IReadOnlyList<Activation> Activations { get; init => field = ValueList.OfNotNull(value, nameof(Activations)); } = ValueList<Activation>.Empty;

    /// <summary>Losses of your own; none unless given.</summary>
    /// <exception cref="ArgumentNullException">The list, or a loss, is null.</exception>
    public IReadOnlyList<Loss> Losses { get; init => field = ValueList.OfNotNull(value, nameof(Losses)); } = ValueList<Loss>.Empty;

    /// <summary>The members by their names, the same in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LoadOptions), PrintMembers);
}
