namespace ShallowNet;

/// <summary>Says how rows of a type of one's own become a table: <c>Features.Of&lt;Customer&gt;().Number(c => c.Age).Category(c => c.Plan)</c>.</summary>
public static class Features
{
    /// <summary>No features yet of rows of a type, to which <see cref="Features{TRow}.Number"/>, <see cref="Features{TRow}.Category"/> and the others add some.</summary>
    /// <typeparam name="TRow">What a row is: a class, a record or a structure.</typeparam>
    public static Features<TRow> Of<TRow>() => new([]);
}
