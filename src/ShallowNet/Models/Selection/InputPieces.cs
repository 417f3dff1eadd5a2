using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>The range of each input in pieces with about as many samples in each, for networks with a piecewise-linear embedding.</summary>
internal sealed class InputPieces
{
    /// <summary>Pieces narrower than this share of the range are joined: between values that hardly differ, no slope should be steep.</summary>
    private const double Narrow = 1e-3;

    /// <summary>The edges of the pieces of each input; an input of a single piece is passed as it is.</summary>
    private readonly double[][] edges;

    /// <summary>Divides each input at quantiles of samples.</summary>
    /// <param name="X">The samples, n_x × m.</param>
    /// <param name="bins">The most pieces of an input.</param>
    public InputPieces(Matrix<float> X, int bins)
        : this([.. Enumerable.Range(0, X.RowCount).Select(i => EdgesOf(Array.ConvertAll(X.Row(i).ToArray(), x => (double)x), bins))])
    {
    }

    private InputPieces(double[][] edges)
    {
        this.edges = edges;
        Embedding = Embedding.Of([.. edges.Select(ofInput => IsPassed(ofInput) ? Embedding.Pass : Embedding.PiecewiseLinear(ofInput))]);
    }

    public Embedding Embedding { get; }

    /// <summary>Pieces that consist of so many of these, the last ones of fewer.</summary>
    public InputPieces Joined(int pieces) => new(Array.ConvertAll(edges, ofInput => (double[])[.. ofInput.SkipLast(1).Where((_, t) => t % pieces == 0), ofInput[^1]]));

    /// <summary>The first of the columns of W[1] that belong to an input.</summary>
    public int FirstColumnOf(int input) => edges.Take(input).Sum(Size);

    /// <summary>
    /// A network of larger pieces, or without an embedding, as one of these pieces: how far x is through a large piece is the sum of how far it is through
    /// each of its small ones, times their widths; and x is its first edge plus such a sum.
    /// </summary>
    /// <param name="network">The network of n_x inputs.</param>
    /// <param name="larger">Its pieces; null where it takes the inputs as they are.</param>
    public Network<float> Express(Network<float> network, InputPieces? larger)
    {
        Dense[] layers = [network.Layers[1] with { Embedding = Embedding }, .. network.Layers.Skip(1)];
        Network<float> expressed = Network.Create<float>(inputs: network.Inputs, seed: network.Seed, network.Loss, layers);
        for (int l = 1; l <= network.L; l++)
        {
            network.b[l].CopyTo(expressed.b[l]);
            if (l > 1)
            {
                network.W[l].CopyTo(expressed.W[l]);
            }
        }

        for (int i = 0; i < edges.Length; i++)
        {
            int first = FirstColumnOf(i), firstLarger = larger?.FirstColumnOf(i) ?? i;
            if (IsPassed(edges[i]))
            {
                expressed.W[1].SetColumn(first, network.W[1].Column(firstLarger));
                continue;
            }

            // An input that is passed is one piece of width 1 from 0 on, wherever it lies.
            double[] itsEdges = larger is null || IsPassed(larger.edges[i]) ? [] : larger.edges[i];
            if (itsEdges.Length == 0)
            {
                expressed.b[1].SetColumn(0, expressed.b[1].Column(0) + network.W[1].Column(firstLarger) * (float)edges[i][0]);
            }

            for (int t = 1, piece = 1; t < edges[i].Length; t++)
            {
                while (piece < itsEdges.Length - 1 && itsEdges[piece] < edges[i][t])
                {
                    piece++;
                }

                double width = itsEdges.Length == 0 ? 1 : itsEdges[piece] - itsEdges[piece - 1];
                Vector<float> w = network.W[1].Column(itsEdges.Length == 0 ? firstLarger : firstLarger + piece - 1);
                expressed.W[1].SetColumn(first + t - 1, w * (float)((edges[i][t] - edges[i][t - 1]) / width));
            }
        }

        return expressed;
    }

    private static bool IsPassed(double[] edges) => edges.Length < 3;

    private static int Size(double[] edges) => IsPassed(edges) ? 1 : edges.Length - 1;

    private static double[] EdgesOf(double[] numbers, int bins)
    {
        Array.Sort(numbers);
        double least = Math.Max(Narrow * (numbers[^1] - numbers[0]), PiecewiseLinearEmbedding.SmallestWidth);
        List<double> edges = [numbers[0]];
        for (int t = 1; t <= bins; t++)
        {
            double edge = numbers[(long)t * (numbers.Length - 1) / bins];
            if (edge - edges[^1] > least)
            {
                edges.Add(edge);
            }
        }

        if (edges.Count > 1)
        {
            edges[^1] = numbers[^1];
        }

        return [.. edges];
    }
}
