#!/usr/bin/env dotnet
#:project ../src/ShallowNet/ShallowNet.csproj
#:package CsvHelper

// A network on real data, the same in one call, then the article's own program.
//
//     dotnet run samples/quickstart.cs

using System.Globalization;
using CsvHelper;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "samples";

// ---- Breast cancer: is a tumour benign? 569 × 30 measurements.

var (X, Y, classNames) = ReadCsv(Path.Combine(here, "data", "breast_cancer.csv"));
var (train, test) = Split.TrainTest(X, Y, testShare: 0.2, seed: 1);

// The test samples are measured with the training samples' ruler.
var standardizer = Standardizer.Fit(train.X);
var XTrain = standardizer.Transform(train.X);
var XTest = standardizer.Transform(test.X);

var network = Network.Create<float>(
    inputs: 30, seed: 1,
    new Dense(16, Activation.ReLU),
    new Dense(1, Activation.Sigmoid));
var options = new TrainingOptions { Optimizer = new Adam(learningRate: 0.001), Epochs = 60, BatchSize = 32 };

Console.WriteLine($"Breast cancer: {train.X.ColumnCount} samples to train on, {test.X.ColumnCount} to test on");
Console.WriteLine(network);
Console.WriteLine();
var history = network.Train(XTrain, train.Y, options, progress: new ConsoleProgress());

var YHat = network.Predict(XTest);
Console.WriteLine();
Console.WriteLine($"Test accuracy: {Metrics.Accuracy(YHat, test.Y):0.000}");
Console.WriteLine();
Console.WriteLine(Metrics.ConfusionMatrix(YHat, test.Y, classNames));
Console.WriteLine();
Console.WriteLine("Cost by epoch:");
foreach (var epoch in history.Epochs.Where(e => e.Epoch is 1 or 2 or 5 || e.Epoch % 10 == 0))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch,6}  {epoch.Cost:0.0000}"));
}

// ---- The same in one call: scaling is inside, and the data choose the model.

string[] NamesOf(Matrix<float> labels) => [.. labels.Row(0).Select(label => classNames[(int)label])];
var model = MlpClassifier.Fit(train.X, NamesOf(train.Y));
Console.WriteLine();
Console.WriteLine("In one call:");
Console.WriteLine(model.Report(test.X, NamesOf(test.Y)));

// ---- The article's program: a flower of two colours, 2-4-1, tanh and sigmoid, gradient descent.

Console.WriteLine();
Console.WriteLine("The article's program: cost every 1,000 iterations");
var (XFlower, YFlower) = Datasets.Flower<double>(samples: 400, seed: 1);
var article = Network.Create<double>(
    inputs: 2, seed: 2,
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

// The first line holds the numbers of rows and features and the names of the classes; the last column is the class.
static (Matrix<float> X, Matrix<float> Y, string[] ClassNames) ReadCsv(string path)
{
    using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', HasHeader = false });
    csv.Read();
    int samples = csv.Parse<int>(0), features = csv.Parse<int>(1);
    string[] classNames = [csv.GetString(2), csv.GetString(3)];
    var X = Matrix<float>.Build.Dense(features, samples);
    var Y = Matrix<float>.Build.Dense(1, samples);
    for (int j = 0; csv.Read(); j++)
    {
        for (int i = 0; i < features; i++)
        {
            X[i, j] = csv.Parse<float>(i);
        }

        Y[0, j] = csv.Parse<float>(features);
    }

    return (X, Y, classNames);
}
