using System.Text.Json;

namespace ShallowNet;

/// <summary>The encoder of a model of tables as a document, and back. A long one stands in a tensor, because the text in the header must stay short.</summary>
internal static class EncoderFile
{
    /// <summary>The tensor with the document as JSON in UTF-8.</summary>
    public const string TensorName = "model.encoder";

    /// <summary>A longer text stands in the tensor.</summary>
    public const int MostCharacters = 20_000;

    private const string Number = "number", Category = "category", Date = "date";

    private static readonly (DateParts Part, string Name)[] Circles = [(DateParts.Month, "month"), (DateParts.Weekday, "weekday"), (DateParts.Hour, "hour")];

    /// <summary>The encoder's document where it is short, or the tensor that has it.</summary>
    public static (EncoderDocument? Document, TensorToWrite? Tensor) Describe(TableEncoder encoder, IReadOnlyList<string> targets)
    {
        EncoderDocument document = new() { Target = targets.Count == 1 ? targets[0] : null, Targets = targets.Count == 1 ? null : [.. targets], Columns = [.. encoder.Encoders.Select(Describe)] };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(document, DocumentContext.Default.EncoderDocument);
        return json.Length <= MostCharacters ? (document, null) : (null, TensorToWrite.Of(TensorName, json));
    }

    /// <summary>The encoder and the targets of a file; null where it has none.</summary>
    /// <exception cref="ModelFileException">It is none that a model can have.</exception>
    public static (TableEncoder Encoder, string[] Targets)? Read(TensorFile file, EncoderDocument? document)
    {
        document ??= InTensor(file);
        return document is null ? null : (new TableEncoder([.. document.Columns.Select(column => Make(ModelFile.Required(column, "a description of every column")))]), TargetsOf(document));
    }

    private static EncoderDocument? InTensor(TensorFile file)
    {
        if (file.Find(TensorName) is not { Type: TensorType.U8 } entry)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(file.BytesOf(entry), DocumentContext.Default.EncoderDocument);
        }
        catch (JsonException exception)
        {
            throw new ModelFileException($"The tensor {FileText.Quoted(TensorName)} is not what this version writes: {FileText.Shortened(exception.Message)}");
        }
    }

    private static string[] TargetsOf(EncoderDocument document) => document switch
    {
        { Target: { } target, Targets: null } => [target],
        { Target: null, Targets: { } targets } => Array.ConvertAll(targets, target => ModelFile.Required(target, "a name for each target")),
        _ => throw new ModelFileException("The file must have either a target or several beside the encoder of a table, but has not."),
    };

    private static EncodedColumnDocument Describe(ColumnEncoder encoder) => encoder switch
    {
        NumberEncoder numbers => new()
        {
            Name = encoder.Name, Kind = NameOf(encoder.Kind), Encoding = Number, HasGaps = encoder.HasGaps, Fill = numbers.Fill, Scaling = Describe(numbers.Transform),
        },
        CategoryEncoder category => new()
        {
            Name = encoder.Name, Kind = NameOf(encoder.Kind), Encoding = Category, HasGaps = encoder.HasGaps, Values = [.. category.Values], Rare = [.. category.Rare],
            EmbeddingSize = category.EmbeddingSize > 0 ? category.EmbeddingSize : null,
        },
        DateEncoder dates => new()
        {
            Name = encoder.Name, Kind = NameOf(encoder.Kind), Encoding = Date, HasGaps = encoder.HasGaps, Latest = dates.Latest, FillDate = dates.Fill,
            Age = Describe(dates.Age), Year = Describe(dates.Year), Circles = [.. Circles.Where(circle => dates.Parts.HasFlag(circle.Part)).Select(circle => circle.Name)],
        },
        _ => throw new NotSupportedException($"A file cannot hold the encoder of column \"{encoder.Name}\"."),
    };

    private static TransformDocument? Describe(NumberTransform? transform) => transform is null ? null : new() { Kind = transform.FileName, Numbers = transform.Numbers };

    private static ColumnEncoder Make(EncodedColumnDocument column) => column.Encoding switch
    {
        Number => new NumberEncoder(
            column.Name, KindOf(column, ColumnKind.Number, ColumnKind.Flag), Required(column.Fill, column, "a fill"), Make(column.Scaling), column.HasGaps),
        Category => new CategoryEncoder(
            column.Name, KindOf(column, ColumnKind.Text, ColumnKind.Number, ColumnKind.Flag), Texts(column.Values, column), Texts(column.Rare, column), column.HasGaps, SizeOf(column)),
        Date => MakeDates(column),
        _ => throw new ModelFileException($"The file encodes column {FileText.Quoted(column.Name)} as {FileText.Quoted(column.Encoding)}, which this version does not know."),
    };

    private static int SizeOf(EncodedColumnDocument column) => column.EmbeddingSize switch
    {
        null => 0,
        >= 1 and <= Embedding.LargestSize and var size => size,
        var other => throw new ModelFileException(Invariant($"The file's column {FileText.Quoted(column.Name)} must have from 1 to {Embedding.LargestSize} learned numbers for a value, but has {other}.")),
    };

    private static DateEncoder MakeDates(EncodedColumnDocument column)
    {
        KindOf(column, ColumnKind.Date);
        NumberTransform? age = Make(column.Age), year = Make(column.Year);
        DateParts parts = (age is null ? 0 : DateParts.Age) | (year is null ? 0 : DateParts.Year) | (column.HasGaps ? DateParts.Gap : 0);
        foreach (string name in Texts(column.Circles, column))
        {
            DateParts part = Circles.FirstOrDefault(circle => circle.Name == name).Part;
            parts |= part != DateParts.None ? part
                : throw new ModelFileException($"The file has places of dates in column {FileText.Quoted(column.Name)} on the circle {FileText.Quoted(name)}, which this version does not know.");
        }

        return new DateEncoder(column.Name, SecondsOf(column.Latest, column), SecondsOf(column.FillDate, column), age, year, parts);
    }

    private static NumberTransform? Make(TransformDocument? scaling) => scaling is null ? null
        : scaling.Kind is LineTransform.Name or SmoothTransform.Name or QuantileTransform.Name ? NumberTransform.Make(scaling.Kind, scaling.Numbers)
        : throw new ModelFileException($"The file scales numbers by {FileText.Quoted(scaling.Kind)}, which this version does not know.");

    private static string NameOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "number",
        ColumnKind.Text => "text",
        ColumnKind.Flag => "flag",
        _ => "date",
    };

    private static ColumnKind KindOf(EncodedColumnDocument column, params ColumnKind[] allowed)
    {
        int index = Array.FindIndex(allowed, kind => NameOf(kind) == column.Kind);
        return index >= 0 ? allowed[index] : throw new ModelFileException(
            $"The file's column {FileText.Quoted(column.Name)} must be of the kind {string.Join(" or ", allowed.Select(NameOf))} to be encoded as {column.Encoding}, but is {FileText.Quoted(column.Kind)}.");
    }

    private static double Required(double? number, EncodedColumnDocument column, string what) =>
        number ?? throw new ModelFileException($"The file's column {FileText.Quoted(column.Name)} must have {what}, but has none.");

    private static string[] Texts(string[]? texts, EncodedColumnDocument column)
    {
        ModelFile.Required(texts, "a list of values for each category, and of circles for dates");
        return Array.Exists(texts, text => text is null)
            ? throw new ModelFileException($"The values of the file's column {FileText.Quoted(column.Name)} must be texts, but one is null.") : texts;
    }

    private static long SecondsOf(long? seconds, EncodedColumnDocument column) =>
        seconds is { } given && given >= DateColumn.SecondsOf(DateTime.MinValue) && given <= DateColumn.SecondsOf(DateTime.MaxValue)
            ? given : throw new ModelFileException($"The file's column {FileText.Quoted(column.Name)} must have dates from the year 1 to 9999, but has not.");
}
