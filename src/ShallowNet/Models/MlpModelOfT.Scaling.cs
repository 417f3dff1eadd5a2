using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>The scaling of inputs and targets.</content>
public abstract partial class MlpModel<T>
{
    private ConstantFeatures<T>? constants;

    /// <summary>How the options scale targets; null where the data choose.</summary>
    private protected virtual Scaling? GivenTargetScaling => Scaling.None;

    private TargetScaling TargetScaling => new(IsFitted ? OutputScaler?.Row.Scaling ?? Scaling.None : GivenTargetScaling, OutputActivation, LossToMinimize);

    private (Scaler? Inputs, Scaler? Outputs) FitScalers(Matrix<T> X, Matrix<T> Y, double[]? weights)
    {
        Scaling scaling = Encoder is not null ? Scaling.None : Options.InputScaling ?? (LossToMinimize.IsRobust ? Scaling.Robust : Scaling.Standardize);
        return (scaling.FitInputs(X, weights), TargetScaling.Fit(Y, weights));
    }

    /// <summary>Samples as the network has its inputs: checked and scaled.</summary>
    internal Matrix<T> NetworkInputsOf(Matrix<T> X) => Scaled(InputScaler, Inputs(X), nameof(X));

    /// <summary>Inputs as the network is to learn from them: scaled, and 0 where a feature is constant.</summary>
    private Matrix<T> InputsToLearn(Matrix<T> X, Scaler? scaler)
    {
        Matrix<T> scaled = Scaled(scaler, X, nameof(X));
        if (IsFitted)
        {
            constants?.LeaveOutOthers(X);
        }
        else
        {
            // One sample does not tell which features are constant.
            constants = X.ColumnCount > 1 ? new ConstantFeatures<T>(X) : null;
        }

        return constants?.Blank(scaled) ?? scaled;
    }

    /// <summary>Targets as the network is to learn them, which the loss must allow.</summary>
    private Matrix<T> Scale(Matrix<T> Y, Scaler? scaler)
    {
        if (scaler is null)
        {
            return Y;
        }

        Y = Scaled(scaler, Y, nameof(Y));
        try
        {
            return LossToMinimize.CheckLabels(Y, Y.RowCount, Y.ColumnCount);
        }
        catch (ArgumentException notAllowed)
        {
            throw new ArgumentException(
                IsFitted
                    ? $"targets must be such that {LossToMinimize} allows them when they are scaled as those of the first piece were, but are not."
                    : $"TargetScaling must be None for {LossToMinimize}, which does not allow all scaled targets, but is {scaler.Row.Scaling}.", notAllowed);
        }
    }
}
