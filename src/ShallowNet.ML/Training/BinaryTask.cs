using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>Two classes, false and true.</summary>
internal sealed class BinaryTask : LearningTask<MlpClassifier<float, bool>>
{
    public override string Accepted => "Boolean or a Key with two values";

    public override bool Accepts(SchemaShape.Column label) => label.Kind == SchemaShape.Column.VectorKind.Scalar
        && (label.IsKey ? label.ItemType == NumberDataViewType.UInt32 : label.ItemType == BooleanDataViewType.Instance);

    public override IEnumerable<SchemaShape.Column> Outputs(SchemaShape.Column label) =>
    [
        label.IsKey ? MulticlassTask.PredictedKey(label) : new(
            OutputNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false, new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation())),
        Number(OutputNames.Score, label: label),
        Number(OutputNames.Probability, isNormalized: true),
    ];

    public override (MlpClassifier<float, bool> Model, Scoring<MlpClassifier<float, bool>> Scoring) Fit(TrainingTask training)
    {
        KeyNames? names = null;
        LabelReader<bool> labels;
        if (training.Label.Type is KeyDataViewType key)
        {
            if (key.Count != 2)
            {
                throw training.Host.ExceptSchemaMismatch("input", "label", training.Label.Name, Accepted, $"{training.Label.Type}");
            }

            names = KeyNames.Of(training.Label);
            labels = new KeyLabels<bool>(training.Label, number => number == 2);
        }
        else
        {
            labels = new FlagLabels(training.Label);
        }

        TrainingSamples samples = TrainingSamples.Read(training, labels);
        CheckHasClasses(training.Label.Name, labels.Values);
        MlpClassifier<float, bool> model = MlpClassifier.Fit(
            samples.X, labels.Values, training.Options, samples.Weights, training.Progress, training.CancellationToken);
        return (model, new BinaryScoring(training.Label.Type is KeyDataViewType, names));
    }

    /// <summary>Refuses labels of one class only, by the name of their column.</summary>
    public static void CheckHasClasses<TLabel>(string column, IReadOnlyList<TLabel> labels)
        where TLabel : notnull
    {
        if (!labels.Any(label => !label.Equals(labels[0])))
        {
            throw new ArgumentException(Invariant($"Label column '{column}' must have at least two classes, but has only \"{labels[0]}\"."));
        }
    }
}
