using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Answers of a model to samples some of whose columns are those of others, from what each column adds to Z[1].</summary>
/// <param name="network">The network.</param>
/// <param name="line">Which answer.</param>
/// <param name="logOdds">Whether its log-odds are taken, of an output of sigmoid or softmax.</param>
internal sealed class AnswerSums<T>(Network<T> network, AnswerLine line, bool logOdds)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most samples at a time.</summary>
    public const int Block = Products.Block;

    private readonly T[] YHat = new T[network.Outputs * Block];
    private readonly T[] arguments = new T[network.Outputs * Block];

    /// <summary>The length of a sum.</summary>
    public int Length { get; } = network.PartLength;

    /// <summary>Room for the sums of a block of samples.</summary>
    public T[] Sums { get; } = new T[network.PartLength * Block];

    /// <summary>The sum of a sample in a block.</summary>
    public Span<T> Sum(int sample) => Sums.AsSpan(sample * Length, Length);

    /// <summary>Gives the answers to the first samples of the block, whose sums are lost.</summary>
    [MethodImpl(Compile.AtOnce)]
    public void Answer(Span<double> answers)
    {
        int m = answers.Length, outputs = network.Outputs;
        network.PredictFromParts(Sums.AsSpan(0, m * Length), YHat, arguments, m);
        for (int j = 0; j < m; j++)
        {
            answers[j] = logOdds
                ? line.Factor * LogOdds(arguments.AsSpan(j * outputs, outputs))
                : line.Of(double.CreateTruncating(YHat[j * outputs + line.Output]));
        }
    }

    /// <summary>The answer to one sample, whose parts are given.</summary>
    public double Of(ReadOnlySpan<T> parts, Span<T> sum)
    {
        network.StartParts(sum);
        for (int start = 0; start < parts.Length; start += Length)
        {
            Arithmetic.Add(sum, parts.Slice(start, Length), sum);
        }

        sum.CopyTo(Sums);
        Span<double> answer = stackalloc double[1];
        Answer(answer);
        return answer[0];
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
