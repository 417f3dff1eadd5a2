using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The rows of a background, and the places between them and any sample, at which derivatives are taken: the same for all samples.</summary>
internal sealed class GradientDraws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly AnswerLine line;
    private readonly Matrix<T> background;

    /// <summary>How far each point is from its row to the sample, row after row, and then again.</summary>
    private readonly double[] shares;
    private readonly T[] points;
    private readonly T[] derivatives;

    /// <summary>Draws rows and places.</summary>
    /// <param name="network">The network.</param>
    /// <param name="line">Which answer.</param>
    /// <param name="rows">The background as the network has it, n_x × any number.</param>
    /// <param name="options">How many.</param>
    public GradientDraws(Network<T> network, AnswerLine line, Matrix<T> rows, ExpectedGradientsOptions options)
    {
        (this.network, this.line) = (network, line);
        NumPyRandom random = new(options.Seed);
        background = rows.ColumnCount <= options.Draws ? rows : ColumnMajor.Columns(rows, random.Permutation(rows.ColumnCount).AsSpan(0, options.Draws));
        int count = background.ColumnCount, rounds = (options.Draws + count - 1) / count;
        shares = new double[Require.Elements(rounds, count)];
        for (int round = 0; round < rounds; round++)
        {
            // In each round every row has a place in another part of the same stretch: all ways are as well covered as each (Latin hypercube).
            int[] places = random.Permutation(count);
            for (int row = 0; row < count; row++)
            {
                shares[round * count + row] = (round + (places[row] + random.Rand()) / count) / rounds;
            }
        }

        points = new T[Require.Elements(network.Inputs, shares.Length)];
        derivatives = new T[points.Length];
        BaseValue = AnswersTo(background, options.MaxThreads).Average();
    }

    /// <summary>The mean answer to the rows.</summary>
    public double BaseValue { get; }

    /// <summary>The answers to samples.</summary>
    public double[] AnswersTo(Matrix<T> X, int threads)
    {
        T[] YHat = new T[Require.Elements(network.Outputs, X.ColumnCount)];
        network.PredictInParts(ColumnMajor.Array(X), YHat, [], X.ColumnCount, threads);
        return [.. Enumerable.Range(0, X.ColumnCount).Select(j => line.Of(double.CreateTruncating(YHat[j * network.Outputs + line.Output])))];
    }

    /// <summary>φ_i = mean of (x_i − x′_i) ∂f/∂x_i at the points between x and the rows x′, for the features of each player together, and its standard error.</summary>
    public void Explain(ReadOnlySpan<T> x, (int First, int Count)[] players, Span<double> values, Span<double> errors, int threads)
    {
        ReadOnlySpan<T> rows = ColumnMajor.Span(background);
        for (int d = 0; d < shares.Length; d++)
        {
            T share = T.CreateTruncating(shares[d]);
            ReadOnlySpan<T> row = rows.Slice(d % background.ColumnCount * x.Length, x.Length);
            Span<T> point = points.AsSpan(d * x.Length, x.Length);
            for (int i = 0; i < x.Length; i++)
            {
                point[i] = row[i] + share * (x[i] - row[i]);
            }
        }

        network.InputGradientsInParts(points, derivatives, line.Output, (shares.Length, threads));
        values.Clear();
        errors.Clear();
        for (int d = 0; d < shares.Length; d++)
        {
            ReadOnlySpan<T> row = rows.Slice(d % background.ColumnCount * x.Length, x.Length), slopes = derivatives.AsSpan(d * x.Length, x.Length);
            for (int player = 0; player < players.Length; player++)
            {
                double sum = 0;
                for (int i = players[player].First; i < players[player].First + players[player].Count; i++)
                {
                    sum += (double.CreateTruncating(x[i]) - double.CreateTruncating(row[i])) * double.CreateTruncating(slopes[i]);
                }

                double value = line.Factor * sum, difference = value - values[player];
                values[player] += difference / (d + 1);
                errors[player] += difference * (value - values[player]);
            }
        }

        for (int player = 0; player < players.Length; player++)
        {
            errors[player] = Math.Sqrt(errors[player] / (shares.Length - 1) / shares.Length);
        }
    }
}
