using System.Text.Json;

namespace ShallowNet;

/// <summary>What a model knows of its training data as a document in a tensor, and back.</summary>
internal static class ProfileFile
{
    /// <summary>The tensor with the document as JSON in UTF-8.</summary>
    public const string TensorName = "model.trainingData";

    /// <summary>The tensor of what a model knows.</summary>
    public static TensorToWrite Describe(TrainingProfile profile)
    {
        ProfileDocument document = new() { Rows = profile.Columns[0].Rows, Columns = [.. profile.Columns.Select(Describe)], Outputs = [.. profile.Outputs.Select(Describe)] };
        return TensorToWrite.Of(TensorName, JsonSerializer.SerializeToUtf8Bytes(document, DocumentContext.Default.ProfileDocument));
    }

    /// <summary>Gives a model what its file says of the training data; nothing, where it says nothing.</summary>
    /// <exception cref="ModelFileException">It says what cannot be known of such a model.</exception>
    public static void Restore<T>(TensorFile file, MlpModel<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (file.Find(TensorName) is not { Type: TensorType.U8 } entry)
        {
            return;
        }

        ProfileDocument document;
        try
        {
            document = ModelFile.Required(JsonSerializer.Deserialize(file.BytesOf(entry), DocumentContext.Default.ProfileDocument), "what it knows of the training data");
        }
        catch (JsonException exception)
        {
            throw new ModelFileException($"The tensor {FileText.Quoted(TensorName)} is not what this version writes: {FileText.Shortened(exception.Message)}");
        }

        IReadOnlyList<string> answers = ModelOutputs<T>.NamesOf(model);
        ColumnKind[] outputs = [.. answers.Select(_ => model.ClassesOfOutputs is null ? ColumnKind.Number : ColumnKind.Text)];
        ColumnEncoder[] encoders = model.Encoder is { } encoder ? [.. TrainingProfile.EncodersOf(encoder)] : [];
        string[] names = model.Encoder is null ? model.FeaturePlayers().Names : Array.ConvertAll(encoders, column => column.Name);
        ColumnKind[] kinds = model.Encoder is null ? [.. names.Select(_ => ColumnKind.Number)] : Array.ConvertAll(encoders, column => column is CategoryEncoder ? ColumnKind.Text : column.Kind);
        model.RestoreProfile(new TrainingProfile(Make(document.Columns, names, kinds, document.Rows), Make(document.Outputs, answers, outputs, document.Rows)));
    }

    private static ColumnProfileDocument Describe(ColumnProfile profile)
    {
        ColumnProfileDocument document = new() { Name = profile.Name, Gaps = profile.Gaps > 0 ? profile.Gaps : null };
        return profile is NumberProfile numbers
            ? document with { Quantiles = numbers.Quantiles, Below = numbers.Below, UpTo = numbers.UpTo }
            : Describe(document, (CategoryProfile)profile);
    }

    private static ColumnProfileDocument Describe(ColumnProfileDocument document, CategoryProfile category) =>
        document with { Values = category.Kept, Counts = category.Counts, MetOnce = category.MetOnce > 0 ? category.MetOnce : null };

    private static ColumnProfile[] Make(ColumnProfileDocument[] columns, IReadOnlyList<string> names, ColumnKind[] kinds, double rows)
    {
        if (columns.Length != kinds.Length || columns.Where((column, i) => column?.Name != names[i]).Any())
        {
            throw new ModelFileException("The file must say of every column that the model uses, and of every output, what it was in training, but does not.");
        }

        return [.. columns.Select((column, i) => Make(column, kinds[i], rows))];
    }

    private static ColumnProfile Make(ColumnProfileDocument column, ColumnKind kind, double rows)
    {
        (double Rows, double Gaps) counts = (rows, column.Gaps ?? 0);
        if (kind is ColumnKind.Number or ColumnKind.Date)
        {
            return new NumberProfile(
                column.Name, counts, ModelFile.Required(column.Quantiles, "quantiles"), ModelFile.Required(column.Below, "numbers below quantiles"),
                ModelFile.Required(column.UpTo, "numbers up to quantiles"), kind == ColumnKind.Date);
        }

        string[] values = [.. ModelFile.Required(column.Values, "values of a category").Select(value => ModelFile.Required(value, "a text for each value"))];
        return new CategoryProfile(column.Name, counts, values, ModelFile.Required(column.Counts, "numbers of values"), column.MetOnce ?? 0);
    }
}
