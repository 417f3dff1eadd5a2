// The same as Program.cs beside it, and it prints the same: dotnet run -c Release --project samples/MLNet/FSharp
open System
open System.Collections.Generic
open System.IO
open Microsoft.ML
open Microsoft.ML.Data
open Microsoft.ML.Trainers
open Microsoft.ML.Trainers.LightGbm
open Microsoft.ML.Transforms
open ShallowNet

[<CLIMutable>]
type Customer =
    { age: float32
      city: string
      plan: string
      fee: float32
      payment: string
      gigabytes: float32
      support_calls: float32
      satisfaction: float32
      paperless: float32
      churned: string }

[<CLIMutable>]
type Answer = { Probability: float32 }

let mlContext = MLContext(Nullable 1)
let customers = Csv.Read("samples/data/churn.csv").ToDataView()
let parts = mlContext.Data.TrainTestSplit(customers, 0.25, seed = Nullable 1)

let texts = [| "city"; "plan"; "payment" |]
let numbers = [| "age"; "fee"; "gigabytes"; "support_calls"; "satisfaction"; "paperless" |]
let same names = names |> Array.map (fun name -> InputOutputColumnPair(name, name))
let gaps = numbers |> Array.map (fun name -> InputOutputColumnPair($"{name} is missing", name))
let marks = gaps |> Array.map (fun pair -> pair.OutputColumnName)

// F# does not know that an estimator of one kind of transformers is one of transformers.
let estimator (any: obj) = any :?> IEstimator<ITransformer>

let features =
    (estimator(mlContext.Transforms.Conversion.MapValue("Label", [ KeyValuePair("yes", true); KeyValuePair("no", false) ], "churned")))
        .Append(mlContext.Transforms.Categorical.OneHotEncoding(same texts))
        .Append(mlContext.Transforms.IndicateMissingValues(gaps))
        .Append(mlContext.Transforms.Conversion.ConvertType(same marks, DataKind.Single))
        .Append(mlContext.Transforms.ReplaceMissingValues(same numbers, MissingValueReplacingEstimator.ReplacementMode.Mean))
        .Append(mlContext.Transforms.Concatenate("Features", Array.concat [ numbers; marks; texts ]))

let judge (name: string) (trainer: obj) =
    let fitted = features.Append(estimator trainer).Fit parts.TrainSet
    let metrics = mlContext.BinaryClassification.Evaluate(fitted.Transform parts.TestSet)
    let line = String.Format(Globalization.CultureInfo.InvariantCulture, "{0,-12} {1,9:F4} {2,7:F4} {3,9:F4}", name, metrics.Accuracy, metrics.AreaUnderRocCurve, metrics.LogLoss * Math.Log 2.0)
    printfn $"{line}"
    fitted

printfn "trainer       accuracy     AUC  log loss"
let model = judge "ShallowNet" (mlContext.BinaryClassification.Trainers.ShallowNet())
judge "LightGBM" (mlContext.BinaryClassification.Trainers.LightGbm(LightGbmBinaryTrainer.Options(NumberOfThreads = Nullable 1, Seed = Nullable 1))) |> ignore

let normalize = mlContext.Transforms.NormalizeMeanVariance "Features"
let sdca = mlContext.BinaryClassification.Trainers.SdcaLogisticRegression(SdcaLogisticRegressionBinaryTrainer.Options(NumberOfThreads = Nullable 1))
judge "SDCA" ((estimator normalize).Append(estimator sdca)) |> ignore

let path = Path.Combine(Path.GetTempPath(), "churn-fsharp.zip")
mlContext.Model.Save(model, customers.Schema, path)
let loaded, _ = MLContext().Model.Load path
let engine = mlContext.Model.CreatePredictionEngine<Customer, Answer> loaded

let answer =
    engine.Predict
        { age = 24f
          city = "Oslo"
          plan = "Basic"
          fee = 29f
          payment = "card"
          gigabytes = 3f
          support_calls = 5f
          satisfaction = 1f
          paperless = nanf
          churned = "" }

let probability = answer.Probability.ToString("F2", Globalization.CultureInfo.InvariantCulture)
printfn $"\na young customer who called five times leaves with a probability of {probability}"
