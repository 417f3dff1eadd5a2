using System.Text;
using ShallowNet;

namespace WebScoring;

/// <summary>What a model takes: the features of a matrix, or the columns of a table; and what requests call them.</summary>
internal sealed class ModelInput
{
    private readonly IReadOnlyList<string>? names;
    private readonly byte[][] utf8;

    public ModelInput(MlpClassifier<float, string> model)
    {
        Columns = model.Encoder?.Columns;
        names = Columns?.Select(column => column.Name).ToArray() ?? model.Options.FeatureNames;
        utf8 = [.. (names ?? []).Select(Encoding.UTF8.GetBytes)];
        Count = Columns?.Count ?? model.Features;
        (Sample, Members, One, Several, OfOthers) = Columns is null
            ? ("sample", "features", "features", "samples", "this model was fitted to a matrix, and takes numbers")
            : ("row", "columns", "row", "rows", "this model was fitted to a table, and takes fields by name");
        Required = $"The body must be a JSON object with \"{One}\" (one {Sample}) or \"{Several}\" (an array of {Sample}s)";
    }

    /// <summary>The columns of the table; null for a model of a matrix.</summary>
    public IReadOnlyList<EncodedColumn>? Columns { get; }

    /// <summary>How many features or columns there are.</summary>
    public int Count { get; }

    /// <summary>Whether features or columns have names.</summary>
    public bool AreNamed => names is not null;

    /// <summary>What is predicted for: a sample or a row.</summary>
    public string Sample { get; }

    /// <summary>What a sample consists of: features or columns.</summary>
    public string Members { get; }

    /// <summary>The member of the body that has one sample.</summary>
    public string One { get; }

    /// <summary>The member of the body that has several samples.</summary>
    public string Several { get; }

    /// <summary>The same as a request has it.</summary>
    public ReadOnlySpan<byte> OneUtf8 => Columns is null ? "features"u8 : "row"u8;

    /// <summary>The other one as a request has it.</summary>
    public ReadOnlySpan<byte> SeveralUtf8 => Columns is null ? "samples"u8 : "rows"u8;

    /// <summary>What is said of a body that would fit a model of the other form.</summary>
    public string OfOthers { get; }

    /// <summary>What a body must be, as the beginning of a sentence.</summary>
    public string Required { get; }

    public string this[int member] => names![member];

    /// <summary>The name as a request has it.</summary>
    public ReadOnlySpan<byte> Utf8(int member) => utf8[member];
}
