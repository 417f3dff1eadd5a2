using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>Points of many numbers, and which of them are nearest to others.</summary>
/// <remarks>
/// |a − b|² = |a|² + |b|² − 2aᵀb by one product for many points. Those that its rounding errors leave among the nearest are measured once more, by the sum of the
/// squares of the differences, so that what is found does not depend on the product.
/// </remarks>
internal sealed class CaseDistances
{
    /// <summary>Products are computed for so many points at a time.</summary>
    private const int Block = 64;

    /// <summary>Eight times the rounding error of a double near 1.</summary>
    private const double RoundingError = 8 * 1.1102230246251565e-16;

    private readonly double[] points;
    private readonly double[] squares;
    private readonly double largestSquare;

    /// <summary>Takes points.</summary>
    /// <param name="points">Their numbers, one point after another.</param>
    /// <param name="size">How many numbers a point has.</param>
    public CaseDistances(double[] points, int size)
    {
        (this.points, Size, Count) = (points, size, points.Length / size);
        squares = SquaresOf(points);
        largestSquare = squares.Max();
    }

    public int Size { get; }

    public int Count { get; }

    /// <summary>The nearest points to others, the nearest first.</summary>
    /// <param name="others">The numbers of the others, one after another.</param>
    /// <param name="count">How many are sought, at most as many as there are.</param>
    /// <param name="selves">For each of the others its own number among the points, which does not count; null for none.</param>
    public SimilarCase[][] Nearest(double[] others, int count, int[]? selves = null)
    {
        int m = others.Length / Size;
        SimilarCase[][] nearest = new SimilarCase[m][];
        double[] products = new double[Count * Math.Min(m, Block)], squaresOfOthers = SquaresOf(others);
        for (int first = 0; first < m; first += Block)
        {
            int columns = Math.Min(Block, m - first);
            ReadOnlySpan<double> block = others.AsSpan(first * Size, columns * Size);
            Span<double> ofBlock = products.AsSpan(0, Count * columns);
            Products.BackThroughWeights(points, block, ofBlock, new LayerSize(Size, Count, columns));
            for (int j = 0; j < columns; j++)
            {
                Span<double> distances = ofBlock.Slice(j * Count, Count);
                for (int i = 0; i < distances.Length; i++)
                {
                    distances[i] = squares[i] - 2 * distances[i];
                }

                if (selves is not null)
                {
                    distances[selves[first + j]] = double.PositiveInfinity;
                }

                nearest[first + j] = NearestOf(distances, block.Slice(j * Size, Size), count, RoundingError * (Size + 4) * (largestSquare + squaresOfOthers[first + j]));
            }
        }

        return nearest;
    }

    /// <summary>The nearest points by distances whose errors are bounded.</summary>
    private SimilarCase[] NearestOf(ReadOnlySpan<double> distances, ReadOnlySpan<double> other, int count, double error)
    {
        double bound = Smallest(distances, count) + error;
        List<SimilarCase> candidates = [];
        for (int i = 0; i < distances.Length; i++)
        {
            if (distances[i] <= bound)
            {
                candidates.Add(new SimilarCase(i, DistanceFrom(i, other)));
            }
        }

        return [.. candidates.OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Index).Take(count)];
    }

    /// <summary>The count-th smallest number.</summary>
    private static double Smallest(ReadOnlySpan<double> numbers, int count)
    {
        double[] smallest = new double[count];
        Array.Fill(smallest, double.PositiveInfinity);
        foreach (double number in numbers)
        {
            if (number < smallest[^1])
            {
                int place = Array.BinarySearch(smallest, number);
                place = place < 0 ? ~place : place;
                Array.Copy(smallest, place, smallest, place + 1, count - 1 - place);
                smallest[place] = number;
            }
        }

        return smallest[^1];
    }

    private double DistanceFrom(int point, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < other.Length; i++)
        {
            double difference = points[point * Size + i] - other[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    private double[] SquaresOf(double[] many)
    {
        double[] sums = new double[many.Length / Size];
        for (int i = 0; i < many.Length; i++)
        {
            sums[i / Size] += many[i] * many[i];
        }

        return sums;
    }
}
