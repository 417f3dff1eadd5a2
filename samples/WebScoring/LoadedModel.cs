using System.Security.Cryptography;
using ShallowNet;

namespace WebScoring;

/// <summary>A model, and what <c>/health</c> tells of it.</summary>
internal sealed record LoadedModel(MlpClassifier<float, string> Model, ModelFacts Facts)
{
    /// <summary>Loads a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or no classifier in float whose classes are texts.</exception>
    public static LoadedModel Load(string path)
    {
        // Read once, so that the hash is of the bytes that were loaded.
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            using MemoryStream stream = new(bytes);
            var model = MlpClassifier.Load<float, string>(stream);
            return new LoadedModel(model, new ModelFacts(
                Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)), File.GetLastWriteTimeUtc(path), model));
        }
        catch (ModelFileException exception)
        {
            throw new InvalidDataException($"{path} cannot be loaded. {exception.Message}", exception);
        }
    }
}

/// <summary>Which file was loaded, and what its model takes and answers.</summary>
internal sealed record ModelFacts(string File, string Sha256, DateTime Written)
{
    public ModelFacts(string file, string sha256, DateTime written, MlpClassifier<float, string> model)
        : this(file, sha256, written)
    {
        (Parameters, Inputs, Classes, Target) = (model.Network.ParameterCount, model.Features, model.Classes, model.Target);
        Features = model.Options.FeatureNames;
        Columns = model.Encoder?.Columns.Select(column => new ColumnFacts(
            column.Name, column.Kind.ToString().ToLowerInvariant(), column.HasGaps, column.IsUsed, column.Values.Count == 0 ? null : column.Values)).ToArray();
    }

    public int Parameters { get; }

    /// <summary>How many inputs the network has.</summary>
    public int Inputs { get; }

    /// <summary>The names of the features of a model of a matrix, if it knows them.</summary>
    public IReadOnlyList<string>? Features { get; }

    /// <summary>The columns of a model of a table.</summary>
    public IReadOnlyList<ColumnFacts>? Columns { get; }

    /// <summary>The column that a model of a table predicts.</summary>
    public string? Target { get; }

    public IReadOnlyList<string> Classes { get; } = [];
}

/// <summary>A column of a table, whether it had gaps in training, whether the model needs it, and the categories that it knows.</summary>
internal sealed record ColumnFacts(string Name, string Kind, bool HasGaps, bool IsUsed, IReadOnlyList<string>? Values);
