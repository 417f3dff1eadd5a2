using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>The column of a regression: Score.</summary>
/// <param name="outputs">How many numbers the vector has; null for a single number.</param>
/// <param name="names">The names of the vector's numbers; null for none.</param>
internal sealed class RegressionScoring(int? outputs, IReadOnlyList<string>? names) : Scoring<MlpRegressor<float>>
{
    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static RegressionScoring Read(BinaryReader reader)
    {
        int outputs = reader.ReadInt32();
        string[] names = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
        return new(outputs == 0 ? null : outputs, names.Length == 0 ? null : names);
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(outputs ?? 0);
        writer.Write(names?.Count ?? 0);
        foreach (string name in names ?? [])
        {
            writer.Write(name);
        }
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns(uint scoreSet)
    {
        string kind = outputs is null ? AnnotationUtils.Const.ScoreColumnKind.Regression : AnnotationUtils.Const.ScoreColumnKind.MultiOutputRegression;
        DataViewSchema.Annotations.Builder score = Annotations(scoreSet, kind, OutputNames.Score);
        if (names is not null)
        {
            score.AddSlotNames(names.Count, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Count, [.. names.Select(name => name.AsMemory())]));
        }

        return [Column(OutputNames.Score, outputs is { } size ? new VectorDataViewType(NumberDataViewType.Single, size) : NumberDataViewType.Single, score)];
    }

    public override void WriteOnnx(ContextNodes nodes, MlpRegressor<float> model, string output, IReadOnlyList<string> columns) => nodes.Node("Identity", columns[0], output);

    public override RowAnswer Start(MlpRegressor<float> model) => new Answer(model, outputs is not null);

    private sealed class Answer(MlpRegressor<float> model, bool isVector) : RowAnswer
    {
        private readonly float[] numbers = new float[model.Network.Outputs];

        public override void Compute(ReadOnlySpan<float> x) => model.Predict(x, numbers);

        public override void ComputeMissing() => numbers.AsSpan().Fill(float.NaN);

        public override Delegate GetterOf(int column, Action update) => isVector ? Getter(update, numbers) : Getter(update, () => numbers[0]);
    }
}
