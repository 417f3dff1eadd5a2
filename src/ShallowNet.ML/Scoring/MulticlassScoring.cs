using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet;

/// <summary>The columns of the values of a key: PredictedLabel, and Score with the probability of each.</summary>
internal sealed class MulticlassScoring : Scoring<MlpClassifier<float, string>>
{
    private const string Kind = AnnotationUtils.Const.ScoreColumnKind.MulticlassClassification;

    private readonly KeyNames? names;

    /// <summary>The columns of a key.</summary>
    /// <param name="count">How many values it has.</param>
    /// <param name="names">The values; null for none.</param>
    public MulticlassScoring(int count, KeyNames? names)
    {
        this.names = names;

        // Values that have the same text, or one that no file can hold, are called by their numbers.
        bool haveNames = names is not null && names.Texts.Count == count && names.Texts.Distinct().Count() == count && !names.Texts.Any(text => Require.HasHalfAPair(text));
        Classes = haveNames ? names!.Texts : [.. Enumerable.Range(1, count).Select(number => Invariant($"{number}"))];
    }

    /// <summary>What the model calls the key's values, in their order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static MulticlassScoring Read(BinaryReader reader) => new(reader.ReadInt32(), KeyNames.Read(reader));

    public override void Write(BinaryWriter writer)
    {
        writer.Write(Classes.Count);
        KeyNames.Write(writer, names);
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns(uint scoreSet)
    {
        DataViewSchema.Annotations.Builder label = Annotations(scoreSet, Kind, OutputNames.PredictedLabel), score = Annotations(scoreSet, Kind, OutputNames.Score);
        names?.AddTo(label, AnnotationUtils.Kinds.KeyValues);
        names?.AddTo(score, AnnotationUtils.Kinds.TrainingLabelValues);
        if (names?.ItemType is TextDataViewType)
        {
            names.AddTo(score, AnnotationUtils.Kinds.SlotNames);
        }

        return
        [
            Column(OutputNames.PredictedLabel, new KeyDataViewType(typeof(uint), Classes.Count), label),
            Column(OutputNames.Score, new VectorDataViewType(NumberDataViewType.Single, Classes.Count), score),
        ];
    }

    public override void WriteOnnx(ContextNodes nodes, MlpClassifier<float, string> model, string output, IReadOnlyList<string> columns)
    {
        string probabilities = model.Classes.Count > 2 ? output : nodes.Node(
            "Concat", "bothProbabilities", [nodes.Node("Sub", "firstProbability", nodes.Scalar("one", 1), output), output], OnnxAttribute.Of("axis", 1));

        // From the order of the model's classes to that of the key.
        Matrix<float> places = Matrix<float>.Build.Dense(model.Classes.Count, Classes.Count, (i, j) => model.Classes[i] == Classes[j] ? 1 : 0);
        nodes.Node("MatMul", columns[1], probabilities, nodes.Matrix("placesOfClasses", places, "Places"));
        string best = nodes.Node("ArgMax", "best", [columns[1]], OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 1));
        nodes.Cast(columns[0], nodes.Node("Add", "label", best, nodes.Integers("firstKey", 1)), typeof(uint));
    }

    public override RowAnswer Start(MlpClassifier<float, string> model) => new Answer(model, Classes);

    private sealed class Answer(MlpClassifier<float, string> model, IReadOnlyList<string> classes) : RowAnswer
    {
        private readonly int[] places = [.. model.Classes.Select(name => classes.ToList().IndexOf(name))];
        private readonly float[] probabilities = new float[model.Classes.Count];
        private readonly float[] scores = new float[classes.Count];
        private uint label;

        public override void Compute(ReadOnlySpan<float> x)
        {
            model.PredictProbability(x, probabilities);
            Array.Clear(scores);
            int best = 0;
            for (int i = 0; i < places.Length; i++)
            {
                scores[places[i]] = probabilities[i];
                best = probabilities[i] > probabilities[best] ? i : best;
            }

            label = (uint)places[best] + 1;
        }

        public override void ComputeMissing()
        {
            label = 0;
            scores.AsSpan().Fill(float.NaN);
        }

        public override Delegate GetterOf(int column, Action update) => column == 0 ? Getter(update, () => label) : Getter(update, scores);
    }
}
