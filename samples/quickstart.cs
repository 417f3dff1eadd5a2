#!/usr/bin/env dotnet
#:project ../src/ShallowNet.Tables/ShallowNet.Tables.csproj

// A table in, an answer out; then a network of one's own, and the article's program.
//
//     dotnet run samples/quickstart.cs

using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "samples";

// ---- Penguins: is one male or female? A table as people write them, with texts, dates and gaps.

var table = Csv.Read(Path.Combine(here, "data", "penguins.csv")).WithoutGaps("Sex");
var (train, test) = table.Split(target: "Sex", testShare: 0.2, seed: 1);
var model = MlpClassifier.Fit(train, target: "Sex");
Console.WriteLine(model.Report(test));
model.Save(Path.Combine(Path.GetTempPath(), "penguins.safetensors"));

Console.WriteLine();
Console.WriteLine("How the columns become the network's inputs:");
Console.WriteLine(model.Encoder);

// ---- A network of one's own. Breast cancer: is a tumour benign? 569 × 30 measurements; samples are the columns of X.

var (X, Y) = Datasets.BreastCancer<float>();
var (known, unseen) = Split.TrainTest(X, Y, testShare: 0.2, seed: 1);

// The test samples are measured with the training samples' ruler.
var standardizer = Standardizer.Fit(known.X);
var network = Network.Create<float>(
    inputs: 30, seed: 1,
    new Dense(16, Activation.ReLU),
    new Dense(1, Activation.Sigmoid));
var options = new TrainingOptions { Optimizer = new Adam(learningRate: 0.001), Epochs = 60, BatchSize = 32 };

Console.WriteLine();
Console.WriteLine($"Breast cancer: {known.X.ColumnCount} samples to train on, {unseen.X.ColumnCount} to test on");
Console.WriteLine(network);
Console.WriteLine();
var history = network.Train(standardizer.Transform(known.X), known.Y, options, progress: new ConsoleProgress());

Matrix<float> YHat = network.Predict(standardizer.Transform(unseen.X));
Console.WriteLine();
Console.WriteLine($"Test accuracy: {Metrics.Accuracy(YHat, unseen.Y):0.000}");
Console.WriteLine();
Console.WriteLine(Metrics.ConfusionMatrix(YHat, unseen.Y, ["malignant", "benign"]));
Console.WriteLine();
Console.WriteLine("Cost by epoch:");
foreach (var epoch in history.Epochs.Where(e => e.Epoch is 1 or 2 or 5 || e.Epoch % 10 == 0))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch,6}  {epoch.Cost:0.0000}"));
}

// ---- The article's program with its seed, 1: 2-4-1, tanh and sigmoid, gradient descent; on the course's flower of two colours.

Console.WriteLine();
Console.WriteLine("The article's program: cost every 1,000 iterations");
var (XFlower, YFlower) = Datasets.Flower<double>(samples: 400, seed: 1);
var article = Network.Create<double>(
    inputs: 2, seed: 1,
    new Dense(4, Activation.Tanh) { Initializer = Initializer.Normal(0.01) },
    new Dense(1, Activation.Sigmoid) { Initializer = Initializer.Normal(0.01) });

for (int i = 0; i < 10_000; i++)
{
    var pass = article.Forward(XFlower);
    double J = article.Cost(pass, YFlower);
    var gradients = article.Backward(pass, YFlower);
    article.Update(gradients, learningRate: 1.2);
    if (i % 1000 == 0)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i,6}  {J:0.000000}"));
    }
}

Console.WriteLine($"Accuracy: {Metrics.Accuracy(article.Predict(XFlower), YFlower):0.0%}");
