using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ShallowNet;

/// <summary>Writes and reads safetensors files with a <see cref="ModelDocument"/>. Nothing that such a file says is believed before it is checked.</summary>
internal static class ModelFile
{
    /// <summary>A message by which one of the library's own types refuses a description is cut behind so many characters: it may quote the file.</summary>
    private const int LongestReason = 250;

    public static string LibraryVersion => typeof(ModelFile).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Writes a file, in the document's format or a newer one that its network needs.</summary>
    public static void Write(Stream stream, ModelDocument document, IReadOnlyList<TensorToWrite> tensors)
    {
        document = document with { Format = Math.Max(document.Format, NetworkFile.FormatOf(document.Network)) };
        TensorFileWriter.Write(stream, [KeyValuePair.Create(ModelDocument.Key, JsonSerializer.Serialize(document, DocumentContext.Default.ModelDocument))], tensors);
    }

    /// <summary>Reads a file of the given kinds. Whatever is wrong with it becomes a <see cref="ModelFileException"/>.</summary>
    public static TResult Read<TResult>(Stream stream, string[] kinds, Func<TensorFile, ModelDocument, TResult> make)
    {
        Require.NotNull(stream);
        TensorFile file = TensorFile.Read(stream);
        ModelDocument document = Document(file);
        if (!kinds.Contains(document.Kind))
        {
            string required = string.Join(" or ", kinds.Select(kind => Known(kind)!.Value.Words));
            throw new ModelFileException(Known(document.Kind) is { } other
                ? $"The file must hold {required}, but holds {other.Words}: load it with {other.LoadedBy}."
                : $"The file must hold {required}, but is of the kind {FileText.Quoted(document.Kind)}, which this version does not know.");
        }

        try
        {
            TResult result = make(file, document);
            file.CheckEnd();
            return result;
        }
        catch (ArgumentException exception)
        {
            // A description that the library's own types refuse.
            throw new ModelFileException($"The file describes what cannot be: {FileText.Shortened(exception.Message, LongestReason)}");
        }
    }

    /// <summary>Reads a file by its path; null options are refused before the file is opened.</summary>
    public static TResult Read<TResult>(string path, LoadOptions options, Func<Stream, TResult> read)
    {
        Require.NotNull(options);
        return InputFile.Read(path, read);
    }

    [return: NotNull]
    public static TItem Required<TItem>([NotNull] TItem? item, string what)
        where TItem : class => item ?? throw new ModelFileException($"The file must have {what}, but has none.");

    /// <summary>What a file of a kind holds, in words, and what loads it; null for a kind that this version does not know.</summary>
    private static (string Words, string LoadedBy)? Known(string kind) => kind switch
    {
        NetworkFile.Kind => ("a network", "Network.Load"),
        TrainerFile.Kind => ("a trainer", "Trainer.Load"),
        MlpModelFile.Classifier => ("an MlpClassifier", "MlpClassifier.Load"),
        MlpModelFile.MultiLabelClassifier => ("an MlpMultiLabelClassifier", "MlpMultiLabelClassifier.Load"),
        MlpModelFile.Regressor => ("an MlpRegressor", "MlpRegressor.Load"),
        _ => null,
    };

    private static ModelDocument Document(TensorFile file)
    {
        if (!file.Metadata.TryGetValue(ModelDocument.Key, out string? json))
        {
            throw new ModelFileException(
                $"The file's metadata must have the key {ModelDocument.Key}, but has not. It was not saved by this library: a state dict of another is read by Network.LoadStateDict.");
        }

        try
        {
            CheckFormat(json);
            return JsonSerializer.Deserialize(json, DocumentContext.Default.ModelDocument)!;
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(Invariant($"The file's description is not what this version writes: {FileText.Shortened(exception.Message)} (byte {exception.BytePositionInLine})"));
        }
    }

    /// <summary>The format comes before all else: a newer one may have anything.</summary>
    private static void CheckFormat(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("format", out JsonElement format) || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out int number) || number < 1)
        {
            throw new ModelFileException("The file's description must have a format, a whole number from 1 on, but has not.");
        }

        if (number > ModelDocument.NewestFormat)
        {
            throw new ModelFileException(
                Invariant($"The file was written by a newer ShallowNet: its format is {number}, and this version reads up to {ModelDocument.NewestFormat}."));
        }
    }
}
