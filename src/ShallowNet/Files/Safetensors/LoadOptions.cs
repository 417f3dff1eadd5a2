namespace ShallowNet;

/// <summary>Your own activations and losses, for files of networks that have them.</summary>
/// <remarks>
/// A file holds the names of activations and losses, but never code. Those of the library are known; one that you wrote yourself is looked
/// for here, by its <see cref="Activation.Name"/> or <see cref="Loss.Name"/>, and the file is refused where it is not found.
/// </remarks>
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
