using Microsoft.ML;
using Microsoft.ML.Data;

namespace ShallowNet.ML.Tests;

/// <summary>Pipelines that ML.NET writes to ONNX, and ONNX Runtime answers for.</summary>
public sealed class OnnxTests
{
    private readonly MLContext context = new(seed: 5);

    [Fact]
    public void ConvertToOnnx_TwoClasses_AnswersAsThePipeline()
    {
        IDataView view = Data.Cancer(context);
        ITransformer model = context.Transforms.NormalizeMinMax("Features").Append(context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast)).Fit(view);
        IDataView scored = model.Transform(view), converted = Converted(model, view, "Probability", "Score", "PredictedLabel");
        Close(converted.Vectors("Probability"), scored.Values<float>("Probability"), 1e-5);
        Close(converted.Vectors("Score"), scored.Values<float>("Score"), 1e-2);
        converted.Values<bool[]>("PredictedLabel").Select(label => label[0]).Should().Equal(scored.Values<bool>("PredictedLabel"));
    }

    [Fact]
    public void ConvertToOnnx_KeyOfTwoValues_AnswersAsThePipeline()
    {
        IDataView view = Data.Cancer(context);
        IDataView keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        ITransformer model = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(keys);
        Converted(model, keys, "PredictedLabel").Values<uint[]>("PredictedLabel").Select(label => label[0]).Should().Equal(model.Transform(keys).Values<uint>("PredictedLabel"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ConvertToOnnx_MoreClasses_AnswersAsThePipeline(bool withoutOne)
    {
        IDataView view = Data.Iris(context);
        IDataView trained = withoutOne ? context.Data.FilterByCustomPredicate<Keyed>(view, row => row.Label == 2) : view;
        ITransformer model = context.MulticlassClassification.Trainers.ShallowNet(options: Data.Fast).Fit(trained);
        IDataView scored = model.Transform(view), converted = Converted(model, view, "Score", "PredictedLabel");
        Close(converted.Vectors("Score"), scored.Vectors("Score"), 1e-5);
        converted.Values<uint[]>("PredictedLabel").Select(label => label[0]).Should().Equal(scored.Values<uint>("PredictedLabel"));
    }

    [Fact]
    public void ConvertToOnnx_NumbersOfEveryKindOfInputs_AnswersAsThePipeline()
    {
        IDataView view = Data.Diabetes(context);
        MlpOptions[] embedded = [.. ((Embedding[])[Embedding.PiecewiseLinear(-1, 0, 1), Embedding.Periodic(size: 2, frequencies: 4)])
            .Select(embedding => new MlpOptions { HiddenLayers = [new Dense(8, Activation.ReLU) { Embedding = embedding }], Training = new() { Epochs = 5 } })];
        foreach (MlpOptions options in (MlpOptions[])[new MlpOptions { Effort = Effort.Quick }, .. embedded])
        {
            ITransformer model = context.Regression.Trainers.ShallowNet(options: options).Fit(view);
            Close(Converted(model, view, "Score").Vectors("Score"), model.Transform(view).Values<float>("Score"), 0.01);
        }
    }

    [Fact]
    public void ConvertToOnnx_AThreshold_PredictsByIt()
    {
        IDataView view = Data.Cancer(context);
        ShallowNetTransformer<MlpClassifier<float, bool>> model = context.BinaryClassification.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        model.Model.Threshold = DecisionThreshold.Given(0.02);
        IDataView converted = Converted(model, view, "PredictedLabel", "Probability");
        converted.Values<bool[]>("PredictedLabel").Select(label => label[0]).Should().Equal(converted.Vectors("Probability").Select(p => p >= 0.02));
        converted.Values<bool[]>("PredictedLabel").Select(label => label[0]).Should().Equal(model.Transform(view).Values<bool>("PredictedLabel"));
    }

    [Fact]
    public void ConvertToOnnx_CurvesOfProbabilities_AreRefused()
    {
        IDataView view = Data.Cancer(context);
        ITransformer model = context.BinaryClassification.Trainers.ShallowNet(options: new MlpOptions { Calibration = CalibrationMethod.Isotonic }).Fit(view);
        FluentActions.Invoking(() => Converted(model, view, "Probability")).Should().Throw<NotSupportedException>().WithMessage("An ONNX file must have a model whose probabilities are its network's*");
    }

    [Fact]
    public void ConvertToOnnx_OldOpset_IsRefused()
    {
        IDataView view = Data.Diabetes(context);
        ITransformer model = context.Regression.Trainers.ShallowNet(options: Data.Fast).Fit(view);
        ((Action)(() => context.Model.ConvertToOnnx(model, view, 9, Stream.Null))).Should().Throw<ArgumentException>().WithMessage("*OpSet version 9 is lower than ShallowNet's minimum*11*");
    }

    private static void Close(float[] answers, float[] expected, double tolerance)
    {
        answers.Should().HaveCount(expected.Length);
        answers.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)).Should().BeLessThan((float)tolerance);
    }

    private IDataView Converted(ITransformer model, IDataView view, params string[] columns)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.onnx");

        // ML.NET would begin with what made the view, too; a cached one has no past. Keys it would have as their values.
        view = context.Data.Cache(context.Transforms.SelectColumns("Features").Fit(view).Transform(view));
        try
        {
            using (FileStream file = File.Create(path))
            {
                context.Model.ConvertToOnnx(model, view, file);
            }

            // ML.NET takes ".output" off the names again.
            return context.Transforms.ApplyOnnxModel([.. columns.Select(column => $"{column}.output")], ["Features"], path).Fit(view).Transform(view);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        }
    }

    private sealed class Keyed
    {
        public uint Label { get; set; }
    }
}
