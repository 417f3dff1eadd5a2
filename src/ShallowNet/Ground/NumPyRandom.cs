using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ShallowNet;

/// <summary>
/// The random numbers of NumPy's <c>numpy.random.RandomState</c>: the same seed gives the same numbers as in Python.
/// </summary>
/// <remarks>
/// The stream (Mersenne Twister MT19937, 53-bit doubles, polar Gaussians, masked rejection for indices) is frozen in
/// NumPy (NEP 19), which is why a seed here means what it means in the article's program. NumPy takes the logarithm in a Gaussian from
/// the platform's C library; here it has everywhere the bits that it has on Linux with glibc and a processor with fused multiply-adds.
/// An instance is not safe for several threads at a time.
/// </remarks>
public sealed class NumPyRandom
{
    private readonly MersenneTwister words;
    private double? savedGaussian;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">At least 0, as NumPy requires.</param>
    /// <exception cref="ArgumentOutOfRangeException">The seed is negative.</exception>
    public NumPyRandom(int seed)
    {
        Require.AtLeast(0, seed, nameof(seed));
        words = new MersenneTwister((uint)seed);
    }

    internal NumPyRandom(MersenneTwister words, double? savedGaussian) => (this.words, this.savedGaussian) = (words, savedGaussian);

    /// <summary>What the next numbers follow from.</summary>
    internal (MersenneTwister Words, double? SavedGaussian) State => (words, savedGaussian);

    /// <summary>A number in [0, 1) with 53 random bits: <c>rand()</c>.</summary>
    public double Rand()
    {
        uint high = NextWord() >> 5, low = NextWord() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>A number in [low, high): <c>uniform(low, high)</c>.</summary>
    /// <param name="low">The lower bound, included.</param>
    /// <param name="high">The upper bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds, or their distance, are not finite.</exception>
    public double Uniform(double low, double high) => double.IsFinite(high - low)
        ? low + (high - low) * Rand()
        : throw new ArgumentOutOfRangeException(
            nameof(high), $"low and high must be finite, and their distance too, but are {Require.Text(low)} and {Require.Text(high)}.");

    /// <summary>A Gaussian number with mean 0 and standard deviation 1: <c>randn()</c>.</summary>
    public double Randn()
    {
        if (savedGaussian is { } saved)
        {
            savedGaussian = null;
            return saved;
        }

        // Marsaglia's polar method gives two numbers at a time; NumPy returns the second first and keeps the other.
        double x1, x2, square;
        do
        {
            x1 = 2.0 * Rand() - 1.0;
            x2 = 2.0 * Rand() - 1.0;
            square = x1 * x1 + x2 * x2;
        }
        while (square is >= 1.0 or 0.0);

        double factor = Math.Sqrt(-2.0 * ScalarFunctions.Log(square) / square);
        savedGaussian = factor * x1;
        return factor * x2;
    }

    /// <summary>Gaussian numbers, drawn row by row: <c>randn(rows, columns)</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns, at least 1.</param>
    /// <returns>rows × columns; float elements are the double ones, rounded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Rows or columns are less than 1.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Matrix<T> Randn<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fill<T>(rows, columns, Randn);

    /// <summary>Numbers in [0, 1), drawn row by row: <c>rand(rows, columns)</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rows">The rows, at least 1.</param>
    /// <param name="columns">The columns, at least 1.</param>
    /// <returns>rows × columns; float elements are the double ones, rounded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Rows or columns are less than 1.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Matrix<T> Rand<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fill<T>(rows, columns, Rand);

    /// <summary>The numbers 0 to n − 1 in random order: <c>permutation(n)</c>.</summary>
    /// <param name="n">How many, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public int[] Permutation(int n)
    {
        int[] order = new int[Require.AtLeast(0, n, nameof(n))];
        Permutation(order);
        return order;
    }

    /// <summary>Fills a span with the numbers 0 to its length − 1 in random order: <c>permutation(n)</c>.</summary>
    /// <param name="order">Receives the permutation.</param>
    public void Permutation(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffle(order);
    }

    /// <summary>Brings the items into random order: <c>shuffle(items)</c>.</summary>
    /// <param name="items">The items to shuffle in place.</param>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)NextAtMost((uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>64 random bits: two words, the first the higher.</summary>
    internal ulong NextKey()
    {
        ulong high = NextWord();
        return (high << 32) | NextWord();
    }

    /// <summary>A whole number from 0 to the maximum: the lowest bits of a word, drawn again while too large.</summary>
    private uint NextAtMost(uint maximum)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount(maximum);
        uint value;
        do
        {
            value = NextWord() & mask;
        }
        while (value > maximum);
        return value;
    }

    private uint NextWord() => words.Next();

    private static Matrix<T> Fill<T>(int rows, int columns, Func<double> next)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Precision<T>();
        Matrix<T> matrix = ColumnMajor.Create<T>(
            Require.AtLeast(1, rows, nameof(rows)), Require.AtLeast(1, columns, nameof(columns)));
        Span<T> elements = ColumnMajor.Span(matrix);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                elements[i + j * rows] = T.CreateTruncating(next());
            }
        }

        return matrix;
    }
}
