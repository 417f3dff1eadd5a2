namespace ShallowNet;

/// <summary>What a model of tables knows of the data it was fitted to: its columns, and its answers to them.</summary>
/// <param name="Columns">The columns that have features, in the order of the encoder.</param>
/// <param name="Outputs">What the model answered.</param>
internal sealed record TrainingProfile(IReadOnlyList<ColumnProfile> Columns, IReadOnlyList<ColumnProfile> Outputs)
{
    /// <summary>The encoders of the columns that are known.</summary>
    public static IEnumerable<ColumnEncoder> EncodersOf(TableEncoder encoder) => encoder.Encoders.Where(column => column.Width > 0);

    /// <summary>The profiles of a table's columns.</summary>
    public static IReadOnlyList<ColumnProfile> ColumnsOf(TableEncoder encoder, Table table) => [.. EncodersOf(encoder).Select(column => ColumnProfile.Of(column, table[column.Name]))];

    /// <summary>How far the columns of a table have moved.</summary>
    public IEnumerable<ColumnDrift> Compare(TableEncoder encoder, Table table) => EncodersOf(encoder).Zip(Columns, (column, profile) => profile.Compare(column, table[column.Name]));
}
