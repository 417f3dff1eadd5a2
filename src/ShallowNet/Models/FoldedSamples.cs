using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Samples divided into folds, and the score of models that are fitted to all folds but one and judged by that one.</summary>
internal sealed class FoldedSamples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MlpModel<T> model;
    private readonly Matrix<T> X;
    private readonly Matrix<T> Y;
    private readonly double[]? weights;

    /// <summary>Divides samples into the folds of all repeats.</summary>
    /// <param name="model">A model of their classes that has seen no data yet.</param>
    /// <param name="X">The samples, checked.</param>
    /// <param name="Y">Their targets as the network learns them.</param>
    /// <param name="how">Folds, repeats, metric, weights and threads; by default, those of <see cref="CrossValidationOptions"/>.</param>
    /// <exception cref="ArgumentException">The folds are more than the samples, or one is of no use, as <see cref="CheckFold"/> tells.</exception>
    public FoldedSamples(MlpModel<T> model, Matrix<T> X, Matrix<T> Y, CrossValidationOptions? how)
    {
        (this.model, this.X, this.Y, How) = (model, X, Y, how ?? new CrossValidationOptions());
        weights = How.Weights is { } given ? Require.Weights(given, X.ColumnCount, nameof(How.Weights)) : null;
        Folds = [.. Enumerable.Range(0, How.Repeats).SelectMany(repeat => FoldsOf(How.Seed + repeat).Select(fold => (fold, repeat)))];
        for (int i = 0; i < Folds.Count; i++)
        {
            CheckFold(i);
        }
    }

    public CrossValidationOptions How { get; }

    /// <summary>The folds of one repeat after the other, and the number of the repeat.</summary>
    public IReadOnlyList<(Fold Fold, int Repeat)> Folds { get; }

    /// <summary>The score, on a fold's test samples, of a model fitted to its other samples; NaN where training diverges.</summary>
    public double ScoreOf(MlpOptions options, int number, CancellationToken cancellationToken)
    {
        (Fold fold, int repeat) = Folds[number];
        MlpModel<T> fitted = model.MakeUnfitted(options with { Seed = options.Seed + repeat });
        try
        {
            fitted.FitAll(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), WeightsOf(fold.Train), maxThreads: 1, null, cancellationToken);
        }
        catch (TrainingDivergedException)
        {
            return double.NaN;
        }

        return fitted.ScoreOf(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test), How.Metric, WeightsOf(fold.Test));
    }

    private double[]? WeightsOf(IReadOnlyList<int> columns) => weights is null ? null : [.. columns.Select(j => weights[j])];

    /// <summary>Refuses, before any training, a fold whose samples all weigh 0, or of whose test samples the metric cannot be taken.</summary>
    private void CheckFold(int number, string paramName = "how")
    {
        Fold fold = Folds[number].Fold;
        string name = Invariant($"fold {(number % How.Folds) + 1} of {How.Folds}");
        if (WeightsOf(fold.Train)?.Sum() == 0 || WeightsOf(fold.Test)?.Sum() == 0)
        {
            throw new ArgumentException($"Weights must not be 0 for all samples to train or to test on, but are for {name}.", paramName);
        }

        if (How.Metric is null || model is not { ClassesOfOutputs: { } classes, HasOneClassPerSample: true })
        {
            return;
        }

        Matrix<T> YTest = Split.Columns(Y, fold.Test);
        try
        {
            // Any probabilities will do to see whether the metric can be taken.
            How.Metric.Of(Matrix<T>.Build.Dense(YTest.RowCount, YTest.ColumnCount, T.One / T.CreateTruncating(classes.Count)), YTest, WeightsOf(fold.Test));
        }
        catch (ArgumentException refused)
        {
            int[] numbers = OneHot.Decode(Y), inTest = OneHot.Decode(YTest);
            int missing = Enumerable.Range(0, classes.Count).FirstOrDefault(label => !inTest.Contains(label), -1);
            int samples = numbers.Count(label => label == missing);
            string advice = samples < 2 ? "there is only one" : $"use at most {Require.Count(samples, "fold")}";
            throw new ArgumentException(
                missing < 0 ? $"{How.Metric.Name} cannot be taken of {name}. {refused.Message}"
                : $"{name} has no sample of \"{classes.Names[missing]}\", which {How.Metric.Name} needs; {advice}.", paramName);
        }
    }

    private IReadOnlyList<Fold> FoldsOf(int seed) => model is { ClassesOfOutputs: not null, HasOneClassPerSample: true }
        ? Split.StratifiedKFold(OneHot.Decode(Y), How.Folds, seed)
        : Split.KFold(X.ColumnCount, How.Folds, seed);
}
