// The five lines of a table from F#: ends with 1 where the saved model does not answer as the model does.
open System
open ShallowNet

let table = Csv.Read(Environment.GetCommandLineArgs()[1])
let struct (train, test) = table.Split(target = "churned", seed = 1)
let model = MlpClassifier.Fit(train, target = "churned")
printfn $"{model.Report test}"
model.Save "churn.safetensors"

let loaded = SafetensorsClassifierExtensions.Load<float32, string> "churn.safetensors"
exit (if loaded.PredictProbability(test).Equals(model.PredictProbability test) then 0 else 1)
