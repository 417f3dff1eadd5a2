using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>A model's answers to samples of which one or two columns have other values.</summary>
/// <param name="network">The network.</param>
/// <param name="line">Which answer.</param>
/// <param name="X">The samples as the network has them, dense.</param>
internal sealed class ExchangedColumns<T>(Network<T> network, AnswerLine line, Matrix<T> X)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many samples there are.</summary>
    public int Samples => X.ColumnCount;

    /// <summary>About how long the answers to all samples take.</summary>
    public double Nanoseconds => Samples * (network.NanosecondsPerSample() + X.RowCount);

    /// <summary>The answers to all samples.</summary>
    /// <param name="exchanges">The features of each column, and what the network has there: for all samples the same, or for each its own.</param>
    public double[] Answers(params ReadOnlySpan<((int First, int Count) Features, T[] Values)> exchanges)
    {
        T[] inputs = [.. ColumnMajor.Span(X)], YHat = new T[network.Outputs * Samples];
        foreach (((int first, int count), T[] values) in exchanges)
        {
            int step = values.Length == count ? 0 : count;
            for (int j = 0; j < Samples; j++)
            {
                values.AsSpan(j * step, count).CopyTo(inputs.AsSpan(j * X.RowCount + first));
            }
        }

        network.PredictInParts(inputs, YHat, [], Samples, 1);
        return [.. Enumerable.Range(0, Samples).Select(j => line.Of(double.CreateTruncating(YHat[j * network.Outputs + line.Output])))];
    }
}
