namespace ShallowNet;

/// <content>Probabilities.</content>
public sealed partial record MlpOptions
{
    /// <summary>
    /// How the probabilities of a classifier are calibrated: <see cref="CalibrationMethod.Automatic"/> unless given. <see cref="CalibrationMethod.Platt"/> and <see cref="CalibrationMethod.Isotonic"/> are for one
    /// class for each sample. What is given needs a choice by folds, and so at least 40 samples, and nothing that says how to train; where a network by Bayesian regularization is so good that it
    /// needs no proof, there are no answers to calibrate by, and probabilities stay as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public CalibrationMethod Calibration { get; init => field = Require.Defined(value, nameof(Calibration)); }

    /// <summary>Refuses what no samples are held back for.</summary>
    internal void CheckCalibration(bool hasFolds, string because, string name = "options")
    {
        if (Calibration > CalibrationMethod.None && !hasFolds)
        {
            throw new ArgumentException($"Calibration must be Automatic or None where no samples are held back to calibrate by, but is {Calibration}: {because}.", name);
        }
    }
}
