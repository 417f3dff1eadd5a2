using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>What a model is fitted to, and how.</summary>
internal sealed class TrainingTask
{
    public required IHost Host { get; init; }

    public required IDataView Input { get; init; }

    public required DataViewSchema.Column Label { get; init; }

    public required DataViewSchema.Column Features { get; init; }

    public required DataViewSchema.Column? Weights { get; init; }

    public required MlpOptions Options { get; init; }

    public required IProgress<TrainingProgress>? Progress { get; init; }

    public required CancellationToken CancellationToken { get; init; }
}
