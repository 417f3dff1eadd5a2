namespace ShallowNet;

/// <summary>Reads tables from CSV files, and writes them.</summary>
/// <remarks>
/// <para>What a column holds is found from all its values. Flags are true and false, in upper or lower case; yes and no are texts unless they are fixed as flags. Numbers may have a sign, a decimal
/// point, an exponent, and commas between groups of three digits, if all its numbers of four and more digits have them. Dates are those of ISO 8601, with or
/// without a time of day, whatever the time zone. All else are texts, and so is a column with digits that are names: such as 007, or integers of more than 15
/// digits. A column without any value is one of numbers.</para>
/// <para>Spaces around values are no part of them unless they stand in quotation marks. Lines of nothing but spaces are passed over. A column whose name is
/// empty is called after its place, "column 3"; the last ones are left out where they have neither names nor values, as trailing separators make them.</para>
/// <para>Data that are packed by gzip are unpacked, whatever the file's name.</para>
/// </remarks>
public static partial class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; null to find that from the file.</param>
    /// <returns>A table with a row for each line after the header; without rows where there are none.</returns>
    /// <exception cref="CsvException">The file is not as it must be; the message names the line and the column.</exception>
    /// <exception cref="IOException">There is no such file, it is a folder, or it cannot be read.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    public static Table Read(string path, CsvOptions? options = null) => CsvPasses.Read(CsvSource.Of(path), options ?? CsvOptions.Default);

    /// <summary>Reads a stream from where it stands. It stays open; one that cannot go back is read into memory first.</summary>
    /// <param name="stream">The bytes of a file.</param>
    /// <param name="options">How it is written; null to find that from the data.</param>
    /// <returns>A table with a row for each line after the header; without rows where there are none.</returns>
    /// <exception cref="CsvException">The data are not as they must be; the message names the line and the column.</exception>
    /// <exception cref="IOException">Reading the stream fails.</exception>
    /// <exception cref="ArgumentException">The stream is closed, or can only be written.</exception>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    public static Table Read(Stream stream, CsvOptions? options = null) => CsvPasses.Read(CsvSource.Of(stream), options ?? CsvOptions.Default);

    /// <summary>Reads all that is left of a reader, which stays open. The text is kept in memory meanwhile.</summary>
    /// <param name="reader">The text of a file.</param>
    /// <param name="options">How it is written; null to find that from the text.</param>
    /// <returns>A table with a row for each line after the header; without rows where there are none.</returns>
    /// <exception cref="CsvException">The text is not as it must be; the message names the line and the column.</exception>
    /// <exception cref="IOException">The reader cannot be read.</exception>
    /// <exception cref="ArgumentNullException">The reader is null.</exception>
    public static Table Read(TextReader reader, CsvOptions? options = null) => Parse(Require.NotNull(reader).ReadToEnd(), options);

    /// <summary>Reads a text: <c>Csv.Parse("age,plan\n42,Basic")</c>.</summary>
    /// <param name="text">The text of a file.</param>
    /// <param name="options">How it is written; null to find that from the text.</param>
    /// <returns>A table with a row for each line after the header; without rows where there are none.</returns>
    /// <exception cref="CsvException">The text is not as it must be; the message names the line and the column.</exception>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static Table Parse(string text, CsvOptions? options = null) => CsvPasses.Read(CsvSource.OfText(Require.NotNull(text)), options ?? CsvOptions.Default);

    /// <summary>
    /// Reads a file that is larger than the memory, some rows at a time. It is read at least twice: what its columns hold is found from all rows before
    /// the first ones are returned, so that all tables have the same columns.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rowsPerPiece">The rows of each table but the last one, which may have fewer; at least 1.</param>
    /// <param name="options">How it is written; null to find that from the file.</param>
    /// <returns>At least one table; the file is read while they are asked for.</returns>
    /// <exception cref="CsvException">The file is not as it must be; the message names the line and the column.</exception>
    /// <exception cref="IOException">There is no such file, it is a folder, or it cannot be read.</exception>
    /// <exception cref="ArgumentNullException">The path is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows are less than 1.</exception>
    public static IEnumerable<Table> ReadPieces(string path, int rowsPerPiece = 8192, CsvOptions? options = null) =>
        CsvPasses.ReadPieces(CsvSource.Of(path), Require.AtLeast(1, rowsPerPiece, nameof(rowsPerPiece)), options ?? CsvOptions.Default);
}
