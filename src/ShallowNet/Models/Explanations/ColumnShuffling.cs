using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Shuffles columns or features one by one, to see how much worse the answers are without each.</summary>
/// <param name="network">What answers.</param>
/// <param name="X">The features of the samples.</param>
/// <param name="players">The names of columns or features, and the first feature of each and their number.</param>
internal sealed class ColumnShuffling<T>(Network<T> network, Matrix<T> X, (string[] Names, (int First, int Count)[] Features) players)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The importance of each, the most important one first.</summary>
    /// <param name="badness">How bad the answers to samples are, the lower, the better.</param>
    /// <param name="options">How often, and what together.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Asked about ten times a second.</param>
    public IReadOnlyList<ColumnImportance> Importance(Func<Matrix<T>, double> badness, ImportanceOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (string Name, int[] Players)[] groups = Groups(options.Together);
        double before = badness(X);
        NumPyRandom random = new(options.Seed);
        int[][] orders = [.. Enumerable.Range(0, options.Repeats).Select(_ => random.Permutation(X.ColumnCount))];
        double[][] losses = [.. groups.Select(_ => new double[orders.Length])];
        double nanoseconds = X.ColumnCount * (network.NanosecondsPerSample() + X.RowCount);
        ItemsInParts.Run(groups.Length * orders.Length, nanoseconds, options.MaxThreads, (_, item) =>
        {
            (int group, int repeat) = (item / orders.Length, item % orders.Length);
            losses[group][repeat] = badness(Shuffled(groups[group].Players, orders[repeat])) - before;
        }, progress, cancellationToken);
        return [.. groups.Zip(losses, (group, ofGroup) => ColumnImportance.Of(group.Name, ofGroup)).OrderByDescending(column => column.Mean)];
    }

    /// <summary>What is shuffled together: the groups that are asked for, at the place of the first of each, and all others alone.</summary>
    private (string Name, int[] Players)[] Groups(IReadOnlyList<IReadOnlyList<string>> together, string paramName = "options")
    {
        int[] groupOf = Enumerable.Repeat(-1, players.Names.Length).ToArray();
        foreach ((int number, IReadOnlyList<string> names) in together.Index())
        {
            foreach (string name in names)
            {
                int player = Array.IndexOf(players.Names, name);
                if (player < 0 || groupOf[player] >= 0)
                {
                    throw new ArgumentException(
                        $"Together must name what the model uses, each once, but {(player < 0 ? "there is no" : "has twice")} \"{name}\": there are {Table.Quoted(players.Names)}.", paramName);
                }

                groupOf[player] = number;
            }
        }

        return
        [
            .. Enumerable.Range(0, players.Names.Length).GroupBy(player => groupOf[player] >= 0 ? groupOf[player] : together.Count + player)
                .Select(group => (string.Join(", ", group.Select(player => players.Names[player])), group.ToArray())),
        ];
    }

    /// <summary>The features, of which those of some columns are another sample's.</summary>
    private Matrix<T> Shuffled(int[] shuffledPlayers, int[] order)
    {
        Matrix<T> shuffled = X.Clone();
        Span<T> from = ColumnMajor.Span(X), to = ColumnMajor.Span(shuffled);
        foreach (int player in shuffledPlayers)
        {
            (int first, int count) = players.Features[player];
            for (int j = 0; j < order.Length; j++)
            {
                from.Slice(order[j] * X.RowCount + first, count).CopyTo(to[(j * X.RowCount + first)..]);
            }
        }

        return shuffled;
    }
}
