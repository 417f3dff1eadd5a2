namespace ShallowNet;

/// <summary>The temperature with the lowest log loss of answers to samples that were not trained on (Guo et al., 2017).</summary>
internal sealed class TemperatureFit
{
    /// <summary>Temperatures are tried by factors of e to this, from 1/e to e^1.5.</summary>
    private const double Step = 0.05;

    private const int StepsDown = 20, StepsUp = 30;

    /// <summary>Answers are taken for no surer than this.</summary>
    private const double LeastProbability = 1e-15;

    private readonly double[] Z;
    private readonly double[] Y;
    private readonly double[]? weights;
    private readonly int outputs;
    private readonly bool isSoftmax;

    /// <summary>Takes answers.</summary>
    /// <param name="answers">Probabilities, outputs × m.</param>
    /// <param name="Y">Labels, outputs × m.</param>
    /// <param name="weights">What each sample counts; null where all count the same.</param>
    /// <param name="outputs">The rows.</param>
    /// <param name="isSoftmax">Whether the probabilities of a sample are 1 together.</param>
    public TemperatureFit(double[] answers, double[] Y, double[]? weights, int outputs, bool isSoftmax)
    {
        (this.Y, this.weights, this.outputs, this.isSoftmax) = (Y, weights, outputs, isSoftmax);
        Z = Array.ConvertAll(answers, p => ArgumentOf(p, isSoftmax));
    }

    /// <summary>The best temperature; null where it is 1, or, if it must be clear, where the loss is not lower by more than its standard error.</summary>
    public double? Choose(bool mustBeClear)
    {
        double[] before = Losses(1), best = before;
        double temperature = 1, lowest = Mean(before);
        for (int step = -StepsDown; step <= StepsUp; step++)
        {
            double tried = ScalarFunctions.Exp(step * Step);
            double[] losses = Losses(tried);
            if (Mean(losses) < lowest)
            {
                (temperature, best, lowest) = (tried, losses, Mean(losses));
            }
        }

        return temperature == 1 || (mustBeClear && !IsClear([.. before.Zip(best, (first, second) => first - second)])) ? null : temperature;
    }

    /// <summary>What the output activation was applied to, of softmax but for a number that all outputs share.</summary>
    public static double ArgumentOf(double probability, bool isSoftmax) => LogOf(probability) - (isSoftmax ? 0 : LogOf(1 - probability));

    private static double LogOf(double probability) => ScalarFunctions.Log(Math.Max(probability, LeastProbability));

    /// <summary>Whether the mean of gains is above 0 by more than its standard error.</summary>
    private bool IsClear(double[] gains)
    {
        double mean = Mean(gains), total = weights?.Sum() ?? gains.Length;
        double squares = gains.Select((gain, j) => (weights?[j] ?? 1) * (gain - mean)).Sum(part => part * part);
        return mean > Math.Sqrt(squares) / total;
    }

    private double Mean(double[] losses) => weights is null ? losses.Average() : losses.Zip(weights, (loss, weight) => loss * weight).Sum() / weights.Sum();

    private double[] Losses(double temperature)
    {
        double[] losses = new double[Z.Length / outputs];
        for (int j = 0; j < losses.Length; j++)
        {
            ReadOnlySpan<double> z = Z.AsSpan(j * outputs, outputs), y = Y.AsSpan(j * outputs, outputs);
            double most = double.NegativeInfinity, sum = 0;
            for (int k = 0; k < outputs; k++)
            {
                double x = z[k] / temperature;
                most = Math.Max(most, x);
                losses[j] += isSoftmax ? -y[k] * x : Math.Max(x, 0) + ScalarFunctions.Log(1 + ScalarFunctions.Exp(-Math.Abs(x))) - y[k] * x;
            }

            for (int k = 0; k < outputs && isSoftmax; k++)
            {
                sum += ScalarFunctions.Exp(z[k] / temperature - most);
            }

            losses[j] += isSoftmax ? most + ScalarFunctions.Log(sum) : 0;
        }

        return losses;
    }
}
