using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet;

namespace WebScoring;

/// <summary>The command <c>train</c>: a table becomes a model file.</summary>
internal static class Training
{
    /// <summary>
    /// Trains on a table, tells how good such models are on samples they have not seen, and saves the model.
    /// </summary>
    /// <param name="files">The table, the model, and, if there is one, a file with the name of a feature on each line.</param>
    public static void Run(string[] files)
    {
        if (files is not [var table, var model, .. { Length: <= 1 } names])
        {
            throw new ArgumentException($"train must have two or three files, DATA MODEL [NAMES], but has {files.Length}.");
        }

        var (X, labels) = Read(table);

        // Without HiddenLayers, the data would choose: of these 569 samples a linear model, which says less about what a service can bear.
        MlpOptions options = new() { HiddenLayers = [new Dense(48, Activation.Tanh)], FeatureNames = names is [var path] ? File.ReadAllLines(path) : null };
        var classifier = MlpClassifier.Fit(X, labels, options);
        classifier.Save(model);
        Console.WriteLine(model);
        Console.WriteLine(classifier.Network);
        Console.WriteLine($"Accuracy on unseen samples, in five folds: {CrossValidation.OfClassifier(X, labels, options)}");
    }

    /// <summary>The first line holds the numbers of rows and features and the names of the classes; a row's last cell is its class's number.</summary>
    public static (Matrix<float> X, string[] Labels) Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split(','))];
        if (lines is not [[_, _, .. var classes], _, ..])
        {
            throw new InvalidDataException($"{path} must have a line with the names of the classes, and at least one row.");
        }

        string[] labels = new string[lines.Length - 1];
        float[][] columns = new float[labels.Length][];
        for (int j = 0; j < labels.Length; j++)
        {
            string[] row = lines[j + 1];
            if (row.Length != lines[1].Length)
            {
                throw new InvalidDataException($"{path} must have rows of equal length, but line 2 has {lines[1].Length} cells and line {j + 2} has {row.Length}.");
            }

            columns[j] = Array.ConvertAll(row[..^1], cell => float.TryParse(cell, CultureInfo.InvariantCulture, out float x)
                ? x
                : throw new InvalidDataException($"{path} must have numbers as features, but line {j + 2} has {cell}."));
            labels[j] = int.TryParse(row[^1], CultureInfo.InvariantCulture, out int number) && number >= 0 && number < classes.Length
                ? classes[number]
                : throw new InvalidDataException($"{path} must end each row with the number of a class, from 0 to {classes.Length - 1}, but line {j + 2} ends with {row[^1]}.");
        }

        return (Matrix<float>.Build.DenseOfColumnArrays(columns), labels);
    }
}
