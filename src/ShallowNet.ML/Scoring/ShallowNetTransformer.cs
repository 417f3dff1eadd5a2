using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>A fitted model as a transformer of ML.NET: it adds the model's answers to a data view as columns.</summary>
/// <remarks>
/// It transforms for any number of threads at a time, row by row, without a copy of the view. A row whose features are not all finite has no answer: its
/// numbers are NaN, a key is missing, a Boolean is false. <c>mlContext.Model.Save</c> and <c>Load</c> keep it; what is loaded answers bit for bit
/// what was saved, and the file has the model as <c>Model.safetensors</c>.
/// </remarks>
/// <typeparam name="TModel">The model: a classifier or a regressor.</typeparam>
public sealed class ShallowNetTransformer<TModel> : ISingleFeaturePredictionTransformer<TModel>, ISingleFeaturePredictionTransformer
    where TModel : MlpModel<float>
{
    private readonly IHost host;
    private readonly Scoring<TModel> scoring;

    internal ShallowNetTransformer(IHostEnvironment environment, TModel model, Scoring<TModel> scoring, string featureColumnName)
    {
        host = environment.Register(nameof(ShallowNet));
        (Model, this.scoring, FeatureColumnName) = (model, scoring, featureColumnName);
        FeatureColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Features);
    }

    /// <summary>
    /// The model, with all that models of ShallowNet can do: reports, explanations, and exports, such as <c>Model.ExportOnnx(path)</c>. It must not be fed
    /// by <c>PartialFit</c> while the transformer is in use.
    /// </summary>
    public TModel Model { get; }

    /// <summary>The column of the features.</summary>
    public string FeatureColumnName { get; }

    /// <summary>What the column of the features holds: a vector of Single of known size.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <summary>Whether each row of the output comes from one row of the input: true.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns of a transformed view.</summary>
    /// <param name="inputSchema">The columns of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of the features is missing, or is not a vector of as many numbers as the model has features.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => MapperOf(inputSchema).OutputSchema;

    /// <summary>The view with the model's answers, which are computed when they are read.</summary>
    /// <param name="input">The view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of the features is missing, or is not a vector of as many numbers as the model has features.</exception>
    public IDataView Transform(IDataView input) => new ScoredView(Require.NotNull(input), MapperOf(input.Schema));

    /// <summary>What transforms single rows, as prediction engines need it.</summary>
    /// <param name="inputSchema">The columns of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of the features is missing, or is not a vector of as many numbers as the model has features.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => MapperOf(inputSchema);

    /// <summary>The model and its columns in one line.</summary>
    public override string ToString() => $"{FeatureColumnName} → {string.Join(", ", scoring.Columns(0).Select(column => column.Name))}: {Model}";

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => TransformerFile.Save(ctx, Model, scoring, FeatureColumnName);

    private ScoredRows MapperOf(DataViewSchema inputSchema)
    {
        if (Require.NotNull(inputSchema).GetColumnOrNull(FeatureColumnName) is not { } features)
        {
            throw host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName);
        }

        return features.Type.Equals(FeatureColumnType)
            ? new ScoredRows(inputSchema, features, scoring.Columns(ScoredRows.NextScoreSet(inputSchema)), () => scoring.Start(Model)) { WriteOnnx = context => OnnxPipeline.Write(context, Model, scoring, FeatureColumnName) }
            : throw host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName, $"{FeatureColumnType}", $"{features.Type}");
    }
}
