// Who will leave? Three trainers of ML.NET on the same pipeline, judged by ML.NET's own evaluator: ShallowNet's network, LightGBM's trees and the
// linear model by SDCA. Run it in the repository's folder: dotnet run -c Release --project samples/MLNet
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using MLNet;
using ShallowNet;

MLContext mlContext = new(seed: 1);
IDataView customers = Csv.Read("samples/data/churn.csv").ToDataView();
DataOperationsCatalog.TrainTestData parts = mlContext.Data.TrainTestSplit(customers, testFraction: 0.25, seed: 1);

// Texts become indicators, gaps are filled and marked: what every trainer needs here. Networks of ShallowNet scale their inputs themselves.
string[] texts = ["city", "plan", "payment"];
string[] numbers = ["age", "fee", "gigabytes", "support_calls", "satisfaction", "paperless"];
InputOutputColumnPair[] gaps = [.. numbers.Select(name => new InputOutputColumnPair($"{name} is missing", name))];
IEstimator<ITransformer> features = mlContext.Transforms.Conversion.MapValue("Label", [new KeyValuePair<string, bool>("yes", true), new("no", false)], "churned")
    .Append(mlContext.Transforms.Categorical.OneHotEncoding([.. texts.Select(name => new InputOutputColumnPair(name))]))
    .Append(mlContext.Transforms.IndicateMissingValues(gaps))
    .Append(mlContext.Transforms.Conversion.ConvertType([.. gaps.Select(pair => new InputOutputColumnPair(pair.OutputColumnName))], DataKind.Single))
    .Append(mlContext.Transforms.ReplaceMissingValues(
        [.. numbers.Select(name => new InputOutputColumnPair(name))], Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean))
    .Append(mlContext.Transforms.Concatenate("Features", [.. numbers, .. gaps.Select(pair => pair.OutputColumnName), .. texts]));

Console.WriteLine("trainer       accuracy     AUC  log loss");
TransformerChain<ITransformer> model = Judge("ShallowNet", mlContext.BinaryClassification.Trainers.ShallowNet());
Judge("LightGBM", mlContext.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, Seed = 1 }));
Judge("SDCA", mlContext.Transforms.NormalizeMeanVariance("Features").Append(
    mlContext.BinaryClassification.Trainers.SdcaLogisticRegression(new() { NumberOfThreads = 1 })));

// The whole pipeline is one file, which any program loads that has the package ShallowNet.ML beside it.
string path = Path.Combine(Path.GetTempPath(), "churn.zip");
mlContext.Model.Save(model, customers.Schema, path);
ITransformer loaded = new MLContext().Model.Load(path, out _);
using PredictionEngine<Customer, Answer> engine = mlContext.Model.CreatePredictionEngine<Customer, Answer>(loaded);
Answer answer = engine.Predict(new Customer
{
    Age = 24, City = "Oslo", Plan = "Basic", Fee = 29, Payment = "card", Gigabytes = 3, SupportCalls = 5, Satisfaction = 1, Paperless = float.NaN,
});
Console.WriteLine(FormattableString.Invariant($"\na young customer who called five times leaves with a probability of {answer.Probability:F2}"));

TransformerChain<ITransformer> Judge(string name, IEstimator<ITransformer> trainer)
{
    TransformerChain<ITransformer> fitted = features.Append(trainer).Fit(parts.TrainSet);

    // ML.NET's log loss is in bits.
    CalibratedBinaryClassificationMetrics metrics = mlContext.BinaryClassification.Evaluate(fitted.Transform(parts.TestSet));
    Console.WriteLine(FormattableString.Invariant($"{name,-12} {metrics.Accuracy,9:F4} {metrics.AreaUnderRocCurve,7:F4} {metrics.LogLoss * Math.Log(2),9:F4}"));
    return fitted;
}
