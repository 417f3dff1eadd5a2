using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShallowNet;

/// <summary>The place of a number among those seen, from −√3 to √3: linear from each of the knots to the next.</summary>
internal sealed class QuantileTransform : NumberTransform
{
    public const string Name = "quantiles";

    /// <summary>The quantiles of a long column.</summary>
    private const int MostKnots = 65;

    /// <summary>Numbers that are spread evenly from minus this to this have standard deviation 1.</summary>
    private const double End = 1.7320508075688772;

    /// <summary>So many knots are compared at a time.</summary>
    private const int Eight = 8;

    private readonly double[] knots;
    private readonly double[] places;

    /// <summary>The lines from each of the knots to the next.</summary>
    private readonly Piece[] pieces;

    /// <summary>The knots between the first and the last, and then NaN, which no number reaches: 64 in all. None where they are more.</summary>
    private readonly double[] inner;

    /// <summary>The last of each eight of them.</summary>
    private readonly double[] lastOfEight;

    /// <summary>Makes a transform.</summary>
    /// <param name="numbers">Quantiles at equal distances, in ascending order; several may be equal.</param>
    /// <exception cref="ArgumentException">They are not in order, or all equal.</exception>
    public QuantileTransform(double[] numbers)
    {
        Numbers = numbers;
        List<double> knots = [], places = [];
        for (int i = 0; i < numbers.Length;)
        {
            int end = i;
            while (end + 1 < numbers.Length && numbers[end + 1] == numbers[i])
            {
                end++;
            }

            // Equal quantiles are in the middle of their places, but at the ends at the end.
            double place = i == 0 ? 0 : end == numbers.Length - 1 ? end : 0.5 * (i + end);
            knots.Add(numbers[i]);
            places.Add(End * (2 * place / (numbers.Length - 1) - 1));
            i = end + 1;
        }

        (this.knots, this.places) = ([.. knots], [.. places]);
        if (this.knots.Length < 2 || !this.knots.Zip(this.knots.Skip(1)).All(pair => pair.First < pair.Second))
        {
            throw new ArgumentException("Quantiles must be in ascending order, and not all equal, but are not.");
        }

        pieces = [.. Enumerable.Range(0, knots.Count - 1).Select(i => Piece.Between((knots[i], places[i]), (knots[i + 1], places[i + 1])))];
        inner = pieces.Length > Eight * Eight ? [] : [.. this.knots[1..^1], .. Enumerable.Repeat(double.NaN, Eight * Eight - pieces.Length + 1)];
        lastOfEight = [.. inner.Where((_, i) => i % Eight == Eight - 1)];
    }

    public override string FileName => Name;

    public override double[] Numbers { get; }

    /// <summary>The knots, and the place of each.</summary>
    public (double[] Knots, double[] Places) Line => (knots, places);

    public static QuantileTransform Fit(double[] sorted)
    {
        int count = Math.Min(MostKnots, sorted.Length);
        return new QuantileTransform([.. Enumerable.Range(0, count).Select(i => SortedNumbers.Quantile(sorted, i / (count - 1.0)))]);
    }

    public override double Of(double x)
    {
        if (x <= knots[0])
        {
            return places[0];
        }

        if (x >= knots[^1])
        {
            return places[^1];
        }

        return pieces[PieceOf(x)].At(x);
    }

    public override double SlopeAt(double x) => x < knots[0] || x >= knots[^1] ? 0 : pieces[PieceOf(x)].Slope;

    public override void Apply(Span<double> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Of(numbers[i]);
        }
    }

    /// <summary>The piece of a number between the first knot and the last: how many of the inner knots it is not below, by two looks at eight of them.</summary>
    private int PieceOf(double x)
    {
        if (inner.Length == 0)
        {
            int place = Array.BinarySearch(knots, x);
            return place >= 0 ? place : ~place - 1;
        }

        int piece = Eight * CountUpTo(x, lastOfEight);
        return piece + CountUpTo(x, inner.AsSpan(piece, Eight));
    }

    /// <summary>How many of eight ascending numbers are not above x.</summary>
    private static int CountUpTo(double x, ReadOnlySpan<double> eight)
    {
        Vector256<double> X = Vector256.Create(x);
        uint first = Vector256.LessThanOrEqual(Vector256.Create(eight), X).ExtractMostSignificantBits(), second = Vector256.LessThanOrEqual(Vector256.Create(eight[4..]), X).ExtractMostSignificantBits();
        return BitOperations.PopCount((second << 4) | first);
    }

    /// <summary>The line from a knot to the next: its start and its width, of both of which the half is kept because the range can be beyond the largest double.</summary>
    private readonly record struct Piece(double HalfStart, double HalfWidth, double Place, double Rise)
    {
        public static Piece Between((double Knot, double Place) from, (double Knot, double Place) to) =>
            new(0.5 * from.Knot, 0.5 * to.Knot - 0.5 * from.Knot, from.Place, to.Place - from.Place);

        public double Slope => 0.5 * Rise / HalfWidth;

        public double At(double x) => Place + Rise * ((0.5 * x - HalfStart) / HalfWidth);
    }
}
