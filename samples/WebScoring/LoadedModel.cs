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
                Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)), File.GetLastWriteTimeUtc(path),
                model.Network.ParameterCount, model.Features, model.Options.FeatureNames, model.Classes));
        }
        catch (ModelFileException exception)
        {
            throw new InvalidDataException($"{path} cannot be loaded. {exception.Message}", exception);
        }
    }
}

/// <summary>Which file was loaded, and what its model takes and answers.</summary>
internal sealed record ModelFacts(
    string File, string Sha256, DateTime Written, int Parameters, int Inputs, IReadOnlyList<string>? Features, IReadOnlyList<string> Classes);
