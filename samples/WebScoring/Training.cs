using ShallowNet;

namespace WebScoring;

/// <summary>The command <c>train</c>: a table becomes a model file.</summary>
internal static class Training
{
    /// <summary>
    /// Trains on a table, tells how good such models are on rows they have not seen, and saves the model.
    /// </summary>
    /// <param name="arguments">The CSV file, the model, the column to predict, and columns that are to be left out.</param>
    public static void Run(string[] arguments)
    {
        if (arguments is not [var data, var model, var target, .. var leftOut])
        {
            throw new ArgumentException($"train must have at least three arguments, DATA MODEL TARGET [LEFT-OUT …], but has {arguments.Length}.");
        }

        // Without HiddenLayers, the data would choose, perhaps a linear model, which says less about what a service can bear.
        MlpOptions options = new() { HiddenLayers = [new Dense(48, Activation.Tanh)] };
        // The classes are what the file calls them, also if that is yes and no.
        CsvOptions targetIsText = new() { Kinds = new Dictionary<string, ColumnKind> { [target] = ColumnKind.Text } };
        Table table = Csv.Read(data, targetIsText).Without(leftOut);
        var classifier = MlpClassifier.Fit(table, target, options);
        classifier.Save(model);
        Console.WriteLine(model);
        Console.WriteLine(classifier.Encoder);
        Console.WriteLine(classifier.Network);
        Console.WriteLine($"Accuracy on unseen rows, in five folds: {CrossValidation.OfClassifier(table, target, options)}");
    }
}
