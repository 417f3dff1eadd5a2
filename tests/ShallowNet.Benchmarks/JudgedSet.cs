using System.Diagnostics;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Benchmarks;

/// <summary>Samples, an array of features for each, or the rows of a table, with their classes or their numbers.</summary>
internal sealed record Samples(double[][] Features, string[] Labels, double[] Targets)
{
    /// <summary>What the column of a table to predict is called.</summary>
    public const string Target = "target";

    /// <summary>The samples as a table with their target; null for arrays of features.</summary>
    public Table? Table { get; init; }

    public Matrix<T> X<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Matrix<T>.Build.Dense(Features[0].Length, Features.Length, (i, j) => T.CreateTruncating(Features[j][i]));
}

/// <summary>One fit of a model with default options, and what is needed to judge it.</summary>
/// <param name="Fold">What the fold is called, the same in every run.</param>
/// <param name="Seed">The model's seed.</param>
/// <param name="Split">The samples to fit to, and those to test on.</param>
internal sealed record Trial(string Fold, int Seed, Func<(Samples Train, Samples Test)> Split)
{
    /// <summary>The model's options, but for its seed.</summary>
    public MlpOptions Model { get; init; } = new();
}

/// <summary>A data set and its trials.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="HasClasses">Whether classes are to be told, and not numbers.</param>
/// <param name="Rows">How many samples there are.</param>
/// <param name="Trials">The trials of so many repeats.</param>
internal sealed record JudgedSet(string Name, bool HasClasses, int Rows, Func<int, IEnumerable<Trial>> Trials)
{
    /// <summary>
    /// What classifiers are judged by; probabilities are cut at 1e-6, and the area is of two classes only. The calibration error is the expected one of the
    /// predicted class in 10 equal bins (Guo et al., 2017).
    /// </summary>
    public static readonly string[] ScoresOfClasses = ["accuracy", "log loss", "AUC", "calibration error"];

    /// <summary>What regressors are judged by.</summary>
    public static readonly string[] ScoresOfNumbers = ["R²", "RMSE", "MAE"];

    /// <summary>Fits a model with default options, but for the seed and the most threads, and judges it.</summary>
    public Cell Judge<T>(Trial trial, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Samples train, Samples test) = trial.Split();
        MlpOptions options = trial.Model with { Seed = trial.Seed };
        options = threads is { } most ? options.WithTraining(training => training with { MaxThreads = most }) : options;
        Matrix<T>? X = train.Table is null ? train.X<T>() : null;
        long start = Stopwatch.GetTimestamp();
        if (HasClasses)
        {
            MlpClassifier<T, string> classifier = X is null ? MlpClassifier.Fit<T, string>(train.Table!, Samples.Target, options) : MlpClassifier.Fit(X, train.Labels, options);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new Cell(Name, trial.Fold, trial.Seed, Of(classifier, test), seconds);
        }
        else
        {
            MlpRegressor<T> regressor = X is null ? MlpRegressor.Fit<T>(train.Table!, Samples.Target, options) : MlpRegressor.Fit(X, Array.ConvertAll(train.Targets, T.CreateTruncating), options);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double[] predicted = test.Table is { } table ? regressor.Predict(table) : [.. regressor.Predict(test.X<T>()).Row(0).Select(double.CreateTruncating)];
            return new Cell(Name, trial.Fold, trial.Seed, OfNumbers(predicted, test.Targets), seconds);
        }
    }

    private static double?[] Of<T>(MlpClassifier<T, string> classifier, Samples test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        OfProbabilities(test.Table is { } table ? classifier.PredictProbability(table) : classifier.PredictProbability(test.X<T>()), [.. classifier.Classes], test);

    /// <summary>The scores of probabilities, a row for each class.</summary>
    public static double?[] OfProbabilities<T>(Matrix<T> probabilities, string[] classes, Samples test)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double accuracy = test.Labels.Select((label, j) => classes[probabilities.Column(j).MaximumIndex()] == label ? 1.0 : 0).Average();
        double logLoss = test.Labels.Select((label, j) => Array.IndexOf(classes, label) is >= 0 and int i ? double.CreateTruncating(probabilities[i, j]) : 0)
            .Average(p => -Math.Log(Math.Max(p, 1e-6)));
        double? area = classes.Length == 2
            ? Area([.. probabilities.Row(1).Select(double.CreateTruncating)], Array.ConvertAll(test.Labels, label => label == classes[1]))
            : null;
        return [accuracy, logLoss, area, CalibrationError(probabilities, classes, test.Labels)];
    }

    private static double CalibrationError<T>(Matrix<T> probabilities, string[] classes, string[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Bins = 10;
        double[] differences = new double[Bins];
        for (int j = 0; j < labels.Length; j++)
        {
            int predicted = probabilities.Column(j).MaximumIndex();
            double sure = double.CreateTruncating(probabilities[predicted, j]);
            differences[Math.Min((int)(sure * Bins), Bins - 1)] += sure - (classes[predicted] == labels[j] ? 1 : 0);
        }

        return differences.Sum(Math.Abs) / labels.Length;
    }

    /// <summary>The scores of numbers.</summary>
    public static double?[] OfNumbers(double[] predicted, double[] targets)
    {
        double mean = targets.Average(), squares = predicted.Zip(targets, (a, b) => (a - b) * (a - b)).Sum();
        return
        [
            1 - squares / targets.Sum(y => (y - mean) * (y - mean)),
            Math.Sqrt(squares / targets.Length),
            predicted.Zip(targets, (a, b) => Math.Abs(a - b)).Average(),
        ];
    }

    /// <summary>The area under the ROC curve: the share of pairs of one sample of each class that are in the right order, ties being half right.</summary>
    private static double Area(double[] probabilities, bool[] isSecond)
    {
        double[] second = [.. probabilities.Where((_, j) => isSecond[j]).Order()], first = [.. probabilities.Where((_, j) => !isSecond[j]).Order()];
        double right = 0;
        int below = 0, notAbove = 0;
        foreach (double p in second)
        {
            while (below < first.Length && first[below] < p)
            {
                below++;
            }

            while (notAbove < first.Length && first[notAbove] <= p)
            {
                notAbove++;
            }

            right += (below + notAbove) / 2.0;
        }

        return right / first.Length / second.Length;
    }
}
