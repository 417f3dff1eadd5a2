using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;

namespace ShallowNet;

/// <summary>Models in the graphs that ML.NET's <c>ConvertToOnnx</c> makes of pipelines.</summary>
internal static class OnnxPipeline
{
    /// <summary>The lowest opset with the operations that are used.</summary>
    private const int LeastOpset = 11;

    /// <summary>Adds a model and its columns.</summary>
    /// <param name="context">The graph of the pipeline, which has the column of the features.</param>
    /// <param name="model">The model.</param>
    /// <param name="scoring">Adds the columns of the model's outputs.</param>
    /// <param name="featureColumnName">The column of the features.</param>
    /// <exception cref="NotSupportedException">A layer's activation is not one of the library, or the model has curves for its probabilities.</exception>
    /// <exception cref="InvalidOperationException">A parameter or a scaler is not finite as float.</exception>
    public static void Write<TModel>(OnnxContext context, TModel model, Scoring<TModel> scoring, string featureColumnName)
        where TModel : MlpModel<float>
    {
        model.CheckNoCurves("An ONNX file");
        context.CheckOpSetVersion(LeastOpset, nameof(ShallowNet));
        ContextNodes nodes = new(context);
        IReadOnlyList<DataViewSchema.DetachedColumn> columns = scoring.Columns(0);
        string features = context.GetVariableName(featureColumnName);
        model.Network.WriteOnnx(nodes, OnnxExport.AddScaler(nodes, model.InputScaler, features), "networkOutput");
        string output = "networkOutput";
        if (model.OutputScaler is { } scaler)
        {
            output = "answer";
            OnnxExport.AddInverse(nodes, scaler, "networkOutput", output);
        }

        scoring.WriteOnnx(nodes, model, output, [.. columns.Select(column => nodes.Column(column.Name, column.Type))]);
    }
}
