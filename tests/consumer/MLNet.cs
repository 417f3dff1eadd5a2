// Uses ShallowNet.ML as an application does: one process fits a pipeline and saves it, another loads it and asks it. Ends with 1 where the answers differ.
using Microsoft.ML;
using ShallowNet;

MLContext mlContext = new(seed: 1);
IDataView view = Datasets.Iris().ToDataView();
if (args[0] == "save")
{
    ITransformer fitted = mlContext.Transforms.Conversion.MapValueToKey("Label", "species")
        .Append(mlContext.Transforms.Concatenate("Features", "petal length (cm)", "petal width (cm)"))
        .Append(mlContext.MulticlassClassification.Trainers.ShallowNet())
        .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(view);
    mlContext.Model.Save(fitted, view.Schema, "iris.zip");
    File.WriteAllText("iris.txt", AnswersOf(fitted));
    return 0;
}

return AnswersOf(mlContext.Model.Load("iris.zip", out _)) == File.ReadAllText("iris.txt") ? 0 : 1;

string AnswersOf(ITransformer transformer) => transformer.Transform(view).ToTable().Select("PredictedLabel", "Score.setosa", "Score.versicolor", "Score.virginica")
    .Rows.Aggregate("", (text, row) => $"{text}{row}\n");
