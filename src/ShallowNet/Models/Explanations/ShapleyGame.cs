using System.Numerics;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// The game whose players are columns: what a set of them is worth for a sample is the model's mean answer to rows of the background in which the set's columns are the sample's.
/// </summary>
internal sealed class ShapleyGame<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly ExplainedAnswer<T> answer;
    private readonly bool logOdds;
    private readonly (int First, int Count)[] players;

    /// <summary>Of each row of the background what each player adds to its sum, and the sum.</summary>
    private readonly T[] parts;
    private readonly T[] sums;
    private readonly int[][] orders;

    /// <summary>Computes what all samples have in common.</summary>
    /// <param name="answer">Which answer.</param>
    /// <param name="players">The features of each player: the first, and how many.</param>
    /// <param name="background">Rows as the network has them, one after another.</param>
    /// <param name="options">How.</param>
    /// <param name="random">Draws the orders.</param>
    public ShapleyGame(ExplainedAnswer<T> answer, (int First, int Count)[] players, ReadOnlySpan<T> background, ShapleyOptions options, NumPyRandom random)
    {
        (network, this.answer, this.players, logOdds, Length) = (answer.Network, answer, players, options.LogOdds, answer.Network.PartLength);
        int rows = background.Length / network.Inputs;
        IsExact = players.Length <= options.MostExactPlayers;
        Permutations = options.Permutations;
        parts = new T[Require.Elements(rows, players.Length * Length)];
        sums = new T[rows * Length];
        Answers = new double[rows];
        orders = IsExact ? [] : [.. Enumerable.Range(0, rows * Permutations).Select(_ => random.Permutation(players.Length))];
        AnswerSums<T> answers = NewSums();
        for (int b = 0; b < rows; b++)
        {
            Span<T> ofRow = parts.AsSpan(b * players.Length * Length, players.Length * Length);
            network.Parts(background.Slice(b * network.Inputs, network.Inputs), players, ofRow);
            Answers[b] = answers.Of(ofRow, sums.AsSpan(b * Length, Length));
        }

        BaseValue = Answers.Sum() / rows;
    }

    /// <summary>The length of a sum.</summary>
    public int Length { get; }

    /// <summary>How many players there are.</summary>
    public int Players => players.Length;

    /// <summary>Whether every set is tried.</summary>
    public bool IsExact { get; }

    /// <summary>The orders for each row of the background.</summary>
    public int Permutations { get; }

    /// <summary>What the model answers to each row of the background.</summary>
    public double[] Answers { get; }

    /// <summary>The mean of these.</summary>
    public double BaseValue { get; }

    /// <summary>About how long a sample takes.</summary>
    public double NanosecondsPerSample =>
        network.NanosecondsPerSample() * Answers.Length * (IsExact ? 1 << Players : 2.0 * Permutations * Math.Max(1, Players - 1));

    /// <summary>One of the orders in which the players are exchanged in a row of the background.</summary>
    public ReadOnlySpan<int> Order(int row, int permutation) => orders[row * Permutations + permutation];

    /// <summary>The sum of a row of the background.</summary>
    public ReadOnlySpan<T> SumOf(int row) => sums.AsSpan(row * Length, Length);

    /// <summary>What computes answers; one for each thread.</summary>
    public AnswerSums<T> NewSums() => new(answer, logOdds);

    /// <summary>What each player of a sample adds to its sum.</summary>
    public void PartsOf(ReadOnlySpan<T> x, Span<T> ofSample) => network.Parts(x, players, ofSample);

    /// <summary>By how much each player of a sample adds more than that of a row of the background.</summary>
    public void Differences(ReadOnlySpan<T> ofSample, int row, Span<T> differences) =>
        Arithmetic.Subtract(ofSample, parts.AsSpan(row * ofSample.Length, ofSample.Length), differences);
}
