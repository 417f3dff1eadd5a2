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

    /// <summary>What a calibration keeps of answers, a row for each thing and a number for each sample; null where the model has no measure of how sure it is.</summary>
    /// <param name="YHat">The answers in the units of the targets, outputs × m.</param>
    /// <param name="Y">The targets, outputs × m.</param>
    private protected virtual double[][]? Measures(Matrix<T> YHat, Matrix<T> Y) => null;

    /// <summary>How many rows such a calibration has for a network of so many outputs.</summary>
    internal virtual int? RowsOfCalibration(int outputs) => null;

    /// <summary>Gives the model the calibration of its file.</summary>
    internal void RestoreCalibration(Calibration? calibration) => Calibration = calibration;

    /// <summary>Replaces what is known by the answers to samples that the model was not trained on.</summary>
    private protected void CalibrateWith(Matrix<T> X, Matrix<T> Y) => Calibration = CalibrationOf(Answers(X), Y);

    /// <summary>The calibration, or why there is none and what to do.</summary>
    private protected Calibration RequireCalibration() => Network is not null && Calibration is { } known ? known : throw new InvalidOperationException(
        $"The {Name} has no answers to samples that it was not trained on, by which it could say how sure it is: its options say how to train, it was fed in pieces, its samples are too few to spare some, or it was "
        + "chosen by evidence alone. Call Calibrate with samples that it was not fitted to.");

    /// <summary>Keeps the answers that the choice of the model had for samples outside each fold.</summary>
    /// <param name="answers">The answers as the networks gave them, outputs × m; NaN where there is none. Null where there are none at all.</param>
    /// <param name="Y">The targets, not scaled.</param>
    /// <param name="outputs">What scaled them for the network.</param>
    private void KeepAnswers(double[]? answers, Matrix<T> Y, Scaler? outputs)
    {
        int[] columns = answers is null ? [] : Calibration.Answered(answers, Y.RowCount, Options.Seed);
        if (columns.Length == 0)
        {
            Calibration = null;
            return;
        }

        Matrix<T> YHat = ColumnMajor.Columns(ColumnMajor.Create(Y.RowCount, Y.ColumnCount, Array.ConvertAll(answers!, T.CreateTruncating)), columns);
        outputs?.Inverse<T>(ColumnMajor.Span(YHat), ColumnMajor.Span(YHat));
        Calibration = CalibrationOf(YHat, ColumnMajor.Columns(Y, columns));
    }

    private Calibration? CalibrationOf(Matrix<T> YHat, Matrix<T> Y) =>
        Measures(YHat, Y) is { } rows && rows.All(row => Scan.IndexOfNotFinite<double>(row) < 0) ? new Calibration(rows) : null;
}
