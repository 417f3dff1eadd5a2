using System.Text.Json.Serialization;

namespace ShallowNet;

/// <summary>What a file says about itself beside its tensors: the JSON text under <see cref="Key"/> in the header's metadata.</summary>
internal sealed record ModelDocument
{
    /// <summary>The key in the safetensors header's <c>__metadata__</c>.</summary>
    public const string Key = "shallownet";

    /// <summary>The format of files that hold all they say of themselves in this text.</summary>
    public const int TextFormat = 1;

    /// <summary>The newest format that this library reads, and writes for models of tables, for those that know how sure they are or have a threshold, and for layers with input factors or embeddings.</summary>
    public const int NewestFormat = 3;

    /// <summary>The format of files in which <see cref="GrownParts"/> stand in tensors.</summary>
    public const int GrownFormat = 2;

    public required int Format { get; init; }

    /// <summary>The version of the library that wrote the file.</summary>
    public required string Library { get; init; }

    public required string Kind { get; init; }

    public required NetworkDocument Network { get; init; }

    public ModelPartDocument? Model { get; init; }

    public TrainerDocument? Trainer { get; init; }
}

/// <summary>A network without its parameters.</summary>
internal sealed record NetworkDocument
{
    public required int Inputs { get; init; }

    public required int Seed { get; init; }

    public required PartDocument Loss { get; init; }

    public required LayerDocument[] Layers { get; init; }
}

internal sealed record LayerDocument
{
    public required int Units { get; init; }

    public required PartDocument Activation { get; init; }

    /// <summary>Null for the activation's default, and for one of the user's own.</summary>
    public PartDocument? Initializer { get; init; }

    public double Dropout { get; init; }

    public bool Residual { get; init; }

    /// <summary>Null for none, so that older versions read what they know.</summary>
    public bool? LearnedMix { get; init; }

    public BatchNormalizationDocument? BatchNormalization { get; init; }

    /// <summary>Null for false: files of layers without are those of the first format.</summary>
    public bool? InputFactors { get; init; }

    public EmbeddingDocument? Embedding { get; init; }

    /// <summary>1, 0 or −1 for each input of the network; null for none.</summary>
    public int[]? Monotone { get; init; }
}

/// <summary>An embedding of inputs: its kind, and of its settings those that the kind has.</summary>
internal sealed record EmbeddingDocument
{
    public required string Kind { get; init; }

    public int? Size { get; init; }

    public int? Frequencies { get; init; }

    public double? Deviation { get; init; }

    public int? Values { get; init; }

    public double[]? Edges { get; init; }

    /// <summary>How many neighbouring inputs are embedded so, among <see cref="Inputs"/>.</summary>
    public int? Count { get; init; }

    /// <summary>Neighbouring inputs that are embedded in the same way, for an embedding that says it for each input.</summary>
    public EmbeddingDocument[]? Inputs { get; init; }
}

internal sealed record BatchNormalizationDocument
{
    public required double Momentum { get; init; }

    public required double Epsilon { get; init; }
}

/// <summary>An activation, loss or initializer: its name, and its number where it has one.</summary>
internal sealed record PartDocument
{
    public required string Name { get; init; }

    public double? Value { get; init; }
}

/// <summary>What a model has around its network.</summary>
internal sealed record ModelPartDocument
{
    public ScalerDocument? InputScaler { get; init; }

    public ScalerDocument? OutputScaler { get; init; }

    /// <summary>Null for a model of matrices, and where it stands in a tensor.</summary>
    public EncoderDocument? Encoder { get; init; }

    public LabelsDocument? Classes { get; init; }

    public string[]? FeatureNames { get; init; }

    public HistoryDocument? History { get; init; }

    /// <summary>Null where a classifier predicts the more probable class.</summary>
    public ThresholdDocument? Threshold { get; init; }
}

/// <summary>From which probability on a sample is predicted to be of the second class, and why.</summary>
internal sealed record ThresholdDocument
{
    public required double Value { get; init; }

    /// <summary>True and false positives, true and false negatives.</summary>
    public required double[] Outcome { get; init; }

    /// <summary>The costs, where it was chosen by them.</summary>
    public double? FalsePositive { get; init; }

    public double? FalseNegative { get; init; }

    /// <summary>What it is best for, where it was chosen by a value.</summary>
    public string? BestFor { get; init; }
}

internal sealed record ScalerDocument
{
    public required string Kind { get; init; }

    /// <summary>Means, or minimums.</summary>
    public required double[] First { get; init; }

    /// <summary>Standard deviations, or maximums.</summary>
    public required double[] Second { get; init; }

    public double? Lower { get; init; }

    public double? Upper { get; init; }
}

internal sealed record LabelsDocument
{
    public required string Kind { get; init; }

    public required string[] Labels { get; init; }
}

/// <summary>A training's history, a number for each epoch in each list.</summary>
internal sealed record HistoryDocument
{
    public required string StopReason { get; init; }

    public int? BestEpoch { get; init; }

    public required string[] MetricNames { get; init; }

    public required int[] Epochs { get; init; }

    public required double[] Costs { get; init; }

    /// <summary>Absent where all are 0, and in files of 0.1.</summary>
    public double[]? Penalties { get; init; }

    public required double[] ValidationCosts { get; init; }

    public required double[] LearningRates { get; init; }

    public required double[] GradientNorms { get; init; }

    public required double[][] Metrics { get; init; }

    public required long[] Ticks { get; init; }
}

/// <summary>Where a training stands; its longer lists of numbers are tensors.</summary>
internal sealed record TrainerDocument
{
    /// <summary>The optimizer's name in files, which must be that of the options to go on with.</summary>
    public required string Optimizer { get; init; }

    public required long Steps { get; init; }

    /// <summary>The words of the Mersenne Twister's state, in base 64.</summary>
    public required string RandomWords { get; init; }

    public required int RandomIndex { get; init; }

    public double? RandomGaussian { get; init; }

    public required int Epochs { get; init; }

    public required int Metrics { get; init; }

    /// <summary>The changes that L-BFGS remembers.</summary>
    public int Memory { get; init; }

    public RunDocument? Run { get; init; }
}

/// <summary>The call in whose middle a checkpoint was written.</summary>
internal sealed record RunDocument
{
    public required int LastEpoch { get; init; }

    public required int BestEpoch { get; init; }

    public required double Best { get; init; }

    public bool HasBestState { get; init; }
}

/// <summary>How documents are read and written, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, MaxDepth = 16, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(EncoderDocument))]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class DocumentContext : JsonSerializerContext;
