using System.Text.Json;

namespace ShallowNet;

/// <summary>
/// What grows with the data: scalers, classes and the names of features. Where they are long, a model's file has them in tensors, because
/// the text in its header must stay short.
/// </summary>
internal static class GrownParts
{
    /// <summary>A scaler of more numbers, and a list of more texts or of more characters in all, stands in tensors.</summary>
    public const int MostNumbers = 1000, MostTexts = 1000, MostCharacters = 20_000;

    private const string Inputs = "model.inputScaler", Outputs = "model.outputScaler", Classes = "model.classes", Names = "model.featureNames";

    /// <summary>Takes what is long out of the part about a model: the part without it, and tensors of it.</summary>
    public static (ModelPartDocument Part, IReadOnlyList<TensorToWrite> Tensors) Separate(ModelPartDocument part)
    {
        List<TensorToWrite> tensors = [];
        ModelPartDocument rest = part with { InputScaler = Separate(part.InputScaler, Inputs, tensors), OutputScaler = Separate(part.OutputScaler, Outputs, tensors) };
        if (part.Classes is { } classes && AreLong(classes.Labels))
        {
            tensors.Add(Tensor(Classes, classes.Labels));
            rest = rest with { Classes = classes with { Labels = [] } };
        }

        if (part.FeatureNames is { } names && AreLong(names))
        {
            tensors.Add(Tensor(Names, names));
            rest = rest with { FeatureNames = null };
        }

        return (rest, tensors);
    }

    /// <summary>Puts what stands in tensors back into the part about a model: the whole part, and the names of those tensors.</summary>
    public static (ModelPartDocument Part, IReadOnlyCollection<string> Tensors) Unite(TensorFile file, ModelPartDocument part)
    {
        HashSet<string> found = [];
        return (part with
        {
            InputScaler = Unite(file, part.InputScaler, Inputs, found),
            OutputScaler = Unite(file, part.OutputScaler, Outputs, found),
            Classes = part.Classes is { Labels.Length: 0 } classes && Texts(file, Classes, found) is { } labels ? classes with { Labels = labels } : part.Classes,
            FeatureNames = part.FeatureNames ?? Texts(file, Names, found),
        }, found);
    }

    private static ScalerDocument? Separate(ScalerDocument? scaler, string name, List<TensorToWrite> tensors)
    {
        if (scaler is null || scaler.First.Length <= MostNumbers)
        {
            return scaler;
        }

        tensors.Add(TensorToWrite.Of($"{name}.first", [scaler.First.Length], scaler.First));
        tensors.Add(TensorToWrite.Of($"{name}.second", [scaler.Second.Length], scaler.Second));
        return scaler with { First = [], Second = [] };
    }

    private static ScalerDocument? Unite(TensorFile file, ScalerDocument? scaler, string name, HashSet<string> found) =>
        scaler is { First.Length: 0, Second.Length: 0 }
            ? scaler with { First = Numbers(file, $"{name}.first", found), Second = Numbers(file, $"{name}.second", found) }
            : scaler;

    private static double[] Numbers(TensorFile file, string name, HashSet<string> found)
    {
        TensorEntry entry = file.Find(name) ?? throw new ModelFileException($"The file must have a tensor {FileText.Quoted(name)}, but has none.");
        double[] numbers = new double[entry.Elements];
        file.CopyTo<double>(entry, numbers);
        found.Add(name);
        return numbers;
    }

    private static bool AreLong(string[] texts) => texts.Length > MostTexts || texts.Sum(text => (long)text.Length) > MostCharacters;

    private static TensorToWrite Tensor(string name, string[] texts) =>
        TensorToWrite.Of(name, JsonSerializer.SerializeToUtf8Bytes(texts, DocumentContext.Default.StringArray));

    /// <summary>The texts of a tensor; null where there is none of the name.</summary>
    private static string[]? Texts(TensorFile file, string name, HashSet<string> found)
    {
        if (file.Find(name) is not { Type: TensorType.U8 } entry)
        {
            return null;
        }

        found.Add(name);
        try
        {
            return JsonSerializer.Deserialize(file.BytesOf(entry), DocumentContext.Default.StringArray);
        }
        catch (JsonException)
        {
            throw new ModelFileException($"The tensor {FileText.Quoted(name)} must be a JSON list of texts in UTF-8, but is not.");
        }
    }
}
