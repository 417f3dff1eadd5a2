using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Answers to samples of which one or two columns have other values.</summary>
/// <param name="answer">Which answer.</param>
/// <param name="X">The samples as the network has them, dense.</param>
internal sealed class ExchangedColumns<T>(ExplainedAnswer<T> answer, Matrix<T> X)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many samples there are.</summary>
    public int Samples => X.ColumnCount;

    /// <summary>About how long the answers to all samples take.</summary>
    public double Nanoseconds => Samples * NanosecondsPerSample;

    private double NanosecondsPerSample => answer.Network.NanosecondsPerSample() + X.RowCount;

    /// <summary>The answers to all samples.</summary>
    /// <param name="exchanges">The features of each column, and what the network has there: for all samples the same, or for each its own.</param>
    public double[] Answers(params ReadOnlySpan<((int First, int Count) Features, T[] Values)> exchanges)
    {
        double[] answers = new double[Samples];
        Answer(0, answers, exchanges);
        return answers;
    }

    /// <summary>The answers to all samples with one exchange after another, by several threads, which share the samples.</summary>
    /// <param name="exchanges">Of each exchange the features of each column, and what the network has there.</param>
    /// <param name="threads">The most threads; the answers do not depend on it.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    public double[][] AnswersWith(((int First, int Count) Features, T[] Values)[][] exchanges, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        double[][] answers = Array.ConvertAll(exchanges, _ => new double[Samples]);
        int blocks = (Samples + Products.Block - 1) / Products.Block;
        ItemsInParts.Run(exchanges.Length * blocks, Products.Block * NanosecondsPerSample, threads, (_, item) =>
        {
            (int which, int block) = (item / blocks, item % blocks);
            int first = block * Products.Block;
            Answer(first, answers[which].AsSpan(first, Math.Min(Products.Block, Samples - first)), exchanges[which]);
        }, progress, cancellationToken);
        return answers;
    }

    /// <summary>The answers to some neighbouring samples.</summary>
    private void Answer(int start, Span<double> answers, ReadOnlySpan<((int First, int Count) Features, T[] Values)> exchanges)
    {
        T[] inputs = [.. ColumnMajor.Span(X).Slice(start * X.RowCount, answers.Length * X.RowCount)], YHat = new T[answer.Network.Outputs * answers.Length];
        foreach (((int first, int count), T[] values) in exchanges)
        {
            int step = values.Length == count ? 0 : count;
            for (int j = 0; j < answers.Length; j++)
            {
                values.AsSpan((start + j) * step, count).CopyTo(inputs.AsSpan(j * X.RowCount + first));
            }
        }

        answer.Network.PredictInParts(inputs, YHat, [], answers.Length, 1);
        answer.Read(YHat, answers);
    }
}
