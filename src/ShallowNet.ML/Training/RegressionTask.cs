using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>A number, or several that one network learns.</summary>
internal sealed class RegressionTask : LearningTask<MlpRegressor<float>>
{
    public override string Accepted => "Single or Vector<Single>";

    public override bool Accepts(SchemaShape.Column label) =>
        label.Kind != SchemaShape.Column.VectorKind.VariableVector && !label.IsKey && label.ItemType == NumberDataViewType.Single;

    public override IEnumerable<SchemaShape.Column> Outputs(SchemaShape.Column label) => [Number(OutputNames.Score, label.Kind)];

    public override (MlpRegressor<float> Model, Scoring<MlpRegressor<float>> Scoring) Fit(TrainingTask training)
    {
        NumberLabels labels = new(training.Label);
        TrainingSamples samples = TrainingSamples.Read(training, labels);
        Matrix<float> Y = ColumnMajor.Create(labels.Outputs, samples.X.ColumnCount, labels.ToArray());
        MlpRegressor<float> model = MlpRegressor.Fit(samples.X, Y, training.Options, samples.Weights, training.Progress, training.CancellationToken);
        return (model, new RegressionScoring(training.Label.Type is VectorDataViewType ? labels.Outputs : null, labels.IsVector ? SlotNames.Of(training.Label) : null));
    }
}
