using System.Numerics;
using System.Runtime.CompilerServices;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Computes the Shapley values of one sample after another, with room of its own; or a part of those of a sample that several work at.</summary>
internal sealed class ShapleyWorker<T>(ShapleyGame<T> game)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AnswerSums<T> sums = game.NewSums();
    private readonly T[] parts = new T[game.Players * game.Length];
    private readonly T[] differences = new T[game.Players * game.Length];
    private readonly T[] current = new T[game.Length];

    /// <summary>The answers on the ways from a row of the background to the sample.</summary>
    private readonly double[] answers = new double[game.IsExact ? 0 : 2 * game.Permutations * (game.Players - 1)];
    private readonly double[] block = new double[AnswerSums<T>.Block];
    private readonly double[] steps = new double[game.Players];

    /// <summary>Of the sample: the sum over the rows of the answers of each set; or of each row the mean change by each player, and the squares of the distances from it.</summary>
    private double[] answersOfSets = [];
    private double[] means = [];
    private double[] squares = [];

    /// <summary>Those that work at the same sample, this one first.</summary>
    private ShapleyWorker<T>?[] team = [];

    /// <summary>Explains a sample.</summary>
    /// <param name="x">The sample as the network has it.</param>
    /// <param name="values">Receives the value of each player.</param>
    /// <param name="errors">Receives their standard errors.</param>
    /// <param name="threads">The most threads to use for it; the values do not depend on it.</param>
    /// <param name="cancellationToken">Asked now and then where several threads are used.</param>
    /// <returns>The model's answer.</returns>
    public double Explain(ReadOnlySpan<T> x, Span<double> values, Span<double> errors, int threads = 1, CancellationToken cancellationToken = default)
    {
        game.PartsOf(x, parts);
        double answer = sums.Of(parts, current);
        values.Clear();
        errors.Clear();
        if (game.IsExact)
        {
            answersOfSets = answersOfSets.Length > 0 ? answersOfSets : new double[1 << game.Players];
            Array.Clear(answersOfSets);
            Share((answersOfSets.Length + AnswerSums<T>.Block - 1) / AnswerSums<T>.Block, (worker, block) => worker.AddAnswersOfSets(block, this), threads, cancellationToken);
            ExplainBySets(answer, values);
        }
        else
        {
            (means, squares) = means.Length > 0 ? (means, squares) : (new double[game.Answers.Length * game.Players], new double[game.Answers.Length * game.Players]);
            Share(game.Answers.Length, (worker, row) => worker.ExplainByOrders(row, answer, this), threads, cancellationToken);
            SumOverRows(values, errors);
        }

        return answer;
    }

    /// <summary>Does some things of about the same size, each by itself, one after another or by a team.</summary>
    private void Share(int count, Action<ShapleyWorker<T>, int> work, int threads, CancellationToken cancellationToken)
    {
        if (threads == 1)
        {
            for (int i = 0; i < count; i++)
            {
                work(this, i);
            }

            return;
        }

        team = team.Length >= threads ? team : [this, .. new ShapleyWorker<T>?[threads - 1]];
        ItemsInParts.Run(count, game.NanosecondsPerSample / count, threads, (part, i) => work(team[part] ??= new ShapleyWorker<T>(game), i), null, cancellationToken);
    }

    /// <summary>φᵢ = Σ |S|!(n − |S| − 1)!/n!·(v(S ∪ i) − v(S)) over the sets S without i.</summary>
    private void ExplainBySets(double answer, Span<double> values)
    {
        double[] answers = answersOfSets;
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

    /// <summary>The answers to all rows of the background with some sets of a sample's columns exchanged, of which each differs by one column from an earlier one.</summary>
    [MethodImpl(Compile.AtOnce)]
    private void AddAnswersOfSets(int number, ShapleyWorker<T> ofSample)
    {
        double[] answersOfAll = ofSample.answersOfSets;
        int first = number * AnswerSums<T>.Block, size = Math.Min(answersOfAll.Length, AnswerSums<T>.Block);
        for (int row = 0; row < game.Answers.Length; row++)
        {
            game.Differences(ofSample.parts, row, differences);
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
                answersOfAll[first + set] += block[set];
            }
        }
    }

    /// <summary>
    /// The mean, over the orders of a row of the background, of what a player changes when the players are exchanged in that order, and in the opposite one; and how the orders differ.
    /// </summary>
    private void ExplainByOrders(int row, double answer, ShapleyWorker<T> ofSample)
    {
        game.Differences(ofSample.parts, row, differences);
        AnswerOnTheWay(row);
        Span<double> ofRow = ofSample.means.AsSpan(row * steps.Length, steps.Length), around = ofSample.squares.AsSpan(row * steps.Length, steps.Length);
        ofRow.Clear();
        around.Clear();
        for (int permutation = 0; permutation < game.Permutations; permutation++)
        {
            Array.Clear(steps);
            AddSteps(row, 2 * permutation, answer);
            AddSteps(row, 2 * permutation + 1, answer);
            for (int i = 0; i < steps.Length; i++)
            {
                double step = 0.5 * steps[i], difference = step - ofRow[i];
                ofRow[i] += difference / (permutation + 1);
                around[i] += difference * (step - ofRow[i]);
            }
        }
    }

    /// <summary>The means over the rows of the background, and their standard errors, by how the orders of a row differ, since the rows are the same for all.</summary>
    private void SumOverRows(Span<double> values, Span<double> errors)
    {
        int rows = game.Answers.Length, n = values.Length;
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < n; i++)
            {
                values[i] += means[row * n + i] / rows;
                errors[i] += squares[row * n + i] / (game.Permutations - 1) / game.Permutations;
            }
        }

        for (int i = 0; i < n; i++)
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
