using System.Numerics;

namespace ShallowNet;

/// <summary>The answer that is explained, of a network's outputs.</summary>
/// <param name="network">The network.</param>
/// <param name="line">Which answer.</param>
/// <param name="curves">What makes probabilities of the network's; null where they are the network's.</param>
internal sealed class ExplainedAnswer<T>(Network<T> network, AnswerLine line, ProbabilityCurves? curves)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Network<T> Network => network;

    public AnswerLine Line => line;

    /// <summary>The answers to samples whose outputs are given, and may be lost.</summary>
    public void Read(Span<T> YHat, Span<double> answers)
    {
        curves?.Apply(YHat);
        for (int j = 0; j < answers.Length; j++)
        {
            answers[j] = line.Of(double.CreateTruncating(YHat[j * network.Outputs + line.Output]));
        }
    }

    /// <summary>The log-odds of the answers, ln(p/(1 − p)).</summary>
    /// <param name="YHat">The outputs of samples, probabilities, which may be lost.</param>
    /// <param name="arguments">What the last activation was applied to.</param>
    /// <param name="logOdds">Receives them.</param>
    public void ReadLogOdds(Span<T> YHat, ReadOnlySpan<T> arguments, Span<double> logOdds)
    {
        int outputs = network.Outputs;
        curves?.Apply(YHat);
        for (int j = 0; j < logOdds.Length; j++)
        {
            logOdds[j] = line.Factor * (curves is null
                ? LogOdds(arguments.Slice(j * outputs, outputs)) : ProbabilityCurves.OddsOf(double.CreateTruncating(YHat[j * outputs + line.Output])));
        }
    }

    /// <summary>ln(p/(1 − p)) from what the activation was applied to, so that it is exact for p near 1.</summary>
    private double LogOdds(ReadOnlySpan<T> z)
    {
        double own = double.CreateTruncating(z[line.Output]);
        if (network.Layers[network.L].Activation != Activation.Softmax)
        {
            return own;
        }

        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            largest = i == line.Output ? largest : Math.Max(largest, double.CreateTruncating(z[i]));
        }

        for (int i = 0; i < z.Length; i++)
        {
            sum += i == line.Output ? 0 : ScalarFunctions.Exp(double.CreateTruncating(z[i]) - largest);
        }

        return own - largest - ScalarFunctions.Log(sum);
    }
}
