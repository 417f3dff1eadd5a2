using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

public sealed class MulticlassTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void Fit_Iris_AnswersAsTheModelItselfToTheBit()
    {
        IDataView view = Data.Iris(context);
        ShallowNetTransformer<MlpClassifier<float, string>> transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        (Matrix<float> X, string[] labels) = Data.IrisSamples();
        MlpClassifier<float, string> direct = MlpClassifier.Fit(X, labels, Data.Fast with { Seed = 5 });
        transformer.Model.Classes.Should().Equal("setosa", "versicolor", "virginica");

        IDataView scored = transformer.Transform(view);
        scored.Vectors("Score").Should().Equal(direct.PredictProbability(X).ToColumnMajorArray());
        IDataView values = context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        values.Values<string>("PredictedLabel").Should().Equal(direct.Predict(X));
    }

    [Fact]
    public void Score_InTheOrderOfAKeyThatIsNotSorted_HasTheSlotNamesOfTheKey()
    {
        // The key's values are in the order of the rows, those of the model sorted.
        IDataView view = Data.Iris(context);
        view = context.Data.FilterRowsByKeyColumnFraction(view, "Label", 0, 1);
        IDataView reversed = context.Data.LoadFromEnumerable(
            [.. context.Data.CreateEnumerable<Flower>(context.Transforms.Conversion.MapKeyToValue("Label").Fit(view).Transform(view), reuseRowObject: false).Reverse()], Flower.Definition);
        IDataView keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(reversed).Transform(reversed);
        IDataView scored = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(keys).Transform(keys);

        VBuffer<ReadOnlyMemory<char>> slots = default;
        scored.Schema["Score"].GetSlotNames(ref slots);
        slots.DenseValues().Select(name => name.ToString()).Should().Equal("virginica", "versicolor", "setosa");
        scored.Schema["PredictedLabel"].GetKeyValues(ref slots);
        slots.DenseValues().Select(name => name.ToString()).Should().Equal("virginica", "versicolor", "setosa");
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        metrics.MicroAccuracy.Should().BeGreaterThan(0.95);
        metrics.LogLoss.Should().BeLessThan(0.3);
    }

    [Fact]
    public void Fit_ValueOfTheKeyThatNoRowHas_IsImpossible()
    {
        IDataView view = Data.Iris(context);
        IDataView two = context.Data.FilterByCustomPredicate<Keyed>(view, row => row.Label == 2);
        ShallowNetTransformer<MlpClassifier<float, string>> transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(two);
        transformer.Model.Classes.Should().Equal("setosa", "virginica");
        IDataView scored = transformer.Transform(view);
        scored.Values<float[]>("Score").Should().AllSatisfy(scores =>
        {
            scores.Should().HaveCount(3);
            scores[1].Should().Be(0);
            (scores[0] + scores[2]).Should().BeApproximately(1, 1e-6f);
        });
        scored.Values<uint>("PredictedLabel").Distinct().Should().BeEquivalentTo([1u, 3u]);
    }

    [Fact]
    public void Fit_RowsWithoutALabelOrFeatures_LeavesThemOut()
    {
        (Matrix<float> X, string[] labels) = Data.IrisSamples();
        Flower[] flowers = [.. labels.Select((label, i) => new Flower { Label = label, Features = X.Column(i).ToArray() })];
        IDataView trained = context.Data.LoadFromEnumerable(flowers.Skip(1), Flower.Definition);
        ITransformer keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(trained);
        flowers[0].Label = "unknown";
        IDataView view = keys.Transform(context.Data.LoadFromEnumerable(flowers, Flower.Definition));
        float[] expected = MlpClassifier.Fit(X.RemoveColumn(0), labels[1..], Data.Fast with { Seed = 5 }).PredictProbability(X).ToColumnMajorArray();
        ShallowNetTransformer<MlpClassifier<float, string>> transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        transformer.Transform(view).Vectors("Score").Should().Equal(expected);

        flowers[4].Features[1] = float.NaN;
        IDataView scored = transformer.Transform(keys.Transform(context.Data.LoadFromEnumerable(flowers, Flower.Definition)));
        scored.Values<float[]>("Score")[4].Should().AllBeEquivalentTo(float.NaN);
        scored.Values<uint>("PredictedLabel")[4].Should().Be(0);
    }

    [Fact]
    public void Fit_KeyOfNumbers_KeepsThem()
    {
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 90).Select(i => new Numbered { Label = i % 3 * 10, Features = [i % 3, i % 5] }), Numbered.Definition);
        IDataView keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        ShallowNetTransformer<MlpClassifier<float, string>> transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(keys);
        foreach (ITransformer either in (ITransformer[])[transformer, transformer.SaveAndLoad(keys.Schema)])
        {
            IDataView scored = either.Transform(keys);
            context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored).Values<int>("PredictedLabel")
                .Should().Equal(Enumerable.Range(0, 90).Select(i => i % 3 * 10));
        }

        transformer.Model.Classes.Should().Equal("0", "10", "20");
    }

    [Fact]
    public void Fit_KeyWithoutValues_CallsThemByTheirNumbers()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Keyed));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), 3);
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);

        // ML.NET reads members that are keys from 0 on.
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 90).Select(i => new Keyed { Label = (uint)(i % 3), Features = [i % 3, i % 5] }), definition);
        ShallowNetTransformer<MlpClassifier<float, string>> transformer = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        transformer.Model.Classes.Should().Equal("1", "2", "3");
        foreach (ITransformer either in (ITransformer[])[transformer, transformer.SaveAndLoad(view.Schema)])
        {
            IDataView scored = either.Transform(view);
            scored.Values<uint>("PredictedLabel").Should().Equal(Enumerable.Range(0, 90).Select(i => (uint)(i % 3) + 1));
            scored.Schema["Score"].HasSlotNames().Should().BeFalse();
        }
    }

    [Fact]
    public void Fit_KeyOfOneValue_IsRefused()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Keyed));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), 3);
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Keyed { Label = 1, Features = [i, i] }), definition);
        ((Action)(() => context.MulticlassClassification.Trainers.ShallowNet().Fit(view))).Should().Throw<ArgumentException>()
            .WithMessage("Label column 'Label' must have at least two classes, but has only \"2\".*");
    }

    [Fact]
    public void Fit_KeyOfDates_IsRefused()
    {
        IDataView view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(i => new Dated { Label = new DateTime(2024, 1, 1 + i % 2), Features = [i, i] }), Dated.Definition);
        IDataView keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        ((Action)(() => context.MulticlassClassification.Trainers.ShallowNet().Fit(keys))).Should().Throw<ArgumentException>()
            .WithMessage("Schema mismatch for column 'Label': expected a key of texts, numbers or flags, got one of DateTime*");
    }

    [Fact]
    public void Fit_KeyOfTooManyValues_IsRefused()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Keyed));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), uint.MaxValue);
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        IDataView view = context.Data.LoadFromEnumerable([new Keyed { Label = 2, Features = [1, 1] }], definition);
        ((Action)(() => context.MulticlassClassification.Trainers.ShallowNet().Fit(view))).Should().Throw<ArgumentException>()
            .WithMessage("Maximum label is too large for multi-class: 4294967295.*");
    }

    private sealed class Flower
    {
        public static SchemaDefinition Definition => Vector(typeof(Flower), 4);

        public string Label { get; set; } = "";

        public float[] Features { get; set; } = [];
    }

    private sealed class Numbered
    {
        public static SchemaDefinition Definition => Vector(typeof(Numbered), 2);

        public int Label { get; set; }

        public float[] Features { get; set; } = [];
    }

    private sealed class Dated
    {
        public static SchemaDefinition Definition => Vector(typeof(Dated), 2);

        public DateTime Label { get; set; }

        public float[] Features { get; set; } = [];
    }

    private sealed class Keyed
    {
        public uint Label { get; set; }

        public float[] Features { get; set; } = [];
    }

    private static SchemaDefinition Vector(Type type, int features)
    {
        SchemaDefinition definition = SchemaDefinition.Create(type);
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return definition;
    }
}
