using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Computes the Shapley values of one sample after another, with room of its own.</summary>
internal sealed class ShapleyWorker<T>(ShapleyGame<T> game)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AnswerSums<T> sums = game.NewSums();
    private readonly T[] parts = new T[game.Players * game.Length];
    private readonly T[] differences = new T[game.Players * game.Length];
    private readonly T[] current = new T[game.Length];
    private readonly double[] answers = new double[game.IsExact ? 1 << game.Players : 2 * game.Permutations * (game.Players - 1)];
    private readonly double[] block = new double[AnswerSums<T>.Block];
    private readonly double[] steps = new double[game.Players];
    private readonly double[] means = new double[game.Players];
    private readonly double[] squares = new double[game.Players];

    /// <summary>Explains a sample.</summary>
    /// <param name="x">The sample as the network has it.</param>
    /// <param name="values">Receives the value of each player.</param>
    /// <param name="errors">Receives their standard errors.</param>
    /// <returns>The model's answer.</returns>
    public double Explain(ReadOnlySpan<T> x, Span<double> values, Span<double> errors)
    {
        game.PartsOf(x, parts);
        double answer = sums.Of(parts, current);
        values.Clear();
        errors.Clear();
        if (game.IsExact)
        {
            ExplainBySets(answer, values);
        }
        else
        {
            ExplainByOrders(answer, values, errors);
        }

        return answer;
    }

    /// <summary>φᵢ = Σ |S|!(n − |S| − 1)!/n!·(v(S ∪ i) − v(S)) over the sets S without i.</summary>
    private void ExplainBySets(double answer, Span<double> values)
    {
        Array.Clear(answers);
        for (int row = 0; row < game.Answers.Length; row++)
        {
            game.Differences(parts, row, differences);
            AddAnswersOfSets(row);
        }

        for (int set = 0; set < answers.Length; set++)
        {
            answers[set] /= game.Answers.Length;
        }

        // The values sum to the difference of these two, whatever rounding has made of others.
        (answers[0], answers[^1]) = (game.BaseValue, answer);
        int n = game.Players;
        Span<double> weights = stackalloc double[n];
        weights[0] = 1.0 / n;
        for (int size = 1; size < n; size++)
        {
            weights[size] = weights[size - 1] * size / (n - size);
        }

        for (int set = 0; set < answers.Length - 1; set++)
        {
            double weight = weights[BitOperations.PopCount((uint)set)];
            for (int i = 0; i < n; i++)
            {
                values[i] += (set & (1 << i)) == 0 ? weight * (answers[set | (1 << i)] - answers[set]) : 0;
            }
        }
    }

    /// <summary>The answers to a row of the background with each set of columns exchanged, of which each differs by one column from an earlier one.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void AddAnswersOfSets(int row)
    {
        int size = Math.Min(answers.Length, AnswerSums<T>.Block);
        for (int first = 0; first < answers.Length; first += size)
        {
            game.SumOf(row).CopyTo(sums.Sum(0));
            for (int rest = first; rest != 0; rest &= rest - 1)
            {
                Arithmetic.Add(sums.Sum(0), Difference(BitOperations.TrailingZeroCount(rest)), sums.Sum(0));
            }

            for (int set = 1; set < size; set++)
            {
                Arithmetic.Add(sums.Sum(set & (set - 1)), Difference(BitOperations.TrailingZeroCount(set)), sums.Sum(set));
            }

            sums.Answer(block.AsSpan(0, size));
            for (int set = 0; set < size; set++)
            {
                answers[first + set] += block[set];
            }
        }
    }

    /// <summary>
    /// The mean, over the rows of the background and the orders of each, of what a player changes when the players are exchanged in that order, and in the opposite one. The
    /// standard error is by how the orders of a row differ, since the rows are the same for all.
    /// </summary>
    private void ExplainByOrders(double answer, Span<double> values, Span<double> errors)
    {
        int rows = game.Answers.Length, permutations = game.Permutations;
        for (int row = 0; row < rows; row++)
        {
            game.Differences(parts, row, differences);
            AnswerOnTheWay(row);
            Array.Clear(means);
            Array.Clear(squares);
            for (int permutation = 0; permutation < permutations; permutation++)
            {
                Array.Clear(steps);
                AddSteps(row, 2 * permutation, answer);
                AddSteps(row, 2 * permutation + 1, answer);
                for (int i = 0; i < steps.Length; i++)
                {
                    double step = 0.5 * steps[i], difference = step - means[i];
                    means[i] += difference / (permutation + 1);
                    squares[i] += difference * (step - means[i]);
                }
            }

            for (int i = 0; i < values.Length; i++)
            {
                values[i] += means[i] / rows;
                errors[i] += squares[i] / (permutations - 1) / permutations;
            }
        }

        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Sqrt(errors[i]) / rows;
        }
    }

    /// <summary>The answers between a row of the background and the sample, for each order forwards and backwards.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void AnswerOnTheWay(int row)
    {
        int filled = 0, done = 0;
        for (int way = 0; way < 2 * game.Permutations; way++)
        {
            game.SumOf(row).CopyTo(current);
            for (int k = 0; k < game.Players - 1; k++)
            {
                Arithmetic.Add(current, Difference(PlayerOf(row, way, k)), current);
                current.CopyTo(sums.Sum(filled++));
                if (filled == AnswerSums<T>.Block)
                {
                    sums.Answer(answers.AsSpan(done, filled));
                    (done, filled) = (done + filled, 0);
                }
            }
        }

        if (filled > 0)
        {
            sums.Answer(answers.AsSpan(done, filled));
        }
    }

    private void AddSteps(int row, int way, double answer)
    {
        int n = game.Players;
        double before = game.Answers[row];
        for (int k = 0; k < n; k++)
        {
            double after = k == n - 1 ? answer : answers[way * (n - 1) + k];
            steps[PlayerOf(row, way, k)] += after - before;
            before = after;
        }
    }

    /// <summary>The player that is exchanged as number k on a way: every second way is the one before it backwards.</summary>
    private int PlayerOf(int row, int way, int k) => game.Order(row, way / 2)[way % 2 == 0 ? k : game.Players - 1 - k];

    private ReadOnlySpan<T> Difference(int player) => differences.AsSpan(player * sums.Length, sums.Length);
}
