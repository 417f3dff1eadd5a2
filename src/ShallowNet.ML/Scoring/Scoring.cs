using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>What a model's answers are as columns of a data view.</summary>
internal abstract class Scoring<TModel>
    where TModel : MlpModel<float>
{
    /// <summary>The columns that are added to a view.</summary>
    /// <param name="scoreSet">The number that tells these columns from those of other models in the same view.</param>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Columns(uint scoreSet);

    /// <summary>Answers for one row after the other.</summary>
    public abstract RowAnswer Start(TModel model);

    /// <summary>Writes what the model itself does not know.</summary>
    public abstract void Write(BinaryWriter writer);

    /// <summary>Adds the columns to a graph of ONNX.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="model">The model.</param>
    /// <param name="output">The outputs of its network in their units, N × outputs.</param>
    /// <param name="columns">What nodes call the columns.</param>
    public abstract void WriteOnnx(ContextNodes nodes, TModel model, string output, IReadOnlyList<string> columns);

    /// <summary>What ML.NET's evaluators know a column of answers by.</summary>
    /// <param name="scoreSet">The number of the model in the view.</param>
    /// <param name="columnKind">What the model is, such as BinaryClassification.</param>
    /// <param name="valueKind">What the column is, which is its name.</param>
    protected static DataViewSchema.Annotations.Builder Annotations(uint scoreSet, string columnKind, string valueKind)
    {
        DataViewSchema.Annotations.Builder annotations = new();
        annotations.Add(AnnotationUtils.Kinds.ScoreColumnSetId, AnnotationUtils.ScoreColumnSetIdType, (ref uint value) => value = scoreSet);
        annotations.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreColumnKind, TextDataViewType.Instance, columnKind.AsMemory());
        annotations.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        return annotations;
    }

    /// <summary>A column by what its annotations say it is.</summary>
    protected static DataViewSchema.DetachedColumn Column(string name, DataViewType type, DataViewSchema.Annotations.Builder annotations) =>
        new(name, type, annotations.ToAnnotations());
}

/// <summary>The answer for the row that a cursor is on, in a cursor's own memory.</summary>
internal abstract class RowAnswer
{
    /// <summary>Computes the answer.</summary>
    /// <param name="x">The features, all of them finite.</param>
    public abstract void Compute(ReadOnlySpan<float> x);

    /// <summary>The answer for features that are not all finite: numbers are NaN, keys are missing, flags are false.</summary>
    public abstract void ComputeMissing();

    /// <summary>The getter of a column.</summary>
    /// <param name="column">Its place among those that are added.</param>
    /// <param name="update">Computes the answer, where the row is another one.</param>
    public abstract Delegate GetterOf(int column, Action update);

    /// <summary>A getter of a single value.</summary>
    protected static ValueGetter<T> Getter<T>(Action update, Func<T> read) => (ref T value) =>
    {
        update();
        value = read();
    };

    /// <summary>A getter of a vector, which copies it.</summary>
    protected static ValueGetter<VBuffer<float>> Getter(Action update, float[] vector) => (ref VBuffer<float> value) =>
    {
        update();
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, vector.Length);
        vector.CopyTo(editor.Values);
        value = editor.Commit();
    };
}
