using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ShallowNet;

/// <summary>An estimator of ML.NET that fits a model of ShallowNet to the rows of a data view.</summary>
/// <remarks>
/// Made by <see cref="ShallowNetCatalog"/>. Rows whose label, weight or features are missing (NaN) or infinite are left out, and the context's log says how many.
/// The features of all others are held in memory once.
/// </remarks>
/// <typeparam name="TModel">The model: a classifier or a regressor.</typeparam>
public sealed class ShallowNetTrainer<TModel> : IEstimator<ShallowNetTransformer<TModel>>
    where TModel : MlpModel<float>
{
    private readonly IHost host;
    private readonly int? contextSeed;
    private readonly LearningTask<TModel> task;

    internal ShallowNetTrainer(IHostEnvironment environment, LearningTask<TModel> task, ShallowNetOptions options)
    {
        Options = Require.NotNull(options);
        host = environment.Register(nameof(ShallowNet));
        contextSeed = (environment as IHostEnvironmentInternal)?.Seed;
        this.task = task;
    }

    /// <summary>The columns, and how the model is made.</summary>
    public ShallowNetOptions Options { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="input">The rows; they are read once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or holds something else than is needed.</exception>
    /// <exception cref="ArgumentException">There is only one class, or too many, or a key of dates or the like, a weight is negative, or the options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">No row has a label and features.</exception>
    /// <exception cref="TrainingDivergedException">The cost stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, and the options do not have <see cref="TrainingOptions.KeepWhenCancelled"/>, or no epoch was complete.
    /// </exception>
    public ShallowNetTransformer<TModel> Fit(IDataView input)
    {
        Require.NotNull(input);
        CheckColumns(SchemaShape.Create(input.Schema));
        DataViewSchema.Column features = input.Schema[Options.FeatureColumnName];
        MlpOptions options = Options.ModelOptions(contextSeed);
        TrainingTask training = new()
        {
            Host = host, Input = input, Label = input.Schema[Options.LabelColumnName], Features = features,
            Weights = Options.ExampleWeightColumnName is { } name ? input.Schema[name] : null,
            Options = options with { FeatureNames = options.FeatureNames ?? SlotNames.Of(features) }, Progress = Options.Progress, CancellationToken = Options.CancellationToken,
        };
        (TModel model, Scoring<TModel> scoring) = task.Fit(training);
        return new ShallowNetTransformer<TModel>(host, model, scoring, Options.FeatureColumnName);
    }

    /// <summary>The columns of what the fitted transformer makes of a view with the given ones.</summary>
    /// <param name="inputSchema">The columns of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or holds something else than is needed.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = CheckColumns(Require.NotNull(inputSchema));
        SchemaShape.Column[] added = [.. task.Outputs(label)];
        return new SchemaShape(inputSchema.Where(column => !Array.Exists(added, its => its.Name == column.Name)).Concat(added));
    }

    /// <summary>Refuses views without the columns that are needed, as ML.NET's trainers do.</summary>
    /// <returns>The column of the label.</returns>
    private SchemaShape.Column CheckColumns(SchemaShape schema)
    {
        Check(schema, "feature", new SchemaShape.Column(Options.FeatureColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false));
        if (Options.ExampleWeightColumnName is { } weight)
        {
            Check(schema, "weight", new SchemaShape.Column(weight, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false));
        }

        if (!schema.TryFindColumn(Options.LabelColumnName, out SchemaShape.Column label))
        {
            throw host.ExceptSchemaMismatch("inputSchema", "label", Options.LabelColumnName);
        }

        return task.Accepts(label) ? label : throw host.ExceptSchemaMismatch("inputSchema", "label", label.Name, task.Accepted, label.GetTypeString());
    }

    private void Check(SchemaShape schema, string role, SchemaShape.Column needed)
    {
        if (!schema.TryFindColumn(needed.Name, out SchemaShape.Column found))
        {
            throw host.ExceptSchemaMismatch("inputSchema", role, needed.Name);
        }

        if (!needed.IsCompatibleWith(found))
        {
            throw host.ExceptSchemaMismatch("inputSchema", role, needed.Name, needed.GetTypeString(), found.GetTypeString());
        }
    }
}
