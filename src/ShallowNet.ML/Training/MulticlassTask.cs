using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>Any number of classes, which are the values of a key.</summary>
internal sealed class MulticlassTask : LearningTask<MlpClassifier<float, string>>
{
    public override string Accepted => "Key<UInt32>";

    public override bool Accepts(SchemaShape.Column label) =>
        label.Kind == SchemaShape.Column.VectorKind.Scalar && label.IsKey && label.ItemType == NumberDataViewType.UInt32;

    public override IEnumerable<SchemaShape.Column> Outputs(SchemaShape.Column label) =>
    [
        PredictedKey(label),
        new(
            OutputNames.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
    ];

    public override (MlpClassifier<float, string> Model, Scoring<MlpClassifier<float, string>> Scoring) Fit(TrainingTask training)
    {
        ulong count = ((KeyDataViewType)training.Label.Type).Count;
        if (count > int.MaxValue)
        {
            throw new ArgumentException(Invariant($"Maximum label is too large for multi-class: {count}."));
        }

        MulticlassScoring scoring = new((int)count, KeyNames.Of(training.Label));
        KeyLabels<string> labels = new(training.Label, number => scoring.Classes[(int)number - 1]);
        TrainingSamples samples = TrainingSamples.Read(training, labels);
        BinaryTask.CheckHasClasses(training.Label.Name, labels.Values);
        MlpClassifier<float, string> model = MlpClassifier.Fit(
            samples.X, labels.Values, training.Options, samples.Weights, training.Progress, training.CancellationToken);
        return (model, scoring);
    }

    /// <summary>The predicted key, which has the values of the label's.</summary>
    public static SchemaShape.Column PredictedKey(SchemaShape.Column label) => new(
        OutputNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true,
        new SchemaShape(label.Annotations.Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues).Concat(AnnotationUtils.GetTrainerOutputAnnotation())));
}
