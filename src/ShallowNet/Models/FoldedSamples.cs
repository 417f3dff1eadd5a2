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

    /// <summary>Divides samples into the folds of all repeats.</summary>
    /// <param name="model">A model of their classes that has seen no data yet.</param>
    /// <param name="X">The samples, checked.</param>
    /// <param name="Y">Their targets as the network learns them.</param>
    /// <param name="how">Folds, repeats, metric and threads; by default, those of <see cref="CrossValidationOptions"/>.</param>
    public FoldedSamples(MlpModel<T> model, Matrix<T> X, Matrix<T> Y, CrossValidationOptions? how)
    {
        (this.model, this.X, this.Y, How) = (model, X, Y, how ?? new CrossValidationOptions());
        Folds = [.. Enumerable.Range(0, How.Repeats).SelectMany(repeat => FoldsOf(How.Seed + repeat).Select(fold => (fold, repeat)))];
    }

    public CrossValidationOptions How { get; }

    /// <summary>The folds of one repeat after the other, and the number of the repeat.</summary>
    public IReadOnlyList<(Fold Fold, int Repeat)> Folds { get; }

    /// <summary>The score, on a fold's test samples, of a model fitted to its other samples; NaN where training diverges.</summary>
    public double ScoreOf(MlpOptions options, int number, CancellationToken cancellationToken)
    {
        (Fold fold, int repeat) = Folds[number];
        MlpModel<T> its = model.New(options with { Seed = options.Seed + repeat });
        try
        {
            its.FitAll(Split.Columns(X, fold.Train), Split.Columns(Y, fold.Train), null, maxThreads: 1, null, cancellationToken);
        }
        catch (TrainingDivergedException)
        {
            return double.NaN;
        }

        return its.ScoreOf(Split.Columns(X, fold.Test), Split.Columns(Y, fold.Test), How.Metric, null);
    }

    private IReadOnlyList<Fold> FoldsOf(int seed) => model is { ClassesOfOutputs: not null, HasOneClassPerSample: true }
        ? Split.StratifiedKFold(OneHot.Decode(Y), How.Folds, seed)
        : Split.KFold(X.ColumnCount, How.Folds, seed);
}
