using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <content>Probabilities that are what they say, by the answers to samples that were not trained on.</content>
public abstract partial class MlpModel<T>
{
    /// <summary>What makes probabilities of the network's; null where they are the network's.</summary>
    internal ProbabilityCurves? Curves { get; private set; }

    /// <summary>Gives the model the curves of its file.</summary>
    internal void RestoreCurves(ProbabilityCurves? curves) => Curves = curves;

    /// <summary>Refuses to hand a model to what knows no curves.</summary>
    /// <exception cref="NotSupportedException">It has some.</exception>
    internal void CheckNoCurves(string what)
    {
        if (Curves is not null)
        {
            throw new NotSupportedException(
                $"{what} must have a model whose probabilities are its network's, but the {Name} has curves for them (MlpOptions.Calibration = {(Curves.Curves[0].IsSmooth ? CalibrationMethod.Platt : CalibrationMethod.Isotonic)}): "
                + "fit it with Temperature, or export model.Network, which gives probabilities as they were.");
        }
    }

    /// <summary>Refuses a calibration that this kind of model cannot have.</summary>
    private void CheckCalibrationOfKind(string name)
    {
        CalibrationMethod most = ClassesOfOutputs is null ? CalibrationMethod.None : HasOneClassPerSample ? CalibrationMethod.Isotonic : CalibrationMethod.Temperature;
        if (Options.Calibration > most)
        {
            throw new ArgumentException(
                $"Calibration must be Automatic{(most == CalibrationMethod.None ? " or None" : ", None or Temperature")} for an {Name}, but is {Options.Calibration}.", name);
        }
    }

    /// <summary>Makes the probabilities of a chosen model what they say, in its network where that is possible, and its answers to the folds with them.</summary>
    /// <param name="chosen">The model.</param>
    /// <param name="Y">The labels as the network has them.</param>
    /// <param name="weights">What each sample counts; null where all count the same.</param>
    private FittedModel<T> Calibrated(FittedModel<T> chosen, Matrix<T> Y, double[]? weights)
    {
        CalibrationMethod method = Options.Calibration;
        bool isDone = method is CalibrationMethod.Automatic or CalibrationMethod.Temperature && chosen.HasTemperature;
        if (ClassesOfOutputs is null || method == CalibrationMethod.None || isDone || chosen.OutOfFold is not { } all)
        {
            return chosen;
        }

        int outputs = Y.RowCount;
        int[] columns = Calibration.Answered(all, outputs, Options.Seed);
        double[] answers = [.. columns.SelectMany(j => all[(j * outputs)..((j + 1) * outputs)])];
        double[]? w = weights is null ? null : Array.ConvertAll(columns, j => weights[j]);
        if (columns.Length > 0 && method is CalibrationMethod.Platt or CalibrationMethod.Isotonic)
        {
            int[] classes = OneHot.Decode(Y);
            if (columns.Where((_, i) => w is null || w[i] > 0).Select(j => classes[j]).Distinct().Count() < Math.Max(2, outputs))
            {
                // Of a class that no fold tells of, there is nothing to learn.
                return chosen;
            }

            ProbabilityCurves curves = ProbabilityCurves.Fit(answers, Array.ConvertAll(columns, j => classes[j]), w, method);
            if (method == CalibrationMethod.Platt && outputs == 1 && curves.Curves[0].Slope <= 0)
            {
                // Answers that rank the classes the wrong way around by chance must not be turned around.
                return chosen;
            }

            return method == CalibrationMethod.Platt && outputs == 1 ? WithLine(chosen, curves.Curves[0].Slope, curves.Curves[0].Offset) : WithCurves(chosen, curves);
        }

        TemperatureFit fit = new(answers, [.. columns.SelectMany(j => Y.Column(j).Select(double.CreateTruncating))], w, outputs, isSoftmax: OutputActivation == Activation.Softmax);
        return columns.Length > 1 && fit.Choose(mustBeClear: method == CalibrationMethod.Automatic) is { } temperature ? WithLine(chosen, 1 / temperature, 0) : chosen;
    }

    /// <summary>The model with slope · Z[L] + offset in the place of Z[L].</summary>
    private FittedModel<T> WithLine(FittedModel<T> chosen, double slope, double offset)
    {
        Network<T> network = chosen.Network;
        int outputs = network.Outputs;
        T factor = T.CreateTruncating(slope), shift = T.CreateTruncating(offset);
        foreach (ref T weight in ColumnMajor.Span(network.W[network.L]))
        {
            weight *= factor;
        }

        foreach (ref T bias in ColumnMajor.Span(network.b[network.L]))
        {
            bias = factor * bias + shift;
        }

        return WithAnswers(chosen, answers =>
        {
            double[] Z = Array.ConvertAll(answers, p => slope * TemperatureFit.ArgumentOf(p, OutputActivation == Activation.Softmax) + offset);
            OutputActivation.Forward<double>(Z, answers, outputs);
        });
    }

    private FittedModel<T> WithCurves(FittedModel<T> chosen, ProbabilityCurves curves)
    {
        Curves = curves;
        return WithAnswers(chosen, answers => curves.Apply<double>(answers));
    }

    /// <summary>The model with other answers to the samples that have one.</summary>
    private static FittedModel<T> WithAnswers(FittedModel<T> chosen, Action<double[]> change)
    {
        double[] all = [.. chosen.OutOfFold!];
        int outputs = chosen.Network.Outputs;
        for (int first = 0; first < all.Length; first += outputs)
        {
            if (Scan.IndexOfNotFinite<double>(all.AsSpan(first, outputs)) < 0)
            {
                double[] answers = all[first..(first + outputs)];
                change(answers);
                answers.CopyTo(all, first);
            }
        }

        return chosen with { OutOfFold = all };
    }
}
