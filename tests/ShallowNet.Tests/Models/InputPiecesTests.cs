using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet.Tests;

public sealed class InputPiecesTests
{
    private static readonly Matrix<float> X = Samples();
    private readonly InputPieces pieces = new(X, 16);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Express_ANetworkOfLargerPieces_GivesTheSameAnswers(int bins)
    {
        InputPieces larger = bins == 0 ? new InputPieces(X, 0) : pieces.Joined(16 / bins);
        Network<float> network = Network.Create<float>(
            inputs: 5, seed: 1, new Dense(7, Activation.ReLU) { Embedding = larger.Embedding }, new Dense(3, Activation.Tanh), new Dense(2, Activation.Identity));
        network.b[1].SetColumn(0, [0.1f, -0.2f, 0.3f, 0, 0.5f, -0.6f, 0.7f]);
        Network<float> expressed = pieces.Express(network, larger);
        expressed.Layers[1].Embedding.Should().Be(pieces.Embedding);

        // Beyond the samples, too, where the outer pieces go on as they are.
        Matrix<float> wide = X.Append(X * 2);
        Matrix<float> difference = expressed.Predict(wide) - network.Predict(wide);
        difference.Enumerate().Max(Math.Abs).Should().BeLessThan(2e-5f);
    }

    [Fact]
    public void Embedding_PassesInputsOfTwoValuesAndOfOne()
    {
        pieces.Embedding!.Width(5).Should().Be(16 + 1 + 1 + 16 + 7);
        Enumerable.Range(0, 5).Select(pieces.FirstColumnOf).Should().Equal(0, 16, 17, 18, 34);
    }

    [Fact]
    public void Edges_ThatHardlyDiffer_AreOne()
    {
        // Three quarters of the samples are at 1 but for 1e-5 of the range.
        Matrix<float> close = Matrix<float>.Build.Dense(1, 400, (_, j) => j < 100 ? j / 100f : 1 + j * 2e-8f);
        new InputPieces(close, 16).Embedding!.Width(1).Should().Be(5, "four quantiles are below, and one edge is at the end");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Express_ANetworkOfLearnedNumbers_GivesTheSameAnswers(int bins)
    {
        // The last number is the code of a category, and the one before it is in pieces.
        Embedding given = Embedding.Of(Embedding.Pass, Embedding.Pass, Embedding.Pass, Embedding.Pass, Embedding.Category(8, 3));
        InputPieces small = new(X, 16, given), larger = bins == 0 ? new InputPieces(X, 0, given) : small.Joined(16 / bins);
        Network<float> network = Network.Create<float>(inputs: 5, seed: 1, new Dense(7, Activation.ReLU) { Embedding = larger.Embedding }, new Dense(2, Activation.Identity));
        Network<float> expressed = small.Express(network, larger);
        expressed.Layers[1].Embedding!.Width(5).Should().Be(16 + 1 + 1 + 16 + 3);
        (expressed.Predict(X) - network.Predict(X)).Enumerate().Max(Math.Abs).Should().BeLessThan(2e-5f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void Nothing_OfAnInput_IsEmbeddedAsZeros(int bins)
    {
        InputPieces pieces = new(X, bins, Embedding.Of(Embedding.Pass, Embedding.Pass, Embedding.Pass, Embedding.Pass, Embedding.Category(8, 3)));
        Network<float> network = Network.Create<float>(inputs: 5, seed: 1, new Dense(4, Activation.Identity) { Embedding = pieces.Embedding });
        Matrix<float> nothing = Matrix<float>.Build.Dense(5, 1, (i, _) => pieces.NothingOf(i));
        network.Predict(nothing).Enumerate().Should().OnlyContain(yHat => yHat == 0, "b is 0");
        Matrix<float> constant = X.Clone();
        constant.SetRow(3, [.. Enumerable.Repeat(2f, X.ColumnCount)]);
        new ConstantFeatures<float>(constant).Blank(constant, pieces.NothingOf).Row(3).Should().OnlyContain(x => x == pieces.NothingOf(3));
    }

    [Fact]
    public void Edges_OfAFrequentValue_TellTheOthersApart()
    {
        // Nine numbers of ten are 0, and the others lie between 1 and 2.
        Matrix<float> sparse = Matrix<float>.Build.Dense(1, 1000, (_, j) => j % 10 == 0 ? 1 + j / 1000f : 0);
        Embedding embedding = new InputPieces(sparse, 16).Embedding!;
        double[] edges = [.. ((PiecewiseLinearEmbedding)embedding.Each(1)[0]).Edges];
        edges.Should().HaveCount(7, "a hundred samples are twenty for each of five pieces");
        edges[..2].Should().Equal(0, 1);
        edges[^1].Should().BeApproximately(1.99, 1e-6);
        edges[1..].Zip(edges[2..], (lower, upper) => upper - lower).Should().OnlyContain(width => width > 0.15 && width < 0.25);
    }

    private static Matrix<float> Samples()
    {
        // Noise, a flag, a constant, a skewed number, and a number of eight values.
        NumPyRandom random = new(1);
        Matrix<float> samples = random.Randn<float>(5, 300);
        for (int j = 0; j < 300; j++)
        {
            samples[1, j] = j % 3 == 0 ? 1 : 0;
            samples[2, j] = 0;
            samples[3, j] = MathF.Exp(samples[3, j]);
            samples[4, j] = j % 8;
        }

        return samples;
    }
}
