using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Computes Shapley values.</summary>
/// <param name="explained">What is explained.</param>
/// <param name="players">The names of columns or features, and the first feature of each and their number.</param>
/// <param name="options">Which answer, and how; null for the defaults.</param>
internal sealed class ShapleyRun<T>(Explained<T> explained, (string[] Names, (int First, int Count)[] Features) players, ShapleyOptions? options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ShapleyOptions options = options ?? new ShapleyOptions();

    /// <summary>Explains samples, which are not scaled.</summary>
    public ShapleyValues Of(Matrix<T> X, Matrix<T> background, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        CheckLogOdds();
        ExplainedAnswer<T> answer = explained.AnswerOf(options.Answer);
        NumPyRandom random = new(options.Seed);
        if (background.ColumnCount > options.BackgroundRows)
        {
            background = ColumnMajor.Columns(background, random.Permutation(background.ColumnCount).AsSpan(0, options.BackgroundRows));
        }

        X = explained.Scale(X, nameof(X));
        ShapleyGame<T> game = new(answer, players.Features, ColumnMajor.Span(explained.Scale(background, nameof(background))), options, random);
        int m = X.ColumnCount, n = game.Players, features = X.RowCount;
        double[] values = new double[Require.Elements(n, m)], errors = new double[n * m], answers = new double[m];
        if (m < options.MaxThreads)
        {
            // Several threads work at each sample, which gives the same bits as one.
            ShapleyWorker<T> worker = new(game);
            for (int j = 0; j < m; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                answers[j] = worker.Explain(ColumnMajor.Span(X).Slice(j * features, features), values.AsSpan(j * n, n), errors.AsSpan(j * n, n), options.MaxThreads, cancellationToken);
                progress?.Report((j + 1) / (double)m);
            }

            return Result();
        }

        ShapleyWorker<T>?[] workers = new ShapleyWorker<T>?[options.MaxThreads];
        ItemsInParts.Run(m, game.NanosecondsPerSample, options.MaxThreads, (part, j) =>
        {
            workers[part] ??= new ShapleyWorker<T>(game);
            answers[j] = workers[part]!.Explain(ColumnMajor.Span(X).Slice(j * features, features), values.AsSpan(j * n, n), errors.AsSpan(j * n, n));
        }, progress, cancellationToken);
        return Result();

        ShapleyValues Result() => new(players.Names, ColumnMajor.Create(n, m, values), ColumnMajor.Create(n, m, errors), (game.BaseValue, answers), game.IsExact);
    }

    private void CheckLogOdds(string name = "options")
    {
        if (options.LogOdds && !explained.GivesProbabilities)
        {
            throw new ArgumentException($"LogOdds must be false for {explained.Kind}, whose answers are no probabilities, but is true.", name);
        }
    }
}
