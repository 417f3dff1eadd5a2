using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>What ML.NET calls the columns that a model fills.</summary>
internal static class OutputNames
{
    public const string PredictedLabel = AnnotationUtils.Const.ScoreValueKind.PredictedLabel;

    public const string Probability = AnnotationUtils.Const.ScoreValueKind.Probability;

    public const string Score = AnnotationUtils.Const.ScoreValueKind.Score;
}
