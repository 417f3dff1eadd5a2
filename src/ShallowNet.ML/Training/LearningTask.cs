using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>What differs between two classes, more classes, and numbers: the label, the model, and the columns that it fills.</summary>
internal abstract class LearningTask<TModel>
    where TModel : MlpModel<float>
{
    /// <summary>What the label may be, in words.</summary>
    public abstract string Accepted { get; }

    /// <summary>Whether a column can be the label.</summary>
    public abstract bool Accepts(SchemaShape.Column label);

    /// <summary>The columns that the transformer adds, for a label.</summary>
    public abstract IEnumerable<SchemaShape.Column> Outputs(SchemaShape.Column label);

    /// <summary>Reads the rows and fits a model to them.</summary>
    public abstract (TModel Model, Scoring<TModel> Scoring) Fit(TrainingTask training);

    /// <summary>A column of numbers that say how sure the model is of a row, or are the answer itself.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">Whether there is one number for each row, or several.</param>
    /// <param name="isNormalized">Whether the numbers lie between 0 and 1.</param>
    /// <param name="label">The label, whose values the column names where it is a key; null for none.</param>
    protected static SchemaShape.Column Number(
        string name, SchemaShape.Column.VectorKind kind = SchemaShape.Column.VectorKind.Scalar, bool isNormalized = false, SchemaShape.Column? label = null)
    {
        IEnumerable<SchemaShape.Column> values = label is { IsKey: true } key
            ? key.Annotations.Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)
                .Select(annotation => new SchemaShape.Column(AnnotationUtils.Kinds.TrainingLabelValues, annotation.Kind, annotation.ItemType, isKey: false))
            : [];
        return new(name, kind, NumberDataViewType.Single, isKey: false, new SchemaShape(values.Concat(AnnotationUtils.GetTrainerOutputAnnotation(isNormalized))));
    }
}
