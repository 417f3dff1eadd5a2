namespace ShallowNet;

/// <summary>Activations, losses and initializers as a file names them: the library's as their catalog does, others by their own names.</summary>
internal static class Parts
{
    /// <summary>What stands before the name of a part that is not the library's.</summary>
    private const string Own = "own:";

    public static PartDocument Of(Activation activation) => Of(activation.Row) ?? NamedItself(activation.Name);

    public static Activation ActivationOf(PartDocument part, LoadOptions options) => Find(part, ActivationCatalog.Members, member => member.Row)
        ?? Given(part, options.Activations, activation => activation.Name, "activation", nameof(LoadOptions.Activations));

    public static PartDocument Of(Loss loss) => Of(loss.Row) ?? NamedItself(loss.Name);

    public static Loss LossOf(PartDocument part, LoadOptions options) => Find(part, LossCatalog.Members, member => member.Row)
        ?? Given(part, options.Losses, loss => loss.Name, "loss", nameof(LoadOptions.Losses));

    /// <summary>Null for an initializer of the user's own: it has done its work.</summary>
    public static PartDocument? Of(Initializer initializer) => Of(initializer.Row);

    public static Initializer InitializerOf(PartDocument part) => Find(part, InitializerCatalog.Members, member => member.Row)
        ?? throw new ModelFileException($"The file names the initializer {FileText.Quoted(part.Name)}, which this version does not know.");

    private static PartDocument? Of<TPart>(CatalogRow<TPart>? row)
        where TPart : class => row is null ? null : new PartDocument { Name = row.FileName, Value = row.Number };

    private static PartDocument NamedItself(string name) => new() { Name = Own + name };

    /// <summary>The library's member of the name, with the number that the file gives it; null where there is none.</summary>
    private static TPart? Find<TPart>(PartDocument part, IReadOnlyList<TPart> members, Func<TPart, CatalogRow<TPart>?> rowOf)
        where TPart : class
    {
        TPart? member = members.FirstOrDefault(candidate => rowOf(candidate)?.FileName == part.Name);
        return member is not null && rowOf(member)?.Make is { } make
            ? make(part.Value ?? throw new ModelFileException($"The file must give a value for {FileText.Quoted(part.Name)}, but gives none."))
            : member;
    }

    private static TPart Given<TPart>(PartDocument part, IReadOnlyList<TPart> own, Func<TPart, string> nameOf, string what, string list)
        where TPart : class => own.FirstOrDefault(candidate => Own + nameOf(candidate) == part.Name)
        ?? throw new ModelFileException(part.Name.StartsWith(Own, StringComparison.Ordinal)
            ? $"The file names the {what} {FileText.Quoted(part.Name[Own.Length..])}, which is not the library's: give it in {nameof(LoadOptions)}.{list}."
            : $"The file names the {what} {FileText.Quoted(part.Name)}, which this version does not know.");
}
