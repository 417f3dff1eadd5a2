using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ShallowNet.Benchmarks;

/// <summary>ML.NET's FastTree with its defaults, on the features that the models have; of more than two classes, one against the others.</summary>
internal static class FastTrees
{
    public static Cell Judge(JudgedSet set, Trial trial)
    {
        (Samples train, Samples test) = trial.Split();
        TableEncoder encoder = TableEncoder.Fit(train.Table!.Without(Samples.Target), new EncoderOptions { EmbeddingSize = 0 });
        string[] classes = set.HasClasses ? [.. train.Labels.Distinct().Order(StringComparer.Ordinal)] : [];
        MLContext ml = new(seed: trial.Seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, encoder.Features);
        IDataView View(Samples samples)
        {
            Matrix<float> X = encoder.Transform<float>(samples.Table!.Without(Samples.Target));
            return ml.Data.LoadFromEnumerable(Enumerable.Range(0, X.ColumnCount).Select(j => new Row
            {
                Features = X.Column(j).ToArray(), Class = set.HasClasses ? samples.Labels[j] : "", IsSecond = classes.Length == 2 && samples.Labels[j] == classes[1],
                Number = set.HasClasses ? 0 : (float)samples.Targets[j],
            }).ToArray(), schema);
        }

        long start = Stopwatch.GetTimestamp();
        IDataView training = View(train);
        IEstimator<ITransformer> trainer = classes.Length switch
        {
            0 => ml.Regression.Trainers.FastTree(nameof(Row.Number)),
            2 => ml.BinaryClassification.Trainers.FastTree(nameof(Row.IsSecond)),
            _ => ml.Transforms.Conversion.MapValueToKey("Key", nameof(Row.Class), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
                .Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree("Key"), "Key")),
        };
        ITransformer model = trainer.Fit(training);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        IDataView answers = model.Transform(View(test));
        double?[] scores = classes.Length switch
        {
            0 => JudgedSet.OfNumbers([.. answers.GetColumn<float>("Score").Select(score => (double)score)], test.Targets),
            2 => OfClasses([.. answers.GetColumn<float>("Probability").Select(p => new[] { 1 - p, p })]),
            _ => OfClasses([.. answers.GetColumn<float[]>("Score")]),
        };
        return new Cell(set.Name, trial.Fold, trial.Seed, scores, seconds);

        double?[] OfClasses(float[][] probabilities) => JudgedSet.OfProbabilities(Matrix<float>.Build.DenseOfColumnArrays(probabilities), classes, test);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public string Class { get; set; } = "";

        public bool IsSecond { get; set; }

        public float Number { get; set; }
    }
}
