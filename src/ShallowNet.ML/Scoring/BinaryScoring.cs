using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>The columns of two classes: PredictedLabel, Score, Probability.</summary>
/// <param name="hasKey">Whether the label was a key, of which the second value counts as true.</param>
/// <param name="names">The key's values; null for none.</param>
internal sealed class BinaryScoring(bool hasKey, KeyNames? names) : Scoring<MlpClassifier<float, bool>>
{
    /// <summary>2⁻²⁵, half of what is between 1 and the next smaller number in float: what is left to 1 where a probability was rounded to it.</summary>
    private const double LeastComplement = 1.0 / (1 << 25);

    private const string Kind = AnnotationUtils.Const.ScoreColumnKind.BinaryClassification;

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static BinaryScoring Read(BinaryReader reader) => new(reader.ReadBoolean(), KeyNames.Read(reader));

    public override void Write(BinaryWriter writer)
    {
        writer.Write(hasKey);
        KeyNames.Write(writer, names);
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns(uint scoreSet)
    {
        DataViewSchema.Annotations.Builder label = Annotations(scoreSet, Kind, OutputNames.PredictedLabel), score = Annotations(scoreSet, Kind, OutputNames.Score);
        names?.AddTo(label, AnnotationUtils.Kinds.KeyValues);
        names?.AddTo(score, AnnotationUtils.Kinds.TrainingLabelValues);
        DataViewSchema.Annotations.Builder probability = Annotations(scoreSet, Kind, OutputNames.Probability);
        probability.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        return
        [
            Column(OutputNames.PredictedLabel, hasKey ? new KeyDataViewType(typeof(uint), 2) : BooleanDataViewType.Instance, label),
            Column(OutputNames.Score, NumberDataViewType.Single, score),
            Column(OutputNames.Probability, NumberDataViewType.Single, probability),
        ];
    }

    public override void WriteOnnx(ContextNodes nodes, MlpClassifier<float, bool> model, string output, IReadOnlyList<string> columns)
    {
        nodes.Node("Identity", columns[2], output);
        string other = nodes.Node("Max", "otherProbability", nodes.Node("Sub", "complement", nodes.Scalar("one", 1), output), nodes.Scalar("leastComplement", LeastComplement));
        string odds = nodes.Node("Div", "odds", nodes.Node("Max", "positiveProbability", output, nodes.Scalar("leastProbability", float.Epsilon)), other);
        nodes.Node("Log", columns[1], odds);
        string isTrue = nodes.Node("Greater", "isTrue", output, nodes.Scalar("bound", model.Threshold?.Below ?? 0.5f));
        if (!hasKey)
        {
            nodes.Node("Identity", columns[0], isTrue);
            return;
        }

        nodes.Cast(nodes.Variable("trueAsInteger"), isTrue, typeof(long));
        nodes.Cast(columns[0], nodes.Node("Add", "label", "trueAsInteger", nodes.Integers("firstKey", 1)), typeof(uint));
    }

    public override RowAnswer Start(MlpClassifier<float, bool> model) => new Answer(model, hasKey);

    private sealed class Answer(MlpClassifier<float, bool> model, bool hasKey) : RowAnswer
    {
        private readonly float[] probabilities = new float[2];
        private bool isMissing;

        private float Probability => probabilities[1];

        private bool IsTrue => !isMissing && (model.Threshold is { } threshold ? threshold.IsClassOne(Probability) : probabilities[1] > probabilities[0]);

        /// <summary>The logarithm of the odds, finite also where the probability was rounded to 0 or 1.</summary>
        private float Score => isMissing ? float.NaN : (float)ScalarFunctions.Log(
            Math.Max(Probability, float.Epsilon) / Math.Max(1 - (double)Probability, LeastComplement));

        public override void Compute(ReadOnlySpan<float> x)
        {
            isMissing = false;
            model.PredictProbability(x, probabilities);
        }

        public override void ComputeMissing()
        {
            isMissing = true;
            probabilities.AsSpan().Fill(float.NaN);
        }

        public override Delegate GetterOf(int column, Action update) => column switch
        {
            0 when hasKey => Getter(update, () => isMissing ? 0u : IsTrue ? 2u : 1u),
            0 => Getter(update, () => IsTrue),
            1 => Getter(update, () => Score),
            _ => Getter(update, () => Probability),
        };
    }
}
