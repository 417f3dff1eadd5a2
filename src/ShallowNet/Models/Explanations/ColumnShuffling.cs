using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Shuffles columns or features one by one, to see how much worse a model predicts without each.</summary>
/// <param name="model">The model.</param>
/// <param name="X">The features of the samples.</param>
/// <param name="Y">Their targets as the network learns them.</param>
/// <param name="players">The names of columns or features, and the first feature of each and their number.</param>
internal sealed class ColumnShuffling<T>(MlpModel<T> model, Matrix<T> X, Matrix<T> Y, (string[] Names, (int First, int Count)[] Features) players)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A report looks at so many rows.</summary>
    private const int RowsOfReport = 2000;

    /// <summary>The importance of each column by the model's loss, of no more rows than are quickly looked at.</summary>
    public IReadOnlyList<ColumnImportance> ForReport()
    {
        int[] rows = X.ColumnCount <= RowsOfReport ? [] : [.. new NumPyRandom(0).Permutation(X.ColumnCount).Take(RowsOfReport)];
        ColumnShuffling<T> some = rows.Length == 0 ? this : new ColumnShuffling<T>(model, Split.Columns(X, rows), Split.Columns(Y, rows), players);
        return some.Importance(new ImportanceOptions(), null, CancellationToken.None);
    }

    /// <summary>The importance of each, the most important one first.</summary>
    public IReadOnlyList<ColumnImportance> Importance(ImportanceOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Metric metric = options.Metric ?? model.ImportanceMetric;
        (string Name, int[] Players)[] groups = Groups(options.Together);
        double before = model.ScoreOf(X, Y, metric, options.Weights);
        NumPyRandom random = new(options.Seed);
        int[][] orders = [.. Enumerable.Range(0, options.Repeats).Select(_ => random.Permutation(X.ColumnCount))];
        double[][] losses = [.. groups.Select(_ => new double[orders.Length])];
        double nanoseconds = X.ColumnCount * (model.Network.NanosecondsPerSample() + X.RowCount);
        ItemsInParts.Run(groups.Length * orders.Length, nanoseconds, options.MaxThreads, (_, item) =>
        {
            (int group, int repeat) = (item / orders.Length, item % orders.Length);
            double after = model.ScoreOf(Shuffled(groups[group].Players, orders[repeat]), Y, metric, options.Weights);
            losses[group][repeat] = (metric.HigherIsBetter ? 1 : -1) * (before - after);
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
