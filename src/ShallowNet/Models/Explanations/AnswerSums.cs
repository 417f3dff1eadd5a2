using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Answers to samples some of whose columns are those of others, from what each column adds to Z[1].</summary>
/// <param name="answer">Which answer.</param>
/// <param name="logOdds">Whether its log-odds are taken, of an output of sigmoid or softmax.</param>
internal sealed class AnswerSums<T>(ExplainedAnswer<T> answer, bool logOdds)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most samples at a time.</summary>
    public const int Block = Products.Block;

    private readonly Network<T> network = answer.Network;
    private readonly T[] YHat = new T[answer.Network.Outputs * Block];
    private readonly T[] arguments = new T[answer.Network.Outputs * Block];

    /// <summary>The length of a sum.</summary>
    public int Length { get; } = answer.Network.PartLength;

    /// <summary>Room for the sums of a block of samples.</summary>
    public T[] Sums { get; } = new T[answer.Network.PartLength * Block];

    /// <summary>The sum of a sample in a block.</summary>
    public Span<T> Sum(int sample) => Sums.AsSpan(sample * Length, Length);

    /// <summary>Gives the answers to the first samples of the block, whose sums are lost.</summary>
    [MethodImpl(Compile.AtOnce)]
    public void Answer(Span<double> answers)
    {
        int m = answers.Length, count = network.Outputs * m;
        network.PredictFromParts(Sums.AsSpan(0, m * Length), YHat, arguments, m);
        if (logOdds)
        {
            answer.ReadLogOdds(YHat.AsSpan(0, count), arguments.AsSpan(0, count), answers);
        }
        else
        {
            answer.Read(YHat.AsSpan(0, count), answers);
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
        Span<double> result = stackalloc double[1];
        Answer(result);
        return result[0];
    }
}
