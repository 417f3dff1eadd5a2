namespace ShallowNet;

/// <summary>A number as the sum of two doubles, the second less than half of the last place of the first: about 106 bits.</summary>
/// <remarks>
/// Dekker's and Knuth's arithmetic: a sum's rounding comes from additions, a product's from a fused multiply-add, both exact. Errors are a few units
/// of 2⁻¹⁰⁴.
/// </remarks>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What it lacks.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>The sum, where the second number is not so much larger that it cancels the first.</summary>
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        double sum = a.High + b.High, ofB = sum - a.High;
        double lost = (a.High - (sum - ofB)) + (b.High - ofB);
        return Ordered(sum, lost + (a.Low + b.Low));
    }

    /// <summary>The product.</summary>
    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High, lost = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Ordered(product, lost + (a.High * b.Low + a.Low * b.High));
    }

    /// <summary>Both parts with the other sign.</summary>
    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    /// <summary>large + small, rounded, and its rounding.</summary>
    private static DoubleDouble Ordered(double large, double small)
    {
        double sum = large + small;
        return new(sum, small - (sum - large));
    }
}
