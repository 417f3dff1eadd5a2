using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>How sure the model is: its answers to samples that it was not trained on.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>
    /// How many samples say how sure the model is, none of them trained on by the networks that answered them: of a model that the data chose by folds, those that had such an answer (at
    /// most 10,000, drawn at random); of one that was calibrated, those that it was given; 0 where there are none.
    /// </summary>
    public int CalibrationSamples => Calibration?.Samples ?? 0;

    /// <summary>How far answers were from the truth for samples that were not trained on; null where that is not known.</summary>
    internal Calibration? Calibration { get; private set; }

    /// <summary>What the data leave open of the network's parameters; null where it is no network of numbers by Bayesian regularization, or that was not taken.</summary>
    internal Posterior? Posterior { get; private set; }

    /// <summary>Gives the model the posterior of its file.</summary>
    internal void RestorePosterior(Posterior? posterior) => Posterior = posterior;

    /// <summary>What a calibration keeps of answers, a row for each thing and a number for each sample; null where the model has no measure of how sure it is.</summary>
    /// <param name="YHat">The answers in the units of the targets, outputs × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    private protected virtual double[][]? Measures(Matrix<T> YHat, Matrix<T> Y) => null;

    /// <summary>How many rows such a calibration has for a network of so many outputs.</summary>
    internal virtual int? RowsOfCalibration(int outputs) => null;

    /// <summary>Gives the model the calibration of its file.</summary>
    internal void RestoreCalibration(Calibration? calibration) => Calibration = calibration;

    /// <summary>Replaces what is known by the answers to samples that the model was not trained on.</summary>
    private protected void CalibrateWith(Matrix<T> X, Matrix<T> Y) => Calibration = CalibrationOf(X, Answers(X), Y, null);

    /// <summary>The calibration, or why there is none and what to do.</summary>
    private protected Calibration RequireCalibration() => Network is not null && Calibration is { } known ? known : throw new InvalidOperationException(
        $"The {Name} has no answers to samples that it was not trained on, by which it could say how sure it is: its options say how to train, it was fed in pieces, its samples are too few to spare some, or it was "
        + "chosen by evidence alone. Call Calibrate with samples that it was not fitted to.");

    /// <summary>A calibration with all that this kind of model knows of its samples.</summary>
    /// <param name="rows">What was measured.</param>
    /// <param name="X">The samples, not scaled.</param>
    /// <param name="YHat">The answers in the units of the targets.</param>
    /// <param name="chosen">The fitted model whose folds these are; null for other samples.</param>
    private protected virtual Calibration Complete(double[][] rows, Matrix<T> X, Matrix<T> YHat, FittedModel<T>? chosen) => new(rows);

    /// <summary>Keeps the answers that the choice of the model had for samples outside each fold.</summary>
    /// <param name="chosen">The answers as the networks gave them, outputs × m; NaN where there is none.</param>
    /// <param name="X">The samples, not scaled.</param>
    /// <param name="Y">The targets, not scaled.</param>
    private void KeepAnswers(FittedModel<T> chosen, Matrix<T> X, Matrix<T> Y)
    {
        int[] columns = chosen.OutOfFold is { } answers ? Calibration.Answered(answers, Y.RowCount, Options.Seed) : [];
        if (columns.Length == 0)
        {
            Calibration = null;
            return;
        }

        Matrix<T> YHat = ColumnMajor.Columns(ColumnMajor.Create(Y.RowCount, Y.ColumnCount, Array.ConvertAll(chosen.OutOfFold!, T.CreateTruncating)), columns);
        OutputScaler?.Inverse<T>(ColumnMajor.Span(YHat), ColumnMajor.Span(YHat));
        FoldMembers? members = chosen.Members is { } all ? all with { FoldOfSample = Array.ConvertAll(columns, j => all.FoldOfSample[j]) } : null;
        Calibration = CalibrationOf(ColumnMajor.Columns(X, columns), YHat, ColumnMajor.Columns(Y, columns), chosen with { Members = members });
    }

    private Calibration? CalibrationOf(Matrix<T> X, Matrix<T> YHat, Matrix<T> Y, FittedModel<T>? chosen) =>
        Measures(YHat, Y) is { } rows && rows.All(row => Scan.IndexOfNotFinite<double>(row) < 0) ? Complete(rows, X, YHat, chosen) : null;
}
