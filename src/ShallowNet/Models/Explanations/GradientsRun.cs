using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>Computes expected gradients.</summary>
/// <param name="explained">What is explained.</param>
/// <param name="players">The names of columns or features, and the first feature of each and their number.</param>
/// <param name="options">Which answer, and how; null for the defaults.</param>
internal sealed class GradientsRun<T>(Explained<T> explained, (string[] Names, (int First, int Count)[] Features) players, ExpectedGradientsOptions? options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExpectedGradientsOptions options = options ?? new ExpectedGradientsOptions();

    /// <summary>Explains samples, which are not scaled.</summary>
    public ShapleyValues Of(Matrix<T> X, Matrix<T> background, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Network<T> network = explained.Network;
        int features = network.Inputs;
        if (network.Layers[1].Embedding?.Each(features).ToList().FindIndex(kind => kind is CategoryEmbedding) is { } category and >= 0)
        {
            throw new InvalidOperationException($"The {explained.Name} must change by small steps of its inputs to have expected gradients, but has learned numbers for each value of \"{explained.FeatureNames[category]}\": ask Shapley.");
        }

        X = explained.Scale(X, nameof(X));
        GradientDraws<T> draws = new(network, explained.LineOf(options.Answer), explained.Scale(background, nameof(background)), options);
        int m = X.ColumnCount, n = players.Features.Length;
        double[] values = new double[Require.Elements(n, m)], errors = new double[n * m];
        for (int j = 0; j < m; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            draws.Explain(ColumnMajor.Span(X).Slice(j * features, features), players.Features, values.AsSpan(j * n, n), errors.AsSpan(j * n, n), options.MaxThreads);
            progress?.Report((j + 1) / (double)m);
        }

        return new ShapleyValues(players.Names, ColumnMajor.Create(n, m, values), ColumnMajor.Create(n, m, errors), (draws.BaseValue, draws.AnswersTo(X, options.MaxThreads)), isExact: false);
    }
}
